"""A model hub in a thread: one folder a repository, at one commit, over the same paths as the real one."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Final

from tests.doubles.serving import serving

COMMIT: Final = "c0ffee" * 6 + "c0ff"


@dataclass(slots=True, kw_only=True)
class HubService:
    """The double from a test's side."""

    repositories: dict[str, Path]
    """Folders by `owner/name`; those whose name ends in `-gated` are not for everybody."""
    address: str = ""
    broken: bool = False
    seen: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def started(cls, **repositories: Path) -> Iterator["HubService"]:
        """Serve on a free port of this machine; a repository `tiny` is known as `skerry/tiny`."""
        hub = cls(repositories={f"skerry/{name}": place for name, place in repositories.items()})

        class Handler(_Handler):
            double = hub

        with serving(Handler) as hub.address:
            yield hub

    @property
    def files(self) -> set[str]:
        """The files that were downloaded."""
        return {path.partition(f"/resolve/{COMMIT}/")[2] for path in self.seen if "/resolve/" in path}


class _Handler(BaseHTTPRequestHandler):
    double: HubService

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        self.double.seen.append(path)
        status, content, headers = self._found(path)
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(content)

    def _found(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        if self.double.broken:
            return 418, b"{}", {}
        if path.startswith("/api/models/"):
            return self._about(path.removeprefix("/api/models/"))
        repository, _, rest = path.removeprefix("/").partition("/resolve/")
        commit, _, name = rest.partition("/")
        folder = self.double.repositories.get(repository)
        if folder is None or commit != COMMIT or not (folder / name).is_file():
            return 404, b"", {"X-Error-Code": "EntryNotFound"}
        content = (folder / name).read_bytes()
        etag = hashlib.sha256(content).hexdigest()
        return 200, content, {"ETag": f'"{etag}"', "X-Repo-Commit": COMMIT}

    def _about(self, rest: str) -> tuple[int, bytes, dict[str, str]]:
        repository, _, revision = rest.partition("/revision/")
        folder = self.double.repositories.get(repository)
        if folder is None:
            return 401, b"{}", {"X-Error-Code": "RepoNotFound", "X-Error-Message": "Repository not found"}
        if revision not in ("", "main", COMMIT):
            return 404, b"{}", {"X-Error-Code": "RevisionNotFound"}
        names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
        about = {"id": repository, "sha": COMMIT, "siblings": [{"rfilename": name} for name in names]}
        return 200, json.dumps(about).encode(), {"Content-Type": "application/json"}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
