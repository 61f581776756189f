"""The double's gateway, with a bot on the real library: who gets in, what is replayed, what comes twice."""

import asyncio
import json
import zlib
from collections.abc import Iterator
from subprocess import PIPE
from typing import Any

import aiohttp
import pytest

from tests.doubles.discord.driver import DiscordService, Disturbance, Impossible
from tests.doubles.discord.sample_bot import bot_on, service_with_bot


@pytest.fixture(scope="module")
def running() -> Iterator[DiscordService]:
    with service_with_bot() as service:
        yield service


@pytest.fixture
def service(running: DiscordService) -> Iterator[DiscordService]:
    yield running
    running.forgive()


@pytest.mark.parametrize("how", ["cut", "close", "reconnect", "invalidate"])
def test_what_happens_while_the_line_is_down_is_replayed_after_a_resume(
    service: DiscordService, how: Disturbance
) -> None:
    ada = service.person("Ada")
    before = service.statistics["gateway"]
    with service.resumes_held():
        assert service.disturb(how) == 1
        asked = [ada.slash_without_waiting("counter", claim=str(number)) for number in range(3)]
    for number, one in enumerate(asked):
        assert one.wait_for_answer().text == f"against {number} on none"
    after = service.statistics["gateway"]
    assert after["resumes"] == before["resumes"] + 1
    assert after["identifies"] == before["identifies"]
    assert [one.answers for one in service.timings[-3:]] == [1, 1, 1]
    assert service.complaints == []


def test_a_session_that_is_forgotten_begins_anew(service: DiscordService) -> None:
    before = service.statistics["gateway"]
    service.disturb("forget")
    service.wait_for_gateway("identifies", before["identifies"] + 1)
    assert service.statistics["gateway"]["resumes"] == before["resumes"]
    assert service.person("Ada").slash("counter", claim="a").text == "against a on none"


def test_an_event_that_comes_twice_is_the_same_interaction(service: DiscordService) -> None:
    shown = service.person("Ada").slash("counter", claim="a", times=2)
    assert shown.text == "against a on none"
    service.wait_for_refusal(40060)
    [timing] = service.timings[-1:]
    assert (timing.deliveries, timing.first_responses, timing.answers) == (2, 1, 1)
    service.forgive()
    assert service.repeat() == 1
    service.wait_for_refusal(40060)


def test_servers_come_and_go(service: DiscordService) -> None:
    club = service.server("Another Club")
    bob = service.person("Bob", server=club)
    assert bob.slash("counter", claim="a").text == "against a on none"
    service.fail_server(club)
    service.restore_server(club)
    assert bob.slash("counter", claim="b").text == "against b on none"
    service.remove_bot(club)
    with pytest.raises(Impossible, match="not in this server"):
        bob.slash("counter", claim="c")


def test_privileged_intents_are_refused() -> None:
    with DiscordService.started() as service, bot_on(service, "--privileged", errors=PIPE) as process:
        _, errors = process.communicate(timeout=30)
        assert "PrivilegedIntentsRequired" in errors
        [complaint] = service.complaints
        assert complaint.endswith("MESSAGE_CONTENT")


def test_a_wrong_token_is_refused() -> None:
    with DiscordService.started() as service, bot_on(service, "--wrong-token", errors=PIPE) as process:
        _, errors = process.communicate(timeout=30)
        assert "Improper token" in errors
        assert service.statistics["invalid_requests"] == 1


def test_each_shard_gets_the_events_of_its_servers() -> None:
    with DiscordService.started(shards=2, servers=2) as service, bot_on(service):
        service.wait_until_ready()
        people = [service.person("Ada"), service.person("Bob", server=service.server("Third"))]
        people += [service.person("Cy", server=service.server("Fourth"))]
        assert {(int(one.guild or 0) >> 22) % 2 for one in people} == {0, 1}
        for one in people:
            assert one.slash("counter", claim="a").text == "against a on none"
        assert service.statistics["gateway"]["identifies"] == 2


def said_to_gateway(service: DiscordService, *messages: dict[str, Any], query: str = "") -> list[Any]:
    """What the gateway answers to each message, the close code last where it closes."""

    async def talk() -> list[Any]:
        said: list[Any] = []
        address = service.environment["DISCORD_GATEWAY_URL"] + query
        async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
            unpack = zlib.decompressobj()
            for message in ({}, *messages):
                if message:
                    await socket.send_json(message)
                answer = await socket.receive(timeout=5)
                if answer.type is aiohttp.WSMsgType.TEXT:
                    said.append(json.loads(answer.data))
                elif answer.type is aiohttp.WSMsgType.BINARY:
                    assert answer.data.endswith(b"\x00\x00\xff\xff")
                    said.append(json.loads(unpack.decompress(answer.data)))
                else:
                    said.append(answer.data)
        return said

    return asyncio.run(talk())


def identify(service: DiscordService, **more: Any) -> dict[str, Any]:
    return {"op": 2, "d": {"token": service.environment["DISCORD_TOKEN"], "intents": 1, **more}}


@pytest.mark.parametrize("query", ["", "?compress=zlib-stream"])
def test_a_socket_is_greeted_beats_and_is_let_in(query: str) -> None:
    with DiscordService.started() as service:
        said = said_to_gateway(service, {"op": 1, "d": None}, identify(service), query=query)
        assert [one["op"] for one in said] == [10, 11, 0]
        assert said[-1]["t"] == "READY"
        assert [one["unavailable"] for one in said[-1]["d"]["guilds"]] == [True]


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([{"op": 2, "d": {"token": "wrong", "intents": 1}}], 4004),
        ([{"op": 3, "d": {}}], 4003),
        ([{"op": 77, "d": {}}], 4001),
        ([{"op": 1, "d": None}] * 121, 4008),
    ],
)
def test_misuse_of_the_gateway_closes_it(messages: list[dict[str, Any]], code: int) -> None:
    with DiscordService.started() as service:
        assert said_to_gateway(service, *messages)[-1] == code


def test_wrong_shards_and_intents_close_the_gateway() -> None:
    with DiscordService.started() as service:
        assert said_to_gateway(service, identify(service, shard=[2, 2]))[-1] == 4010
        for intent in (1 << 1, 1 << 8, 1 << 15):
            assert said_to_gateway(service, identify(service, intents=intent))[-1] == 4014
        unknown = {"op": 6, "d": {"token": service.environment["DISCORD_TOKEN"], "session_id": "x", "seq": 1}}
        assert said_to_gateway(service, unknown)[-1] == {"op": 9, "d": False}
