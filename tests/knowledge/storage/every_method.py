"""Every method of the core, found by looking, and something to call each with: a new one is called without being named.

What a method takes is known by the names of its parameters. A parameter with a new name needs a line in `given`.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from knowledge.briefs.contents import Saved
from knowledge.cards import Card, Drill
from knowledge.drafts import Framing, Picks
from knowledge.storage.answers import Kept, Part, PublicAnswer
from knowledge.storage.store import Store, WorkspaceStore
from knowledge.types import File, Metadata, Speaker, StoredClaim
from tests.knowledge.storage.invented import claim, new_source, unit_vectors

CANARY = "zebrawolfram"
"""Stands in whatever a workspace holds, and in nothing that is asked of another."""
PERSON = "ada-17"
ESSAY = f"""The {CANARY} Ferry
By Mara {CANARY}

The ferry to Skerry is safe, because the {CANARY} harbour master checks it every day. The bridge to Skerry is far too
expensive, and the county cannot afford {CANARY} bridges. Therefore the county should keep the ferry.
"""
OTHERS = ESSAY.replace(CANARY, "county").replace("ferry", "tunnel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What somebody in another workspace may know of this one: ids, numbers, names of people; no content."""

    source: str
    sha256: str
    claim: str
    keys: tuple[int, ...]
    token: str
    stored: StoredClaim
    """The claim with its id and its number, and other words."""


def fill(store: WorkspaceStore, word: str, *, person: str = PERSON) -> Named:
    """Put a word into everything that a workspace keeps."""
    quotes = [f"The ferry of {word} is safe.", f"The bridge of {word} is easy.", f"{word} stays."]
    metadata = Metadata(
        title=f"On {word}", author=f"Mara {word}", outlet=word, url=f"https://{word}.example/"
    )
    starts = (0, len(quotes[0]) + 2, len(quotes[0]) + len(quotes[1]) + 4)
    claims = [claim(quote, start=at, entities=["skerry"]) for quote, at in zip(quotes, starts, strict=True)]
    source = store.add(
        new_source(
            *claims, file=f"{word}.txt", topic=f"ferry-{word}", metadata=metadata, vectors=unit_vectors(3)
        )
    )
    stored = store.claims()
    records = store.records
    records.set_setting("language", word)
    records.set_channel_topic("harbour", word)
    records.set_preference(person, "language", word)
    token = records.keep_question(person=person, command="counter", arguments={"claim": f"is {word} easy"})
    records.vote(
        person=person,
        key=stored[0].key,
        asked=f"{word} is easy",
        stance="counters",
        vector=unit_vectors(1)[0],
    )
    store.answers.keep(public_answer(stored[0].id, word))
    store.jobs.keep([File(name=f"{word}.txt", content=word.encode())], {"topic": word})
    return Named(
        source=source.id,
        sha256=source.sha256,
        claim=stored[0].id,
        keys=tuple(one.key for one in stored),
        token=token,
        stored=replace(
            stored[0],
            claim=claim("The ferry is safe."),
            source=replace(source, file="ferry.txt", metadata=Metadata(), topic=None),
        ),
    )


def public_answer(quote: str, word: str = "plain") -> PublicAnswer:
    """A message that shows a quote."""
    part = Part(blocks=({"text": word},), text=word, quote=quote)
    kept = Kept(source="ferry", said={"speaker": word})
    return PublicAnswer(place="harbour/1", person=PERSON, language="en", parts=(part,), quotes={quote: kept})


def given(named: Named) -> Mapping[str, Any]:
    """For each parameter of the core, by its name, what somebody who knows of a workspace would try."""
    vector = unit_vectors(1)[0]
    return {
        "action": "edit",
        "after": {"claim": "the ferry is easy"},
        "answer": public_answer(named.claim),
        "arguments": {"claim": "the ferry is safe"},
        "asked": "the ferry is safe",
        "at": datetime.now(UTC),
        "before": {"claim": "the ferry is safe"},
        "card": card_of(PERSON, named),
        "channel": "harbour",
        "claim": "the ferry is safe",
        "claim_id": named.claim,
        "command": "counter",
        "drill": Drill(topic="skerry-ferry", key=named.keys[0]),
        "dropped": True,
        "entities": ["skerry"],
        "fingerprint": (1, 2**32 - 1, 2**64 - 1),
        "framing": Framing(title="The ferry"),
        "key": named.keys[0],
        "keys": list(named.keys),
        "least": 0.5,
        "limit": 10,
        "marked": {named.claim: "2026-01-05T10:00:00+00:00"},
        "manners": dict.fromkeys(named.keys, "author"),
        "metadata": Metadata(title="Another"),
        "motion": "the ferry is safe",
        "name": "language",
        "new": new_source("A tunnel is dark.", file="another.txt"),
        "number": 1,
        "numbers": [1],
        "options": {"topic": "skerry-ferry"},
        "person": PERSON,
        "picks": Picks(key=(named.claim,)),
        "place": "harbour/1",
        "plain": {},
        "places": [File(name="another.txt", content=OTHERS.encode())],
        "query": "the ferry is safe",
        "quotes": [named.claim],
        "rating": "good",
        "reason": "It is old.",
        "saved": [Saved(stored=named.stored)],
        "sha256": named.sha256,
        "source": named.source,
        "source_id": named.source,
        "speaker": Speaker(name="Bo Lind"),
        "stance": "counters",
        "stored": named.stored,
        "subject": named.claim,
        "text": "the ferry is safe",
        "title": "The ferry",
        "token": named.token,
        "topic": "skerry-ferry",
        "typed": "the ferry is safe",
        "value": "de",
        "vector": vector,
        "vectors": dict.fromkeys(named.keys, vector),
        "words": ["ferry", "safe", "easy"],
    }


def card_of(person: str, named: Named) -> Card:
    """What somebody practises."""
    at = "2026-01-05T10:00:00+00:00"
    return Card(
        person=person,
        key=named.keys[0],
        quote=named.claim,
        state="",
        before="",
        rating="good",
        answers=1,
        due=at,
        at=at,
    )


def methods(thing: object, *, seen: tuple[type, ...] = ()) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public method of an object of the core, and of the objects it holds, with its name."""
    kind = type(thing)
    for name in sorted(name for name in {*dir(kind), *vars(thing)} if not name.startswith("_")):
        member = getattr(thing, name)
        if inspect.ismethod(member):
            yield f"{kind.__name__}.{name}", member
        elif type(member).__module__.startswith("knowledge.") and type(member) not in (*seen, kind):
            yield from methods(member, seen=(*seen, kind))


def called(name: str, method: Callable[..., Any], values: Mapping[str, Any]) -> Any:
    """Call a method with what is given for its parameters; those that are left out have a default."""
    positional, named = [], {}
    for parameter in inspect.signature(method).parameters.values():
        if parameter.name not in values:
            assert parameter.default is not parameter.empty, (
                f"say in `given` of {Path(__file__).name} what {name} is to be asked for as {parameter.name!r}"
            )
        elif parameter.kind is parameter.POSITIONAL_ONLY:
            positional.append(values[parameter.name])
        else:
            named[parameter.name] = values[parameter.name]
    return method(*positional, **named)


def two(store: Store) -> Named:
    """Give a store a workspace `mine` that holds the canary, and one `other` that does not."""
    named = fill(store.workspace("mine"), CANARY)
    fill(store.workspace("other"), "county", person="bo-4")
    return named
