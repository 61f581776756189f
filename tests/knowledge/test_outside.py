"""The bot's own process takes no file apart: it has that done, and loads nothing that could."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.operator.outside import outside
from knowledge.errors import InputError, UnreadableFile
from knowledge.fetching import Fetched
from knowledge.library import Library
from knowledge.outside import Outside
from knowledge.types import Document
from tests.knowledge.reading import files

PARSERS = ("lxml", "trafilatura", "pypdf", "docx", "markdown_it", "ftfy", "justext", "htmldate")


class Overwhelmed:
    """A reader to whom every file is too much."""

    def read(self, _: bytes, /, *, name: str) -> Document:
        raise UnreadableFile(f"{name} takes too long to read; split it into parts.")

    def original_text(self, _: bytes, /, *, name: str) -> str:
        raise UnreadableFile(f"{name} takes too long to read; split it into parts.")

    def close(self) -> None:
        pass


PROGRAM = """
import sys
from pathlib import Path
from knowledge.library import Library
library = Library(Path(sys.argv[1]))
done = library.workspace("local").ingest(sys.argv[2:])
assert len(done.added) == 1, done
assert library.workspace("local").verify().faults == ()
library.close()
print(sorted(set(sys.modules) & set({parsers!r})))
"""


@pytest.mark.parametrize("name", ["essay.html", "essay.pdf"])
def test_adding_and_verifying_load_no_parser_into_the_bots_process(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    file.write_bytes(files.HTML.encode() if name.endswith("html") else files.pdf())
    command = [sys.executable, "-c", PROGRAM.format(parsers=PARSERS), str(tmp_path / "data"), str(file)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_a_link_is_fetched_by_whoever_the_library_was_given(tmp_path: Path) -> None:
    def fetch(url: str) -> Fetched:
        return Fetched(content=files.HTML.encode(), name="essay.html", url=f"{url}?moved")

    library = Library(tmp_path, outside=Outside(fetch=fetch))
    (added,) = library.workspace("local").ingest(["https://quay.example/essay"]).added
    library.close()
    assert added.metadata.url == "https://quay.example/essay?moved"


def test_a_file_that_is_too_much_is_named_and_nothing_of_it_is_stored(tmp_path: Path) -> None:
    library = Library(tmp_path, outside=Outside(reader=Overwhelmed))
    file = tmp_path / "essay.txt"
    file.write_text("The bridge should stay open for now, say the engineers.")
    workspace = library.workspace("local")
    (skipped,) = workspace.ingest([str(file)]).skipped
    assert skipped.reason == "essay.txt takes too long to read; split it into parts."
    assert workspace.sources() == []
    library.close()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("COUNTERPOINT_READING_MEMORY", "12"),
        ("COUNTERPOINT_READING_SECONDS", "ten"),
        ("COUNTERPOINT_READING_SECONDS", "0"),
        ("COUNTERPOINT_READING_PROCESSES", "-1"),
        ("COUNTERPOINT_PROXY", "proxy"),
    ],
)
def test_a_setting_out_of_bounds_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(InputError, match=f"^{name} is "):
        outside({name: value})


def test_the_settings_hold_for_reading(tmp_path: Path) -> None:
    chosen = outside({"COUNTERPOINT_READING_MEMORY": "300", "COUNTERPOINT_READING_SECONDS": "5"})
    library = Library(tmp_path, outside=chosen)
    assert chosen.reader().read(b"The bridge should stay open.", name="a.txt").text
    library.close()
