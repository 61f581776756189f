"""Values of the core as the JSON objects of the contract; scripts rely on every key of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from knowledge.types import (
    Answer,
    Clash,
    Context,
    Disputed,
    Ingested,
    Kept,
    Said,
    Scored,
    Source,
    Speaker,
    StoredClaim,
    TopicCount,
    Verified,
    Views,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.command import Command
    from knowledge.drafts import Framing
    from knowledge.intake import Reviewed
    from knowledge.summary import Relation, Summary

Shape: TypeAlias = dict[str, Any]


def speaker_of(stored: StoredClaim) -> Speaker:
    """Who says a claim: whoever is cited, else the author, else nobody that is known."""
    claim, known = stored.claim, stored.source.metadata
    if claim.speaker.name or claim.manner != "author":
        return claim.speaker
    return Speaker(name=known.author, role=known.author_role if known.author else None)


def answer(value: Answer) -> Shape:
    """The object of `counter` and `support`."""
    return {
        "command": value.command,
        "query": value.query,
        "topic": value.topic,
        "answers": [scored(one) for one in value.answers],
        "notice": value.notice,
    }


def views(value: Views) -> Shape:
    """The object of `views`: the same quotes as in an answer, without a stance, by position.

    `sources` counts who makes the point independently; `also` are the quotes that make it and stand behind this one.
    """
    positions = [
        {"label": position.label, "quotes": [_viewed(scored) for scored in position.quotes]}
        for position in value.positions
    ]
    return {
        "command": "views",
        "query": value.query,
        "topic": value.topic,
        "positions": positions,
        "notice": value.notice,
    }


def clash(value: Clash) -> Shape:
    """The object of `clash`: the quotes for and against, as in an answer."""
    return {
        "command": "clash",
        "query": value.query,
        "topic": value.topic,
        "labels": list(value.labels) if value.labels else None,
        "for": [scored(one) for one in value.supporting],
        "against": [scored(one) for one in value.countering],
        "notice": value.notice,
    }


def context(value: Context) -> Shape:
    """A quote with what stands around it."""
    return {
        "command": "context",
        "claim": claim(value.stored),
        "before": value.before,
        "after": value.after,
    }


def disputes(values: Sequence[Disputed]) -> Shape:
    """The object of `votes`."""
    rows = [
        {"claim": claim(one.stored), "asked": one.asked, "stance": one.stance, "votes": one.votes}
        for one in values
    ]
    return {"command": "votes", "votes": rows}


def kept(value: Kept) -> Shape:
    """The object of `privacy`: everything that is kept about a person."""
    return {
        "command": "privacy",
        "person": value.person,
        "questions": [
            {"command": one.command, "arguments": dict(one.arguments), "at": one.at}
            for one in value.questions
        ],
        "votes": [
            {"quote": one.quote, "asked": one.asked, "stance": one.stance, "at": one.at}
            for one in value.votes
        ],
        "drafts": [
            {"source": one.source, "quotes": list(one.picks.ids), "words": framing(one.framing), "at": one.at}
            for one in value.drafts
        ],
        "preferences": dict(value.preferences),
        "cards": [
            {"quote": one.quote, "rating": one.rating, "answers": one.answers, "due": one.due, "at": one.at}
            for one in value.cards
        ],
        "drill": {"topic": value.drill.topic} if value.drill else None,
        "notebook": [{"quote": one.quote, "note": one.text, "at": one.at} for one in value.notebook],
        "answers": [{"at": at, "quotes": quotes} for at, quotes in value.answers],
        "actions": [
            {"at": at, "action": action, "subject": subject} for at, action, subject in value.actions
        ],
    }


def said(value: Said) -> Shape:
    """The object of `who`."""
    topics = [
        {"topic": topic, "quotes": [claim(stored) for stored in quotes]} for topic, quotes in value.by_topic
    ]
    return {
        "command": "who",
        "query": value.query,
        "speaker": _speaker(value.speaker or Speaker()),
        "topics": topics,
        "notice": value.notice,
    }


def ingested(value: Ingested) -> Shape:
    """The object of `ingest`."""
    keys = ("id", "file", "title", "author", "outlet", "date", "claims")
    added = [{key: source(one)[key] for key in keys} for one in value.added]
    skipped = [{"file": one.file, "reason": one.reason} for one in value.skipped]
    return {"command": "ingest", "added": added, "skipped": skipped}


def sources(values: Sequence[Source]) -> Shape:
    """The object of `sources`."""
    return {"command": "sources", "sources": [source(value) for value in values]}


def one_source(command: str, value: Source) -> Shape:
    """The object of the commands that show or change one source."""
    return {"command": command, "source": source(value)}


def summary(value: Summary) -> Shape:
    """The object of `source summary`."""
    return {
        "command": "source summary",
        "source": source(value.source),
        "central": claim(value.central) if value.central else None,
        "key": [claim(stored) for stored in value.key],
        "speakers": [{**_speaker(speaker), "claims": count} for speaker, count in value.speakers],
        "quoted": [_speaker(speaker) for speaker in value.quoted],
        "reserve": [claim(stored) for stored in value.reserve],
        "answers": [_relation(one) for one in value.answers],
        "answered_by": [_relation(one) for one in value.answered_by],
    }


def topics(values: Sequence[TopicCount]) -> Shape:
    """The object of `topics`."""
    rows = [
        {"name": value.name, "claims": value.claims, "sources": value.sources, "latest": value.latest}
        for value in values
    ]
    return {"command": "topics", "topics": rows}


def claims(values: Sequence[StoredClaim]) -> Shape:
    """The object of `claims`."""
    return {"command": "claims", "claims": [stored_claim(value) for value in values]}


def reviewed(value: Reviewed) -> Shape:
    """The object of `intake` for one source: all its claims, also those that are in no answer."""
    return {
        **one_source("intake", value.source),
        "claims": [stored_claim(stored) for stored in value.claims],
        "steps": value.steps,
    }


def stored_claim(value: StoredClaim) -> Shape:
    """A claim as moderators see it: with why it is in no answer, and whom the program took for the speaker."""
    detected = _speaker(value.detected) if value.detected else None
    return {**claim(value), "withheld": value.withheld, "detected": detected}


def quote(value: StoredClaim) -> Shape:
    """The object of `quote`."""
    return {"command": "quote", "claim": claim(value)}


def verified(value: Verified) -> Shape:
    """The object of `verify`."""
    faults = [{"id": fault.claim_id, "file": fault.file, "reason": fault.reason} for fault in value.faults]
    return {"command": "verify", "quotes": value.quotes, "sources": value.sources, "faults": faults}


def commands(values: Sequence[Command]) -> Shape:
    """The object of `help`."""
    rows = [
        {
            "name": value.name,
            "usage": value.usage,
            "summary": value.summary,
            "example": value.example,
            "audience": value.audience,
        }
        for value in values
    ]
    return {"command": "help", "commands": rows}


def error(command: str, sentence: str) -> Shape:
    """The object that stands for an answer when there is none."""
    return {"command": command, "error": sentence}


def claim(stored: StoredClaim) -> Shape:
    """A claim as it is stored, with its place."""
    value = stored.claim
    return {
        "id": stored.id,
        "quote": value.quote,
        "speaker": _speaker(speaker_of(stored)),
        "attribution": value.manner,
        "source": _cited(stored.source),
        "start": value.span.start,
        "end": value.span.end,
        "before": value.before,
        "after": value.after,
        "evidence": value.evidence,
    }


def source(value: Source) -> Shape:
    """A source as the list of sources shows it."""
    return {
        **_cited(value),
        "topic": value.topic,
        "claims": value.claims,
        "added": value.added,
        "review": value.review,
        "retracted": value.retracted,
        "reason": value.reason,
    }


def scored(value: Scored) -> Shape:
    """A quote as an answer, with its stance."""
    return {**_scored(value), "stance": value.stance}


def framing(value: Framing) -> Shape:
    """The words that somebody wrote around the quotes of a post."""
    return {"title": value.title, "introduction": value.introduction, "closing": value.closing}


def _relation(value: Relation) -> Shape:
    """A claim of the source, one of another source, and the stance of whichever answers the other."""
    return {
        "own": value.own.id,
        "other": claim(value.other),
        "stance": value.stance,
        "score": round(min(1.0, max(0.0, value.score)), 4),
    }


def _scored(scored: Scored) -> Shape:
    return {**claim(scored.stored), "score": round(min(1.0, max(0.0, float(scored.score))), 4)}


def _viewed(scored: Scored) -> Shape:
    also = [claim(stored) for stored in scored.also]
    return {**_scored(scored), "sources": scored.sources, "also": also}


def _speaker(value: Speaker) -> Shape:
    return {"name": value.name or None, "role": value.role or None}


def _cited(value: Source) -> Shape:
    known = value.metadata
    return {
        "id": value.id,
        "file": value.file,
        "title": known.title or None,
        "author": known.author or None,
        "outlet": known.outlet or None,
        "date": known.date or None,
        "url": known.url or None,
    }
