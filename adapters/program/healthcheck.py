"""`counterpoint healthcheck`: asks the program that runs here how it is, for containers and scripts without curl."""

from __future__ import annotations

import http.client
import json
import os
from typing import Any, Final

import click

from adapters.program import texts
from knowledge.errors import CounterpointError, InputError

PATIENCE: Final = 5.0
ANSWERED: Final = 200
EVERYWHERE: Final = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
"""Where a program is reached that listens on all addresses of this machine."""


@click.command(help=texts.HEALTHCHECK, short_help=texts.HEALTHCHECK_SHORT)
@click.option("--ready", is_flag=True, help=texts.HEALTHCHECK_READY)
@click.option("--json", "as_json", is_flag=True, help=texts.JSON)
def healthcheck(*, ready: bool, as_json: bool) -> int:
    """Ask, and tell by the exit status."""
    from adapters.program.settings import OperatorSettings

    settings = OperatorSettings.read(os.environ)
    if settings is None:
        raise InputError(texts.NO_OPERATOR_PORT)
    host = EVERYWHERE.get(settings.host, settings.host)
    good, found = _asked(host, settings.port, "/readyz" if ready else "/healthz")
    if as_json:
        click.echo(json.dumps(found))
    else:
        click.echo(texts.health(good=good, ready=ready, missing=found.get("missing", [])))
    return 0 if good else 1


def _asked(host: str, port: int, path: str) -> tuple[bool, dict[str, Any]]:
    """Whether the program says that it is well, and what else it says. Raises `CounterpointError`."""
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        found = json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = getattr(error, "strerror", None) or type(error).__name__
        raise CounterpointError(texts.no_answer_at(host, port, why)) from None
    finally:
        connection.close()
    if not isinstance(found, dict):
        raise CounterpointError(texts.no_answer_at(host, port, "another program listens there"))
    return answer.status == ANSWERED, found
