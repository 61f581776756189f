"""What came of a command that was one of many."""

from dataclasses import dataclass

from tests.doubles.slack.records import Json
from tests.doubles.slack.seen import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One command of a burst: how long until the acknowledgement and the last answer, and how many there were."""

    acknowledged_ms: float | None
    answered_ms: float | None
    answers: int
    failure: str | None
    texts: tuple[str, ...]


def told(report: Json, interim: tuple[str, ...]) -> Told:
    """Sum up an interaction; placeholders are no answers."""
    shown = [one for one in report["effects"] if one["kind"] in ("message", "update")]
    texts = [(text_of(one["data"]["body"]), one["ms"]) for one in shown]
    final = [(text, ms) for text, ms in texts if not any(words in text for words in interim)]
    return Told(
        acknowledged_ms=report["acknowledged_ms"],
        answered_ms=final[-1][1] if final else None,
        answers=len(final),
        failure=report["failure"],
        texts=tuple(text for text, _ in final),
    )
