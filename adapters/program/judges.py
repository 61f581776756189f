"""`counterpoint models`: which models can judge stance, and which one does. For operators, on the command line alone."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from adapters.console.words import CommandLine
from adapters.program import judge_texts as texts
from bot.operator import judging
from knowledge.errors import CounterpointError, InputError
from knowledge.judges import choosing, shelf
from knowledge.judges.pair_settings import Order

if TYPE_CHECKING:
    from adapters.console.commands import Settings
    from knowledge.judges.language_model import LanguageModelSettings

JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")


@click.group(cls=CommandLine, help=texts.MODELS, short_help=texts.MODELS_SHORT)
def models() -> None:
    """Gather the commands about judges."""


@models.command("list", help=texts.LIST)
@JSON
@click.pass_obj
def list_models(settings: Settings, *, as_json: bool) -> None:
    """Show every judge that can be chosen."""
    chosen = choosing.chosen(settings.data)
    rows = [
        {"name": shelf.SHIPPED_NAME, "kind": "shipped", "about": texts.SHIPPED},
        *(
            {"name": one.name, "kind": "pair model", "about": texts.pair_model(one)}
            for one in shelf.kept(settings.data)
        ),
        {
            "name": shelf.LANGUAGE_MODEL_NAME,
            "kind": "language model",
            "about": _about_language_model(settings.data),
        },
    ]
    found: list[dict[str, Any]] = [{**row, "chosen": row["name"] == chosen} for row in rows]
    if as_json:
        _print({"command": "models list", "models": found})
        return
    for row in found:
        click.echo(f"{'*' if row['chosen'] else ' '} {row['name']:<16} {row['about']}")


@models.command("add", help=texts.ADD, short_help=texts.ADD_SHORT)
@click.argument("name")
@click.argument("place", metavar="FOLDER|OWNER/NAME")
@click.option("--graph", metavar="FILE", help=texts.GRAPH)
@click.option("--revision", metavar="REVISION", help=texts.REVISION)
@click.option("--labels", metavar="NAMES", help=texts.LABELS)
@click.option(
    "--order", type=click.Choice(get_args(Order)), default="quote-claim", show_default=True, help=texts.ORDER
)
@click.option(
    "--temperature",
    type=click.FloatRange(0.1, 10),
    default=1.0,
    show_default=True,
    help=texts.TEMPERATURE,
)
@JSON
@click.pass_obj
def add_model(
    settings: Settings,
    *,
    name: str,
    place: str,
    graph: str | None,
    revision: str | None,
    labels: str | None,
    order: Order,
    temperature: float,
    as_json: bool,
) -> None:
    """Add a pair model, if it loads and judges."""
    named = [one.strip() for one in labels.split(",")] if labels else None
    added = shelf.add(
        settings.data,
        name,
        _fetch(place, graph=graph, revision=revision),
        labels=named,
        order=order,
        temperature=temperature,
    )
    sentence = texts.added(added, of=len(shelf.PLAIN))
    _say("models add", sentence, as_json=as_json, name=name, right=added.right, of=len(shelf.PLAIN))


@models.command("use", help=texts.USE, short_help=texts.USE_SHORT)
@click.argument("name")
@JSON
@click.pass_obj
def use_model(settings: Settings, *, name: str, as_json: bool) -> None:
    """Choose a judge."""
    sentences = [texts.in_use(name)]
    if name == shelf.LANGUAGE_MODEL_NAME:
        about = judging.language_model(os.environ)
        if about is None:
            raise InputError(f"The language model is {texts.LANGUAGE_MODEL_NOT_SET}.")
        sentences.append(texts.goes_out(about.endpoint.host))
    choosing.choose(settings.data, name)
    _say("models use", " ".join(sentences), as_json=as_json, name=name)


@models.command("remove", help=texts.REMOVE)
@click.argument("name")
@JSON
@click.pass_obj
def remove_model(settings: Settings, *, name: str, as_json: bool) -> None:
    """Delete a pair model."""
    if choosing.chosen(settings.data) == name:
        raise InputError(texts.ANOTHER_FIRST)
    shelf.remove(settings.data, name)
    _say("models remove", texts.removed(name), as_json=as_json, name=name)


def _fetch(place: str, *, graph: str | None, revision: str | None) -> shelf.Fetch:
    """Where a model comes from: a folder if there is one of that name, or else the hub."""
    folder = Path(place).expanduser()
    if folder.is_dir():
        return shelf.from_folder(folder, graph=graph)
    if place.count("/") != 1 or place.startswith((".", "/", "~")):
        raise InputError(f'There is no folder "{place[:200]}"; give a folder, or owner/name on a model hub.')
    from knowledge.judges.hub import from_hub

    return from_hub(place, revision=revision, graph=graph)


def _about_language_model(data: Path) -> str:
    try:
        about = judging.language_model(os.environ)
        if about is None:
            return texts.LANGUAGE_MODEL_NOT_SET
        cost = _spending(data, about)
    except CounterpointError as error:
        return str(error)
    return f"{texts.language_model(about.endpoint.model, about.endpoint.host)}; {cost}"


def _spending(data: Path, about: LanguageModelSettings) -> str:
    from knowledge.judges.ledger import UNIT, Ledger

    place = data / shelf.FOLDER / choosing.LEDGER
    if about.prices is None or not place.exists():
        return texts.spending(Decimal(), about.prices.cap if about.prices else None)
    ledger = Ledger(place)
    try:
        return texts.spending(Decimal(ledger.spent()) / UNIT, about.prices.cap)
    finally:
        ledger.close()


def _say(command: str, sentence: str, *, as_json: bool, **more: Any) -> None:
    if as_json:
        _print({"command": command, **more, "sentence": sentence})
    else:
        click.echo(sentence)


def _print(shape: dict[str, Any]) -> None:
    click.echo(json.dumps(shape, ensure_ascii=False))
