"""Whatever stands in sources and addresses: it is text, it fits, and it does nothing."""

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest

from knowledge.marking import Excerpt, excerpt, marked
from knowledge.types import Block, Document, Position, Said, Scored, Span, Speaker, StoredClaim, Views
from tests.adapters.web.web_site import Served
from tests.bot.small_library import BY_AUTHOR, DOCUMENT, ESSAY

NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}{% raw %}",
    "\u202eturned round\u2066 and never back",
    "zero\u200bwidth\u2060 and \u00ad soft",
    "control \x00\x0b\x1b[31m characters",
    "' onmouseover='x",
    "&lt;b&gt; stays as it is",
)


@pytest.mark.parametrize("words", NASTY)
def test_whatever_a_source_says_is_text_and_nothing_else(words: str) -> None:
    served = Served()
    text = f"Before it. {words} After it."
    document = Document(
        kind="text",
        text=text,
        blocks=(Block(span=Span(start=0, end=len(text)), kind="paragraph"),),
        metadata=DOCUMENT.metadata,
    )
    start = text.index(words)
    claim = replace(BY_AUTHOR.claim, quote=words, span=Span(start=start, end=start + len(words)))
    known = replace(ESSAY.metadata, title=words, author=words, url=f"javascript:{words}")
    stored = replace(BY_AUTHOR, claim=claim, source=replace(ESSAY, metadata=known, topic=words, file=words))
    workspace: Any = served.workspace

    def found(_: str) -> StoredClaim:
        return stored

    def shown(_: str) -> Excerpt:
        return excerpt(document, stored)

    workspace.quote, workspace.excerpt = found, shown
    workspace.kept[0] = stored.source
    answer = served.below("quote/FB-001")
    page = answer.page
    assert answer.status == 200
    assert not page.xpath("//script | //img | //@onerror | //@onmouseover | //b")
    seen = words.translate(dict.fromkeys([0, 11, 27], "\ufffd"))
    assert page.xpath("//mark")[0].text_content() == seen
    assert [link for link in answer.links() if link.lower().startswith("javascript")] == []
    assert served.below("sources").status == served.below("").status == 200
    assert served.below(f"search?q={quote(words)}").status in (200, 400)


def test_no_page_is_heavier_than_allowed_however_much_there_is() -> None:
    served = Served()
    workspace: Any = served.workspace
    words = "The <ferry> pays & pays for “itself”, in every month of every year. " * 5
    text = words * 600
    document = Document(
        kind="text",
        text=text,
        blocks=(Block(span=Span(start=0, end=len(text)), kind="paragraph"),),
        metadata=DOCUMENT.metadata,
    )
    many = [
        replace(
            BY_AUTHOR,
            id=f"FB-{number:03}",
            claim=replace(
                BY_AUTHOR.claim,
                quote=words,
                span=Span(start=number * len(words), end=(number + 1) * len(words)),
            ),
        )
        for number in range(600)
    ]
    workspace.marked = lambda _, part=1: marked(document, ESSAY, many, part=part)
    workspace.excerpt = lambda id_: excerpt(document, many[int(id_[3:])])
    workspace.who = lambda name: Said(
        query=name, speaker=Speaker(name=name), by_topic=(("ferry", tuple(many)),)
    )
    workspace.kept = [ESSAY, *(replace(ESSAY, id=f"{number:06}", file=words) for number in range(900))]
    scored = tuple(Scored(stored=one, score=0.5) for one in many[:20])
    positions = (Position(label=words, quotes=scored), Position(label=words, quotes=scored))
    workspace.views = lambda topic, **_: Views(query=topic, topic=topic, positions=positions)
    for path in (
        "",
        "quote/FB-300",
        "source/3f2a9c1b",
        "source/3f2a9c1b?part=2",
        "speaker/Ines",
        "sources",
        "topic/ferry",
    ):
        answer = served.below(path)
        assert answer.status == 200
        assert 2_000 < len(answer.text.encode()) <= 100_000


def test_words_in_a_map_are_text_and_nothing_else() -> None:
    served = Served()
    answer = served.below(f"map/{quote('</title><script>alert(1)</script>', safe='')}")
    assert answer.status == 200
    assert not answer.page.xpath("//script")


@pytest.mark.parametrize("name", ["AC/DC", "100 % sure?", "a#b", "a&b=c", "Łukasz Ó Briain", "a+b", "..x"])
def test_any_name_can_stand_in_an_address(name: str) -> None:
    served = Served()
    asked: list[str] = []
    workspace: Any = served.workspace

    def who(wanted: str) -> Said:
        asked.append(wanted)
        return Said(query=wanted, speaker=Speaker(name=wanted))

    workspace.who = who
    link = served.below(f"search?q={quote(name, safe='')}&as=who").headers["Location"]
    assert served.get(link).status == 200
    assert asked == [name, name]
