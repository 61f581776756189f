"""What an installation knows apart from its workspaces: deliveries, marks, departures, secrets."""

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from knowledge.errors import DatabaseError, InputError
from knowledge.library import Library
from knowledge.storage.installation import DELIVERY_DAYS, Installation
from knowledge.storage.sealing import Sealer, new_key
from knowledge.storage.sqlite.installation import SQLiteInstallation
from tests.knowledge.storage.engines import Kept

ROOT = Path(__file__).parents[3]
CANARY = "zebrawolfram"
KEY = new_key()


@pytest.fixture
def in_files(tmp_path: Path) -> Iterator[Installation]:
    made = SQLiteInstallation(tmp_path, keys=[KEY])
    yield made
    made.close()


@pytest.fixture
def installation(kept: Kept) -> Iterator[Installation]:
    """Every engine in turn."""
    made = kept.installation(keys=[KEY])
    yield made
    made.close()


def soon() -> datetime:
    return datetime.now(UTC) + timedelta(seconds=5)


def test_a_delivery_is_new_once(installation: Installation) -> None:
    assert installation.first_time("Ev01")
    assert installation.first_time("Ev02")
    assert not installation.first_time("Ev01")
    installation.close()
    assert not installation.first_time("Ev01")


def test_of_many_threads_with_the_same_delivery_one_is_first(installation: Installation) -> None:
    with ThreadPoolExecutor(max_workers=8) as pool:
        assert sum(pool.map(installation.first_time, ["Ev01"] * 16)) == 1


def test_of_two_processes_with_the_same_deliveries_one_is_first_for_each(tmp_path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from knowledge.storage.sqlite.installation import SQLiteInstallation
        installation = SQLiteInstallation(Path(sys.argv[1]))
        print(sum(installation.first_time(f"Ev{number}") for number in range(60)))
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]
    assert sum(int(process.communicate(timeout=60)[0]) for process in running) == 60


def test_old_deliveries_are_deleted_on_the_way(tmp_path: Path, in_files: Installation) -> None:
    for delivery in ("old", "young"):
        in_files.first_time(delivery)
    aged = (datetime.now(UTC) - timedelta(days=DELIVERY_DAYS, minutes=1)).isoformat(timespec="microseconds")
    db = sqlite3.connect(tmp_path / "installation.db")
    db.execute("UPDATE deliveries SET at = ? WHERE delivery = 'old'", (aged,))
    db.commit()
    in_files.first_time("new")
    assert {delivery for (delivery,) in db.execute("SELECT delivery FROM deliveries")} == {"young", "new"}
    db.close()


def test_a_mark_is_kept_and_replaced(installation: Installation) -> None:
    assert installation.mark("discord commands") is None
    installation.set_mark("discord commands", "a1")
    installation.set_mark("discord commands", "b2")
    assert installation.mark("discord commands") == "b2"


def test_a_departure_keeps_its_first_date_until_the_bot_is_back(installation: Installation) -> None:
    installation.depart("T1")
    between = datetime.now(UTC)
    installation.depart("T2")
    installation.depart("T1")
    assert installation.departed_before(between) == ["T1"]
    assert installation.departed_before(soon()) == ["T1", "T2"]
    assert installation.departed_before(soon().astimezone()) == ["T1", "T2"]
    assert installation.departed_before(between - timedelta(days=30)) == []
    installation.came_back("T1")
    installation.came_back("never left")
    assert installation.departed_before(soon()) == ["T2"]


def test_a_secret_comes_back_and_is_never_plain_on_the_disk(tmp_path: Path, in_files: Installation) -> None:
    in_files.seal("slack", "T1", f"xoxb-{CANARY}")
    in_files.seal("slack", "T2", "other")
    in_files.seal("discord", "T1", "third")
    assert in_files.unseal("slack", "T1") == f"xoxb-{CANARY}"
    assert in_files.sealed("slack") == ["T1", "T2"]
    assert not any(CANARY.encode() in path.read_bytes() for path in tmp_path.iterdir())
    in_files.seal("slack", "T1", "changed")
    assert in_files.unseal("slack", "T1") == "changed"
    in_files.discard("slack", "T1")
    assert in_files.unseal("slack", "T1") is None
    assert in_files.sealed("slack") == ["T2"]
    assert in_files.unseal("discord", "T1") == "third"


def test_without_a_key_nothing_is_sealed_and_the_sentence_says_how_to_make_one(tmp_path: Path) -> None:
    installation = SQLiteInstallation(tmp_path)
    with pytest.raises(InputError, match=r"COUNTERPOINT_SECRET_KEY.*counterpoint doctor --new-key"):
        installation.seal("slack", "T1", CANARY)
    assert installation.sealed("slack") == []
    assert installation.unseal("slack", "T1") is None
    installation.close()


def test_a_wrong_key_is_said_in_one_sentence(tmp_path: Path, in_files: Installation) -> None:
    in_files.seal("slack", "T1", CANARY)
    other = SQLiteInstallation(tmp_path, keys=[new_key()])
    with pytest.raises(DatabaseError) as refused:
        other.unseal("slack", "T1")
    assert "cannot be opened with the key" in str(refused.value)
    assert str(refused.value).count(".") == 1
    other.close()


def test_what_an_older_key_sealed_is_opened_after_a_new_one_came(
    tmp_path: Path, in_files: Installation
) -> None:
    in_files.seal("slack", "T1", CANARY)
    later = SQLiteInstallation(tmp_path, keys=[new_key(), KEY])
    assert later.unseal("slack", "T1") == CANARY
    later.close()


@pytest.mark.parametrize("key", ["hunter2-zebrawolfram", "", "ü" * 44, "a" * 40])
def test_a_key_that_is_none_is_refused_without_showing_it(tmp_path: Path, key: str) -> None:
    installation = SQLiteInstallation(tmp_path, keys=[key])
    with pytest.raises(InputError, match="is not a key; make one") as refused:
        installation.seal("slack", "T1", "x")
    assert not key or key not in str(refused.value)
    assert refused.value.__suppress_context__
    installation.close()


def test_no_representation_shows_a_key(tmp_path: Path) -> None:
    library = Library(tmp_path, [KEY])
    shown = f"{library!r} {library.installation!r} {Sealer([KEY])!r}"
    assert KEY not in shown
    library.close()


def test_the_file_is_made_when_something_is_first_asked(tmp_path: Path) -> None:
    library = Library(tmp_path / "data")
    assert library.installation.mark("x") is None
    assert library.workspaces() == []
    library.close()
    made = sorted(path.name for path in (tmp_path / "data").iterdir())
    assert made == ["installation.db", "installation.db-seal"]


def test_the_database_of_a_workspace_is_not_taken_for_the_installations(tmp_path: Path) -> None:
    library = Library(tmp_path)
    library.workspace("local").records.set_setting("language", "de")
    library.close()
    (tmp_path / "workspaces" / "local.db").rename(tmp_path / "installation.db")
    with pytest.raises(DatabaseError, match="some other program"):
        library.installation.mark("x")
    library.close()
