"""A brief of invented quotes that hold what any format might read as more than letters."""

import re
from typing import Final

from bot.briefs.pack import Card, Pack, every_card
from bot.briefs.wording import pack
from knowledge.briefs.contents import Answered, Brief, Case, Exchange
from knowledge.briefs.contents import Card as Cut
from knowledge.types import Claim, Evidence, Metadata, Source, Span, Speaker, StoredClaim

PLAIN: Final = (
    "The affluent office of the first-class ferry-bridge committee finds the fifth flight difficult, and it says so.",
    "“We fixed it,” she said — and the so-called well-being of the 4,200 islanders, at 9.5%, shows it.",
    "Read https://skerry.example/a_b/c-d?e=f&g=h#i first; it is long, and it breaks anywhere, everywhere, but not here.",
)
MARKUP: Final = (
    "$5 and $x^2$ #strong[no] *bold* _it_ **b** __u__ `code` ~~gone~~ <label> @ref \\alpha // no /* comment */ end",
    "<script>alert('1')</script> & &amp; &lt; <u>x</u> <!-- c --> [link](http://x.example) ![i](j) | pipe | <br>",
    "{{c1::hidden}} {{Front}} [sound:x.mp3] [latex]y[/latex] [$]z[/$] \\(q\\) \\[r\\] and some more words after it",
    "[A-1]: not a statement <B>: not an argument (1) one -> two +> three >< four <_ five :smile: .arrow. {k: v} === s",
    "# not a heading", "- not an item of a list", "1. not a number", "+ plus", "> not a quote", "=== frame ===",
    "| a cell | another |",
    "    four blanks before this line", "Line one\nline two\n\nline three after an empty line",
)  # fmt: skip
SCRIPTS: Final = (
    "القارب يدفع تكاليفه بنفسه كل عام",
    "הגשר יקר מדי עבור האי",
    "渡船每年自負盈虧，橋太貴了。",
    "フェリーは島の命です。",
    "Паром окупается, а мост — нет.",
    "Ferries 🚢 are loved 👩‍👩‍👧 by all 🇳🇴 here.",
    "Zero\u200bwidth, soft\u00adhyphen, no\u00a0break and cafe\u0301 stay as they are.",
)
CONTROLS: Final = "A bell \x07 and an escape \x1b[31m in red, and \x00 nothing."
QUOTES: Final = (*PLAIN, *MARKUP, *SCRIPTS)

SOURCE: Final = Source(
    id="3f2a9c1b",
    file="ferry_[notes]*.txt",
    kind="text",
    metadata=Metadata(
        title="Keep the <Ferry> & *the* $Bridge$",
        author="Tomas #1 Brandt",
        author_role="harbour [master]",
        outlet="The Skerry_Post",
        date="2025-03-02",
        url="https://skerry.example/ferry_bridge?a=1&b=2",
    ),
    topic="ferry-bridge",
    added="2026-01-05T10:00:00+00:00",
    sha256="0" * 64,
    claims=3,
)
KINDS: Final[tuple[Evidence, ...]] = ("reasoning", "statistic", "testimony", "event")


def invented(number: int, quote: str) -> StoredClaim:
    claim = Claim(
        span=Span(start=number * 1000, end=number * 1000 + len(quote)),
        quote=quote,
        speaker=Speaker(name="Ines \\ Okafor", role="deputy | mayor"),
        manner="direct",
        evidence=KINDS[number % 4],
        score=0.9,
        needs_before=number == 0,
        before="She stood on the *quay*." if number == 0 else "",
    )
    return StoredClaim(id=f"FB-{number:03}", key=number, claim=claim, source=SOURCE)


def cut(number: int, quote: str) -> Cut:
    """A card whose second third is underlined, wherever words end."""
    third = max(1, len(quote) // 3)
    note = "remember {{this}} [and] *that*" if number == 1 else None
    return Cut(stored=invented(number, quote), telling=(Span(start=third, end=2 * third),), note=note)


def brief_of(*quotes: str) -> Brief:
    """A case of all the quotes, in whose table each is answered by the next two."""
    cards = tuple(cut(number, quote) for number, quote in enumerate(quotes))
    rows = tuple(
        Exchange(
            claim=card,
            answers=(
                Answered(answer=cards[at - 1], back=cards[at - 2 % len(cards)]),
                Answered(answer=cards[at - 3 % len(cards)]),
            ),
        )
        for at, card in enumerate(cards)
    )
    case = Case(side="for", position=cards[0], cards=cards, exchanges=(*rows[:-1], Exchange(claim=cards[-1])))
    motion = "Should we *keep* the <ferry> for $5?"
    return Brief(query=motion, subject=motion, topic=None, claim=motion, cases=(case,), sources=(SOURCE,))


def pack_of(*quotes: str) -> Pack:
    return pack(brief_of(*quotes))


def hostile() -> Pack:
    return pack_of(*QUOTES)


def folded(text: str) -> str:
    """A text with each run of blanks and line breaks as one blank, and nothing else changed."""
    return " ".join(text.split())


def missing(text: str, cards: Pack | tuple[Card, ...]) -> list[str]:
    """The quotes that do not stand word for word in what a reader made of a file."""
    shown = folded(text)
    listed = every_card(cards) if isinstance(cards, Pack) else cards
    return [quote for quote in dict.fromkeys(card.quote for card in listed) if folded(quote) not in shown]


def without_directions(text: str) -> str:
    """A text without the marks by which a reader says in which direction a line runs."""
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text)
