"""What is asked in a window before a command can run, and what becomes of it."""

from dataclasses import replace

import pytest

from bot.commands import COMMANDS, find
from bot.dispatch import form_before, form_behind, submit
from bot.forms import Form
from bot.reply import Reply
from bot.request import Asker
from knowledge.types import File
from tests.bot.small_library import SmallWorkspace


@pytest.fixture
def moderator() -> Asker:
    return Asker(workspace=SmallWorkspace(), person="mod", audience="moderator", chat=True)


def form_of(name: str, given: dict[str, str | list[str | File] | None], asker: Asker) -> Form | None:
    command = find(name)
    assert command is not None
    return form_before(command, given, asker)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_without_its_arguments_has_a_form_that_windows_can_hold(
    command: object, moderator: Asker
) -> None:
    form = form_of(getattr(command, "name", ""), {}, moderator)
    required = any(parameter.required for parameter in getattr(command, "parameters", ()))
    assert (form is not None) == required
    if form:
        assert len(form.title) <= 24
        assert len(form.code) <= 80
        assert len(form.submit) <= 24
        assert 0 < len(form.fields) <= 5
        assert all(len(field.label) <= 45 and len(field.hint) <= 100 for field in form.fields)
        assert len({field.name for field in form.fields}) == len(form.fields)


def test_a_command_with_its_arguments_needs_no_form(moderator: Asker) -> None:
    assert form_of("counter", {"claim": "ferries are slow"}, moderator) is None
    assert form_of("source add", {"place": ["https://skerry.example/a"]}, moderator) is None


def test_no_form_for_what_somebody_may_not_do(moderator: Asker) -> None:
    assert form_of("source add", {}, replace(moderator, audience="member")) is None


def test_editing_begins_with_what_is_known_and_clears_what_is_emptied(moderator: Asker) -> None:
    form = form_of("source edit", {"id": "ferry.txt"}, moderator)
    assert form is not None
    known = {field.name: field.value for field in form.fields}
    assert known["title"] == "Keep the Ferry"
    reply = submit(form.code, {**known, "outlet": "", "author": "Ines Okafor"}, moderator)
    assert reply.error is None
    changed = moderator.workspace.source("ferry.txt").metadata
    assert (changed.outlet, changed.author, changed.title) == (None, "Ines Okafor", "Keep the Ferry")


def test_pasted_text_goes_in_under_its_title(moderator: Asker) -> None:
    form = form_of("source add", {}, moderator)
    assert form is not None
    values = {"text": "The quay is too small.", "title": "A Bigger Quay?", "topic": "quays", "place": ""}
    reply = submit(form.code, values, moderator)
    assert reply.error is None
    added = moderator.workspace.sources()[-1]
    assert (added.file, added.topic) == ("a-bigger-quay.txt", "quays")


def test_a_link_a_file_and_a_text_go_in_together(moderator: Asker) -> None:
    handed = File(name="speech.txt", content=b"We need a bigger quay.")
    values: dict[str, str | File] = {"place": "https://skerry.example/a.html", "file": handed, "text": "Yes."}
    reply = submit("send:ingest:", values, moderator)
    assert [one["file"] for one in reply.data["added"]] == ["a.html", "speech.txt", "yes.txt"]


def test_an_empty_form_says_what_to_give(moderator: Asker) -> None:
    reply = submit("send:ingest:", {"place": " ", "text": ""}, moderator)
    assert reply.error == "Give a link, a file or the text of a source; the form was empty."


def test_a_member_cannot_send_a_form_for_moderators(moderator: Asker) -> None:
    reply = submit("send:ingest:", {"text": "Yes."}, replace(moderator, audience="member"))
    assert reply.error == "Only moderators may use /source add; ask one of them."


def test_everyone_may_add_where_the_settings_say_so(moderator: Asker) -> None:
    moderator.workspace.records.set_setting("add", "everyone")
    assert submit("send:ingest:", {"text": "Yes."}, replace(moderator, audience="member")).error is None


def test_a_button_opens_the_form_of_its_command(moderator: Asker) -> None:
    assert isinstance(form_behind("form:source edit:3f2a9c1b", moderator), Form)
    assert isinstance(form_behind("form:counter:", moderator), Form)
    for code in ("form:nothing:", "form:source edit:nowhere", ""):
        reply = form_behind(code, moderator)
        assert isinstance(reply, Reply)
        assert reply.error
