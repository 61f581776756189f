"""The draft of a post about a source: changed by moderators alone, and never in a quote."""

from dataclasses import replace

import pytest

from bot import dispatch
from bot.dispatch import answer_line, form_behind, press, submit
from bot.forms import Form
from bot.reply import Heading, Menu, Note, Posted, Quotation, Reply
from bot.request import Asker
from tests.bot.small_library import BY_AUTHOR, CITED, LEANING, TEXT, SmallWorkspace

LINE = "/source summary ferry.txt"


@pytest.fixture
def mo() -> Asker:
    return Asker(workspace=SmallWorkspace(), person="mo", audience="moderator", chat=True, channel="general")


def code_of(reply: Reply, label: str, *, quote: str = "") -> str:
    on_quotes = [
        action
        for piece in reply.pieces
        if isinstance(piece, Quotation) and quote in ("", piece.id)
        for action in piece.actions
    ]
    return next(one.code for one in (*on_quotes, *reply.actions) if one.label == label)


def quotes(reply: Reply) -> list[str]:
    return [piece.id for piece in reply.pieces if isinstance(piece, Quotation)]


def notes(reply: Reply) -> str:
    return "\n".join(piece.text for piece in reply.pieces if isinstance(piece, Note))


def labels(reply: Reply) -> list[str]:
    return [action.label for action in reply.actions]


def every_quote_is_the_sources(reply: Reply) -> bool:
    return all(piece.words in TEXT for piece in reply.pieces if isinstance(piece, Quotation))


def form_of(reply: Reply, label: str, asker: Asker) -> Form:
    form = form_behind(code_of(reply, label), asker)
    assert isinstance(form, Form)
    return form


def posting_of(reply: Reply) -> Reply:
    assert reply.posting is not None
    return reply.posting.post


def test_a_moderator_sees_a_private_draft_and_a_member_the_summary(mo: Asker) -> None:
    draft = answer_line(LINE, mo)
    assert (draft.private, draft.for_one) == (True, True)
    assert quotes(draft) == [BY_AUTHOR.id, CITED.id]
    assert labels(draft) == ["Post here", "Choose a channel", "Edit words", "Discard"]
    mo.workspace.records.set_setting("answers", "public")
    assert answer_line(LINE, mo).private
    read = answer_line(LINE, replace(mo, person="ada", audience="member"))
    assert not read.private
    assert "Who speaks" in [piece.text for piece in read.pieces if isinstance(piece, Heading)]
    assert "Drop" not in [one.label for piece in read.pieces for one in getattr(piece, "actions", ())]


def test_quotes_are_dropped_swapped_chosen_and_brought_back(mo: Asker) -> None:
    draft = answer_line(LINE, mo)
    dropped = press(code_of(draft, "Drop", quote=CITED.id), mo)
    assert (dropped.placement, quotes(dropped)) == ("replace", [BY_AUTHOR.id])
    again = press(code_of(draft, "Drop", quote=CITED.id), mo)
    assert quotes(again) == [BY_AUTHOR.id]
    swapped = press(code_of(dropped, "Swap"), mo)
    assert quotes(swapped) == [LEANING.id]
    menu = next(piece for piece in swapped.pieces if isinstance(piece, Menu))
    assert [one.value for one in menu.options if one.chosen] == [LEANING.id]
    chosen = press(menu.code, mo, CITED.id)
    assert quotes(chosen) == [CITED.id]
    back = chosen
    for _ in range(3):
        back = press(code_of(back, "Undo"), mo)
    assert quotes(back) == quotes(draft)
    assert "Undo" not in labels(back)
    assert every_quote_is_the_sources(swapped)


def test_words_around_the_quotes_are_edited_and_the_quotes_are_not(mo: Asker) -> None:
    draft = answer_line(LINE, mo)
    form = form_of(draft, "Edit words", mo)
    assert [field.name for field in form.fields] == ["title", "intro", "closing"]
    assert form.fields[0].value == "Keep the Ferry"
    words = {"title": "Read  this", "intro": "", "closing": "@everyone <b>Thursday</b>"}
    edited = submit(form.code, words, mo)
    assert next(piece.text for piece in edited.pieces if isinstance(piece, Heading)) == "Read this"
    assert "In its own words" not in notes(edited)
    assert "@everyone <b>Thursday</b>" in notes(edited)
    assert quotes(edited) == quotes(draft)
    assert every_quote_is_the_sources(edited)
    too_long = submit(form.code, {**words, "title": "x" * 121}, mo)
    assert too_long.error == "Title may have at most 120 characters."
    assert "@everyone" in notes(answer_line(LINE, mo))


