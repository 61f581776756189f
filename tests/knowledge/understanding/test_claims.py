import pytest

from knowledge.types import Attribution, Block, Document, Metadata, Sentence, Span, Speaker
from knowledge.understanding.arguability import arguable, asserts
from knowledge.understanding.claims import claims
from knowledge.understanding.evidence import evidence

AUTHOR = Speaker(name="Ida Field")


def document(*paragraphs: str, title: str | None = None) -> Document:
    parts = ([title] if title else []) + list(paragraphs)
    blocks, start = [], 0
    for i, part in enumerate(parts):
        kind = "title" if title and i == 0 else "paragraph"
        blocks.append(Block(span=Span(start=start, end=start + len(part)), kind=kind))  # type: ignore[arg-type]
        start += len(part) + 2
    return Document(kind="text", text="\n\n".join(parts), blocks=tuple(blocks), metadata=Metadata())


def sentence(whole: Document, words: str) -> Sentence:
    start = whole.text.index(words)
    block = next(i for i, b in enumerate(whole.blocks) if b.span.start <= start < b.span.end)
    return Sentence(span=Span(start=start, end=start + len(words)), block=block)


@pytest.mark.parametrize(
    "text",
    [
        "Is the ferry too expensive for the islands?",
        "A bridge too far for most people",
        "There are three reasons for this:",
        "Subscribe to our letter, which will come every week.",
        "Yes, it is.",
    ],
)
def test_questions_fragments_lead_ins_and_appeals_are_no_claims(text: str) -> None:
    assert not asserts(text)
    assert arguable(text) == 0


def test_a_judgement_is_more_arguable_than_a_report_of_what_happened() -> None:
    judgement = arguable("The ferry should be free, because islanders cannot do without it.")
    report = arguable("The two ministers met on Tuesday in the harbour and visited a ferry.")
    assert judgement > report


