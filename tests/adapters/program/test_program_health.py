"""Health, readiness and metrics at the operator's port, and `counterpoint healthcheck`, which asks there."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.program.health import Health
from adapters.program.metrics import Metrics
from adapters.program.operators import listening
from adapters.program.settings import OperatorSettings
from bot.host import CannotStart
from knowledge.library import Library
from tests.program import counterpoint

SET = OperatorSettings(port=0)


def asked(
    data: Path, path: str, *, before: Callable[[Health, Metrics], None] = lambda *_: None, method: str = "GET"
) -> tuple[int, str]:
    """The status and the body that the operator's port answers with."""

    async def whole() -> tuple[int, str]:
        metrics = Metrics()
        health = Health(library=library, data=data, metrics=metrics)
        before(health, metrics)
        try:
            async with (
                listening(SET, health, metrics) as port,
                ClientSession() as session,
                session.request(method, f"http://127.0.0.1:{port}{path}") as answer,
            ):
                return answer.status, await answer.text()
        finally:
            health.close()

    with closing(Library(data)) as library:
        library.installation.set_mark("run started", "now")
        return asyncio.run(whole())


def served(health: Health, metrics: Metrics) -> None:
    health.models = True
    health.expect("Discord")
    metrics.connected(platform="discord", connections=2)
    health.up("Discord")


def test_a_program_whose_event_loop_moves_is_healthy(tmp_path: Path) -> None:
    assert asked(tmp_path, "/healthz") == (200, '{"alive": true, "stopping": false}')


def test_it_is_ready_when_the_store_opens_the_models_are_loaded_and_platforms_connected(
    tmp_path: Path,
) -> None:
    status, told = asked(tmp_path, "/readyz", before=served)
    assert status == 200
    assert '"missing": []' in told
    assert '"platforms": {"discord": "connected"}' in told


@pytest.mark.parametrize(
    ("missing", "spoil"),
    [
        ("models", lambda health, _: setattr(health, "models", False)),
        ("discord", lambda health, _: health.down("Discord")),
        ("discord", lambda _, metrics: metrics.connected(platform="discord", connections=0)),
        ("slack", lambda health, _: health.expect("Slack")),
        ("taking questions", lambda health, _: setattr(health, "stopping", True)),
    ],
)
def test_it_says_what_is_missing_where_it_is_not_ready(
    tmp_path: Path, missing: str, spoil: Callable[[Health, Metrics], None]
) -> None:
    def before(health: Health, metrics: Metrics) -> None:
        served(health, metrics)
        spoil(health, metrics)

    status, told = asked(tmp_path, "/readyz", before=before)
    assert status == 503
    assert f'"missing": ["{missing}"]' in told


def test_a_store_that_does_not_open_is_missing(tmp_path: Path) -> None:
    def before(health: Health, metrics: Metrics) -> None:
        served(health, metrics)
        for place in tmp_path.glob("installation.db*"):
            place.write_bytes(b"no database" * 500)

    status, told = asked(tmp_path, "/readyz", before=before)
    assert status == 503
    assert '"missing": ["store"]' in told


def test_metrics_are_told_in_the_words_of_prometheus(tmp_path: Path) -> None:
    status, told = asked(tmp_path, "/metrics", before=served)
    assert status == 200
    assert "# TYPE counterpoint_questions_total counter" in told
    assert 'counterpoint_platform_connections{platform="discord"} 2.0' in told
    assert "counterpoint_ready 1.0" in told


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/readyz"), ("GET", "/"), ("GET", "/e/x/"), ("DELETE", "/metrics")]
)
def test_there_is_nothing_else_at_the_operators_port(tmp_path: Path, method: str, path: str) -> None:
    assert asked(tmp_path, path, method=method)[0] in (404, 405)


def test_the_data_folder_is_looked_at_in_the_background(tmp_path: Path) -> None:
    metrics = Metrics()

    async def until_counted() -> None:
        counting = asyncio.create_task(health.count())
        while metrics.registry.get_sample_value("counterpoint_store_looked_at_seconds") == 0:
            await asyncio.sleep(0.01)
        counting.cancel()

    with closing(Library(tmp_path)) as library:
        health = Health(library=library, data=tmp_path, metrics=metrics)
        library.workspace("discord-1").sources()
        (tmp_path / "workspaces" / "slack-T1.db.damaged-20260101T000000000000Z").write_bytes(b"x")
        asyncio.run(until_counted())
        health.close()
    names = ("workspaces", "workspaces_set_aside", "workspaces_unfinished")
    seen = [metrics.registry.get_sample_value(f"counterpoint_{name}") for name in names]
    assert seen == [1, 1, 0]
    assert (metrics.registry.get_sample_value("counterpoint_store_bytes") or 0) > 4096


def test_a_port_that_is_taken_is_told_in_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, closing(Library(tmp_path)) as library:
        metrics = Metrics()
        health = Health(library=library, data=tmp_path, metrics=metrics)
        settings = OperatorSettings(port=taken.getsockname()[1])

        async def listen() -> None:
            async with listening(settings, health, metrics):
                raise AssertionError("it listens at a port that is taken")

        with pytest.raises(CannotStart, match="set COUNTERPOINT_OPERATOR_PORT to another"):
            asyncio.run(listen())
        health.close()


def test_healthcheck_says_what_to_set_when_it_does_not_know_where_to_ask(tmp_path: Path) -> None:
    done = counterpoint("healthcheck", data=tmp_path)
    assert done.status == 2
    assert "COUNTERPOINT_OPERATOR_PORT is not set" in done.complaint


def test_healthcheck_fails_where_nobody_answers(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = str(probe.getsockname()[1])
    done = counterpoint("healthcheck", data=tmp_path, environment={"COUNTERPOINT_OPERATOR_PORT": port})
    assert done.status == 1
    assert f"does not answer at 127.0.0.1:{port}" in done.complaint
