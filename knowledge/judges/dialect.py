"""The ways in which servers of the OpenAI kind differ, and how to give way when one refuses a request."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from knowledge.judges.verdicts import SCHEMA

_FORMATS: Final[tuple[dict[str, Any] | None, ...]] = (
    {"type": "json_schema", "json_schema": {"name": "judgements", "strict": True, "schema": SCHEMA}},
    {"type": "json_object"},
    None,
)
"""What is asked for first, and what next where a server does not know it; the question itself says the shape, too."""

_EACH: Final = 40
_BESIDES: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How a server is spoken to; the defaults suit most."""

    shape: int = 0
    """Which of the ways to ask for structured output."""
    limit: str = "max_tokens"
    """What the server calls the most tokens of an answer."""
    cool: bool = True
    """Whether it takes a temperature."""


def most_tokens(count: int) -> int:
    """Tokens that an answer about `count` quotes may have."""
    return _BESIDES + _EACH * count


def body(dialect: Dialect, *, model: str, messages: Sequence[dict[str, str]], count: int) -> dict[str, Any]:
    """The request that asks about `count` quotes."""
    made: dict[str, Any] = {"model": model, "messages": list(messages), dialect.limit: most_tokens(count)}
    if dialect.cool:
        made["temperature"] = 0
    if shape := _FORMATS[dialect.shape]:
        made["response_format"] = shape
    return made


def giving_way(dialect: Dialect, complaint: str) -> Dialect | None:
    """The dialect to try after a refusal, by what it complains of; None where there is nothing left to give up."""
    if "max_completion_tokens" in complaint and dialect.limit == "max_tokens":
        return replace(dialect, limit="max_completion_tokens")
    if "temperature" in complaint and dialect.cool:
        return replace(dialect, cool=False)
    if dialect.shape + 1 < len(_FORMATS):
        return replace(dialect, shape=dialect.shape + 1)
    return None
