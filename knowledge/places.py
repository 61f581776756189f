"""Where sources come from: files of this machine, and links."""

from pathlib import Path

from knowledge.errors import UnreadableFile


def is_link(place: str) -> bool:
    """Whether a place to read from is a link, and not a path."""
    return place.lower().startswith(("http://", "https://"))


def load(place: str) -> tuple[bytes, str, str | None]:
    """Return the bytes behind a path or a link, a file name for them, and the link.

    Raises `UnreadableFile` with the reason, also for a folder or a name that does not exist.
    """
    if is_link(place):
        from knowledge.fetching import fetch

        fetched = fetch(place)
        return fetched.content, fetched.name, fetched.url
    name = Path(place).name or place
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
    from knowledge.reading import MAX_BYTES

    if path.is_dir():
        raise UnreadableFile(f"{name} is a folder; name the files in it, for example with a * at the end.")
    size = path.stat().st_size
    if not path.is_file():
        raise UnreadableFile(f"{name} is a device or a pipe; add a file.")
    if size > MAX_BYTES:
        most = MAX_BYTES // 1024 // 1024
        raise UnreadableFile(f"{name} has {size // 1024 // 1024} MB, more than {most}; split it into parts.")
    return path.read_bytes()
