"""A summary in Slack, from the draft to a pinned post."""

from typing import Any

from tests.chats.slack_program import Office
from tests.doubles.slack.person import Person
from tests.doubles.slack.shown import Shown

NOTHING = "Nothing was posted"


def drafted(admin: Person) -> Shown:
    draft = admin.slash("/source", "summary ferry.txt", until="Draft: only you see it")
    assert draft.private
    return draft


def posts_in(office: Office, channel: str, person: Person) -> list[Shown]:
    seen = office.service.sees(person, channel=channel)
    return [one for one in seen if "Shared by" in one.text]


def quotes(shown: Shown) -> list[str]:
    """The words in the paragraphs with a bar beside them."""
    blocks: list[dict[str, Any]] = shown.raw["body"]["blocks"]
    parts = [part for block in blocks for part in block.get("elements", ()) if isinstance(part, dict)]
    barred = [part for part in parts if part.get("type") == "rich_text_quote"]
    return ["".join(one.get("text", "") for one in part["elements"]).partition(" ")[2] for part in barred]


def test_a_draft_is_changed_posted_elsewhere_and_pinned_with_a_restart_in_between(office: Office) -> None:
    admin, zoe = office.admin("Mo"), office.member("Zoe")
    draft = drafted(admin)
    before = quotes(draft)
    fewer = draft.press("Drop", number=1)
    assert fewer.place == draft.place
    assert quotes(fewer) == [before[0], *before[2:]]
    office.program.restart()
    back = fewer.now().press("Undo")
    assert quotes(back) == before
    swapped = back.press("Swap", number=2)
    assert set(before) - set(quotes(swapped)) == {before[2]}
    opened = swapped.begin_press("Edit words")
    assert opened.answer().text.startswith("Edit the words")
    admin.view.begin_submit(
        {"Title line": "Before Thursday", "Words before the quotes": "<!channel> *read*:"}
    )
    worded = opened.answer(until="Before Thursday")
    assert worded.place == draft.place
    assert quotes(worded) == quotes(swapped)

    elsewhere = office.service.channel("elsewhere")
    opened = worded.begin_press("Choose a channel")
    opened.answer(until="Post the summary")
    admin.view.begin_submit({"Channel": elsewhere, "Pin it?": "Pin it"})
    assert opened.answer(until="Posted and pinned.").place == draft.place
    (post,) = posts_in(office, elsewhere, zoe)
    assert post.raw["pinned"]
    assert not post.private
    assert quotes(post) == quotes(worded)
    assert "Shared by Mo" in post.text
    assert "Every quote is word for word." in post.text
    assert post.by(zoe).press("In context").private
    assert post.by(zoe).press("Reply to this").private


def test_a_draft_is_posted_where_the_moderator_is(office: Office) -> None:
    admin = office.admin("Mo")
    draft = drafted(admin)
    assert draft.press("Post here", until="Posted.").place == draft.place
    (post,) = posts_in(office, office.channel, office.member())
    assert not post.raw["pinned"]
    assert "no longer kept" in drafted_before(draft)


def drafted_before(draft: Shown) -> str:
    """What the draft says to a press after it was posted."""
    return draft.press("Discard", until="no longer kept").text


def test_a_post_that_cannot_be_pinned_is_there_and_the_moderator_hears_of_it(office: Office) -> None:
    admin = office.admin("Mo")
    office.service.settings(withheld=["pins:write"])
    try:
        opened = drafted(admin).begin_press("Choose a channel")
        opened.answer(until="Post the summary")
        admin.view.begin_submit({"Channel": office.channel, "Pin it?": "Pin it"})
        opened.answer(until="Posted, but I may not pin messages there")
    finally:
        office.service.settings(withheld=[])
    (post,) = posts_in(office, office.channel, admin)
    assert not post.raw["pinned"]


def test_where_the_bot_was_not_invited_the_draft_is_there_again(office: Office) -> None:
    admin = office.admin("Mo")
    for channel, sentence in (
        (office.service.channel("closed", bot_in=False), "I may not write in that channel"),
        (office.service.channel("secret", bot_in=False, private=True), "I cannot see that channel"),
    ):
        opened = drafted(admin).begin_press("Choose a channel")
        opened.answer(until="Post the summary")
        admin.view.begin_submit({"Channel": channel})
        again = opened.answer(until=f"{NOTHING}: {sentence}")
        assert quotes(again)
        assert posts_in(office, channel, admin) == []
    again.press("Post here", until="Posted.")
    assert len(posts_in(office, office.channel, admin)) == 1