@pytest.mark.parametrize(
    "piece",
    ["1", "1,", "1,234,", "a", "a's ", "in ", "in aa ", "?", '?"', ".”", "notreally", "a-", "19", "’"],
)
def test_hostile_text_is_weighed_in_linear_time(piece: str) -> None:
    # a pattern that backtracks would not come back from this length
    text = "The ferry is " + piece * (100_000 // len(piece)) + "_"
    assert not asserts(text) or arguable(text) > 0
    assert evidence(text, cited=False) in {"statistic", "testimony", "event", "reasoning"}


def test_a_quote_too_long_to_read_is_no_claim() -> None:
    whole = document("The ferry is slow " + "and it is very dear " * 60 + "to run.")
    assert claims(whole, [sentence(whole, whole.text)], (), author=AUTHOR) == ()


def test_the_author_speaks_where_nobody_is_cited() -> None:
    whole = document("The ferry should be free for all islanders.")
    (claim,) = claims(whole, [sentence(whole, whole.text)], (), author=AUTHOR)
    assert (claim.speaker, claim.manner) == (AUTHOR, "author")


def test_spoken_words_are_quoted_without_marks_and_without_who_says_so() -> None:
    whole = document("“The ferry must never stop running,” the mayor said.")
    content = Span(start=1, end=whole.text.index(",”"))
    mayor = Attribution(content=content, speaker=Speaker(name="Ann Bo", role="mayor"), manner="direct")
    (claim,) = claims(whole, [sentence(whole, whole.text)], [mayor], author=AUTHOR)
    assert claim.quote == "The ferry must never stop running"
    assert whole.text[claim.span.start : claim.span.end] == claim.quote
    assert (claim.speaker.name, claim.manner) == ("Ann Bo", "direct")


def test_a_sentence_with_a_few_quoted_words_is_shown_whole_as_reported() -> None:
    whole = document("The mayor called the plan to close the only pier of the island “reckless” on Monday.")
    content = Span(start=whole.text.index("reckless"), end=whole.text.index("”"))
    mayor = Attribution(content=content, speaker=Speaker(name="Ann Bo"), manner="direct")
    (claim,) = claims(whole, [sentence(whole, whole.text)], [mayor], author=AUTHOR)
    assert claim.quote == whole.text
    assert claim.manner == "indirect"


@pytest.mark.parametrize(
    ("text", "words", "manner"),
    [
        ("“the ferry must never stop running again”", "the ferry must never stop running again", "direct"),
        (
            "She thinks the ferry “must never stop running again”.",
            "must never stop running again",
            "indirect",
        ),
        ("OLE: and the ferry must never stop, whatever its owners may want us to believe.", None, "direct"),
    ],
)
def test_a_whole_sentence_is_direct_only_where_all_of_it_was_said(
    text: str, words: str | None, manner: str
) -> None:
    whole = document(text)
    start = text.index(words or "and the")
    content = Span(start=start, end=start + len(words or text[start:]))
    ann = Attribution(content=content, speaker=Speaker(name="Ann Bo"), manner="direct")
    (claim,) = claims(whole, [sentence(whole, text)], [ann], author=AUTHOR)
    assert claim.quote == text
    assert (claim.speaker.name, claim.manner) == ("Ann Bo", manner)


def test_a_quote_that_leans_on_its_neighbour_says_so_and_takes_over_what_it_is_about() -> None:
    first, second = "Norway has given up the tax.", "This is why the ferries are full again."
    whole = document(f"{first} {second}")
    found = claims(whole, [sentence(whole, first), sentence(whole, second)], (), author=AUTHOR)
    assert found[1].needs_before
    assert found[1].before == first
    assert found[1].entities == {"norway"}


def test_a_quote_at_the_start_of_a_paragraph_leans_on_the_paragraph_before() -> None:
    first, second, third = (
        "Norway has given up the tax.",
        "That view has few takers.",
        "The harbour is full of boats.",
    )
    whole = document(first, second, third)
    found = claims(whole, [sentence(whole, words) for words in (first, second, third)], (), author=AUTHOR)
    assert found[1].needs_before
    assert (found[1].before, found[1].after) == (first, third)
    assert found[1].entities == {"norway"}
    assert not found[2].needs_before
    assert found[2].entities == set()


def test_no_quote_leans_on_a_headline_and_no_headline_on_a_paragraph() -> None:
    title, words = "The Ferry to the Islands Will Never Be Free", "This is why the ferries are full again."
    whole = document(words, title=title)
    found = claims(whole, [sentence(whole, title), sentence(whole, words)], (), author=AUTHOR)
    assert [(claim.before, claim.after) for claim in found] == [("", ""), ("", "")]
    assert not found[1].needs_before


def test_a_neighbour_is_kept_whole_or_not_at_all() -> None:
    long, longer = "The tax is " + "so " * 200 + "high.", "The tax is " + "so " * 400 + "high."
    leaning = "This is why the ferries are full again."
    for first, kept in ((long, long), (longer, "")):
        whole = document(first, leaning)
        found = claims(whole, [sentence(whole, first), sentence(whole, leaning)], (), author=AUTHOR)
        assert found[-1].before == kept


def test_a_headline_counts_when_it_asserts_something() -> None:
    whole = document("It was agreed in spring.", title="The Ferry to the Islands Will Never Be Free")
    found = claims(whole, [sentence(whole, "The Ferry to the Islands Will Never Be Free")], (), author=AUTHOR)
    assert found[0].headline


def test_a_line_that_says_of_what_kind_the_text_is_is_no_claim() -> None:
    title = "Opinion: The Ferry to the Islands Will Never Be Free"
    whole = document("It was agreed in spring.", title=title)
    assert claims(whole, [sentence(whole, title)], (), author=AUTHOR) == ()


def test_a_short_headline_is_no_claim() -> None:
    whole = document("It was agreed in spring.", title="A Ferry Nobody Can Afford")
    assert claims(whole, [sentence(whole, "A Ferry Nobody Can Afford")], (), author=AUTHOR) == ()


def test_who_is_cited_testifies_and_who_speaks_in_a_transcript_reasons() -> None:
    words = "The ferry must never stop running"
    for text, rests_on in (
        (f"“{words},” the mayor said.", "testimony"),
        (f"Bo: {words}, I think.", "reasoning"),
    ):
        whole = document(text)
        start = text.index(words)
        mayor = Attribution(
            content=Span(start=start, end=start + len(words)), speaker=Speaker(name="Ann Bo"), manner="direct"
        )
        (claim,) = claims(whole, [sentence(whole, text)], [mayor], author=AUTHOR)
        assert (claim.manner, claim.evidence) == ("direct", rests_on)
