"""One path through the whole program: a library is filled, asked, shared, voted on, corrected and cleared."""

from tests.chats.slack_program import PLACEHOLDER, Office
from tests.doubles.slack.person import Person
from tests.doubles.slack.shown import Shown

ASKED = "the lamp on the pier is too bright"
DIM = """Dim the Lamp
By Pia Holt
4 May 2024

The lamp on the pier is too bright, and seabirds die at it every autumn. A dimmer lamp would spare them.

"The lamp blinds the people who live at the harbour," said Ole Ness, the harbour master.
"""
KEEP = """Keep the Lamp Bright
By Ada Rask
9 June 2024

The lamp on the pier is not too bright, because ships must see it in fog. A dimmer lamp would cost lives.

"The lamp is no danger to seabirds," said Liv Tang, a biologist. According to Tang, the birds fly around the lamp.

The town should therefore keep the lamp as bright as it is. A bright lamp is the cheapest safety that there is.
"""


def test_a_library_is_filled_asked_shared_voted_on_and_cleared_with_a_restart_in_between(
    office: Office,
) -> None:
    admin, ada, zoe = office.admin("Mo"), office.member("Ada"), office.member("Zoe")
    added_as_text(admin)
    added_as_a_file(admin, office)
    views_are_there(ada)
    answer = asked_and_paged(ada, unseen_by=zoe, office=office)

    words = answer.text
    office.program.restart()
    assert answer.press("More").press("Back").text == words
    around_the_answer(answer.now())
    shared = shared_with_all(answer.now(), by=ada, seen_by=zoe)
    voted_down(shared, by=zoe, admin=admin)
    corrected(by=admin)
    removed(by=admin)
    nothing_is_left_to_reply(by=admin)
    admin.slash("/source", "remove dim-the-lamp.txt").press("Yes, remove it", until="Removed")
    assert "Dim the Lamp" not in admin.slash("/sources").text


def added_as_text(admin: Person) -> None:
    """By the window, with progress to be seen in it and a card of what was found at the end."""
    window = admin.slash("/source", "add")
    assert window.text.startswith("Add a source")
    admin.suggest(window, "Topic", "pier-lamp")
    deed = admin.view.begin_submit({"Text": DIM, "Topic": "pier-lamp"})
    card = deed.answer(until="1 source added.")
    shown = [effect["data"] for effect in deed.report()["effects"]]
    assert PLACEHOLDER in str(shown[0])
    assert {one["id"] for one in shown} == {card.raw["id"]}
    assert "Dim the Lamp" in card.text
    assert "Pia Holt" in card.text
    assert "Ole Ness · 1 claim" in card.text
    assert card.buttons[-4:] == ["Show", "Summary", "Edit", "Remove"]


def added_as_a_file(admin: Person, office: Office) -> None:
    admin.slash("/source", "add")
    admin.suggest(admin.view, "Topic", "pier-lamp")
    file = office.service.file("lamp.txt", KEEP.encode())
    card = admin.view.submit({"File": [file], "Topic": "pier-lamp"}, until="1 source added.")
    assert "Keep the Lamp Bright" in card.text
    assert "Liv Tang, biologist · 2 claims" in card.text


def views_are_there(ada: Person) -> None:
    views = ada.slash("/views", "pier-lamp")
    assert "Views on pier-lamp" in views.text
    assert "A. " in views.text
    assert "B. " in views.text


def asked_and_paged(ada: Person, *, unseen_by: Person, office: Office) -> Shown:
    first = ada.slash("/counter", f'"{ASKED}" --topic pier-lamp')
    assert f"Against “{ASKED}” · pier-lamp" in first.text
    assert first.private
    assert first.place not in [one.place for one in office.service.sees(unseen_by)]
    words = first.text
    second = first.press("More")
    assert second.place == first.place
    assert second.text != words
    assert second.press("Back").text == words
    return first.now()


def around_the_answer(answer: Shown) -> None:
    """Context, the other side, and counters of a counter."""
    assert "A dimmer lamp would cost lives." in answer.press("In context").text
    assert f"For “{ASKED}”" in answer.press("Other side").text
    rung = answer.press("Reply to this")
    assert "Against “The lamp on the pier is not too bright, because ships must see it in fog.”" in rung.text
    assert rung.private


def shared_with_all(answer: Shown, *, by: Person, seen_by: Person) -> Shown:
    shared = answer.press("Share")
    assert not shared.private
    assert f"Shared by {by.name}" in shared.text
    assert "Share" not in shared.buttons
    words = shared.text
    own = shared.by(seen_by).press("More")
    assert own.private
    assert shared.now().text == words
    return shared


def voted_down(shared: Shown, *, by: Person, admin: Person) -> None:
    noted = shared.by(by).press("Not a counter")
    assert "Noted: " in noted.text
    assert noted.private
    assert "it counts once" in shared.by(by).press("Not a counter").text
    assert f"1 vote: not a counter of “{ASKED}”" in admin.slash("/votes").text


def corrected(*, by: Person) -> None:
    pressed = by.slash("/source", "show dim-the-lamp.txt").begin_press("Edit")
    assert pressed.answer().text.startswith("Edit a source")
    by.view.begin_submit({"Author": "Pia Holtz"}).acknowledged()
    assert pressed.answer(until="Changed “Dim the Lamp”").private
    assert "Pia Holtz" in by.slash("/source", "show dim-the-lamp.txt").text


def removed(*, by: Person) -> None:
    question = by.slash("/source", "show lamp.txt").press("Remove")
    assert "Remove “Keep the Lamp Bright” with its 6 claims?" in question.text
    assert question.press("Keep it").text == "Nothing was removed."
    assert "Keep the Lamp Bright" in by.slash("/sources").text
    question = by.slash("/source", "show lamp.txt").press("Remove")
    assert "Keep the Lamp Bright" in question.press("Yes, remove it").text
    assert "Keep the Lamp Bright" not in by.slash("/sources").text


def nothing_is_left_to_reply(*, by: Person) -> None:
    reply = by.slash("/quote", "PL-002").press("Reply to this")
    assert "Nothing in the sources argues against this." in reply.text
