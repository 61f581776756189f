"""Answers over the real documents: Counterpoint through the scorer, simpler ways over the same quotes."""

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.gold import Grades, Question, Quote, grade, read_questions
from benchmarks.peers import Ranker, by_likeness, by_meaning, by_words
from benchmarks.report import CannotMeasureError, Cell, Order, Table
from knowledge.encoder import Encoder

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
SAMPLES_GOLD = ROOT / "benchmarks" / "samples-gold.json"
COMMAND = Path(sys.executable).with_name("counterpoint")
NAME_WIDTH = 15
"""The scorer prints a measure's name in the first columns of a line, then its value."""


def measure(order: Order) -> list[Table]:
    """Score the documents and the samples, each in a fresh library, beside simpler ways over the same quotes."""
    gold = order.path("gold", "seeds-public.json")
    scorer = order.path("tools", "score.py")
    tables = _tables("The documents", scorer, gold, order.path("sources"))
    with TemporaryDirectory() as flat:
        for sample in SAMPLES.glob("*/*.md"):
            shutil.copy(sample, flat)
        tables += _tables("The samples", scorer, SAMPLES_GOLD, Path(flat))
    return tables


def _tables(name: str, scorer: Path, gold: Path, sources: Path) -> list[Table]:
    questions = read_questions(gold)
    with TemporaryDirectory() as folder:
        run = [str(COMMAND), "--data", folder]
        scores = _score(run, scorer=scorer, gold=gold, sources=sources)
        quotes = _stored_quotes(run)
    return [_scores_table(name, scores), _peers_table(name, scores, questions, quotes)]


def _score(run: Sequence[str], *, scorer: Path, gold: Path, sources: Path) -> dict[str, str]:
    command = [sys.executable, str(scorer), "--run", shlex.join(run), "--sources", str(sources), str(gold)]
    return read_scores(_output(command))


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


def _scores_table(name: str, scores: dict[str, str]) -> Table:
    rows = tuple((name, _value(scores, name), _of(value)) for name, value in scores.items())
    return Table(
        title=f"{name}: Counterpoint by every measure of the scorer",
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


def _peers_table(
    name: str, scores: dict[str, str], questions: Sequence[Question], quotes: Sequence[Quote]
) -> Table:
    texts = [quote.text for quote in quotes]
    ways: dict[str, Ranker] = {
        "BM25 alone": by_words(texts),
        "rapidfuzz alone": by_likeness(texts),
        "embeddings alone": by_meaning(texts, Encoder.load()),
    }
    measures = ("ndcg@10", "wrong@5", "silent")
    rows: list[tuple[Cell, ...]] = [("Counterpoint", *(_value(scores, measured) for measured in measures))]
    for way, rank in ways.items():
        grades = _grade(rank, questions, quotes)
        rows.append((way, grades.ndcg, grades.wrong, grades.silent))
    return Table(
        title=f"{name}: the same quotes, ranked by simpler ways",
        columns=("ranked by", *measures),
        rows=tuple(rows),
        note=f"{len(quotes)} quotes, {len(questions)} questions; only Counterpoint knows a stance",
    )


def _grade(rank: Ranker, questions: Sequence[Question], quotes: Sequence[Quote]) -> Grades:
    return grade([(asked, [quotes[place] for place in rank(asked.query, 10)]) for asked in questions])
