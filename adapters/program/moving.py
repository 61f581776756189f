"""`counterpoint migrate-store`, for operators, on the command line alone."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from adapters.console.main import ANSWERED
from adapters.console.progress import progress_bar
from adapters.program import moving_texts as texts
from knowledge.errors import InputError

if TYPE_CHECKING:
    from adapters.console.commands import Settings

FILES, DATABASE = "files", "database"


@click.command(help=texts.MOVE, short_help=texts.MOVE_SHORT)
@click.argument("target", type=click.Choice([DATABASE, FILES]))
@click.argument("workspaces", metavar="[WORKSPACE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help=texts.JSON)
@click.pass_obj
def migrate_store(settings: Settings, target: str, workspaces: tuple[str, ...], *, as_json: bool) -> int:
    """Copy workspaces from files into the database, or from there into files."""
    from bot.operator.storage import database
    from knowledge.storage.engines import between

    address = database(os.environ)
    if address is None:
        raise InputError(texts.NO_DATABASE)
    with between(settings.data, address) as (files, kept), progress_bar() as progress:
        origin, to = (files, kept) if target == DATABASE else (kept, files)
        listed = workspaces or tuple(origin.workspaces())
        missing = [name for name in listed if not origin.holds(name)]
        if missing:
            raise InputError(texts.not_there(missing[0]))
        moved = []
        for number, name in enumerate(listed):
            if progress:
                progress(name, number, len(listed))
            moved.append(to.take(name, origin))
        of_all = 0 if workspaces else to.take_installation(origin)
    if as_json:
        data = {"command": "migrate-store", "target": target, "workspaces": [asdict(one) for one in moved]}
        click.echo(json.dumps({**data, "installation": of_all}, ensure_ascii=False))
    else:
        click.echo(texts.moved(moved, target=target))
    return ANSWERED