def test_what_is_posted_is_what_was_previewed_with_the_usual_buttons(mo: Asker) -> None:
    draft = answer_line(LINE, mo)
    reply = press(code_of(draft, "Post here"), mo)
    post = posting_of(reply)
    assert (post.private, post.shared_by, quotes(post)) == (False, "mo", quotes(draft))
    first = next(piece for piece in post.pieces if isinstance(piece, Quotation))
    assert [one.label for one in first.actions][:2] == ["In context", "Reply to this"]
    assert "Every quote is word for word." in notes(post)
    assert reply.posting is not None
    done = dispatch.after_posting(reply.posting, Posted(channel="c", messages=("m",), place="#debate"), mo)
    assert (notes(done), done.placement, done.private) == ("Posted in #debate.", "replace", True)
    assert press(code_of(draft, "Post here"), mo).error is not None


def test_a_channel_is_chosen_and_a_post_pinned_or_not(mo: Asker) -> None:
    draft = answer_line(LINE, mo)
    form = form_of(draft, "Choose a channel", mo)
    assert [(field.name, field.channel) for field in form.fields] == [("channel", True), ("pin", False)]
    assert form.fields[0].value == "general"
    reply = submit(form.code, {"channel": "debate", "pin": "Pin it"}, mo)
    assert reply.posting is not None
    assert (reply.posting.channel, reply.posting.pin) == ("debate", True)
    unpinned = dispatch.after_posting(reply.posting, Posted(channel="debate", messages=("m",)), mo)
    assert "Posted, but I may not pin" in notes(unpinned)


@pytest.mark.parametrize("problem", ["not yours", "no right", "no such channel", "failed"])
def test_what_could_not_be_posted_is_a_draft_again_with_one_sentence(mo: Asker, problem: str) -> None:
    draft = answer_line(LINE, mo)
    dropped = press(code_of(draft, "Drop", quote=CITED.id), mo)
    reply = press(code_of(dropped, "Post here"), mo)
    assert reply.posting is not None
    failed = dispatch.after_posting(reply.posting, Posted(problem=problem), mo)  # type: ignore[arg-type]
    first = failed.pieces[0]
    assert isinstance(first, Note)
    assert first.tone == "warning"
    assert first.text.startswith("Nothing was posted: ")
    assert quotes(failed) == quotes(dropped)
    assert quotes(press(code_of(failed, "Undo"), mo)) == quotes(draft)


def test_nobody_but_moderators_touches_a_draft(mo: Asker) -> None:
    draft = answer_line(LINE, mo)
    ada = replace(mo, person="ada", audience="member")
    for label in ("Drop", "Swap", "Post here", "Discard"):
        assert "Only moderators" in str(press(code_of(draft, label), ada).error)
    refused = form_behind(code_of(draft, "Edit words"), ada)
    assert isinstance(refused, Reply)
    assert "Only moderators" in str(refused.error)
    assert "Only moderators" in str(answer_line(f"{LINE} --intro Hello", ada).error)
    assert quotes(answer_line(LINE, mo)) == quotes(draft)


def test_a_draft_without_quotes_is_not_posted_and_a_discarded_one_is_gone(mo: Asker) -> None:
    draft = answer_line(LINE, mo)
    for quote in quotes(draft):
        draft = press(code_of(draft, "Drop", quote=quote), mo)
    assert "at least one quote" in notes(press(code_of(draft, "Post here"), mo))
    gone = press(code_of(draft, "Discard"), mo)
    assert "nothing was posted" in notes(gone)
    assert "no longer kept" in str(press(code_of(draft, "Undo"), mo).error)
    assert len(quotes(press(gone.actions[0].code, mo))) == 2


def test_a_draft_is_told_and_forgotten_with_the_person(mo: Asker) -> None:
    draft = answer_line(f'{LINE} --title "My notes"', mo)
    told = answer_line("/privacy export", mo)
    assert told.data["drafts"][0]["words"]["title"] == "My notes"
    assert b"My notes" in told.files[0].content
    mo.workspace.records.forget("mo")
    assert "no longer kept" in str(press(code_of(draft, "Drop"), mo).error)


def test_a_console_prints_the_post_with_the_changes_of_one_line() -> None:
    here = Asker(workspace=SmallWorkspace(), audience="moderator", local=True, scripted=True)
    plain = answer_line(LINE, here)
    changed = answer_line(f'{LINE} --drop 2 --swap 1=FB-003 --title "Sail" --intro "Soon:"', here)
    assert changed.data["post"]["quotes"] == ["FB-003"]
    assert changed.data["post"]["text"].startswith("Sail\nSoon:\n")
    assert changed.data["key"] == plain.data["key"]
    assert answer_line(LINE, here).data == plain.data
    assert here.workspace.records.about("local").drafts == ()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("--drop 9", "The summary has no quote 9; its quotes are numbered from 1 to 2."),
        ("--swap 1=FB-999", "no quote"),
        (f"--closing {'y' * 401}", "Closing words may have at most 400 characters."),
    ],
)
def test_a_change_that_cannot_be_made_is_refused_in_one_sentence(options: str, sentence: str) -> None:
    here = Asker(workspace=SmallWorkspace(), audience="moderator", local=True)
    reply = answer_line(f"{LINE} {options}", here)
    assert reply.outcome == "refused"
    assert sentence in str(reply.error)
