"""Every language says everything, with the same blanks in it, and in the room that there is."""

import gettext
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from inspect import getmembers, isfunction, signature
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog

import bot.languages
from bot import labels, notices
from bot import texts as bot_texts
from bot.commands import COMMANDS, find
from bot.dispatch import answer_line, form_before, home, press
from bot.languages import figures, languages, say, speaking, translated
from bot.reply import Heading, Menu, Note, Quotation, Reply, Table
from bot.request import Asker
from bot.translations import __main__ as tool
from bot.translations.collecting import catalogue, texts, untranslated
from tests.bot.small_library import BY_AUTHOR, CITED, ESSAY, LEANING, SmallWorkspace
from tests.bot.test_bot_commands import LINES

OTHERS = languages()[1:]
FORMS = ("source add", "source edit", "counter", "support")
every_language = pytest.mark.parametrize("language", OTHERS)
"""All but English."""


@cache
def in_the_code() -> Catalog:
    return texts()


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Every text with its translation, each form for a number with each."""
    for message in catalogue(language):
        if message.id:
            ids: Sequence[str] = (message.id,) if isinstance(message.id, str) else message.id
            said = (message.string,) if isinstance(message.string, str) else message.string or ("",)
            yield from ((one, other) for one in ids for other in said)


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def typed(text: str) -> set[str]:
    """What people type: commands, options, words in capitals, examples."""
    return set(
        re.findall(r"(?<![\w/:])(?:/[a-z]+|--[a-z-]+)|\b[A-Z]{3,}\b|russia-china|alliance is easy", text)
    )


@every_language
def test_every_catalogue_translates_every_text_and_nothing_else(language: str) -> None:
    kept = catalogue(language)
    assert {message.id for message in kept} == {message.id for message in in_the_code()}
    assert untranslated(kept) == []
    assert [message.id for message in kept if message.id and message.fuzzy] == []
    assert list(kept.obsolete) == []


@every_language
def test_translations_have_the_blanks_of_the_text_and_what_is_to_be_typed(language: str) -> None:
    wrong = [one for one, said in pairs(language) if blanks(one) != blanks(said) or typed(one) - typed(said)]
    assert wrong == []


@every_language
def test_translations_end_as_the_text_does_and_use_their_own_quotation_marks(language: str) -> None:
    opening, closing = translated("“{words}”", language).split("{words}")
    for one, said in pairs(language):
        assert one[-1:] == said[-1:] or one[-1] not in ".?:…", one
        assert said == said.strip()
        assert ("“" in one) == (opening in said), one
        assert one.count("”") == said.count(closing), one


@pytest.mark.parametrize("language", languages())
def test_labels_and_descriptions_have_the_room_that_platforms_give(language: str) -> None:
    buttons: list[Callable[[], str]] = [
        made
        for _, made in getmembers(labels, isfunction)
        if not signature(made).parameters and made is not labels.paste_hint
    ]
    titles = [labels.form_title(name) for name in FORMS]
    with speaking(language):
        assert [label for label in (made() for made in buttons) if len(label) > 75] == []
        assert len(labels.find_counters()) <= 24
        assert max(len(labels.form_submit(name)) for name in FORMS) <= 24
        assert [labels.form_title(name) for name in FORMS] == [say(title) for title in titles]
        named = {parameter.name for command in COMMANDS for parameter in command.parameters}
        assert max(len(labels.form_label(name)) for name in {*named, "file", "text"}) <= 45
        assert len(labels.paste_hint()) <= 100
    for command in COMMANDS:
        for summary in (command.summary, *(one.summary for one in command.parameters)):
            assert len(translated(summary, language)) <= 100, summary


def test_sentences_of_the_core_that_say_nothing_was_found_are_all_translated() -> None:
    found = set()
    for path in Path("knowledge").rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        for text in re.findall(r'(?<!")"((?:Nothing|No|Nobody|The|There)\b[^"]*\bsources\b[^"]*\.)"', source):
            # What has a %d goes to the operator's log, which is English.
            if "%d" not in text:
                found.add(re.sub(r"\{[^}]*\}", "{}", text))
    listed = {re.sub(r"\{[^}]*\}", "{}", text) for text in notices.SENTENCES}
    assert len(found) >= 8
    assert found - listed == set()


def test_the_tool_begins_a_language_and_says_what_is_to_be_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bot.languages, "FOLDER", tmp_path)
    assert tool.main(["it"]) == 1
    assert f"it.po: {len(in_the_code())} texts, {len(in_the_code())} to translate" in capsys.readouterr().out
    assert len(untranslated(catalogue("it"))) == len(in_the_code())
    assert tool.main(["no language"]) == 2
    assert "no language" in capsys.readouterr().err


class Marking(gettext.NullTranslations):
    """Says every text between marks, so that what was not said through a catalogue stands out."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def shown(reply: Reply) -> Iterator[str]:
    """What people read of a reply, besides the words of sources."""
    for piece in reply.pieces:
        match piece:
            case Heading():
                yield from (piece.text, piece.aside or "")
            case Note():
                yield piece.text
            case Table():
                yield from (*piece.columns, *(cell for row in piece.rows for cell in row))
            case Quotation():
                yield from (piece.mark, piece.stance or "", piece.speaker, piece.cite)
                yield from (action.label for action in piece.actions)
            case Menu():
                yield from (piece.label, *(option.label for option in piece.options))
    yield from (action.label for action in reply.actions)


