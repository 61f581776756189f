"""Forms as windows, and what comes back from them."""

import json
from typing import Any

from adapters.slack import windows
from adapters.slack.sending import Place
from bot.forms import Field, Form
from tests.doubles.slack.blocks import check_view

FIELDS = (
    Field(name="claim", label="Claim", hint="In a sentence", required=True, suggests="claims"),
    Field(name="topic", label="Topic", value="ferry", suggests="topics"),
    Field(name="add", label="Who may add", choices=("moderators", "everyone"), value="everyone"),
    Field(name="text", label="Text", long=True, value="x" * 5_000),
    Field(name="file", label="File", file=True),
)
FORM = Form(
    title="A title that is far too long", code="send:counter:" + "c" * 67, fields=FIELDS, submit="Ask"
)
PLACE = Place(user="U1", channel="C1", thread="1.1", hook="https://hooks.slack.example/" + "h" * 200)


def test_a_form_is_a_window_that_slack_takes() -> None:
    view = windows.form_window(FORM, PLACE)
    assert check_view(view) == []
    assert (
        check_view(windows.form_window(Form(title="t", code="c", fields=FIELDS[:1], submit="s"), PLACE)) == []
    )
    assert check_view(windows.waiting_window("Looking…")) == []
    assert check_view(windows.answer_window([], PLACE)) == []


def test_where_the_answer_goes_travels_with_the_form() -> None:
    with_it = windows.sent_with(windows.form_window(FORM, PLACE))
    assert with_it["code"] == FORM.code
    back = Place.unpacked(with_it["place"], user="U2")
    assert (back.channel, back.thread, back.hook, back.user) == ("C1", "1.1", PLACE.hook, "U2")


def test_a_form_with_a_file_is_answered_in_its_window() -> None:
    assert windows.sent_with(windows.form_window(FORM, PLACE))["place"]["window"] is True


def test_own_words_go_before_a_choice_and_one_of_them_is_needed() -> None:
    view = windows.form_window(FORM, PLACE)
    assert list(windows.left_out(view, values(view, own=None, chosen=None))) == ["cp:claim~own"]
    assert values(view, own="mine", chosen="known")["claim"] == "mine"
    assert values(view, own="  ", chosen="a &lt; b")["claim"] == "a < b"
    assert windows.left_out(view, values(view, own="mine", chosen=None)) == {}


def test_a_file_is_told_apart_from_text() -> None:
    state = {"cp:file": {"cp:i": {"type": "file_input", "files": [{"id": "F1"}]}}}
    view = {"state": {"values": state}}
    assert windows.values_of(view) == {}
    assert windows.files_of(view) == {"file": {"id": "F1"}}


def test_a_window_of_another_app_carries_nothing() -> None:
    assert windows.sent_with({"private_metadata": "not json"}) == {}
    assert windows.sent_with({"private_metadata": json.dumps([1])}) == {}
    assert windows.sent_with({}) == {}


def values(view: dict[str, Any], *, own: str | None, chosen: str | None) -> dict[str, str]:
    picked = {"value": chosen} if chosen is not None else None
    state = {
        "cp:claim~own": {"cp:i": {"type": "plain_text_input", "value": own}},
        "cp:claim": {"cp:s:claims": {"type": "external_select", "selected_option": picked}},
    }
    return windows.values_of({**view, "state": {"values": state}})
