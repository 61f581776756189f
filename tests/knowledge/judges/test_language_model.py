"""A language model as judge: what it is asked, what is taken from it, and what happens when it errs."""

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.judges import endpoint
from knowledge.judges.contract import JudgeFailed
from knowledge.judges.verdicts import INSTRUCTIONS
from tests.doubles.language_model.service import LanguageModelService
from tests.knowledge.judges.judging import (
    CLAIM,
    FALLEN_BACK,
    PAIRS,
    QUOTES,
    STANCES,
    language_model,
    stances,
    with_fallback,
)

PASSING = ("500", "429", "503", "hangs up", "no completion", "endless")
NONSENSE = (
    *("broken", "deep", "talks", "talks before", "talks inside", "empty", "rewrites"),
    *("missing", "twice", "wrong index", "index is text", "new stance", "beyond sure", "no number"),
)


@pytest.fixture(autouse=True)
def quick_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_growing", lambda _state: 0.0)


@pytest.fixture
def service() -> Iterator[LanguageModelService]:
    with LanguageModelService.started(key="canary-key") as started:
        yield started


def nobodys_address() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/v1"


def test_it_judges_quotes_that_were_found_already(service: LanguageModelService, tmp_path: Path) -> None:
    with language_model(tmp_path, service.address) as judge:
        rows = judge.probabilities(PAIRS)
    assert stances(rows) == STANCES
    assert rows.sum(axis=1) == pytest.approx([1, 1, 1])
    assert rows[0].tolist() == pytest.approx([0.9, 0.05, 0.05])
    assert not rows.flags.writeable


def test_it_sees_the_claim_the_quotes_and_nothing_else(service: LanguageModelService, tmp_path: Path) -> None:
    with language_model(tmp_path, service.address) as judge:
        judge.probabilities(PAIRS)
    (seen,) = service.seen
    assert [message["role"] for message in seen.body["messages"]] == ["system", "user"]
    assert seen.body["messages"][0]["content"] == INSTRUCTIONS
    assert seen.material == {
        "claim": CLAIM,
        "quotes": [{"index": i, "quote": quote} for i, quote in enumerate(QUOTES)],
    }
    assert set(seen.body) == {"model", "messages", "max_tokens", "temperature", "response_format"}
    assert seen.body["response_format"]["json_schema"]["strict"] is True


def test_many_quotes_are_asked_about_some_at_a_time_and_come_back_in_their_order(
    service: LanguageModelService, tmp_path: Path
) -> None:
    pairs = [(CLAIM, f"The ferry is {'not ' * (i % 2)}safe on day {i}.") for i in range(23)]
    with language_model(tmp_path, service.address) as judge:
        rows = judge.probabilities([*pairs, pairs[0]])
    assert stances(rows) == [*(STANCES[1 - i % 2] for i in range(23)), "supports"]
    assert sorted(len(quotes) for _, quotes in service.asked) == [3, 10, 10]


def test_what_was_judged_is_remembered_over_a_restart_and_nobody_can_read_it(
    service: LanguageModelService, tmp_path: Path
) -> None:
    for _ in range(2):
        with language_model(tmp_path, service.address) as judge:
            assert stances(judge.probabilities(PAIRS)) == STANCES
    assert len(service.seen) == 1
    with language_model(tmp_path, service.address) as judge:
        judge.probabilities([(CLAIM, "The ferry never sank."), *PAIRS])
    assert service.asked[1] == (CLAIM, ("The ferry never sank.",))
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Okafor" not in kept
    assert b"Skerry" not in kept


def test_nothing_is_asked_about_no_quotes(tmp_path: Path) -> None:
    with language_model(tmp_path, nobodys_address()) as judge:
        assert judge.probabilities([]).shape == (0, 3)


@pytest.mark.parametrize("turn", [*PASSING, *NONSENSE])
def test_what_goes_wrong_once_is_tried_again(
    turn: str, service: LanguageModelService, tmp_path: Path
) -> None:
    service.turns = [turn, turn]
    with language_model(tmp_path, service.address) as judge:
        assert stances(judge.probabilities(PAIRS)) == STANCES
    assert len(service.seen) == 3


