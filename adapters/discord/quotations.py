"""A quote as Discord shows it: the words as a block, who says them, where they stand, its buttons."""

from collections.abc import Sequence
from dataclasses import replace

from adapters.discord import cutting, markdown
from adapters.discord.blocks import Panel, Row, Text
from adapters.discord.limits import BUTTONS_IN_ROW, size
from bot import texts
from bot.reply import Action, Quotation
from bot.site import link_words as link_texts

GREEN, RED = 0x2E8B57, 0xC0392B
COLOURS = {"supports": GREEN, "counters": RED}

ROOM = 3_600
"""For all texts of a quote, so that a heading has room beside it in the same message."""
AROUND = 500
"""For the sentences before and after, each, where not everything fits."""
_SPEAKER, _CITE = 120, 300


def panels(quotation: Quotation) -> tuple[Panel, ...]:
    """A quote as one panel; as several where its words are too long and no button can show them all."""
    colour = COLOURS.get(quotation.stance or "")
    foot = _foot(quotation)
    for one in (quotation, _less_around(quotation)):
        content = f"{_words(one, texts.in_quotation_marks(one.words))}\n{foot}"
        if size(content) <= ROOM:
            return (_panel(quotation, content, quotation.actions, colour),)
    if quotation.whole is None:
        return _in_parts(_less_around(quotation), foot, colour)
    return (_shortened(_less_around(quotation), foot, colour),)


def rows(actions: Sequence[Action]) -> tuple[Row, ...]:
    """Buttons in rows of five; two of the same code would be refused, and do the same."""
    unique = list({action.code: action for action in actions}.values())
    return tuple(
        Row(actions=tuple(unique[at : at + BUTTONS_IN_ROW])) for at in range(0, len(unique), BUTTONS_IN_ROW)
    )


def _panel(of: Quotation, content: str, actions: Sequence[Action], colour: int | None) -> Panel:
    return Panel(parts=(Text(content=content), *rows(actions)), colour=colour, quote=of.id)


def _shortened(quotation: Quotation, foot: str, colour: int | None) -> Panel:
    def render(words: str) -> str:
        return _words(quotation, texts.in_quotation_marks(f"{words.rstrip()}…"))

    end = cutting.fitting(quotation.words, ROOM - size(foot) - 1, render)
    whole = () if quotation.whole is None else (quotation.whole,)
    return _panel(quotation, f"{render(quotation.words[:end])}\n{foot}", (*whole, *quotation.actions), colour)


def _in_parts(quotation: Quotation, foot: str, colour: int | None) -> tuple[Panel, ...]:
    told = texts.in_quotation_marks(quotation.words)
    parts = list(cutting.divided(told, ROOM - size(foot) - 1, lambda words: _words(quotation, words)))
    bare = replace(quotation, lead=None, trail=None)
    made = [_panel(quotation, _words(replace(bare, lead=quotation.lead), parts[0]), (), colour)]
    made += [_panel(quotation, _words(bare, part), (), colour) for part in parts[1:-1]]
    last = _words(replace(bare, trail=quotation.trail), parts[-1])
    return (*made, _panel(quotation, f"{last}\n{foot}", quotation.actions, colour))


def _less_around(quotation: Quotation) -> Quotation:
    lead, trail = quotation.lead, quotation.trail
    return replace(
        quotation,
        lead=cutting.ending(lead, AROUND, _around) if lead else None,
        trail=cutting.beginning(trail, AROUND, _around) if trail else None,
    )


def _words(quotation: Quotation, told: str) -> str:
    lines = (
        _around(quotation.lead) if quotation.lead else "",
        markdown.block(markdown.shown(told)),
        _around(quotation.trail) if quotation.trail else "",
    )
    return "\n".join(part for part in lines if part)


def _around(text: str) -> str:
    return markdown.quiet(markdown.shown(" ".join(text.split())))


def _foot(quotation: Quotation) -> str:
    name, comma, role = quotation.speaker.partition(", ")
    speaker = markdown.bold(texts.shortened(name, _SPEAKER))
    role = markdown.line(texts.shortened(role, _SPEAKER)) if comma else ""
    told = f"{speaker}{comma if role else ''}{role} · {markdown.line(quotation.mark)}"
    cite = markdown.linked(texts.shortened(quotation.cite, _CITE), quotation.url)
    warning = f"⚠️ {markdown.line(texts.shortened(quotation.warning, _CITE))}" if quotation.warning else ""
    lines = (f"— {told}", markdown.quiet(cite), warning, markdown.quiet(_facts(quotation)))
    return "\n".join(line for line in lines if line)


def _facts(quotation: Quotation) -> str:
    facts = [] if quotation.number is None else [str(quotation.number)]
    facts.append(markdown.code(quotation.id))
    if quotation.score is not None:
        facts.append(f"{texts.percent(quotation.score)} {markdown.line(quotation.stance or '')}".rstrip())
    if quotation.page:
        facts.append(markdown.linked(link_texts.open_quote(), quotation.page))
    return " · ".join(facts)
