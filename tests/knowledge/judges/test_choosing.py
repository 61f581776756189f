"""Which judge answers: the shipped one unless an operator chose another, and always behind it."""

import logging
from pathlib import Path

import pytest

from knowledge.errors import CounterpointError, InputError
from knowledge.judges import choosing, shelf
from knowledge.judges.contract import SHIPPED, JudgeFailed
from knowledge.judges.fallback import REST, WithFallback
from knowledge.judges.language_model import LanguageModelSettings
from knowledge.library import Library
from knowledge.types import Answer, File
from tests.doubles.language_model.service import LanguageModelService
from tests.knowledge.judges.judging import CLAIM, PAIRS, Undecided, settings, stances
from tests.knowledge.judges.tiny_model import written

SOURCE = File(
    name="skerry.txt",
    content=b"The ferry to Skerry is not safe in winter, because the storms are strong.\n\n"
    b"The ferry to Skerry is safe in winter and the island needs it more than any bridge.\n\n"
    b"The winter ferry to Skerry costs the county far more than a bridge would cost it.\n",
)


def unset() -> LanguageModelSettings | None:
    return None


def test_nothing_need_be_chosen(tmp_path: Path) -> None:
    assert choosing.chosen(tmp_path) == shelf.SHIPPED_NAME
    assert choosing.judges(tmp_path, language_model=unset) is SHIPPED
    assert list(tmp_path.iterdir()) == []


def test_a_choice_is_kept_and_can_be_taken_back(tmp_path: Path) -> None:
    shelf.add(tmp_path, "tiny", shelf.from_folder(written(tmp_path / "model")))
    choosing.choose(tmp_path, "tiny")
    assert choosing.chosen(tmp_path) == "tiny"
    choosing.choose(tmp_path, shelf.SHIPPED_NAME)
    assert choosing.judges(tmp_path, language_model=unset) is SHIPPED


def test_only_what_there_is_can_be_chosen(tmp_path: Path) -> None:
    with pytest.raises(InputError, match='no model "tiny"; counterpoint models list'):
        choosing.choose(tmp_path, "tiny")
    with pytest.raises(InputError):
        choosing.choose(tmp_path, "../elsewhere")


@pytest.mark.parametrize("content", ["", "[]", '{"judge": 3}', "\xff"])
def test_a_damaged_choice_is_the_shipped_model(content: str, tmp_path: Path) -> None:
    (tmp_path / shelf.FOLDER).mkdir()
    (tmp_path / shelf.FOLDER / choosing.CHOICE).write_text(content, encoding="latin-1")
    assert choosing.chosen(tmp_path) == shelf.SHIPPED_NAME


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "judges").write_text("a file", encoding="utf-8")
    with pytest.raises(CounterpointError, match="give this user the right"):
        choosing.choose(tmp_path, shelf.LANGUAGE_MODEL_NAME)


def test_a_pair_model_judges_topics_too_and_a_language_model_does_not(tmp_path: Path) -> None:
    shelf.add(tmp_path, "tiny", shelf.from_folder(written(tmp_path / "model")))
    choosing.choose(tmp_path, "tiny")
    pair_model = choosing.judges(tmp_path, language_model=unset)
    assert pair_model.of_topics() is pair_model.of_claims()
    choosing.choose(tmp_path, shelf.LANGUAGE_MODEL_NAME)
    language_model = choosing.judges(tmp_path, language_model=unset)
    assert language_model.of_topics is SHIPPED.of_topics


@pytest.mark.parametrize("gone", ["tiny", "language-model"])
def test_a_judge_that_is_there_no_more_leaves_the_shipped_one(
    gone: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / shelf.FOLDER / "tiny").mkdir(parents=True)
    choosing.choose(tmp_path, gone)
    (tmp_path / shelf.FOLDER / "tiny").rmdir()
    judge = choosing.judges(tmp_path, language_model=unset).of_claims()
    assert stances(judge.probabilities(PAIRS)) == stances(SHIPPED.of_claims().probabilities(PAIRS))
    assert "the shipped model judges for 60 seconds" in caplog.text


def test_a_judge_that_failed_rests_before_it_is_asked_again(caplog: pytest.LogCaptureFixture) -> None:
    now, made, behind = [0.0], [0], Undecided()

    def failing() -> Undecided:
        made[0] += 1
        raise JudgeFailed("it is away")

    judge = WithFallback("the judge", failing, fallback=lambda: behind, clock=lambda: now[0])
    with caplog.at_level(logging.WARNING):
        for moment in (0.0, 1.0, REST - 1, REST, REST + 1):
            now[0] = moment
            judge.probabilities(PAIRS)
    assert (made[0], behind.asked) == (2, 5)
    assert len(caplog.records) == 2


def answered(data: Path, address: str) -> Answer:
    judges = choosing.judges(data, language_model=lambda: settings(address, timeout=5.0))
    library = Library(data, judges=judges)
    try:
        workspace = library.workspace("local")
        workspace.ingest([SOURCE])
        return workspace.counter(CLAIM)
    finally:
        library.close()


def test_a_question_is_answered_by_the_language_model_and_every_quote_stands_in_its_source(
    tmp_path: Path,
) -> None:
    choosing.choose(tmp_path, shelf.LANGUAGE_MODEL_NAME)
    with LanguageModelService.started() as service:
        found = answered(tmp_path, service.address).answers
    assert service.seen
    assert found[0].stored.claim.quote.startswith("The ferry to Skerry is not safe in winter")
    for one in found:
        assert one.stored.claim.quote.encode() in SOURCE.content


def test_nobody_who_asks_sees_that_the_language_model_is_away(tmp_path: Path) -> None:
    with LanguageModelService.started() as service:
        away = service.address
    usual = answered(tmp_path / "usual", away)
    choosing.choose(tmp_path / "away", shelf.LANGUAGE_MODEL_NAME)
    found = answered(tmp_path / "away", away)
    assert [(one.stored.claim.quote, one.score) for one in found.answers] == [
        (one.stored.claim.quote, one.score) for one in usual.answers
    ]
    assert found.notice == usual.notice
