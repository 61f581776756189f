"""What an operator sets about a language model that judges."""

from decimal import Decimal
from pathlib import Path

import pytest

from bot.operator.judging import language_model
from knowledge.errors import InputError

NEAR = "http://localhost:11434/v1"
FAR = "https://models.example/v1"


def read(**more: str) -> object:
    given = {"URL": NEAR, "MODEL": "skerry-7b", **more}
    return language_model({f"COUNTERPOINT_JUDGE_{name}": value for name, value in given.items()})


def test_nothing_need_be_set() -> None:
    assert language_model({}) is None


def test_a_model_on_this_machine_needs_an_address_and_a_name() -> None:
    found = language_model({"COUNTERPOINT_JUDGE_URL": f" {NEAR} ", "COUNTERPOINT_JUDGE_MODEL": "skerry-7b"})
    assert found
    assert (found.endpoint.address, found.endpoint.model, found.endpoint.key) == (NEAR, "skerry-7b", None)
    assert (found.prices, found.timeout, found.temperature) == (None, 20.0, 1.0)
    assert found.endpoint.host == "localhost:11434"


def test_everything_can_be_set_and_the_key_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("canary-key\n", encoding="utf-8")
    found = language_model(
        {
            "COUNTERPOINT_JUDGE_URL": FAR,
            "COUNTERPOINT_JUDGE_MODEL": "skerry-70b",
            "COUNTERPOINT_JUDGE_KEY_FILE": str(tmp_path / "key"),
            "COUNTERPOINT_JUDGE_PRICES": "0.15, 0.60",
            "COUNTERPOINT_JUDGE_CAP": "5",
            "COUNTERPOINT_JUDGE_TIMEOUT": "7.5",
            "COUNTERPOINT_JUDGE_TEMPERATURE": "1.5",
        }
    )
    assert found
    assert found.endpoint.key == "canary-key"
    assert "canary-key" not in repr(found)
    assert found.prices
    assert (found.prices.prompt, found.prices.answer, found.prices.cap) == (
        *(Decimal("0.15"), Decimal("0.60")),
        Decimal(5),
    )
    assert (found.timeout, found.temperature) == (7.5, 1.5)


@pytest.mark.parametrize("address", ["http://vllm:8000/v1", "http://10.0.0.7/v1", "https://gpu.lan/v1"])
def test_a_server_in_the_own_network_may_cost_nothing(address: str) -> None:
    assert read(URL=address)


def test_a_server_elsewhere_is_not_asked_without_a_cap() -> None:
    with pytest.raises(InputError, match=r"so that models\.example costs no more than you say"):
        read(URL=FAR)
    assert read(URL=FAR, PRICES="0,0", CAP="0")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"URL": ""}, "set COUNTERPOINT_JUDGE_URL"),
        ({"MODEL": ""}, "set COUNTERPOINT_JUDGE_MODEL"),
        ({"URL": "localhost:11434"}, "is an address up to /v1"),
        ({"URL": "file:///etc/passwd"}, "is an address up to /v1"),
        ({"URL": "https://name:word@models.example/v1"}, "is an address up to /v1"),
        ({"URL": "http://[::1"}, "is an address up to /v1"),
        ({"URL": "http://models.example/v1"}, "begins with https://"),
        ({"PRICES": "0.15,0.60"}, "the most to spend in a month"),
        ({"CAP": "5"}, "two numbers"),
        ({"PRICES": "cheap", "CAP": "5"}, "two numbers"),
        ({"PRICES": "1,-1", "CAP": "5"}, "two numbers"),
        ({"PRICES": "1,NaN", "CAP": "5"}, "two numbers"),
        ({"TIMEOUT": "soon"}, "COUNTERPOINT_JUDGE_TIMEOUT is a number from 0.1 to 120"),
        ({"TIMEOUT": "0"}, "COUNTERPOINT_JUDGE_TIMEOUT"),
        ({"TEMPERATURE": "1e9"}, "COUNTERPOINT_JUDGE_TEMPERATURE is a number from 0.1 to 10"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(wrong: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(**wrong)
