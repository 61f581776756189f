"""What the core says to people is said in their language, with what stands inside it, and nothing is forgotten."""

import ast
import importlib
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from bot import notices, pieces, shapes
from bot.dispatch import failure
from bot.languages import languages, speaking
from bot.reply import Note
from knowledge import errors
from knowledge.errors import InputError, UnreadableFile
from knowledge.reading import detect
from knowledge.types import Ingested, Skipped

RAISED = {
    name for name, made in vars(errors).items() if isinstance(made, type) and issubclass(made, InputError)
}
FOR_OPERATORS = tuple(
    Path("knowledge", name)
    for name in (
        "judges",
        "storage/backup.py",
        "storage/manifest.py",
        "storage/moving.py",
        "storage/postgres/server.py",
        "storage/restoring.py",
    )
)
"""What is said there is read at `models`, `doctor`, `backup`, `restore` and `migrate-store` alone, which speak English."""
AS_TOLD = "UnreadableFile(sentence[:LONGEST_SENTENCE])"
"""What a process that reads files says is raised again as it was raised there."""
ONE_OF_SEVERAL = {
    "the {what} of several": "the name of several",
    "give {how}": "give the id",
    "is {what};": "is an image;",
}
"""Words that code chooses, where a reader of it sees only a name: one of the choices."""


class Source:
    """Reads off a module's source which sentences its errors carry, with `{...}` where a value stands."""

    def __init__(self, path: Path) -> None:
        self.module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        self.functions = {one.name: one for one in found if isinstance(one, ast.FunctionDef)}

    def sentences(self) -> Iterator[str]:
        for function in self.functions.values():
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in RAISED:
                    said = self.said(node.args[0], function)
                    if ast.unparse(node) == AS_TOLD:
                        continue
                    assert said, f"{self.module}: cannot tell what {ast.unparse(node)} says"
                    yield from said

    def said(self, node: ast.expr | None, inside: ast.FunctionDef) -> list[str]:
        """All that an expression may say, or nothing where only running it tells."""
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                return ["".join(one) for one in product(*(self.said(part, inside) for part in parts))]
            case ast.FormattedValue(value=value):
                return self.said(value, inside) or ["{" + ast.unparse(value) + "}"]
            case ast.Call(func=ast.Name(id="next"), args=[ast.GeneratorExp(elt=made), *_]):
                return self.said(made, inside)
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                return self.returned(self.functions[name])
            case ast.Name(id=name):
                return self.named(name, inside)
        return []

    def returned(self, function: ast.FunctionDef) -> list[str]:
        values = [one.value for one in ast.walk(function) if isinstance(one, ast.Return)]
        return [text for value in values for text in self.said(value, function)]

    def named(self, name: str, inside: ast.FunctionDef) -> list[str]:
        constant = getattr(importlib.import_module(self.module), name, None)
        if isinstance(constant, str | int):
            return [str(constant)]
        for one in ast.walk(inside):
            if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == name:
                return self.said(one.value, inside)
        return []


@cache
def raised() -> tuple[str, ...]:
    """Every sentence that an error of the core may carry, with something in each of its blanks."""
    paths = [
        path for path in Path("knowledge").rglob("*.py") if not any(map(path.is_relative_to, FOR_OPERATORS))
    ]
    found = {said for path in paths for said in Source(path).sentences()}
    for written, chosen in ONE_OF_SEVERAL.items():
        found = {said.replace(written, chosen) for said in found}
    return tuple(sorted(re.sub(r"\{[^{}]*\}", "17", said) for said in found))


def test_every_sentence_that_the_core_raises_can_be_said_in_another_language() -> None:
    assert len(raised()) >= 45
    with speaking("de"):
        assert [said for said in raised() if notices.spoken(said) == said] == []


def test_every_kind_of_file_that_is_refused_is_named_in_another_language() -> None:
    for magic, _ in detect.REFUSED:
        with pytest.raises(UnreadableFile) as refused:
            detect.container(magic, name="ferry.bin")
        with speaking("fr"):
            said = notices.spoken(str(refused.value))
        assert said.startswith("ferry.bin est un")
        assert said.endswith("ajoutez plutôt le fichier texte, Markdown, HTML, PDF ou DOCX.")


def test_english_stays_exactly_as_the_core_says_it() -> None:
    for said in (
        *raised(),
        "A claim has at most 3,000 characters, this one 1234567; ask about one sentence of it.",
    ):
        assert notices.spoken(said) == said


def test_what_stands_inside_a_sentence_is_said_with_it_word_for_word() -> None:
    with speaking("de"):
        assert notices.spoken("The sources say nothing on tea {x}.") == "Die Quellen sagen nichts zu tea {x}."
        assert notices.spoken('There is no source "a\n{0} \\1"; the command sources lists the ids.') == (
            'Es gibt keine Quelle "a\n{0} \\1"; der Befehl sources zeigt die IDs.'
        )
        assert notices.spoken("Something else.") == "Something else."


def test_the_start_of_an_id_is_not_called_a_name() -> None:
    with speaking("es"):
        assert notices.spoken('"3f" is the start of several sources (3f2a, 3f9c); give the whole id.') == (
            '"3f" es el comienzo de varias fuentes (3f2a, 3f9c); indica el id completo.'
        )


def test_numbers_are_written_as_the_language_writes_them() -> None:
    said = "A claim has at most 3,000 characters, this one 12,345; ask about one sentence of it."
    with speaking("de"):
        assert "3.000 Zeichen, diese hat 12.345;" in notices.spoken(said)


def test_a_sentence_with_far_too_much_inside_it_stays_as_it_is() -> None:
    endless = f'There is no source "{"ferry " * 5000}"; the command sources lists the ids.'
    with speaking("de"):
        assert notices.spoken(endless) == endless


def test_no_sentence_has_more_than_two_blanks_for_text_of_any_length() -> None:
    for known in notices.SENTENCES:
        assert len([name for name in re.findall(r"\{(\w+)\}", known) if name not in notices.SHORT]) <= 2


@pytest.mark.parametrize("language", languages())
def test_people_read_the_reason_in_their_language_and_scripts_in_english(language: str) -> None:
    reason = "tide.txt is empty; add a file with text in it."
    told = {
        "en": reason,
        "de": "tide.txt ist leer; bitte eine Datei mit Text hinzufügen.",
        "fr": "tide.txt est vide\N{NO-BREAK SPACE}; ajoutez un fichier qui contient du texte.",
        "es": "tide.txt está vacío; añade un archivo con texto.",
    }[language]
    value = Ingested(added=(), skipped=(Skipped(file="tide.txt", reason=reason),))
    with speaking(language):
        refused = failure("ingest", reason, "refused")
        assert Note(text=told, tone="warning") in pieces.ingested(value)
        assert shapes.ingested(value)["skipped"] == [{"file": "tide.txt", "reason": reason}]
    assert (refused.error, refused.data["error"]) == (told, reason)