def asked(language: str) -> Iterator[Reply]:
    """Everything that one can ask the small library, in a chat."""
    for command in COMMANDS:
        yield answer_line(LINES.get(command.name, f"/{command.name}"), in_chat(language))
    for line in (
        "/nonsense",
        "/help",
        "/counter",
        "/who Nobody",
        "/counter x --limit many",
        "/topic",
        "what",
    ):
        yield answer_line(line, in_chat(language))
    yield home(in_chat(language))
    for code in ("sure:source remove:3f2a9c1b", "sure:privacy", "context:FB-001", "leave:", "old:one"):
        yield press(code, in_chat(language))


def in_chat(language: str) -> Asker:
    return Asker(workspace=SmallWorkspace(), audience="moderator", chat=True, local=True, locale=language)


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", text.lower()))


def test_nothing_people_read_is_said_past_the_catalogues(monkeypatch: pytest.MonkeyPatch) -> None:
    from_sources = words(f"{ESSAY} {CITED} notes ferries are slow nobody counterpoint sail new")
    to_be_typed = {
        word
        for command in COMMANDS
        for word in words(f"{command.usage} {command.chat_name} {command.example} number any")
    }
    own_names = words("English Deutsch Español Français März Januar nonsense what many x")
    monkeypatch.setattr(bot.languages, "_catalogue", lambda _: Marking())
    for reply in asked("de"):
        for text in shown(reply):
            outside = text.replace(BY_AUTHOR.claim.quote, "").replace(LEANING.claim.quote, "")
            while (inner := re.sub(r"⟦[^⟦⟧]*⟧", " ", outside)) != outside:
                outside = inner
            left = words(outside) - from_sources - to_be_typed - own_names
            assert left == set(), (reply.command, text)


@every_language
def test_no_label_heading_or_sentence_stays_english(language: str) -> None:
    english = {message.id for message in catalogue(language) if message.id not in ("", message.string)}
    # what is typed has English names, also where a label is the same word
    to_be_typed = {parameter.name for command in COMMANDS for parameter in command.parameters}
    for reply in asked(language):
        assert reply.language == language
        stayed = {text for text in shown(reply) if text in english}
        assert stayed - (to_be_typed if reply.command == "help" else set()) == set()
    command = find("ingest")
    assert command is not None
    form = form_before(command, {}, in_chat(language))
    assert form is not None
    assert (
        english & {form.title, form.submit, *(part for one in form.fields for part in (one.label, one.hint))}
        == set()
    )


@every_language
def test_what_scripts_read_is_the_same_in_every_language(language: str) -> None:
    def data(spoken: str) -> list[object]:
        return [reply.data for reply in asked(spoken) if not (reply.error or "notice" in reply.data)]

    assert data(language) == data("en")
    asker = Asker(workspace=SmallWorkspace(), locale=language, scripted=True)
    assert answer_line("/verify", asker).data["error"] == "Only moderators may use /verify; ask one of them."


def test_dates_numbers_and_quotation_marks_are_those_of_the_language() -> None:
    said = {}
    for language in ("en", "de", "fr", "es"):
        with speaking(language):
            said[language] = (
                bot_texts.day("2025-03-02"),
                figures(12_345),
                bot_texts.in_quotation_marks("Sail."),
                bot_texts.counted(1, "claim"),
                bot_texts.counted(2, "claim"),
            )
    assert said == {
        "en": ("2 March 2025", "12,345", "“Sail.”", "1 claim", "2 claims"),
        "de": ("2. März 2025", "12.345", "„Sail.“", "1 These", "2 Thesen"),
        "fr": ("2 mars 2025", "12\u202f345", "«\u00a0Sail.\u00a0»", "1 affirmation", "2 affirmations"),
        "es": ("2 de marzo de 2025", "12.345", "«Sail.»", "1 afirmación", "2 afirmaciones"),
    }
    assert bot_texts.day("2025-02-31") == "2025-02-31"


def test_a_language_is_chosen_by_the_person_then_the_workspace_then_the_platform() -> None:
    workspace = SmallWorkspace()
    asker = Asker(workspace=workspace, audience="moderator", chat=True, locale="fr-CA")
    assert heading(answer_line("/preferences", asker)) == "Vos réglages"
    assert heading(answer_line("/settings --language es", asker)) == "Ajustes para todos aquí"
    assert heading(answer_line("/preferences --language de", asker)) == "Eigene Einstellungen"
    assert heading(answer_line("/preferences --language auto", asker)) == "Tus ajustes"
    unknown = Asker(workspace=SmallWorkspace(), locale="tlh")
    assert heading(answer_line("/preferences", unknown)) == "Your own settings"


def test_each_language_is_offered_under_its_own_name() -> None:
    reply = answer_line("/preferences", in_chat("es"))
    menus = {piece.code: piece for piece in reply.pieces if isinstance(piece, Menu)}
    names = [option.label for option in menus["own:language"].options]
    assert names == ["como la aplicación", "English", "Deutsch", "Español", "Français"]


def heading(reply: Reply) -> str:
    first = reply.pieces[0]
    assert isinstance(first, Heading)
    return first.text
