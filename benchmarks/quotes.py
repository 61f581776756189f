"""Invented quotes for measuring speed: distinct sentences of 15 to 30 words, the same in every run.

A quote is put together from phrases, so that its vector can be put together from the vectors of those
phrases: a hundred thousand quotes then cost a few hundred calls of the encoder, and still lie in its space.
"""

import re
from dataclasses import dataclass
from random import Random

TOPICS = {
    "russia-china": (
        "Russia and China",
        "Moscow and Beijing",
        "the Sino-Russian partnership",
        "Kremlin planners",
    ),
    "climate-policy": ("the carbon levy", "climate negotiators", "coal regions", "the emissions market"),
    "free-trade": ("the tariff schedule", "exporting firms", "the customs union", "small manufacturers"),
    "school-reform": ("head teachers", "the exam board", "village schools", "the voucher scheme"),
    "city-transport": ("tram operators", "the congestion charge", "night bus riders", "the cycling network"),
    "health-care": ("rural hospitals", "the insurance pool", "district nurses", "the vaccine programme"),
    "migration": ("seasonal workers", "border officials", "the asylum system", "newcomers with degrees"),
    "press-freedom": ("local reporters", "the broadcasting council", "whistleblowers", "the libel courts"),
    "artificial-intelligence": (
        "model developers",
        "the audit office for algorithms",
        "call centres",
        "chip makers",
    ),
    "nuclear-energy": (
        "reactor builders",
        "the waste repository",
        "grid engineers",
        "the safety inspectorate",
    ),
}
VERBS = re.split(
    r"[|\n]",
    """will never accept|have quietly abandoned|depend far more than they admit on|can no longer afford
gain almost nothing from|should be given control of|have every reason to distrust|profit most from
routinely underestimate|are strong enough to resist|would collapse without|have learned to live with
must not be trusted with|cannot be separated from|are slowly replacing|pay too high a price for
deserve the credit for|have failed to deliver|are bound to defend|stand to lose|still dream of
know nothing about|were right to refuse|ought to publish|keep voters away from|have no answer to""",
)
KINDS = re.split(
    r"[ \n]",
    """common cheap old public joint open shared foreign hidden private central binding mutual untested costly
rural urban digital military naval technical voluntary seasonal permanent temporary broken honest narrow
generous strict secret ambitious modest imported local borrowed fragile patient reckless lasting""",
)
THINGS = re.split(
    r"[ \n]",
    """pipelines contracts alliances steel pensions expertise budgets lending research exercises auditors
subsidies prices currencies arbitration patience technology credit donors grain transfers strikes labour
planning suspicion insurance guarantees promises tariffs quotas ports railways archives juries patents
harvests vaccines sensors satellites ballots referendums textbooks apprenticeships orchards ferries
reservoirs turbines microchips consulates sanctions loans embargoes museums libraries wages rents
fisheries forests newsrooms laboratories""",
)
GROUNDS = (
    "because the figures for the past {n} years point the same way",
    "since every earlier attempt ended in retreat",
    "as {name} showed when revenue fell by {n} percent",
    "although officials in {name} insist on the opposite",
    "and no serious observer in {name} claims otherwise",
    "even if the mood among younger people has changed",
    "which is why {n} towns have asked for an exemption",
    "unless parliament finds another {n} million before winter",
    "because habits formed over generations outlive a treaty",
    "while the savings expected in {name} never came",
    "since being needed is something other than being liked",
    "so long as judges in {name} ignore the evidence",
    "if the ministry under {name} {name} keeps its course",
    "after what engineer {name} found in {n} boxes of letters",
)
TAILS = (
    "according to a survey by {name}", "in the view of many economists", "as last autumn made plain",
    "despite what posters promise", "and the gap widens yearly", "at least outside the capital",
    "whatever ministers may announce", "in peace as in war", "with effects on the whole region",
    "long before anything was signed", "to the surprise of its authors", "at the expense of the poorest",
)  # fmt: skip
_ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "h",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "st",
    "t",
    "tr",
    "v",
    "z",
)
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "ou")
_ENDS = ("via", "land", "mark", "stad", "nor", "tan", "ria", "burg", "wick", "moor")
_HOLLOW = (
    "alliance is easy", "the treaty will hold", "free trade makes everyone richer", "coal has no future",
    "schools need more tests", "cars should be banned from cities", "machines will take our jobs",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An invented quote: its words, what it is about, and the phrases that it was put together from."""

    text: str
    topic: str
    parts: tuple[str, ...]


def quotes(number: int, *, seed: int = 7) -> list[Made]:
    """Make that many distinct quotes; a longer list begins with the quotes of a shorter one."""
    found: dict[str, Made] = {}
    rng = Random(seed)
    while len(found) < number:
        made = _quote(rng)
        found.setdefault(made.text, made)
    return list(found.values())


def claims_to_ask(number: int, *, seed: int = 11) -> list[str]:
    """Make varied claims, three to twenty words long, that the quotes speak about."""
    rng = Random(seed)
    asked = list(_HOLLOW[:number])
    subjects = [subject for group in TOPICS.values() for subject in group]
    while len(asked) < number:
        claim = f"{rng.choice(subjects)} {rng.choice(VERBS)} {_thing(rng)}"
        if rng.random() < 0.3:
            claim += f" {_filled(rng.choice(GROUNDS), rng)}"
        if claim not in asked:
            asked.append(claim)
    return asked


def essay(number: int, *, sentences: int = 60) -> str:
    """Write an invented essay, with a title, a byline, a date and paragraphs of five sentences."""
    rng = Random(1000 + number)
    body = [made.text for made in quotes(sentences, seed=5000 + number)]
    paragraphs = [" ".join(body[at : at + 5]) for at in range(0, len(body), 5)]
    title, byline = f"Why {_thing(rng)} divide {_name(rng)}", f"By {_name(rng)} {_name(rng)}"
    return "\n\n".join((title, byline, f"{1 + number % 28} March 2024", *paragraphs)) + "\n"


def _quote(rng: Random) -> Made:
    topic = rng.choice(list(TOPICS))
    parts = [rng.choice(TOPICS[topic]), rng.choice(VERBS), _thing(rng), rng.choice(GROUNDS)]
    if rng.random() < 0.6:
        parts.append(rng.choice(TAILS))
    text = f"{parts[0]} {parts[1]} {parts[2]}, " + ", ".join(_filled(part, rng) for part in parts[3:])
    if rng.random() < 0.4:
        text = f"{_name(rng)}'s {rng.choice(('rivals', 'allies', 'critics', 'readers'))} say that {text}"
    return Made(text=f"{text[0].upper()}{text[1:]}.", topic=topic, parts=tuple(parts))


def _thing(rng: Random) -> str:
    return f"{rng.choice(KINDS)} {rng.choice(THINGS)}"


def _filled(phrase: str, rng: Random) -> str:
    while "{name}" in phrase:
        phrase = phrase.replace("{name}", _name(rng), 1)
    return phrase.replace("{n}", str(rng.randint(2, 990)))


def _name(rng: Random) -> str:
    """Invent a place or family: there are some hundred thousand, as real texts hold many names."""
    syllables = [rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(2)]
    return ("".join(syllables) + rng.choice(_ENDS)).title()
