"""What goes wrong with disks, files and processes: one clear sentence, and nothing half-written."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import DatabaseError
from knowledge.storage.sqlite.migrations import MIGRATIONS
from knowledge.storage.sqlite.store import SQLiteStore
from tests.knowledge.storage.invented import PIPELINES, TREATY, new_source, unit_vectors

ROOT = Path(__file__).parents[3]


def file_of(data: Path) -> Path:
    return data / "workspaces" / "local.db"


def filled(data: Path) -> Path:
    store = SQLiteStore(data)
    store.workspace("local").add(new_source(TREATY))
    store.close()
    return file_of(data)


def complaint(act: Callable[[], object]) -> str:
    """The sentence that people read: one line, one full stop at its end, no English of SQLite's own."""
    with pytest.raises(DatabaseError) as caught:
        act()
    said = str(caught.value)
    assert "\n" not in said
    assert said.endswith(".")
    return said


def in_namespace(script: str, *arguments: object) -> str:
    """Run Python where it may mount disks of its own. Skips where the system does not allow that."""
    unshare = shutil.which("unshare")
    if not unshare or subprocess.run([unshare, "-rm", "true"], capture_output=True).returncode:
        pytest.skip("needs mount namespaces")
    command = [unshare, "-rm", sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("content", [b"not a database, only words\n" * 99, b"%PDF-1.7\n", b"SQLite format 3"])
def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = file_of(tmp_path)
    path.parent.mkdir()
    path.write_bytes(content)
    said = complaint(SQLiteStore(tmp_path).workspace("local").count)
    assert said == f"“{path}” is not a database; move it away or use another data folder."
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = file_of(tmp_path)
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE cookies (host TEXT)")
    other.close()
    before = path.read_bytes()
    assert "some other program" in complaint(SQLiteStore(tmp_path).workspace("local").sources)
    assert path.read_bytes() == before


def test_a_database_from_a_newer_version_names_both_versions(tmp_path: Path) -> None:
    newer = sqlite3.connect(filled(tmp_path))
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    said = complaint(SQLiteStore(tmp_path).workspace("local").count)
    assert "version is 99" in said
    assert f"up to {len(MIGRATIONS)}" in said


def test_a_damaged_database_says_so(tmp_path: Path) -> None:
    path = filled(tmp_path)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    assert "was found damaged and set aside" in complaint(SQLiteStore(tmp_path).workspace("local").claims)


def everything(data: Path) -> Iterator[Callable[[], object]]:
    workspace = SQLiteStore(data, patience=0.1).workspace("local")
    yield from (
        workspace.sources,
        workspace.claims,
        workspace.topics,
        workspace.speakers,
    )
    yield lambda: workspace.resembling((1, 2, 3), least=0.0)
    yield lambda: [workspace.document(source.id) for source in workspace.sources()]
    yield lambda: [workspace.original(source.id) for source in workspace.sources()]
    yield lambda: workspace.with_words(["treaty", "1"], limit=99)
    yield lambda: workspace.with_topic("russia-china", limit=9)
    yield lambda: workspace.add(new_source(PIPELINES))
    yield lambda: [workspace.remove(source.id) for source in workspace.sources()]
    yield workspace.close


def test_whatever_bytes_are_overwritten_or_cut_off_it_fails_in_one_sentence_or_not_at_all(
    tmp_path: Path,
) -> None:
    path = filled(tmp_path)
    whole, random = path.read_bytes(), np.random.default_rng(5)
    for round_ in range(40):
        content = bytearray(whole)
        at = int(random.integers(len(content) - 64))
        content[at : at + 64 if round_ % 4 else None] = random.bytes(64) if round_ % 4 else b""
        for file in path.parent.iterdir():
            file.unlink()
        path.write_bytes(content)
        for act in everything(tmp_path):
            with suppress(DatabaseError):
                act()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE documents SET blocks = '[[0,'",
        "UPDATE documents SET blocks = '[[\"a\",null,1]]'",
        "UPDATE originals SET deflated = x'00'",
        "UPDATE fingerprints SET minhash = x'00'",
        "UPDATE vectors SET float16 = x'0000'",
        "UPDATE claims SET start = 9, end = 3",
    ],
)
def test_a_value_that_makes_no_sense_is_called_damage(tmp_path: Path, damage: str) -> None:
    connection = sqlite3.connect(filled(tmp_path))
    connection.execute(damage)
    connection.commit()
    connection.close()
    workspace = SQLiteStore(tmp_path).workspace("local")
    (source,) = workspace.sources()
    reads: dict[str, Callable[[], object]] = {
        "documents": lambda: workspace.document(source.id),
        "originals": lambda: workspace.original(source.id),
        "fingerprints": lambda: workspace.resembling((1, 2, 3), least=0.0),
        "vectors": lambda: workspace.nearest(unit_vectors(1)[0], limit=1),
        "claims": workspace.claims,
    }
    assert "is damaged" in complaint(reads[damage.split()[1]])
    workspace.close()


