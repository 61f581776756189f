"""What the tagger marks and what the rules read become one: who is cited for which words."""

from knowledge.types import Document, Span
from knowledge.understanding.attribution import attributions
from knowledge.understanding.sentences import sentences
from knowledge.understanding.spans import Tagged
from tests.knowledge.understanding.documents import document

LUND = "Trade Minister Ada Lund opened the talks in Oslo."


def marked(text: str, source: str, cue: str, *content: str, score: float = 0.9) -> Tagged:
    def place(words: str) -> Span:
        start = text.index(words, text.rindex("\n\n"))
        return Span(start=start, end=start + len(words))

    return Tagged(
        source=(place(source),) if source else (),
        cue=(place(cue),),
        content=tuple(place(words) for words in content),
        score=score,
    )


def told(made: Document, *tagged: Tagged) -> list[tuple[str | None, str, str]]:
    order = sorted(tagged, key=lambda one: one.cue[0].start)
    return [
        (one.speaker.name, one.manner, made.text[one.content.start : one.content.end])
        for one in attributions(made, sentences(made), tagged=order)
    ]


def test_a_cue_that_no_rule_knows_is_read_with_the_full_name() -> None:
    made = document(LUND, "Lund shot back that the port must stay.")
    assert told(made) == []
    found = told(made, marked(made.text, "Lund", "shot back", "the port must stay"))
    assert found == [("Ada Lund", "indirect", "the port must stay")]


def test_reported_words_on_both_sides_of_the_cue_have_one_speaker() -> None:
    made = document(LUND, "The old ports, Lund says, will close in May.")
    tagged = marked(made.text, "Lund", "says", "The old ports", "will close in May")
    assert told(made, tagged) == [
        ("Ada Lund", "indirect", "The old ports"),
        ("Ada Lund", "indirect", "will close in May"),
    ]


def test_what_is_denied_is_nobodys_claim() -> None:
    made = document(LUND, "Lund never shot back that the port must stay.")
    assert told(made, marked(made.text, "Lund", "shot back", "the port must stay")) == []


def test_an_attitude_without_a_clause_is_no_statement() -> None:
    made = document(LUND, "Lund plans to widen the port.")
    assert told(made, marked(made.text, "Lund", "plans", "to widen the port")) == []


def test_words_within_words_belong_to_whoever_is_cited_for_all_of_them() -> None:
    made = document(LUND, "Lund shot back that Jo Marsh had claimed the port was lost.")
    outer = marked(made.text, "Lund", "shot back", "Jo Marsh had claimed the port was lost")
    inner = marked(made.text, "Jo Marsh", "claimed", "the port was lost")
    assert told(made, outer, inner) == [("Ada Lund", "indirect", "Jo Marsh had claimed the port was lost")]


def test_without_a_source_nothing_is_added() -> None:
    made = document(LUND, "It is reported that the port is lost.")
    assert told(made, marked(made.text, "", "reported", "the port is lost")) == []
