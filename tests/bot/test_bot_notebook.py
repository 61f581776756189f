"""The commands `save` and `notebook`: quotes that somebody keeps for themselves, and nobody else sees."""

from dataclasses import replace

from bot.dispatch import answer_line, press
from bot.reply import Action, Note, Quotation, Reply
from bot.request import Asker


def quotes(reply: Reply) -> list[str]:
    return [piece.id for piece in reply.pieces if isinstance(piece, Quotation)]


def notes(reply: Reply) -> list[str]:
    return [piece.text for piece in reply.pieces if isinstance(piece, Note)]


def pressable(reply: Reply) -> dict[str, Action]:
    of_quotes = [action for piece in reply.pieces if isinstance(piece, Quotation) for action in piece.actions]
    return {action.label: action for action in (*of_quotes, *reply.actions)}


def kept(asker: Asker) -> list[str]:
    return quotes(answer_line("/notebook", asker))


def test_the_button_under_a_quote_saves_it_and_undo_takes_it_out(ada: Asker) -> None:
    save = pressable(answer_line("/support ferries are slow", ada))["Save"]
    saved = press(save.code, ada)
    assert notes(saved) == ["FB-001 is in your notebook; /notebook shows it, and nobody else can."]
    assert saved.for_one
    assert kept(ada) == ["FB-001"]
    undone = press(pressable(saved)["Undo"].code, ada)
    assert (notes(undone), undone.placement) == (["FB-001 is no longer in your notebook."], "replace")
    assert kept(ada) == []


def test_a_quote_is_saved_once_and_a_note_is_replaced(ada: Asker) -> None:
    answer_line('/save "fb 001" --note opening speech', ada)
    assert notes(answer_line("/save #FB-001", ada)) == ["FB-001 is in your notebook already."]
    answer_line("/save FB-001 --note rebuttal", ada)
    assert notes(answer_line("/notebook", ada)) == ["Your note: rebuttal"]
    assert kept(ada) == ["FB-001"]


def test_a_notebook_is_its_owners_alone(ada: Asker, ben: Asker) -> None:
    answer_line("/save FB-001", ada)
    assert kept(ben) == []
    answer_line("/settings --answers public", replace(ada, audience="moderator"))
    shown = answer_line("/notebook", ada)
    assert (shown.private, shown.for_one) == (True, True)


def test_a_quote_is_taken_out_by_its_button_or_its_id(ada: Asker) -> None:
    for quote in ("FB-001", "FB-002"):
        answer_line(f"/save {quote}", ada)
    shown = press(pressable(answer_line("/notebook", ada))["Take out"].code, ada)
    assert shown.placement == "replace"
    assert len(quotes(shown)) == 1
    last = quotes(shown)[0]
    assert notes(answer_line(f"/notebook --remove {last.lower()}", ada))[0].startswith(f"{last} is no longer")
    assert notes(answer_line(f"/notebook --remove {last}", ada))[0] == f"{last} is not in your notebook."


def test_clearing_asks_once_more_in_a_chat(ada: Asker) -> None:
    answer_line("/save FB-001", ada)
    asked = answer_line("/notebook clear", ada)
    assert notes(asked) == ["Take the 1 quote out of your notebook? Your note goes with it."]
    assert kept(ada) == ["FB-001"]
    done = press(pressable(asked)["Take all out"].code, ada)
    assert notes(done) == ["1 quote was taken out of your notebook."]
    assert notes(answer_line("/notebook clear", ada)) == ["Your notebook was empty already."]


def test_a_brief_is_made_of_the_notebook_and_says_so_when_there_is_nothing_in_it(ada: Asker) -> None:
    assert "Your notebook is empty" in str(answer_line("/brief notebook", ada).error)
    answer_line("/save FB-002 --note mine", ada)
    button = pressable(answer_line("/notebook", ada))["Make a brief of it"]
    reply = press(button.code, ada)
    assert reply.files[0].name == "brief-my-notebook.pdf"
    (side,) = reply.data["sides"]
    assert [(card["id"], card["note"]) for card in side["cards"]] == [("FB-002", "mine")]


def test_what_cannot_be_saved_is_refused(ada: Asker) -> None:
    assert "There is no quote" in str(answer_line("/save XX-999", ada).error)
    assert "at most 500 characters" in str(answer_line(f"/save FB-001 --note {'x' * 501}", ada).error)
    assert kept(ada) == []


def test_privacy_tells_of_the_notebook_and_deletes_it(ada: Asker) -> None:
    answer_line("/save FB-001 --note mine", ada)
    told = answer_line("/privacy export", ada)
    assert [(one["quote"], one["note"]) for one in told.data["notebook"]] == [("FB-001", "mine")]
    assert b'"mine"' in told.files[0].content
    answer_line("/privacy delete", replace(ada, chat=False))
    assert kept(ada) == []
