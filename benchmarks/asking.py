"""The gold questions, asked: of Counterpoint through its command line, of simpler ways over the same quotes."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, TypeAlias

from benchmarks import first_version
from benchmarks.attested import Attested, grade_claims
from benchmarks.gold import Grade, Question, Quote, grade, read_questions
from benchmarks.peers import Ranker, by_likeness, by_meaning, by_stance, by_words
from benchmarks.product import NAME, installed
from benchmarks.report import NotThereError, Order
from benchmarks.viewpoints import Viewed, grade_views
from knowledge.reading import squeeze

ROOT: Final = Path(__file__).parents[1]
SAMPLES: Final = ROOT / "samples"
SAMPLES_GOLD: Final = ROOT / "benchmarks" / "samples-gold.json"
DEPTH: Final = 10
STANCES: Final = {"counter": "counters", "support": "supports"}

Ask: TypeAlias = Callable[[Sequence[str]], list[dict[str, Any]]]
"""Answers chat commands, one a line, each with the object that the program gives for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What Counterpoint said to the questions of a gold file over its sources."""

    name: str
    questions: tuple[Question, ...]
    """Claims to counter or support."""
    quotes: tuple[tuple[Quote, ...], ...]
    """The answers to each of the questions."""
    topics: tuple[Question, ...]
    views: tuple[Viewed, ...]
    attested: Attested
    stored: tuple[Quote, ...]
    """Every claim in the library: what simpler ways choose their answers from."""

    def grades(self) -> list[Grade]:
        """Grade Counterpoint's answers."""
        return [grade(one, quotes) for one, quotes in zip(self.questions, self.quotes, strict=True)]


@cache
def the_documents(order: Order) -> Answered:
    """Ask the public gold questions about the five documents. Raises `NotThereError`."""
    gold, folder = order.path("gold", "seeds-public.json"), order.path("sources")
    return _ask("the five documents", gold, sorted(path for path in folder.iterdir() if path.is_file()))


@cache
def the_samples() -> Answered:
    """Ask our own questions about the samples."""
    return _ask("the samples", SAMPLES_GOLD, sorted(SAMPLES.glob("*/*.md")))


def _ask(name: str, gold: Path, files: Sequence[Path]) -> Answered:
    with installed(files) as program:
        return answers_of(program.ask, name=name, gold=gold, files=files)


def answers_of(ask: Ask, *, name: str, gold: Path, files: Sequence[Path]) -> Answered:
    """Put the questions of a gold file to whatever answers chat commands, and grade what comes back."""
    every = read_questions(gold)
    claims, sources, *replies = ask(["/claims", "/sources", *(one.line for one in every)])
    answered = list(zip(every, replies, strict=True))
    claimed = [(one, reply["answers"]) for one, reply in answered if one.command in STANCES]
    viewed = [
        (one, [p["quotes"] for p in reply["positions"]]) for one, reply in answered if one.command == "views"
    ]
    shown = [row for _, rows in claimed for row in rows]
    shown += [row for _, positions in viewed for rows in positions for row in rows]
    return Answered(
        name=name,
        questions=tuple(one for one, _ in claimed),
        quotes=tuple(_quotes(rows) for _, rows in claimed),
        topics=tuple(one for one, _ in viewed),
        views=tuple(grade_views(one, [_quotes(rows) for rows in positions]) for one, positions in viewed),
        attested=grade_claims(
            json.loads(gold.read_text(encoding="utf-8")),
            claims["claims"],
            sources["sources"],
            shown,
            {path.name: squeeze(path.read_text(encoding="utf-8", errors="replace")) for path in files},
        ),
        stored=_quotes(claims["claims"]),
    )


def _quotes(rows: Sequence[dict[str, Any]]) -> tuple[Quote, ...]:
    return tuple(Quote(file=row["source"]["file"], text=row["quote"], score=row.get("score")) for row in rows)


def graded(answered: Answered) -> tuple[dict[str, list[Grade]], str]:
    """Grade every way on the same questions, Counterpoint last; and say which way could not run."""
    texts = [quote.text for quote in answered.stored]
    ways = {"BM25": _everywhere(by_words(texts)), "rapidfuzz": _everywhere(by_likeness(texts))}
    missing = ""
    try:
        untuned = by_meaning(texts, first_version.first_encoder())
        ways[first_version.ENCODER] = _everywhere(untuned)
        judge = first_version.first_stance_model()
        ways[first_version.STANCE] = {
            command: by_stance(untuned, texts, judge, stance=stance) for command, stance in STANCES.items()
        }
    except NotThereError as error:
        missing = f"Skipped: {error}."
    grades = {way: _grades(rankers, answered) for way, rankers in ways.items()}
    return {**grades, NAME: answered.grades()}, missing


def _everywhere(rank: Ranker) -> dict[str, Ranker]:
    """Use a way that knows no stance for every command."""
    return dict.fromkeys(STANCES, rank)


def _grades(rankers: Mapping[str, Ranker], answered: Answered) -> list[Grade]:
    return [
        grade(one, [answered.stored[place] for place in rankers[one.command](one.query, DEPTH)])
        for one in answered.questions
    ]
