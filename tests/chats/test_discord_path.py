"""One path through the whole program: a library is filled, asked, shared, voted on, corrected and cleared."""

from tests.chats.discord_program import CLAIM, Club
from tests.doubles.discord.driver import Person, Shown
from tests.program import BRIDGE, FERRY


def test_a_library_is_filled_asked_voted_on_and_cleared_with_a_restart_in_between(club: Club) -> None:
    club = Club(program=club.program, server=club.service.server("Without Sources"))
    ada, mo, zoe = club.member("Ada"), club.moderator("Mo"), club.member("Zoe")
    assert "no sources yet" in ada.slash("counter", claim=CLAIM).text

    source = added_by_file_and_by_text(mo)
    answer = asked_and_paged(ada, unseen_by=zoe)
    before = answer.text
    club.program.restart()
    assert before == answer.refresh().text == ada.slash("counter", claim=CLAIM).text

    shared = shared_for_all(answer, by=ada, seen_by=zoe)
    voted_down(shared, by=zoe, moderator=mo)
    corrected_and_removed(source, by=mo)


def added_by_file_and_by_text(mo: Person) -> Shown:
    card = mo.slash("source add", file=("bridge.txt", BRIDGE.encode()), topic="skerry-bridge")
    card.wait_for("Build the Bridge Now")
    assert {"Show", "Summary", "Edit", "Remove"} <= set(card.buttons)
    form = mo.slash("source add").modal
    assert form.title == "Add a source"
    card = form.submit(Text=FERRY, topic="skerry-bridge").wait_for("Keep the Ferry")
    assert "Jonas Veit" in card.text
    return card


def asked_and_paged(ada: Person, *, unseen_by: Person) -> Shown:
    assert "B. " in ada.slash("views", topic="skerry-bridge").text
    first = ada.slash("counter", claim=CLAIM)
    assert [first.private, first.seen_by(unseen_by)] == [True, False]
    words = first.text
    second = first.press("More")
    assert second.id == first.id
    assert second.text != words
    assert second.press("Back").text == words
    return first.refresh()


def shared_for_all(answer: Shown, *, by: Person, seen_by: Person) -> Shown:
    shared = answer.press("Share")
    assert [shared.private, shared.seen_by(seen_by)] == [False, True]
    assert f"Shared by <@{by.id}>" in shared.text
    assert shared.pings == []
    assert "Share" not in shared.buttons
    words = shared.text
    own = shared.press("More", by=seen_by)
    assert own.private
    assert own.id != shared.id
    assert shared.refresh().text == words
    return shared


def voted_down(shared: Shown, *, by: Person, moderator: Person) -> None:
    noted = shared.press("Not a counter", by=by)
    assert noted.private
    assert "Noted: " in noted.text
    assert "counts once" in shared.press("Not a counter", by=by).text
    assert f"1 vote: not a counter of “{CLAIM}”" in moderator.slash("votes").text


def corrected_and_removed(source: Shown, *, by: Person) -> None:
    form = source.press("Edit").modal
    edited = form.submit(author="Jonas Veith").wait_for("Jonas Veith")
    assert "Keep the Ferry" in edited.text
    assert "Remove “Keep the Ferry” with its 6 claims?" in source.press("Remove").text
    assert source.press("Remove").press("Keep it").text == "Nothing was removed."
    assert "Keep the Ferry" in by.slash("sources").text
    assert "Keep the Ferry" in source.press("Remove").press("Yes, remove it").text
    assert "Keep the Ferry" not in by.slash("sources").text
