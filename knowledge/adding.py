"""Adds files and links one after the other, and goes on with them after a restart.

What is noted is taken off the list in the transaction that stores the source, or when it is said why it cannot be
added: whenever the program is ended, each is done once or still on the list.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import get_args

from knowledge.encoder import Encoder
from knowledge.errors import AlreadyThere, DatabaseError, InputError
from knowledge.ingest import add
from knowledge.outside import Outside
from knowledge.places import name_of
from knowledge.storage.store import WorkspaceStore
from knowledge.types import File, Ingested, Review, Skipped, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How something is added: under which topic's name, and what becomes of its claims until they are looked at."""

    topic: str | None = None
    review: Review | None = None

    def options(self) -> dict[str, str]:
        """The same as texts, to be kept with a job."""
        return {name: value for name, value in (("topic", self.topic), ("review", self.review)) if value}

    @staticmethod
    def of(options: Mapping[str, str]) -> "Way":
        """What `options` gave."""
        review = next((one for one in get_args(Review) if one == options.get("review")), None)
        return Way(topic=options.get("topic"), review=review)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    added: list[Source] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def ingested(self) -> Ingested:
        return Ingested(added=tuple(self.added), skipped=tuple(self.skipped))


def add_all(
    store: WorkspaceStore,
    places: Sequence[str | File],
    way: Way,
    *,
    outside: Outside,
    progress: Callable[[str, int, int], None] | None,
    keep: bool,
) -> Ingested:
    """Add files and links; `keep`: noted first, until each is in or refused."""
    numbers = store.jobs.keep(places, way.options()) if keep else []
    outcome = _Outcome()
    try:
        for done, place in enumerate(places):
            if progress:
                progress(name_of(place), done, len(places))
            _add(store, place, outcome, way, outside=outside, job=numbers[done] if keep else None)
    except Exception:
        # whoever asked is told that it failed, and asks again: it must not be done behind their back
        with suppress(DatabaseError):
            store.jobs.drop(numbers)
        raise
    if progress and places:
        progress("", len(places), len(places))
    return outcome.ingested()


def add_begun(store: WorkspaceStore, *, outside: Outside) -> Ingested:
    """Add what was noted and is not in yet."""
    outcome = _Outcome()
    for job in store.jobs.begun():
        _add(store, job.place, outcome, Way.of(job.options), outside=outside, job=job.number)
    return outcome.ingested()


def _add(
    store: WorkspaceStore,
    place: str | File,
    outcome: _Outcome,
    way: Way,
    *,
    outside: Outside,
    job: int | None,
) -> None:
    encoder = Encoder.load()
    try:
        source = add(
            store, place, topic=way.topic, review=way.review, encoder=encoder, outside=outside, job=job
        )
        outcome.added.append(source)
    except InputError as error:
        known = isinstance(error, AlreadyThere)
        outcome.skipped.append(Skipped(file=name_of(place), reason=str(error), known=known))
        if job is not None:
            store.jobs.drop([job])
