"""Where sources come from: files of this machine, links, and files that were handed over."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFile
from knowledge.outside import OUTSIDE
from knowledge.types import File

if TYPE_CHECKING:
    from knowledge.fetching import Fetched


def is_link(place: str) -> bool:
    """Whether a place to read from is a link, and not a path."""
    return place.lower().startswith(("http://", "https://"))


def name_of(place: str | File) -> str:
    """What a place is called when people are told about it: a file's name without its folders."""
    given = place.name if isinstance(place, File) else place
    return Path(given).name or given


def load(
    place: str | File, *, fetch: Callable[[str], "Fetched"] = OUTSIDE.fetch
) -> tuple[bytes, str, str | None]:
    """Return the bytes behind a path or a link, or of a file handed over, a file name for them, and the link.

    Raises `UnreadableFile` with the reason, also for a folder or a name that does not exist.
    """
    name = name_of(place)
    if isinstance(place, File):
        _refuse_large(len(place.content), name)
        return place.content, name, None
    if is_link(place):
        fetched = fetch(place)
        return fetched.content, fetched.name, fetched.url
    try:
        return _content(Path(place).expanduser(), name), name, None
    except FileNotFoundError:
        raise UnreadableFile(f"{name} does not exist; check the name.") from None
    except OSError as error:
        raise UnreadableFile(f"{name} cannot be read ({error.strerror}); check its permissions.") from None
    except (ValueError, RuntimeError):
        # a NUL in the name, or the home of somebody who is not known here
        raise UnreadableFile(f"{name} is not a name of a file; check it.") from None


def _content(path: Path, name: str) -> bytes:
    if path.is_dir():
        raise UnreadableFile(f"{name} is a folder; name the files in it, for example with a * at the end.")
    size = path.stat().st_size
    if not path.is_file():
        raise UnreadableFile(f"{name} is a device or a pipe; add a file.")
    _refuse_large(size, name)
    return path.read_bytes()


def _refuse_large(size: int, name: str) -> None:
    from knowledge.reading import MAX_BYTES

    if size > MAX_BYTES:
        most = MAX_BYTES // 1024 // 1024
        raise UnreadableFile(f"{name} has {size // 1024 // 1024} MB, more than {most}; split it into parts.")
