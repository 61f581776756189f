"""A summary in Discord, from the draft to a pinned post."""

from tests.chats.discord_program import Club
from tests.doubles.discord.driver import Person, Shown

NOTHING = "Nothing was posted"


def drafted(mo: Person) -> Shown:
    draft = mo.slash("source summary", id="ferry.txt").wait_for("Draft: only you see it")
    assert draft.private
    return draft


def posts_in(person: Person) -> list[Shown]:
    return [one for one in person.channel_messages() if "Every quote is word for word" in one.text]


def in_channel(club: Club, person: Person, name: str) -> Person:
    return person.in_channel(club.server, name)


def quoted_lines(shown: Shown) -> list[str]:
    return [line for line in shown.text.splitlines() if line.startswith("> ")]


def test_a_draft_is_changed_posted_elsewhere_and_pinned_with_a_restart_in_between(club: Club) -> None:
    mo, zoe = club.moderator(), club.member("Zoe")
    draft = drafted(mo)
    before = quoted_lines(draft)
    fewer = draft.press("Drop", nth=1)
    assert fewer.id == draft.id
    assert len(quoted_lines(fewer)) == len(before) - 1
    club.program.restart()
    assert quoted_lines(fewer.refresh().press("Undo")) == before
    swapped = fewer.refresh().press("Swap", nth=2)
    assert quoted_lines(swapped) != before
    worded = swapped.press("Edit words").modal.submit(title="Before Thursday", intro="@everyone read *this*:")
    assert worded.id == draft.id
    assert "Before Thursday" in worded.text
    assert quoted_lines(worded) == quoted_lines(swapped)

    debate = club.server.channels["debate"]
    club.service.rights(debate, pin=True)
    form = worded.press("Choose a channel").modal
    done = form.submit({"channel": debate, "pin": "Pin it"})
    assert (done.text, done.private, done.id) == ("Posted in #debate and pinned.", True, draft.id)
    (post,) = posts_in(in_channel(club, zoe, "debate"))
    assert (post.raw["pinned"], post.private, post.pings) == (True, False, [])
    assert quoted_lines(post) == quoted_lines(worded)
    assert f"Shared by <@{mo.id}>" in post.text
    assert post.press("In context", by=zoe).private
    assert post.press("Reply to this", by=zoe).private


def test_a_draft_is_posted_where_the_moderator_is(club: Club) -> None:
    mo = club.moderator()
    assert drafted(mo).press("Post here").text == "Posted in #general."
    (post,) = posts_in(club.member())
    assert not post.raw["pinned"]


def test_a_post_that_cannot_be_pinned_is_there_and_the_moderator_hears_of_it(troubled_club: Club) -> None:
    form = drafted(troubled_club.moderator()).press("Choose a channel").modal
    done = form.submit({"pin": "Pin it"})
    assert "Posted, but I may not pin messages there" in done.text
    assert len(posts_in(troubled_club.member())) == 1


def test_where_the_bot_may_not_write_the_draft_is_there_again(troubled_club: Club) -> None:
    debate = troubled_club.server.channels["debate"]
    troubled_club.service.rights(debate, write=False)
    mo = troubled_club.moderator()
    again = drafted(mo).press("Choose a channel").modal.submit({"channel": debate})
    assert f"{NOTHING}: I may not write in that channel" in again.text
    assert posts_in(in_channel(troubled_club, mo, "debate")) == []
    assert again.press("Post here").text == "Posted in #general."


def test_nobody_posts_through_the_bot_where_they_may_not_write(club: Club) -> None:
    mo, debate = club.moderator(), club.server.channels["debate"]
    club.service.rights(debate, write=False, of=mo)
    refused = drafted(mo).press("Choose a channel").modal.submit({"channel": debate})
    assert f"{NOTHING}: you may not write in that channel" in refused.text
    assert posts_in(in_channel(club, mo, "debate")) == []


def test_where_discord_fails_the_draft_is_there_again(troubled_club: Club) -> None:
    draft = drafted(troubled_club.moderator())
    troubled_club.service.fault("error", "POST */messages", times=20)
    again = draft.press("Post here", within=60)
    assert f"{NOTHING}: the platform did not take it" in again.text
    troubled_club.service.no_faults()
    assert again.press("Post here").text == "Posted in #general."
    assert len(posts_in(troubled_club.member())) == 1
