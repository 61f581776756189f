"""Which judge an installation uses: chosen once by its operator, kept in the data folder, made when it is needed."""

import json
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from knowledge.errors import CounterpointError, InputError
from knowledge.judges.contract import SHIPPED, Judge, JudgeFailed, Judges
from knowledge.judges.fallback import WithFallback
from knowledge.judges.shelf import FOLDER, LANGUAGE_MODEL_NAME, SHIPPED_NAME, folder_of

if TYPE_CHECKING:
    from knowledge.judges.language_model import LanguageModelSettings

CHOICE: Final = "chosen.json"
LEDGER: Final = "ledger.db"

ReadSettings: TypeAlias = "Callable[[], LanguageModelSettings | None]"
"""What the operator says about a language model; None where nothing is said. Raises `InputError` for what is wrong."""


def chosen(data: Path) -> str:
    """The name of the judge that an operator chose, or that of the shipped one."""
    try:
        read = json.loads((data / FOLDER / CHOICE).read_text(encoding="utf-8"))
        name = read["judge"]
    except (OSError, ValueError, TypeError, KeyError):
        return SHIPPED_NAME
    return name if isinstance(name, str) else SHIPPED_NAME


def choose(data: Path, name: str) -> None:
    """Have that judge asked from now on, by whoever opens the library next.

    Raises:
        InputError: there is no judge of that name.
        CounterpointError: the data folder cannot be written.
    """
    if name not in (SHIPPED_NAME, LANGUAGE_MODEL_NAME):
        folder_of(data, name)
    place = data / FOLDER / CHOICE
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        written = place.with_suffix(".new")
        written.write_text(json.dumps({"judge": name}) + "\n", encoding="utf-8")
        written.replace(place)
    except OSError as error:
        raise CounterpointError(f"{place} cannot be written; give this user the right to.") from error


def judges(data: Path, *, language_model: ReadSettings) -> Judges:
    """Give the judges that the operator chose, none of which ever fails: the shipped one stands behind them.

    A pair model judges topics, too. A language model does not: a topic takes hundreds of judgements on sentences
    that nobody asked about.
    """
    name = chosen(data)
    if name == SHIPPED_NAME:
        return SHIPPED
    closing = ExitStack()
    judge = WithFallback(
        _shown(name), partial(make, data, name, language_model=language_model, closing=closing)
    )

    def chosen_one() -> Judge:
        return judge

    of_topics = SHIPPED.of_topics if name == LANGUAGE_MODEL_NAME else chosen_one
    return Judges(of_claims=chosen_one, of_topics=of_topics, close=closing.close)


def make(data: Path, name: str, *, language_model: ReadSettings, closing: ExitStack) -> Judge:
    """Make a judge by its name, with nothing behind it; `closing` is told what to close after it.

    Raises:
        InputError: the settings of the language model are wrong.
        JudgeFailed: it cannot be made.
    """
    if name == SHIPPED_NAME:
        return SHIPPED.of_claims()
    if name == LANGUAGE_MODEL_NAME:
        return _language_model(data, language_model, closing)
    from knowledge.judges.pair_model import PairModel

    try:
        folder = folder_of(data, name)
    except InputError:
        raise JudgeFailed("it was removed; choose another with counterpoint models use") from None
    return PairModel.load(folder)


def _language_model(data: Path, language_model: ReadSettings, closing: ExitStack) -> Judge:
    from knowledge.judges.language_model import LanguageModel
    from knowledge.judges.ledger import Ledger

    settings = language_model()
    if settings is None:
        raise JudgeFailed("COUNTERPOINT_JUDGE_URL and COUNTERPOINT_JUDGE_MODEL are not set")
    judge = LanguageModel(settings, Ledger(data / FOLDER / LEDGER))
    closing.callback(judge.close)
    return judge


def _shown(name: str) -> str:
    return "the language model" if name == LANGUAGE_MODEL_NAME else f'the model "{name}"'
