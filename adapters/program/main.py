"""The command `counterpoint`: the console's commands, and those that run and check the chats.

The adapters do not know of each other; this package stands above them and puts them together.
"""

from __future__ import annotations

import os
from copy import copy
from typing import TYPE_CHECKING

import click

from adapters.console import main as console
from adapters.console.data import data_folder
from adapters.program import texts
from adapters.program.backups import backup, restore
from adapters.program.healthcheck import healthcheck
from adapters.program.judges import models
from adapters.program.moving import migrate_store
from adapters.program.web import web
from knowledge.cores import one_thread_each

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command(help=texts.RUN, short_help=texts.RUN_SHORT)
@click.option("--data", metavar="DIR", help=texts.DATA)
@click.pass_context
def run(context: click.Context, data: str | None) -> int:
    """Serve every platform that is set up."""
    from adapters.program import logs, platforms, service
    from adapters.program.settings import ProgramSettings, secrets_in

    settings = ProgramSettings.read(os.environ, data=_data(context, data), debug=_debug(context))
    logs.set_up(level=settings.level, secrets=secrets_in(os.environ), style=settings.log_format)
    service.run(settings, service.chosen(platforms.known(), os.environ))
    return console.ANSWERED


@click.command(help=texts.DOCTOR, short_help=texts.DOCTOR_SHORT)
@click.option("--data", metavar="DIR", help=texts.DATA)
@click.option("--json", "as_json", is_flag=True, help=texts.JSON)
@click.option("--new-key", is_flag=True, help=texts.NEW_KEY)
@click.pass_context
def doctor(context: click.Context, data: str | None, *, as_json: bool, new_key: bool) -> int:
    """Check what the platforms need."""
    if new_key:
        from knowledge.storage import sealing

        click.echo(sealing.new_key())
        return console.ANSWERED
    from adapters.program import logs, platforms, report
    from adapters.program.doctor import examine
    from adapters.program.settings import secrets_in

    if _debug(context):
        logs.set_up(level=10, secrets=secrets_in(os.environ))
    found = examine(platforms.known(), os.environ, _data(context, data))
    return console.ANSWERED if report.show(found, as_json=as_json) else console.FAILED


def command_line() -> click.Group:
    """Give the console's group with the commands of this package beside its own."""
    whole = copy(console.counterpoint)
    whole.commands = {**console.counterpoint.commands, **_operators()}
    return whole


def _operators() -> dict[str, click.Command]:
    return {
        "run": run,
        "web": web,
        "doctor": doctor,
        "healthcheck": healthcheck,
        "models": models,
        "backup": backup,
        "restore": restore,
        "migrate-store": migrate_store,
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    one_thread_each(os.environ)
    console.main(arguments, program=command_line())


def _data(context: click.Context, given: str | None) -> Path:
    """The data folder: as given behind the command, or before it."""
    before: Path = context.obj.data
    return data_folder(given, {}) if given else before


def _debug(context: click.Context) -> bool:
    return bool(context.find_root().params["debug"])


if __name__ == "__main__":
    main()