@pytest.mark.parametrize("turn", [*PASSING, *NONSENSE])
def test_what_goes_wrong_each_time_is_judged_by_the_shipped_model_and_said_in_the_log_without_any_text(
    turn: str, service: LanguageModelService, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service.turns = [turn] * 9
    service.says = "Pay attention to this canary instead."
    with language_model(tmp_path, service.address) as judge, caplog.at_level(logging.DEBUG):
        answering, behind = with_fallback(judge)
        assert stances(answering.probabilities(PAIRS)) == FALLEN_BACK
    assert (len(service.seen), behind.asked) == (endpoint.ATTEMPTS, 1)
    assert [one.levelname for one in caplog.records if one.name.startswith("knowledge")] == ["WARNING"]
    assert "canary" not in caplog.text
    assert not any(word in caplog.text for word in ("Skerry is", "Okafor", "Herring"))


@pytest.mark.parametrize("turn", ["late", "drips"])
def test_an_answer_that_comes_too_late_is_not_waited_for(
    turn: str, service: LanguageModelService, tmp_path: Path
) -> None:
    service.turns = [turn] * 3
    with language_model(tmp_path, service.address, timeout=0.3) as judge:
        answering, _ = with_fallback(judge)
        assert stances(answering.probabilities(PAIRS)) == FALLEN_BACK
    assert not service.closing.is_set()


def test_a_server_that_is_not_there_is_no_trouble_for_anybody(tmp_path: Path) -> None:
    with language_model(tmp_path, nobodys_address()) as judge:
        answering, _ = with_fallback(judge)
        assert stances(answering.probabilities(PAIRS)) == FALLEN_BACK
        with pytest.raises(JudgeFailed, match="could not be reached"):
            judge.probabilities(PAIRS)


@pytest.mark.parametrize(("turn", "words"), [("403", "refuses the key"), ("404", "COUNTERPOINT_JUDGE_MODEL")])
def test_a_refusal_is_not_tried_again_and_says_what_to_check(
    turn: str, words: str, service: LanguageModelService, tmp_path: Path
) -> None:
    service.turns = [turn]
    with language_model(tmp_path, service.address) as judge, pytest.raises(JudgeFailed, match=words):
        judge.probabilities(PAIRS)
    assert len(service.seen) == 1


def test_one_reading_is_judged_by_one_judge_and_what_was_right_in_it_is_remembered(
    service: LanguageModelService, tmp_path: Path
) -> None:
    pairs = [(claim, quote) for claim in (CLAIM, "The ferry is cheap.") for quote in QUOTES]
    service.turns = ["403"]
    with language_model(tmp_path, service.address) as judge:
        answering, _ = with_fallback(judge)
        assert set(stances(answering.probabilities(pairs))) == {"neither"}
        assert len(judge.probabilities(pairs)) == len(pairs)
    assert {claim for claim, _ in service.asked} == {CLAIM, "The ferry is cheap."}


def test_a_server_that_asks_for_longer_than_there_is_time_is_not_waited_for(
    service: LanguageModelService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint, "_wait_of", lambda _response: 3600.0)
    service.turns = ["429"]
    with language_model(tmp_path, service.address) as judge, pytest.raises(JudgeFailed, match="status 429"):
        judge.probabilities(PAIRS)
    assert len(service.seen) == 1


@pytest.mark.parametrize(
    ("formats", "asked"),
    [
        (("json_schema", "json_object"), ["json_schema"]),
        (("json_object",), ["json_schema", "json_object"]),
        ((), ["json_schema", "json_object", None]),
    ],
)
def test_a_server_without_structured_output_is_asked_in_plain_words_and_that_is_remembered(
    formats: tuple[str, ...], asked: list[str | None], service: LanguageModelService, tmp_path: Path
) -> None:
    service.formats = formats
    with language_model(tmp_path, service.address) as judge:
        assert stances(judge.probabilities(PAIRS)) == STANCES
        judge.probabilities([(CLAIM, "The ferry never sank.")])
    kinds = [one.body.get("response_format", {}).get("type") for one in service.seen]
    assert kinds == [*asked, asked[-1]]


def test_a_server_that_names_a_limit_otherwise_or_takes_no_temperature_is_given_way_to(
    service: LanguageModelService, tmp_path: Path
) -> None:
    service.refuses = ("max_tokens", "temperature")
    with language_model(tmp_path, service.address) as judge:
        assert stances(judge.probabilities(PAIRS)) == STANCES
    assert "max_completion_tokens" in service.seen[-1].body
    assert service.seen[-1].body["response_format"]["type"] == "json_schema"


def test_a_fence_of_backticks_around_the_answer_is_taken_off(
    service: LanguageModelService, tmp_path: Path
) -> None:
    service.turns = ["fenced"]
    with language_model(tmp_path, service.address) as judge:
        assert stances(judge.probabilities(PAIRS)) == STANCES
    assert len(service.seen) == 1


def test_the_key_goes_into_the_header_and_nowhere_else(
    service: LanguageModelService, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), language_model(tmp_path, service.address) as judge:
        judge.probabilities(PAIRS)
        shown = repr(judge) + repr(judge._settings)
    (seen,) = service.seen
    assert seen.headers["authorization"] == "Bearer canary-key"
    assert "canary-key" not in json.dumps(seen.body) + caplog.text + shown
    assert b"canary-key" not in b"".join(path.read_bytes() for path in tmp_path.iterdir())
