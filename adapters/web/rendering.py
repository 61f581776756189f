"""From what stands on a page to HTML: the templates, and what they may use."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from bot import texts
from bot.languages import SOURCE, spoken
from bot.site import evidence
from bot.site import page_words as page_texts
from knowledge.places import is_link

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.reply import Piece

PATHS: Final[dict[evidence.Side, str]] = {"counter": "counters", "support": "supports"}
"""What the pages of a quote's two sides are called in their addresses."""
UNPRINTABLE: Final = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127], "�")
"""Control characters that HTML cannot hold."""
TYPES: Final = {".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that never changes under its name."""

    name: str
    content: bytes = field(repr=False)
    type: str


@cache
def assets() -> Mapping[str, Asset]:
    """The style sheet and the icon, under names that change with what is in them."""
    found = {}
    for path in sorted(files("adapters.web").joinpath("static").iterdir(), key=lambda path: path.name):
        stem, dot, ending = path.name.rpartition(".")
        content = path.read_bytes()
        name = f"{stem}-{hashlib.sha256(content).hexdigest()[:10]}{dot}{ending}"
        found[stem] = Asset(name=name, content=content, type=TYPES[f"{dot}{ending}"])
    return found


def render(template: str, *, prefix: str, door: str | None, **values: Any) -> str:
    """A page in the language that is spoken now.

    `prefix`: the path of the site, without a slash at its end; `door`: the path of the first page of the workspace,
    None on a page that shows nothing of any.
    """
    named = {name: f"{prefix}/static/{asset.name}" for name, asset in assets().items()}
    common = {
        "language": spoken(),
        # sources are read as English; a page in another language has to say so of their words
        "foreign": Markup("") if spoken() == SOURCE else Markup(' lang="en"'),
        "assets": {"style": named["style"], "icon": named["icon"]},
        "door": door,
        "to": partial(address, door or f"{prefix}/"),
    }
    page = _environment().get_template(template).render(**common, **values)
    return page.translate(UNPRINTABLE)


def address(door: str, kind: str, name: str = "", **query: object) -> str:
    """The path of a page of a workspace."""
    asked = f"?{urlencode(query)}" if query else ""
    return f"{door}{kind}{'/' if name else ''}{quote(name, safe='')}{asked}"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("adapters.web"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        t=page_texts,
        in_marks=texts.in_quotation_marks,
        percent=texts.percent,
        shortened=texts.shortened,
        kind_of=_kind_of,
        link=_is_safe,
    )
    return made


def _kind_of(piece: Piece) -> str:
    return type(piece).__name__


def _is_safe(url: str | None) -> bool:
    """Whether an address may be linked to: what a source claims to be its link may be anything."""
    return url is not None and is_link(url) and url.isprintable()
