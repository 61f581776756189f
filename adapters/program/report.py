"""How the findings of `counterpoint doctor` are shown: a list with marks, or one JSON object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from adapters.program import texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.host import Finding

NAME_WIDTH = 16


def show(findings: Iterable[Finding], *, as_json: bool) -> bool:
    """Print the findings, and tell whether all are good."""
    return _as_json(findings) if as_json else _as_list(findings)


def _as_json(findings: Iterable[Finding]) -> bool:
    found = list(findings)
    good = all(one.good for one in found)
    click.echo(
        json.dumps(
            {"command": "doctor", "good": good, "findings": list(map(shape, found))}, ensure_ascii=False
        )
    )
    return good


def shape(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {"name": finding.name, "good": finding.good, "sentence": finding.sentence}


def _as_list(findings: Iterable[Finding]) -> bool:
    """Print each as soon as it is known: asking a service that does not answer takes a while."""
    bad = 0
    for one in findings:
        bad += not one.good
        click.echo(f"{_mark(good=one.good)} {one.name:<{NAME_WIDTH}} {one.sentence}")
    click.echo()
    click.echo(texts.verdict(bad))
    return bad == 0


def _mark(*, good: bool) -> str:
    return click.style("✓", fg="green") if good else click.style("✗", fg="red", bold=True)
