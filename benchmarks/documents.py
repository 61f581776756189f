"""Answers over the real documents: Counterpoint through the scorer, simpler ways over the same quotes."""

import json
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.gold import Grades, Question, Quote, grade, read_questions
from benchmarks.peers import Ranker, by_likeness, by_meaning, by_words
from benchmarks.report import CannotMeasureError, Cell, Order, Table
from knowledge.encoder import Encoder

COMMAND = Path(sys.executable).with_name("counterpoint")
NAME_WIDTH = 15
"""The scorer prints a measure's name in the first columns of a line, then its value."""


def measure(order: Order) -> list[Table]:
    """Add the documents to a fresh library, score it, and let the simpler ways rank its quotes."""
    gold = order.path("gold", "seeds-public.json")
    questions = read_questions(gold)
    with TemporaryDirectory() as folder:
        run = [str(COMMAND), "--data", folder]
        scores = _score(run, order, gold)
        quotes = _stored_quotes(run)
    return [_scores_table(scores), _peers_table(scores, questions, quotes)]


def _score(run: Sequence[str], order: Order, gold: Path) -> dict[str, str]:
    command = [sys.executable, str(order.path("tools", "score.py")), "--run", shlex.join(run)]
    printed = _output([*command, "--sources", str(order.path("sources")), str(gold)])
    return read_scores(printed)


def read_scores(printed: str) -> dict[str, str]:
    """Read what the scorer prints, `  ndcg@10      0.512 (of 9)`, as measures and their values."""
    lines = [line for line in printed.splitlines() if line.startswith("  ")]
    return {line[:NAME_WIDTH].strip(): line[NAME_WIDTH:].strip() for line in lines}


def _stored_quotes(run: Sequence[str]) -> list[Quote]:
    claims = json.loads(_output([*run, "claims", "--json"]))["claims"]
    return [Quote(file=claim["source"]["file"], text=claim["quote"]) for claim in claims]


def _output(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        complaint = done.stderr.strip().splitlines() or ["no word why"]
        raise CannotMeasureError(f"`{shlex.join(command)}` failed: {complaint[-1]}")
    return done.stdout


def _scores_table(scores: dict[str, str]) -> Table:
    rows = tuple((name, _value(scores, name), _of(value)) for name, value in scores.items())
    return Table(
        title="The documents: Counterpoint by every measure of the scorer",
        columns=("measure", "value", "of"),
        rows=rows,
    )


def _value(scores: dict[str, str], name: str) -> float | int | None:
    """Return the 0.512 of `0.512 (of 9)`, a count as a whole number; None where nothing was asked."""
    written = scores.get(name, "-").split()[0]
    if written == "-":
        return None
    return float(written) if "." in written else int(written)


def _of(value: str) -> int | None:
    """Return the 9 of `0.512 (of 9)`: how many questions or facts the mean is over."""
    count = value.partition("(of ")[2].rstrip(")")
    return int(count) if count else None


def _peers_table(scores: dict[str, str], questions: Sequence[Question], quotes: Sequence[Quote]) -> Table:
    texts = [quote.text for quote in quotes]
    ways: dict[str, Ranker] = {
        "BM25 alone": by_words(texts),
        "rapidfuzz alone": by_likeness(texts),
        "embeddings alone": by_meaning(texts, Encoder.load()),
    }
    measures = ("ndcg@10", "wrong@5", "silent")
    rows: list[tuple[Cell, ...]] = [("Counterpoint", *(_value(scores, name) for name in measures))]
    for name, rank in ways.items():
        grades = _grade(rank, questions, quotes)
        rows.append((name, grades.ndcg, grades.wrong, grades.silent))
    return Table(
        title="The documents: the same quotes, ranked by simpler ways",
        columns=("ranked by", *measures),
        rows=tuple(rows),
        note=f"{len(quotes)} quotes, {len(questions)} questions; only Counterpoint knows a stance",
    )


def _grade(rank: Ranker, questions: Sequence[Question], quotes: Sequence[Quote]) -> Grades:
    return grade([(asked, [quotes[place] for place in rank(asked.query, 10)]) for asked in questions])
