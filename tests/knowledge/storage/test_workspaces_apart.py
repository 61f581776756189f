"""Whatever is asked of one workspace, and however it is changed, nothing of another is found, and nothing in it moves."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import settings
from hypothesis import strategies as st

from bot.workspace import Workspace as AskedOf
from knowledge.errors import CounterpointError
from knowledge.library import Library
from knowledge.storage.records import Records
from knowledge.storage.sqlite.store import SQLiteStore
from knowledge.storage.store import Store, WorkspaceStore
from knowledge.workspace import Workspace
from tests.knowledge.storage.engines import ENGINES, Kept
from tests.knowledge.storage.every_method import CANARY, ESSAY, OTHERS, called, given, methods, two

ENDS = {"close", "close_idle"}


def parts(found: Any) -> Iterator[Any]:
    """What a result is made of, down to texts and numbers."""
    if is_dataclass(found) and not isinstance(found, type):
        for field in fields(found):
            yield from parts(getattr(found, field.name))
    elif isinstance(found, Mapping):
        for key, value in found.items():
            yield from (*parts(key), *parts(value))
    elif isinstance(found, list | tuple | set | frozenset):
        for one in found:
            yield from parts(one)
    else:
        yield found


def holds_canary(found: Any) -> bool:
    return any(CANARY in f"{part}" for part in parts(found) if not isinstance(part, np.ndarray))


def result(name: str, method: Any, values: Mapping[str, Any]) -> Any:
    """What a method gives, or what it says in refusing."""
    try:
        return called(name, method, values)
    except (CounterpointError, ValueError) as error:
        return f"{error}"


def test_every_method_of_the_contracts_is_called_here(tmp_path: Path) -> None:
    library = Library(tmp_path)
    found = {name.split(".")[1] for name, _ in methods(library.workspace("mine"))}
    for contract in (AskedOf, Workspace, WorkspaceStore, Records):
        public = {name for name, _ in inspect.getmembers(contract, inspect.isfunction) if name[0] != "_"}
        assert public <= found
    library.close()


def test_what_holds_the_canary_shows_it(store: Store) -> None:
    named = two(store)
    mine = store.workspace("mine")
    values = given(named)
    shown = {
        name
        for name, method in methods(mine)
        if name.split(".")[1] in ("sources", "document", "claims", "votes", "about", "question", "with_words")
        and holds_canary(result(name, method, values))
    }
    assert len(shown) == 6


@settings(max_examples=12, deadline=None)
@examples(chance=st.data())
@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_of_a_workspace_is_found_in_or_moved_from_another(
    engine: str, chance: st.DataObject, fresh: Callable[[str], Kept]
) -> None:
    kept = fresh(engine)
    store = kept.store()
    named = two(store)
    before, values = kept.content("mine"), given(named)
    every = [one for one in methods(store.workspace("other")) if one[0].split(".")[1] not in ENDS]
    for name, method in chance.draw(st.permutations(every)):
        assert not holds_canary(result(name, method, values)), name
    assert not any(CANARY in row for row in kept.content("other"))
    assert kept.content("mine") == before
    store.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_no_question_of_one_workspace_is_answered_from_another(
    engine: str, tmp_path: Path, fresh: Callable[[str], Kept]
) -> None:
    kept = fresh(engine)
    library = kept.library()
    for name, text in (("mine", ESSAY), ("other", OTHERS)):
        path = tmp_path / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        assert library.workspace(name).ingest([str(path)], topic="skerry").added
    mine = library.workspace("mine")
    (source,) = mine.sources()
    known = mine.claims()[0]
    token = library.workspace("mine").records.keep_question(person="ada-17", command="topics", arguments={})
    before = kept.content("mine")
    values = {
        **given(two(SQLiteStore(tmp_path / "names"))),
        "source_id": source.id,
        "claim_id": known.id,
        "token": token,
        "topic": "skerry",
    }
    for name, method in methods(library.workspace("other")):
        if name.startswith("Workspace."):
            assert not holds_canary(result(name, method, values)), name
    assert kept.content("mine") == before
    assert holds_canary(mine.counter("the ferry is not safe")) or holds_canary(mine.views("skerry"))
    library.close()
