"""What a language model may cost: counted before it is spent, kept over restarts, never above the cap."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.errors import DatabaseError
from knowledge.judges import endpoint
from knowledge.judges.contract import JudgeFailed
from knowledge.judges.language_model import Prices, cost
from knowledge.judges.ledger import UNIT, Ledger
from tests.doubles.language_model.service import LanguageModelService
from tests.knowledge.judges.judging import CLAIM, DEAR, PAIRS, STANCES, language_model, spending, stances

USED = cost(DEAR, 100, 50)


@pytest.fixture(autouse=True)
def quick_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_growing", lambda _state: 0.0)


def capped(cap: str) -> Prices:
    return Prices(prompt=DEAR.prompt, answer=DEAR.answer, cap=Decimal(cap))


def spent(folder: Path) -> int:
    with spending(folder) as ledger:
        return ledger.spent()


def test_what_a_request_cost_is_what_the_server_counted(tmp_path: Path) -> None:
    with (
        LanguageModelService.started() as service,
        language_model(tmp_path, service.address, prices=DEAR) as judge,
    ):
        judge.probabilities(PAIRS)
        judge.probabilities(PAIRS)
    assert Decimal(USED) / UNIT == Decimal("0.0006")
    assert spent(tmp_path) == USED


def test_a_request_that_could_pass_the_cap_is_not_made(tmp_path: Path) -> None:
    with LanguageModelService.started() as service:
        with (
            language_model(tmp_path, service.address, prices=capped("0.001")) as judge,
            pytest.raises(JudgeFailed, match=r"cap of 0.001 is reached"),
        ):
            judge.probabilities(PAIRS)
        assert (service.seen, spent(tmp_path)) == ([], 0)


def test_the_cap_holds_over_restarts_and_what_is_remembered_costs_nothing(tmp_path: Path) -> None:
    made = 0
    with LanguageModelService.started() as service:
        for number in range(20):
            pairs = [(CLAIM, f"The ferry is not safe on day {number}.")]
            with language_model(tmp_path, service.address, prices=capped("0.006")) as judge:
                try:
                    assert stances(judge.probabilities(pairs)) == STANCES[:1]
                    made += 1
                except JudgeFailed:
                    break
        with language_model(tmp_path, service.address, prices=capped("0.006")) as judge:
            judge.probabilities([(CLAIM, "The ferry is not safe on day 0.")])
    assert 0 < made < 20
    assert len(service.seen) == made
    assert spent(tmp_path) == made * USED <= Decimal("0.006") * UNIT


def test_many_at_once_do_not_pass_the_cap_together(tmp_path: Path) -> None:
    most = 10 * USED
    with spending(tmp_path) as ledger, ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: ledger.reserve(USED, cap=most), range(40)))
        assert sum(one is not None for one in got) == 10
        assert ledger.spent() == most


@pytest.mark.parametrize("turn", ["500", "429", "404"])
def test_a_request_that_no_model_answered_costs_nothing(turn: str, tmp_path: Path) -> None:
    with (
        LanguageModelService.started(turns=[turn] * 3) as service,
        language_model(tmp_path, service.address, prices=DEAR) as judge,
        pytest.raises(JudgeFailed),
    ):
        judge.probabilities(PAIRS)
    assert spent(tmp_path) == 0


@pytest.mark.parametrize("turn", ["broken", "hangs up"])
def test_a_request_whose_cost_is_not_known_counts_with_the_most_it_may_have_cost(
    turn: str, tmp_path: Path
) -> None:
    with (
        LanguageModelService.started(turns=[turn] * 3) as service,
        language_model(tmp_path, service.address, prices=DEAR) as judge,
        pytest.raises(JudgeFailed),
    ):
        judge.probabilities(PAIRS)
    assert spent(tmp_path) > 3 * USED


def test_a_server_that_counts_no_tokens_is_paid_the_most_it_may_have_used(tmp_path: Path) -> None:
    with (
        LanguageModelService.started(usage=None) as service,
        language_model(tmp_path, service.address, prices=DEAR) as judge,
    ):
        judge.probabilities(PAIRS)
    assert spent(tmp_path) > USED


def test_each_month_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with spending(tmp_path) as ledger:
        monkeypatch.setattr("knowledge.judges.ledger._month", lambda: "2031-01")
        reserved = ledger.reserve(7, cap=10)
        assert reserved
        assert ledger.reserve(7, cap=10) is None
        monkeypatch.setattr("knowledge.judges.ledger._month", lambda: "2031-02")
        assert ledger.spent() == 0
        ledger.settle(reserved, 3)
        assert ledger.reserve(7, cap=10)
        monkeypatch.setattr("knowledge.judges.ledger._month", lambda: "2031-01")
        assert ledger.spent() == 3


def test_where_spending_cannot_be_written_down_nothing_is_spent(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database at all " * 100)
    with LanguageModelService.started() as service:
        with (
            language_model(tmp_path, service.address, prices=DEAR) as judge,
            pytest.raises(DatabaseError, match=r"ledger\.db"),
        ):
            judge.probabilities(PAIRS)
        assert service.seen == []
        with language_model(tmp_path, service.address) as free:
            assert stances(free.probabilities(PAIRS)) == STANCES


def test_judgements_are_kept_for_ninety_days(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.db")
    with (
        LanguageModelService.started() as service,
        language_model(tmp_path, service.address) as judge,
    ):
        judge.probabilities(PAIRS)
        with ledger._connections.writing() as db:
            db.execute("UPDATE judgements SET at = '2020-01-01T00:00:00+00:00'")
        judge.probabilities([(CLAIM, "The ferry never sank.")])
        judge.probabilities(PAIRS)
    ledger.close()
    assert len(service.seen) == 3
