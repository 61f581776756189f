"""Text that was written to keep a reader busy takes no longer than other text of its length.

Everything runs in a process whose time is bounded by the system: what takes the square of a text's length would
need hours, what takes its length needs seconds.
"""

import subprocess
import sys
from itertools import product

import pytest

LENGTH = 100_000
SECONDS = 60
PROGRAM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
from tests.knowledge.understanding.test_hostile_text import hostile, {step}
for text in hostile({step}.__name__):
    {step}(text)
print("done")
"""
PIECES = (
    "a",
    "A",
    "7",
    " ",
    "\n",
    ".",
    "!",
    "?",
    '"',
    "“",
    "”",
    "'",
    "(",
    ")",
    ",",
    ":",
    "-",
    "—",
    "[",
    "<",
    "é",
    "ā",
)
PHRASES = (
    *(
        "said ",
        "He said that ",
        "Ann Lee, ",
        "according to ",
        "Mr. ",
        "U.S. ",
        "the president of ",
        "By Ann Lee\n",
    ),
    *(
        "“Who pays?” Ada Lund asked. ",
        "2 March 2025\n",
        "Share this\n",
        "# a\n",
        "> ",
        "- a\n",
        "[a](",
        "*a ",
        "```\n",
    ),
    *("<!--", "<p ", "<b><p>", "a\n\n", "http://a.b/", "x’s ", "\u202e", "thereās a wayāhe "),
)


def hostile(step: str) -> list[str]:
    """Texts for a step: single pieces and phrases over and over, and for the quick ones every pair of pieces."""
    pairs = [a + b for a, b in product(PIECES, PIECES) if a != b] if step == "furnished" else []
    length = LENGTH // 50 if pairs else LENGTH
    return [(unit * (length // len(unit)))[:length] for unit in (*PIECES, *PHRASES, *pairs)]


def furnished(text: str) -> None:
    """Every line rule of reading, on lines as long as those that they are given."""
    from knowledge.reading import bylines, dates, furniture, header, metadata, names, prose
    from knowledge.reading.pieces import Piece

    line = text[:400]
    bylines.byline(line)
    bylines.name_line(line)
    bylines.author_box(text, known=None, body="")
    bylines.named_in_standfirst(text)
    bylines.speaks_of_the_author(text)
    dates.date_in(text)
    furniture.is_furniture(line)
    furniture.is_furniture(text)
    header.is_date_line(text)
    header.without_outlet(line)
    names.names_in(text)
    names.is_role(line)
    prose.is_turn(text)
    metadata.found_in_footer([Piece(text=line)])


def typeset(text: str) -> None:
    """Decoding and the repairs of typography."""
    from knowledge.reading import detect
    from knowledge.reading.decoding import decoded
    from knowledge.reading.typography import repaired, spaced

    mended = repaired(decoded(text.encode(), name="a"))
    spaced(mended)
    detect.text_kind(mended)


def understood(text: str) -> None:
    """Everything that a text goes through in the bot's own process, but for the models."""
    from knowledge.reading.fingerprints import fingerprint
    from knowledge.types import Block, Document, Metadata, Span
    from knowledge.understanding.attribution import attributions, author_speaker
    from knowledge.understanding.claims import claims
    from knowledge.understanding.sentences import sentences

    block = Block(span=Span(start=0, end=len(text)), kind="paragraph")
    document = Document(kind="text", text=text, blocks=(block,), metadata=Metadata())
    found = sentences(document)
    cited = attributions(document, found, tagged=())
    claims(document, found, cited, author=author_speaker(document))
    fingerprint(text[:10_000])


@pytest.mark.parametrize("step", ["typeset", "furnished", "understood"])
def test_hostile_text_takes_time_by_its_length_and_not_by_its_square(step: str) -> None:
    program = PROGRAM.format(seconds=SECONDS, step=step)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "done\n", done.stderr[-500:] or f"status {done.returncode}"
