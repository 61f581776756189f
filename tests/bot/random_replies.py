"""Replies at random, for the tests that show that an adapter never breaks a platform's limit.

Sizes and some texts are Hypothesis's, so that a failing reply shrinks; the rest comes from a generator
that is seeded by it, since thousands of replies with a hundred quotes each have to be made in seconds.
"""

from collections.abc import Callable, Sequence
from random import Random

from hypothesis import strategies as st

from bot.reply import (
    Action,
    Buttons,
    Entry,
    Heading,
    Menu,
    Note,
    Option,
    Passage,
    Picture,
    Piece,
    Quotation,
    Reply,
    Table,
)
from knowledge.types import File

FRAGMENTS = (
    "The ferry pays for itself.", "Who", "gave way", "first?", "12 %", "a\nb", "\n\n", "\t", "  ",
    "“A word is a word.”", "She said: \"No.\"", "'", "…", "—", "supercalifragilistic" * 12, "W" * 300,
    "الجسر أغلى من العبّارة", "הגשר יקר יותר", "\u202eright to left\u202c", "\u2067", "\u200f", "\u2066x",
    "👩‍👩‍👧‍👦", "🇳🇴", "👍🏽", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "é́́́́", "漢字かな交じり文", "\u200b", "\ufeff",
    "```py\nprint(1)\n```", "```", "``x``", "`code`", "**bold**", "__under__", "_it_", "*it*", "~~gone~~",
    "~", "||spoiler||", "# Heading", "## Two", "### Three", "-# small", "> block", ">>> all", "- list",
    "* list", "+ list", "1. first", "22) item", "[a](https://evil.example)", "[a](<https://evil.example>)",
    "https://skerry.example/ferry?a=1&b=2_c", "http://x.example", "<https://skerry.example>",
    "skerry@mail.example", "www.skerry.example", "discord.gg/abc", "@everyone", "@here", "<@123456789012>",
    "<@!1>", "<@&42>", "<#77>", "<t:1700000000:R>", "<:wave:123456>", "<a:wave:123456>", "</views:99>",
    "<id:guide>", "<!channel>", "<!here>", "<!date^1|x>", "<https://x.example|text>", "<@U123>",
    "<#C123|general>", ":smile:", "&amp;", "&lt;b&gt;", "&", "<", ">", "<b>x</b>", "\\", "\\*", "\\\\",
    "$1,200", "{x}", "%s", "|", "!", "(a_b)", "snake_case_name", "2*3*4", "- - -", "***", "___", "===",
)  # fmt: skip
LINKS = (
    "https://skerry.example/ferry", "http://skerry.example/a_b*c(d)?q=1&r=<2>", "https://x.example/" + "a" * 600,
    "https://x.example/ [x](y)", "not a link", "javascript:alert(1)", "https://هاتف.example/ع", "https://x.example/`a`",
)  # fmt: skip
MARKS = ("quoted", "reported", "author")
STANCES = ("counters", "supports", None)
LENGTHS = (0, 1, 4, 12, 40)
LARGEST_QUOTE = 6_000


def replies(*, most_pieces: int = 100) -> st.SearchStrategy[Reply]:
    """Long, wide, right-to-left, with emoji, code fences, mentions, markup of both platforms."""
    seeds = st.integers(0, 2**32 - 1)
    few, many = st.lists(seeds, max_size=8), st.lists(seeds, min_size=9, max_size=most_pieces)
    return st.builds(_reply, st.one_of(few, few, many), seeds, st.lists(words(), min_size=1, max_size=3))


PAGE = f"https://pages.example/e/discord-123456789012345678.739972.0.{'x' * 43}/quote/RC-014"


def words() -> st.SearchStrategy[str]:
    """Any text that a cleaned source may hold."""
    letters = st.characters(exclude_categories=("Cs", "Cc"))
    anything = st.text(st.one_of(letters, st.sampled_from("\n\t*_`~|<>[]()#-@:\\")), min_size=1, max_size=60)
    fragments = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=12).map(" ".join)
    return st.one_of(anything, fragments).filter(lambda text: bool(text.strip()))


def quotations() -> st.SearchStrategy[Quotation]:
    """A quote alone."""
    return st.builds(
        lambda seed, own: _quotation(_Source(seed, own), 1),
        st.integers(0, 2**32 - 1),
        st.lists(words(), min_size=1, max_size=3),
    )


class _Source:
    """Texts of a seeded generator."""

    def __init__(self, seed: int, own: Sequence[str]) -> None:
        self.random = Random(seed)  # noqa: S311
        self._own = own

    def text(self, longest: int = LARGEST_QUOTE) -> str:
        """A text that is not blank."""
        count = self.random.choice(LENGTHS) + 1
        if self.random.random() < 0.03:
            count = 400
        parts = self.random.choices(FRAGMENTS, k=count)
        parts[self.random.randrange(count)] = self.random.choice(self._own)
        made = self.random.choice((" ", " ", " ", "\n", "")).join(parts)[:longest]
        return made if made.strip() else "x"

    def line(self, longest: int) -> str:
        """A text without line breaks."""
        return " ".join(self.text(longest).split())[:longest] or "x"

    def maybe(self, make: Callable[[], str]) -> str | None:
        """A text or none."""
        return make() if self.random.random() < 0.5 else None


