"""The trained tagger of attributions: who is cited for what, as spans of the text."""

from pathlib import Path

import pytest

from knowledge.inference import MODELS
from knowledge.tagger import SpanTagger
from knowledge.understanding.attribution import attributions
from knowledge.understanding.sentences import sentences
from tests.knowledge.understanding.documents import document

Words = tuple[list[str], list[str], list[str]]


def tagged(text: str) -> list[Words]:
    found = SpanTagger.load().tag(text)
    return [
        (
            [text[span.start : span.end] for span in one.source],
            [text[span.start : span.end] for span in one.cue],
            [text[span.start : span.end] for span in one.content],
        )
        for one in found
    ]


def test_source_cue_and_content_stand_in_the_text() -> None:
    assert tagged("Ada Lund said the treaty was dead.") == [(["Ada Lund"], ["said"], ["the treaty was dead"])]


def test_a_speaker_who_goes_on_is_tagged_in_each_sentence() -> None:
    found = tagged("Ada Lund said the treaty was dead. She added that no minister would sign it again.")
    assert [source for source, _, _ in found] == [["Ada Lund"], ["She"]]


def test_a_quotation_on_both_sides_of_its_cue_is_one_attribution() -> None:
    found = tagged("“The port must stay,” Lund said. “It feeds us. It always has.”")
    assert found == [(["Lund"], ["said"], ["“The port must stay,”", "“It feeds us. It always has.”"])]


def test_a_text_that_cites_nobody_has_no_attribution() -> None:
    assert tagged("The ferry leaves at nine. It is blue.") == []


@pytest.mark.parametrize("text", ["", " \n\n ", "“", "said", "\N{GRINNING FACE}" * 900, "a" * 5000])
def test_odd_texts_are_read_without_fault(text: str) -> None:
    assert all(one.cue for one in SpanTagger.load().tag(text))


def test_a_long_text_is_tagged_to_its_end_and_alike_every_time() -> None:
    text = "\n\n".join(f"Ada Lund said bridge {number} was safe." for number in range(120))
    found = SpanTagger.load().tag(text)
    assert found[0].cue[0].start < 20
    assert found[-1].cue[0].start > len(text) - 200
    assert found == SpanTagger.load().tag(text)


def test_what_only_the_tagger_finds_gets_the_full_name_and_role() -> None:
    made = document("Trade Minister Ada Lund opened the talks.", "Lund shot back that the port must stay.")
    assert attributions(made, sentences(made)) == ()
    (found,) = attributions(made, sentences(made), tagged=SpanTagger.load().tag(made.text))
    assert (found.speaker.name, found.speaker.role) == ("Ada Lund", "Trade Minister")
    assert made.text[found.content.start : found.content.end] == "the port must stay"


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"spans\.onnx"):
        SpanTagger(tmp_path / "spans.onnx", MODELS / "tokenizer.json")


def test_the_tagger_is_small() -> None:
    assert (MODELS / "spans.onnx").stat().st_size < 13_000_000