def test_a_folder_in_place_of_the_database_and_a_file_in_place_of_the_folder(tmp_path: Path) -> None:
    file_of(tmp_path / "a").mkdir(parents=True)
    assert "cannot be used" in complaint(SQLiteStore(tmp_path / "a").workspace("local").count)
    (tmp_path / "b").write_text("a file")
    assert "cannot be used" in complaint(SQLiteStore(tmp_path / "b").workspace("local").count)


def test_a_database_that_is_locked_says_so_and_can_still_be_read(tmp_path: Path) -> None:
    holder = sqlite3.connect(filled(tmp_path), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    workspace = SQLiteStore(tmp_path, patience=0.1).workspace("local")
    said = complaint(lambda: workspace.add(new_source(PIPELINES)))
    assert "in use by another program" in said
    assert workspace.count() == 1
    holder.execute("ROLLBACK")
    holder.close()
    workspace.add(new_source(PIPELINES))
    workspace.close()


READ_ONLY = """
    import subprocess, sys
    from pathlib import Path
    from knowledge.errors import DatabaseError
    from knowledge.storage.sqlite.store import SQLiteStore
    from tests.knowledge.storage.invented import PIPELINES, new_source, unit_vectors
    data = sys.argv[1]
    subprocess.run(["mount", "--bind", data, data], check=True)
    subprocess.run(["mount", "-o", "remount,bind,ro", data], check=True)
    workspace = SQLiteStore(Path(data)).workspace(sys.argv[2])
    for act in (
        lambda: workspace.count(),
        lambda: len(workspace.with_words(["treaty"], limit=5)) + len(workspace.nearest(unit_vectors(1)[0], limit=5)),
        lambda: workspace.add(new_source(PIPELINES)),
        lambda: workspace.remove("abc"),
    ):
        try:
            print(act())
        except DatabaseError as error:
            print(error)
    workspace.close()
"""


def test_a_database_on_a_read_only_disk_can_be_read_and_says_that_it_cannot_be_written(
    tmp_path: Path,
) -> None:
    path = filled(tmp_path)
    lines = in_namespace(READ_ONLY, tmp_path, "local").splitlines()
    refused = f"“{path}” cannot be written, its disk or folder is read-only; make it writable or use another data folder."
    assert lines == ["1", "2", refused, refused]
    assert sorted(path.parent.iterdir()) == [path, path.with_name("local.db-seal")]


def test_a_workspace_that_cannot_be_made_on_a_read_only_disk_says_so(tmp_path: Path) -> None:
    lines = in_namespace(READ_ONLY, tmp_path, "other").splitlines()
    assert len(lines) == 4
    assert all("cannot be written" in line for line in lines)


def test_a_read_only_database_that_was_not_closed_is_not_read_without_its_last_changes(
    tmp_path: Path,
) -> None:
    store = SQLiteStore(tmp_path / "open")
    store.workspace("local").add(new_source(TREATY))
    shutil.copytree(tmp_path / "open", tmp_path / "copy", ignore=shutil.ignore_patterns("*-shm"))
    store.close()
    lines = in_namespace(READ_ONLY, tmp_path / "copy", "local").splitlines()
    assert all("was not closed properly" in line for line in lines)


FULL = """
    import subprocess, sys
    from pathlib import Path
    from knowledge.errors import DatabaseError
    from knowledge.storage.sqlite.store import SQLiteStore
    from tests.knowledge.storage.invented import TREATY, new_source
    data = Path(sys.argv[1])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", data], check=True)
    workspace = SQLiteStore(data).workspace("local")
    added = 0
    try:
        for number in range(999):
            workspace.add(new_source(*(f"{TREATY} {number} {n}" for n in range(200)), file=f"{number}"))
            added += 1
    except DatabaseError as error:
        print(error)
    whole = [len(workspace.claims(source_id=source.id)) == 200 for source in workspace.sources()]
    print(added > 0, len(whole) == added, all(whole))
    print(len(workspace.with_words(["treaty"], limit=9999)) == workspace.count() == added * 200)
    workspace.close()
    reopened = SQLiteStore(data).workspace("local")
    print(reopened.count() == added * 200)
"""


def test_a_full_disk_refuses_the_source_keeps_the_others_and_goes_on_reading(tmp_path: Path) -> None:
    said, *checks = in_namespace(FULL, tmp_path).splitlines()
    assert said == (
        f"The disk that holds “{file_of(tmp_path)}” is full and nothing was changed; free some space and try again."
    )
    assert checks == ["True True True", "True", "True"]


ADDING = """
    import sys
    from pathlib import Path
    from knowledge.storage.sqlite.store import SQLiteStore
    from tests.knowledge.storage.invented import TREATY, new_source
    workspace = SQLiteStore(Path(sys.argv[1])).workspace("local")
    for number in range(100_000):
        new = new_source(*(f"{TREATY} {sys.argv[2]} {number} {n}" for n in range(150)), file=f"{sys.argv[2]}-{number}")
        print(workspace.add(new).id, flush=True)
"""


def test_killing_the_program_while_it_adds_loses_nothing_and_leaves_no_part(tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for round_ in range(5):
        command = [sys.executable, "-c", textwrap.dedent(ADDING), str(tmp_path), str(round_)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as adding:
            assert adding.stdout
            acknowledged.append(adding.stdout.readline().strip())
            time.sleep(0.01 + 0.017 * round_)
            os.kill(adding.pid, signal.SIGKILL)
            # a line cut by the kill was not acknowledged
            acknowledged += [line.strip() for line in adding.stdout if line.endswith("\n")]
    workspace = SQLiteStore(tmp_path).workspace("local")
    sources = workspace.sources()
    assert {source.id for source in sources} >= set(acknowledged)
    assert [len(workspace.claims(source_id=source.id)) for source in sources] == [150] * len(sources)
    keys = [stored.key for stored in workspace.claims()]
    assert len(workspace.with_words(["treaty"], limit=10**6)) == len(keys)
    assert workspace.vectors(keys).any(axis=1).all()
    workspace.close()
    check = sqlite3.connect(file_of(tmp_path))
    assert check.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    check.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    check.close()


def test_processes_that_open_a_new_workspace_at_once_all_succeed(tmp_path: Path) -> None:
    script = textwrap.dedent(ADDING).replace("range(100_000)", "range(3)")
    commands = [[sys.executable, "-c", script, str(tmp_path), str(number)] for number in range(4)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) for command in commands]
    assert [len(process.communicate(timeout=60)[0].split()) for process in running] == [3] * 4
    workspace = SQLiteStore(tmp_path).workspace("local")
    assert workspace.count() == len({stored.id for stored in workspace.claims()}) == 4 * 3 * 150
    assert workspace.nearest(unit_vectors(1)[0], limit=1)
    workspace.close()
