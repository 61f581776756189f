"""Files are read in a process of their own, and nothing they do there reaches us."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge import reading
from knowledge.errors import UnreadableFile
from knowledge.reading.apart import Limits, ReaderApart, process, shared
from knowledge.reading.apart.contract import CannotRead
from tests.knowledge.reading import files

UNRULY = "tests.doubles.unruly_reader"
MB = 1024 * 1024
SMALL = Limits(memory=256 * MB, seconds=1, output=1 * MB)
FORMATS = {
    "essay.html": files.HTML.encode(),
    "essay.md": files.MARKDOWN.encode(),
    "essay.txt": "\n\n".join(files.PARAGRAPHS).encode(),
    "essay.pdf": files.pdf(),
    "essay.docx": files.docx_file(),
}


@pytest.fixture
def unruly(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderApart]:
    """A reader whose parsers do what the file says."""
    monkeypatch.setattr(process, "MODULE", UNRULY)
    reader = ReaderApart(SMALL, processes=1)
    yield reader
    reader.close()


def said(reader: ReaderApart, deed: str) -> str:
    return reader.read(deed.encode(), name="essay.txt").text


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_read_apart_as_it_is_read_here(name: str) -> None:
    content = FORMATS[name]
    assert shared().read(content, name=name) == reading.read(content, name=name)
    assert shared().original_text(content, name=name) == reading.original_text(content, name=name)


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01" * 99, files.scan(), files.pdf(lock="x"), b"Home\nMenu\n"]
)
def test_a_refusal_says_the_same_apart(content: bytes) -> None:
    with pytest.raises(UnreadableFile) as here:
        reading.read(content, name="essay.bin")
    with pytest.raises(UnreadableFile) as apart:
        shared().read(content, name="essay.bin")
    assert str(apart.value) == str(here.value)


def test_a_file_too_large_is_refused_before_it_is_sent(unruly: ReaderApart) -> None:
    with pytest.raises(UnreadableFile, match="has 51 MB, more than 50"):
        unruly.read(b"hang " + b"a" * (51 * MB), name="essay.txt")


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        ("hang", "essay.txt takes too long to read"),
        ("spin", "essay.txt takes too long to read"),
        ("eat", "essay.txt takes more memory to read than a file may"),
        ("flood", "essay.txt holds more text than can be read"),
        ("crash", "essay.txt is damaged in a way that ends the program which reads it"),
        ("garble", "essay.txt is damaged in a way that ends the program which reads it"),
        ("leave", "essay.txt is damaged in a way that ends the program which reads it"),
    ],
)
def test_a_file_that_breaks_its_reader_costs_one_sentence(
    deed: str, sentence: str, unruly: ReaderApart
) -> None:
    with pytest.raises(UnreadableFile) as caught:
        said(unruly, deed)
    assert str(caught.value).startswith(sentence)
    assert str(caught.value).endswith(".")
    assert said(unruly, "the next file") == "essay.txt was read"


@pytest.mark.parametrize(
    ("deed", "outcome"),
    [
        ("connect", "refused with PermissionError"),
        ("resolve", "refused with PermissionError"),
        ("launch", "refused with PermissionError"),
        ("write", "refused with OSError"),
        ("chatter", "chattered"),
    ],
)
def test_a_reader_reaches_nothing_outside_itself(deed: str, outcome: str, unruly: ReaderApart) -> None:
    assert said(unruly, deed) == outcome
    assert said(unruly, "the next file") == "essay.txt was read"


def test_a_reader_knows_no_secret_of_ours(unruly: ReaderApart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "canary")
    monkeypatch.setenv("COUNTERPOINT_SECRET_KEY", "canary")
    told = set(said(unruly, "tell").split())
    assert "PYTHONPATH" in told
    assert told - {"PYTHONPATH", "PYTHONUTF8"} <= process.PASSED_ON


def test_one_process_reads_many_files(unruly: ReaderApart) -> None:
    assert said(unruly, "number") == said(unruly, "number") != str(os.getpid())


def test_a_process_that_has_read_its_share_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MODULE", UNRULY)
    reader = ReaderApart(Limits(files=2))
    numbers = [said(reader, "number") for _ in range(4)]
    reader.close()
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


def test_a_process_that_ended_while_it_waited_is_replaced(unruly: ReaderApart) -> None:
    first = said(unruly, "fade")
    os.waitid(os.P_PID, int(first), os.WEXITED | os.WNOWAIT)
    assert said(unruly, "number") != first


def test_closing_ends_the_processes_and_reading_starts_new_ones(unruly: ReaderApart) -> None:
    first = said(unruly, "number")
    unruly.close()
    assert not is_running(int(first))
    assert said(unruly, "number") != first


def test_threads_share_a_reader(unruly: ReaderApart) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: said(unruly, "a file"), range(20))) == {"essay.txt was read"}


def test_where_no_process_can_be_started_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "MODULE", "tests.doubles.no_such_reader")
    with pytest.raises(CannotRead, match=r"^Files cannot be read now, .* does not start \(exit status 1\)"):
        ReaderApart().read(b"a text", name="essay.txt")


def test_a_process_whose_parent_is_killed_ends_too() -> None:
    program = (
        "import time\n"
        "from knowledge.reading.apart import process, ReaderApart\n"
        f"process.MODULE = {UNRULY!r}\n"
        "reader = ReaderApart()\n"
        "print(reader.read(b'number', name='a').text, flush=True)\n"
        "time.sleep(600)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True
