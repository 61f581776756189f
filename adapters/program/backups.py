"""`counterpoint backup` and `counterpoint restore`, for operators, on the command line alone."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from adapters.console import main as console
from adapters.console.progress import progress_bar
from adapters.program import backup_texts as texts
from knowledge.errors import InputError

if TYPE_CHECKING:
    from adapters.console.commands import Settings

JSON = click.option("--json", "as_json", is_flag=True, help=texts.JSON)


@click.command(help=texts.BACKUP, short_help=texts.BACKUP_SHORT)
@click.argument("place", metavar="DIR|FILE", type=click.Path(path_type=Path))
@JSON
@click.pass_obj
def backup(settings: Settings, place: Path, *, as_json: bool) -> int:
    """Back up the data folder."""
    from bot.operator.storage import database
    from knowledge.storage import backup as making

    if database(os.environ):
        raise InputError(texts.IN_A_DATABASE)
    file = making.place_for(place.expanduser())
    with progress_bar() as progress:
        made = making.backup(settings.data, file, progress=progress)
    if as_json:
        _print({"command": "backup", "file": str(file), **asdict(made)})
    else:
        click.echo(texts.backed_up(file, made))
    for left_out in made.left_out:
        click.echo(texts.left_out(left_out), err=True)
    return console.FAILED if made.left_out else console.ANSWERED


@click.command(help=texts.RESTORE, short_help=texts.RESTORE_SHORT)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help=texts.REPLACE)
@JSON
@click.pass_obj
def restore(settings: Settings, file: Path, *, replace: bool, as_json: bool) -> int:
    """Restore a backup into the data folder."""
    from bot.operator.storage import database
    from knowledge.storage import restoring

    if database(os.environ):
        raise InputError(texts.IN_A_DATABASE)
    found, replaced = restoring.restore(file.expanduser(), settings.data, replace=replace)
    if as_json:
        moved = str(replaced) if replaced else None
        _print({"command": "restore", "data": str(settings.data), "replaced": moved, **asdict(found)})
    else:
        click.echo(texts.restored(settings.data, found, replaced))
    return console.ANSWERED


def _print(data: dict[str, object]) -> None:
    click.echo(json.dumps(data, ensure_ascii=False))