def _reply(seeds: Sequence[int], seed: int, own: Sequence[str]) -> Reply:
    source = _Source(seed, own)
    random = source.random
    mostly_quotes = random.random() < 0.5
    pieces = tuple(
        (_quotation if mostly_quotes and at else _PIECES[one % len(_PIECES)])(_Source(one, own), at)
        for at, one in enumerate(seeds)
    )
    refused = random.random() < 0.1
    files = tuple(File(name=f"{at}.json", content=b"{}") for at in range(random.choice((0, 0, 0, 1, 2))))
    return Reply(
        command="counter",
        data={},
        pieces=() if refused else pieces,
        actions=() if refused else _actions(source, "r", random.choice((0, 0, 1, 3, 5, 10))),
        files=files,
        outcome="refused" if refused else "answered",
        error=source.line(300) if refused else None,
        reference="3f9a2c" if refused and random.random() < 0.5 else None,
        private=random.random() < 0.7,
        placement=random.choice(("new", "new", "replace")),
        shared_by=random.choice((None, None, "123456789012345678")),
    )


def _actions(source: _Source, prefix: str, count: int) -> tuple[Action, ...]:
    return tuple(
        Action(
            label=source.line(75),
            code=f"{prefix}:{at}:{'c' * source.random.choice((0, 8, 60))}",
            style=source.random.choice(("plain", "primary", "danger")),
            form=source.random.random() < 0.1,
        )
        for at in range(count)
    )


def _quotation(source: _Source, at: int) -> Quotation:
    random = source.random
    return Quotation(
        id=f"RC-{at:03}",
        words=source.text(),
        speaker=source.line(random.choice((40, 40, 400))),
        mark=random.choice(MARKS),
        cite=source.line(random.choice((120, 120, 900))),
        number=random.choice((None, at)),
        lead=source.maybe(lambda: source.text(random.choice((200, 2_000)))),
        trail=source.maybe(lambda: source.text(random.choice((200, 2_000)))),
        url=random.choice((None, *LINKS)),
        page=random.choice((None, PAGE)),
        score=random.choice((None, random.random())),
        stance=random.choice(STANCES),
        actions=_actions(source, f"q{at}", random.choice((0, 2, 4, 5, 6))),
        warning=random.choice((None, None, source.line(200))),
        whole=random.choice((None, Action(label="Show all", code=f"w:{at}"))),
    )


def _heading(source: _Source, _: int) -> Heading:
    longest = source.random.choice((60, 60, 2_000))
    level = source.random.choice((1, 2))
    return Heading(
        text=source.line(longest), level=1 if level == 1 else 2, aside=source.maybe(lambda: source.line(80))
    )


def _entry(source: _Source, _: int) -> Entry:
    details = tuple(source.line(300) for _ in range(source.random.choice((0, 1, 2, 3))))
    return Entry(
        title=source.line(source.random.choice((80, 1_500))),
        id=source.maybe(lambda: "3f2a9c1b"),
        details=details,
    )


def _table(source: _Source, _: int) -> Table:
    width, height = source.random.choice((1, 2, 2, 3, 5)), source.random.choice((1, 3, 60))
    rows = tuple(
        tuple(source.line(source.random.choice((20, 300))) for _ in range(width)) for _ in range(height)
    )
    named = source.random.random() < 0.4
    return Table(rows=rows, columns=tuple(source.line(30) for _ in range(width)) if named else ())


def _note(source: _Source, _: int) -> Note:
    leads = source.random.random() < 0.2
    return Note(
        text=source.text(1_500),
        tone=source.random.choice(("plain", "quiet", "warning")),
        url=PAGE if leads else None,
    )


def _passage(source: _Source, _: int) -> Passage:
    return Passage(text="\n\n".join(source.text(1_200) for _ in range(source.random.choice((1, 2))))[:2_400])


def _menu(source: _Source, at: int) -> Menu:
    chosen = source.random.randrange(25)
    options = tuple(
        Option(
            label=source.line(100),
            value=f"{place}-{'v' * source.random.choice((1, 60))}",
            chosen=place == chosen,
        )
        for place in range(source.random.choice((1, 3, 25)))
    )
    return Menu(label=source.line(100), code=f"m:{at}", options=options)


def _buttons(source: _Source, at: int) -> Buttons:
    count = source.random.randint(1, 15)
    return Buttons(label=source.line(200), actions=_actions(source, f"b{at}", count))


def _picture(source: _Source, at: int) -> Picture:
    lines = tuple(f"{' ' * (at % 9)}{source.text(600)}" for at in range(source.random.choice((0, 1, 30))))
    file = (
        File(name=f"{at}-{source.line(60)}.png", content=b"\x89PNG") if source.random.random() < 0.7 else None
    )
    return Picture(file=file, description=source.text(2_000), lines=lines, quotes=("RC-001", "RC-002"))


_PIECES: tuple[Callable[[_Source, int], Piece], ...] = (
    _quotation, _quotation, _quotation, _heading, _entry, _entry, _table, _note, _passage, _buttons, _menu, _picture,
)  # fmt: skip
