"""What the operator sets for the whole program."""

import logging
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from adapters.program.settings import OperatorSettings, ProgramSettings
from bot.door import Capacity
from knowledge.errors import InputError

DATA = Path("library")


def read(**environment: str) -> ProgramSettings:
    return ProgramSettings.read(environment, data=DATA)


def test_nothing_need_be_set() -> None:
    assert read() == ProgramSettings(data=DATA, keys=(), workers=None, level=logging.INFO)


def test_several_keys_are_divided_by_commas() -> None:
    keys = [Fernet.generate_key().decode() for _ in range(2)]
    assert read(COUNTERPOINT_SECRET_KEY=f" {keys[0]}, {keys[1]},").keys == tuple(keys)


def test_a_key_may_stand_in_a_file(tmp_path: Path) -> None:
    key = Fernet.generate_key().decode()
    place = tmp_path / "key"
    place.write_text(f"{key}\n", encoding="utf-8")
    assert read(COUNTERPOINT_SECRET_KEY_FILE=str(place)).keys == (key,)


def test_settings_show_no_key() -> None:
    key = Fernet.generate_key().decode()
    assert key not in repr(read(COUNTERPOINT_SECRET_KEY=key))


@pytest.mark.parametrize("bad", ["canary", "canary+/=", "a" * 40, "é" * 44])
def test_a_bad_key_is_refused_without_being_shown(bad: str) -> None:
    good = Fernet.generate_key().decode()
    with pytest.raises(InputError, match=r"place 2 of 2 .*--new-key") as refused:
        read(COUNTERPOINT_SECRET_KEY=f"{good},{bad}")
    assert bad not in str(refused.value)


@pytest.mark.parametrize("bad", ["0", "65", "many", "-1", "2.5", "²"])
def test_a_bad_number_of_workers_is_refused(bad: str) -> None:
    with pytest.raises(InputError, match="COUNTERPOINT_WORKERS is a whole number from 1 to 64"):
        read(COUNTERPOINT_WORKERS=bad)


def test_how_much_is_let_in_is_read_and_has_a_usual_measure() -> None:
    assert read().capacity == Capacity()
    given = read(
        COUNTERPOINT_QUEUE="50",
        COUNTERPOINT_QUEUE_PER_WORKSPACE=" 20 ",
        COUNTERPOINT_RATE_PER_PERSON="0",
        COUNTERPOINT_RATE_PER_WORKSPACE="600",
    )
    assert given.capacity == Capacity(
        waiting=50, waiting_of_one=20, person_per_minute=0, workspace_per_minute=600
    )


@pytest.mark.parametrize("bad", ["-1", "many", "1.5", "1000001"])
def test_a_measure_that_is_no_number_is_refused(bad: str) -> None:
    with pytest.raises(InputError, match="COUNTERPOINT_QUEUE is a whole number from 0 to 1000000"):
        read(COUNTERPOINT_QUEUE=bad)


def test_workers_and_level_are_read() -> None:
    settings = read(COUNTERPOINT_WORKERS=" 3 ", COUNTERPOINT_LOG="Warning")
    assert (settings.workers, settings.level) == (3, logging.WARNING)


def test_health_and_metrics_are_told_nowhere_unless_a_port_is_set() -> None:
    assert read().operator is None
    assert read(COUNTERPOINT_OPERATOR_PORT="9464").operator == OperatorSettings(port=9464, host="127.0.0.1")


@pytest.mark.parametrize("bad", ["-1", "65536", "metrics"])
def test_a_bad_port_is_refused(bad: str) -> None:
    with pytest.raises(InputError, match="COUNTERPOINT_OPERATOR_PORT is a whole number from 0 to 65535"):
        read(COUNTERPOINT_OPERATOR_PORT=bad)


def test_the_log_is_text_or_json_and_nothing_else() -> None:
    assert read(COUNTERPOINT_LOG_FORMAT="JSON").log_format == "json"
    with pytest.raises(InputError, match='COUNTERPOINT_LOG_FORMAT is one of text, json, not "xml"'):
        read(COUNTERPOINT_LOG_FORMAT="xml")


def test_the_time_to_stop_is_read() -> None:
    assert (read().grace, read(COUNTERPOINT_STOP_SECONDS="60").grace) == (10, 60)


def test_a_level_that_there_is_not_is_refused() -> None:
    with pytest.raises(InputError, match='one of debug, info, warning, error, not "loud"'):
        read(COUNTERPOINT_LOG="loud")


def test_debug_is_stronger_than_the_environment() -> None:
    settings = ProgramSettings.read({"COUNTERPOINT_LOG": "error"}, data=DATA, debug=True)
    assert settings.level == logging.DEBUG
