"""What `drill` gives to scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import shapes
from bot.shapes import Shape

if TYPE_CHECKING:
    from knowledge.cards import Card
    from knowledge.practice.contract import Due, Graded, Task

__all__ = ["Shape", "due", "graded", "rated", "task"]


def task(value: Task) -> Shape:
    """A claim to answer."""
    return {
        "claim": shapes.claim(value.stored),
        "topic": value.topic,
        "points": value.points,
        "again": value.again,
        "due": _due(value.due),
        "notice": None,
    }


def graded(value: Graded) -> Shape:
    """What came of an answer."""
    return {
        "claim": shapes.claim(value.stored),
        "topic": value.topic,
        "answer": value.answer,
        "verdict": value.verdict,
        "points": value.points,
        "points_met": value.points_met,
        "met": [shapes.scored(one) for one in value.met],
        "missed": [shapes.scored(one) for one in value.missed],
        "rating": value.rating,
        "counted": value.counted,
        "comes_back": value.due,
        "notice": None,
    }


def rated(value: Card) -> Shape:
    """A card after its last answer was rated anew."""
    return {"quote": value.quote, "rating": value.rating, "comes_back": value.due, "notice": None}


def due(value: Due) -> Shape:
    """What is due when."""
    return {"due": _due(value), "notice": None}


def _due(value: Due) -> Shape:
    later = [{"quote": quote, "at": at} for quote, at in value.later]
    return {"now": value.now, "later": later}
