"""Every command of the registry, used in the whole program in each way that Slack has."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from bot.command import Command
from bot.commands import in_chat
from tests.chats.slack_program import CLAIM, Office, slash_of
from tests.doubles.slack.person import Person
from tests.doubles.slack.shown import Shown

SHORT_ID = re.compile(r"[A-Z]+-\d{3}")
LAMP = "The Lamp\nBy Ola Berg\n1 March 2024\n\nThe lamp on the pier is too bright, and seabirds die at it.\n"
NETS = (
    "The Nets\nBy Ola Berg\n2 March 2024\n\nThe nets off the pier are too fine, and young fish die in them.\n"
)


@dataclass(frozen=True, slots=True)
class Row:
    """Words that an answer holds, the words typed after a command to get it, and what is filled into its window."""

    answer: str
    words: str = ""
    filled: Mapping[str, str] = field(default_factory=dict)


ROWS = {
    "counter": Row("SB-001", f'"{CLAIM}" --topic skerry-bridge --limit 2'),
    "support": Row("supports", CLAIM),
    "chart": Row("In numbers: skerry-bridge", "skerry-bridge --show sources"),
    "map": Row("Argument map: skerry-bridge", "skerry-bridge --limit 5"),
    "pages": Row("No pages are served from here", ""),
    "brief": Row("brief-skerry-bridge.pdf", "skerry-bridge"),
    "save": Row("SB-001 is in your notebook", "SB-001"),
    "notebook": Row("notebook", ""),
    "clash": Row("B. ", "skerry-bridge"),
    "views": Row("Views on skerry-bridge", "skerry-bridge"),
    "who": Row("Oskar Brandt, county treasurer · quoted", "Oskar Brandt"),
    "topics": Row("skerry-bridge"),
    "quote": Row("Mara Lind · author", "SB-001"),
    "sources": Row("Build the Bridge Now"),
    "source show": Row("Ines Okafor, the harbour master", "ferry.txt"),
    "source summary": Row("Central claim", "ferry.txt"),
    "drill": Row("What is the best argument against it?", "skerry-bridge"),
    "blindspots": Row("Evidence wanted on skerry-bridge", "skerry-bridge"),
    "help": Row("Quotes that argue against a claim", "counter"),
    "preferences": Row("Your own settings", "--answers auto"),
    "privacy": Row("counterpoint-about-you.json", "export"),
    "topic show": Row("has no topic of its own"),
    "topic set": Row("are about skerry-bridge", "skerry-bridge"),
    "topic clear": Row("has no topic of its own"),
    "moderators": Row("debate-team", "@debate-team"),
    "settings": Row("Settings for everybody here", "--add moderators"),
    "votes": Row("Nobody has voted SB-001 down", "--dismiss SB-001"),
    "source add": Row("Ola Berg", filled={"Text": LAMP, "Topic": "lamps"}),
    "source edit": Row("Skerry Post", '{source} --outlet "Skerry Post"'),
    "source remove": Row("The Nets", "{source}"),
    "claims": Row("SB-007", "--source ferry.txt"),
    "intake": Row("Review of “Keep the Ferry”", "ferry.txt"),
    "claim drop": Row("is in no answer any more", "{claim}"),
    "claim restore": Row("was restored", "{claim}"),
    "claim speaker": Row("is now Tilda Moe", '{claim} --name "Tilda Moe"'),
    "source retract": Row("Retracted “The Nets”", "{source} --reason withdrawn"),
    "source restore": Row("is not retracted", "{source}"),
    "audit": Row("Who did what"),
    "verify": Row("Every quote stands word for word in its source"),
}
COMMANDS = pytest.mark.parametrize("command", in_chat(), ids=lambda one: one.chat_name)


def by_its_own_name(person: Person, line: str, row: Row) -> Shown:
    slash, words = slash_of(line)
    return finished(person, person.slash(slash, words), row)


def by_the_command_for_any_line(person: Person, line: str, row: Row) -> Shown:
    return finished(person, person.slash("/counterpoint", line), row)


def by_its_own_name_in_direct_messages(person: Person, line: str, row: Row) -> Shown:
    slash, words = slash_of(line)
    return finished(person, person.slash(slash, words, direct=True), row)


def by_a_direct_message(person: Person, line: str, row: Row) -> Shown:
    if row.filled:
        return by_the_command_for_any_line(person, line, row)
    return person.direct_message(f"/{line}")


def finished(person: Person, shown: Shown, row: Row) -> Shown:
    """The answer, after filling in the window that a command opened."""
    if not row.filled:
        return shown
    assert shown.kind == "view"
    return person.view.submit({**row.filled, **chosen(person, row)})


def chosen(person: Person, row: Row) -> dict[str, str]:
    """What is typed into menus that ask for their options, which comes first among what they offer."""
    if "Topic" not in row.filled:
        return {}
    options = person.suggest(person.view, "Topic", row.filled["Topic"])
    return {"Topic": options[0].value}


WAYS: dict[str, Callable[[Person, str, Row], Shown]] = {
    "by its own name": by_its_own_name,
    "by the command for any line": by_the_command_for_any_line,
    "by its own name in direct messages": by_its_own_name_in_direct_messages,
    "by a direct message": by_a_direct_message,
}


def use(office: Office, person: Person, command: Command, way: str = "by its own name") -> Shown:
    row = ROWS[command.chat_name]
    with changeable(office, row.words) as words:
        shown = WAYS[way](person, f"{command.chat_name} {words}".strip(), row)
    assert row.answer in shown.text
    assert "If you ask for help" not in shown.text
    if row.filled:
        shown.press("Remove").press("Yes, remove it", until="The Lamp")
    return shown


@contextmanager
def changeable(office: Office, words: str) -> Iterator[str]:
    """The words with ids of a source and a claim that a test may change, which are there until the block ends."""
    if "{" not in words:
        yield words
        return
    admin = office.admin("Librarian")
    admin.slash("/source", "add")
    card = admin.view.submit({"Text": NETS})
    source = id_on(card)
    yield words.format(source=source, claim=SHORT_ID.findall(card.text)[0])
    admin.slash("/source", f"remove {source}").press("Yes, remove it", until="The Nets")


def id_on(card: Shown) -> str:
    return next(line for line in card.text.splitlines() if line.startswith("id · ")).removeprefix("id · ")


def test_every_command_has_a_row_here() -> None:
    assert set(ROWS) == {one.chat_name for one in in_chat()}


@COMMANDS
@pytest.mark.parametrize("way", WAYS)
def test_every_command_answers_its_asker_alone(office: Office, command: Command, way: str) -> None:
    admin, ada = office.admin(), office.member()
    shown = use(office, admin, command, way)
    assert shown.place not in [one.place for one in office.service.sees(ada)]
    assert shown.private or "direct" in way


@COMMANDS
def test_every_answer_is_public_where_admins_want_it_so_but_what_is_personal(
    office: Office, command: Command
) -> None:
    with office.public_answers():
        shown = use(office, office.admin(), command)
    assert shown.private == (command.personal or command.drafts or command.audience == "moderator")


@pytest.mark.parametrize(
    "command", [one for one in in_chat() if one.audience == "moderator"], ids=lambda one: one.chat_name
)
def test_what_admins_may_is_refused_to_members_in_one_private_sentence(
    office: Office, command: Command
) -> None:
    slash, words = slash_of(f"{command.chat_name} {ROWS[command.chat_name].words}".strip())
    with office.public_answers():
        shown = office.member().slash(slash, words.format(source="ferry.txt", claim="SB-007"))
    name = " ".join((slash, *command.chat_name.split()[1:]))
    assert f"Only moderators may use {name}; ask one of them." in shown.text
    assert shown.private
    assert "Keep the Ferry" in office.member().slash("/sources").text
