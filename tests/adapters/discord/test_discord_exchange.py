"""An answer arrives, once, whatever happens on its way."""

import asyncio
import logging

import aiohttp
import pytest

from adapters.discord import sending
from adapters.discord.exchange import Exchange
from adapters.discord.origins import Origin
from adapters.discord.progress import Progress
from bot.reply import Note, Reply
from tests.adapters.discord.invented_interaction import Invented, Place, refusal, written

ORIGIN = Origin(workspace="discord-7", person="42", audience="member", channel="5", locale="en-US")
PRIVATE = Reply(command="counter", data={}, pieces=(Note(text="For you alone."),), private=True)
PUBLIC = Reply(command="counter", data={}, pieces=(Note(text="For all."),), private=False)
LONG = Reply(
    command="counter", data={}, private=False, pieces=tuple(Note(text="word " * 250) for _ in range(40))
)
SERVER_ERROR, DEAD = refusal(500), refusal(401, sending.DEAD_TOKEN)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PAUSES", (0.0, 0.001, 0.0))


def delivered(invented: Invented, reply: Reply, *, placeholder: bool | None) -> list[str]:
    async def run() -> None:
        exchange = Exchange(invented.as_interaction(), ORIGIN)
        if placeholder is None:
            assert await exchange.acknowledge_press()
        else:
            assert await exchange.acknowledge(private=placeholder)
        await exchange.deliver(reply)

    asyncio.run(run())
    return invented.steps[1:]


@pytest.mark.parametrize("private", [True, False])
def test_the_answer_replaces_the_placeholder(*, private: bool) -> None:
    invented = Invented()
    assert delivered(invented, PRIVATE if private else PUBLIC, placeholder=private) == ["edit"]
    assert invented.sent[0][1] == {"ephemeral": private, "thinking": True}


@pytest.mark.parametrize("private", [True, False])
def test_a_placeholder_that_the_wrong_people_see_is_deleted(*, private: bool) -> None:
    invented = Invented()
    steps = delivered(invented, PRIVATE if private else PUBLIC, placeholder=not private)
    assert steps == ["delete", "followup"]
    assert invented.sent[-1][1]["ephemeral"] is private


def test_a_pressed_button_replaces_its_message_or_answers_beside_it() -> None:
    replacing = Reply(command="counter", data={}, pieces=PUBLIC.pieces, placement="replace", private=False)
    assert delivered(Invented(), replacing, placeholder=None) == ["edit"]
    assert delivered(Invented(), PUBLIC, placeholder=None) == ["followup"]


@pytest.mark.parametrize("how", ["expired", "refused"])
def test_a_private_answer_that_comes_too_late_is_sent_to_the_person(how: str) -> None:
    invented = Invented(expired=how == "expired")
    invented.failures["edit"] = [DEAD]
    assert delivered(invented, PRIVATE, placeholder=True) == ["person"]
    assert written(invented.sent[-1][1]) == "For you alone."


def test_a_public_answer_that_comes_too_late_is_posted() -> None:
    invented = Invented(expired=True)
    assert delivered(invented, PUBLIC, placeholder=False) == ["channel"]
    assert len(invented.sent[-1][1]["nonce"]) <= 25


def test_a_late_answer_to_somebody_who_takes_no_messages_is_not_lost_silently() -> None:
    invented = Invented(expired=True)
    invented.user = Place("person", invented.sent, [refusal(403, 50007)])
    assert delivered(invented, PRIVATE, placeholder=True) == ["channel"]
    assert "For you alone." not in written(invented.sent[-1][1])
    assert "ask again" in written(invented.sent[-1][1])


def test_a_late_answer_for_a_closed_channel_goes_to_the_person() -> None:
    invented = Invented(expired=True)
    invented.channel = Place("channel", invented.sent, [refusal(403, 50013)])
    assert delivered(invented, PUBLIC, placeholder=False) == ["person"]


def test_only_what_has_not_arrived_is_sent_another_way() -> None:
    invented = Invented()
    invented.failures["followup"] = [DEAD]
    steps = delivered(invented, LONG, placeholder=False)
    whole = delivered(Invented(), LONG, placeholder=False)
    assert steps == ["edit", *["channel"] * (len(whole) - 1)]


def test_a_broken_connection_is_tried_again() -> None:
    invented = Invented()
    invented.failures["edit"] = [aiohttp.ServerDisconnectedError(), TimeoutError()]
    assert delivered(invented, PUBLIC, placeholder=False) == ["edit"]


def test_an_answer_that_discord_does_not_take_ends_in_a_sentence() -> None:
    invented = Invented()
    invented.failures["edit"] = [SERVER_ERROR]
    assert delivered(invented, PRIVATE, placeholder=True) == ["followup"]
    assert "ask again" in written(invented.sent[-1][1])


def test_where_no_follow_up_is_taken_either_the_sentence_comes_as_a_message() -> None:
    invented = Invented()
    invented.failures = {"edit": [SERVER_ERROR], "followup": [SERVER_ERROR]}
    assert delivered(invented, PUBLIC, placeholder=False) == ["person"]


def test_outside_of_servers_with_the_bot_the_rest_goes_into_a_file() -> None:
    invented = Invented(guild=None)
    steps = delivered(invented, LONG, placeholder=False)
    assert len(steps) == 5
    assert [file.filename for file in invented.sent[-1][1]["files"]] == ["rest.txt"]


@pytest.mark.parametrize("code", [sending.ALREADY_ANSWERED, sending.UNKNOWN_INTERACTION])
def test_what_is_answered_already_is_noted_once_and_left_alone(
    code: int, caplog: pytest.LogCaptureFixture
) -> None:
    invented = Invented()
    invented.failures["defer"] = [refusal(400, code)]
    with caplog.at_level(logging.WARNING):
        exchange = Exchange(invented.as_interaction(), ORIGIN)
        assert not asyncio.run(exchange.acknowledge(private=True))
    assert len(caplog.records) == 1
    assert invented.sent == []


def test_an_acknowledgement_that_arrived_although_the_connection_broke_counts() -> None:
    invented = Invented()
    invented.failures["defer"] = [aiohttp.ServerDisconnectedError(), refusal(400, sending.ALREADY_ANSWERED)]
    assert asyncio.run(Exchange(invented.as_interaction(), ORIGIN).acknowledge(private=True))


def test_progress_is_shown_at_once_and_never_after_the_answer() -> None:
    shown: list[str] = []

    async def show(text: str) -> None:
        shown.append(text)

    async def run() -> None:
        progress = Progress(show)
        for at in range(9):
            await asyncio.to_thread(progress, f"{at}.txt", at, 9)
        await asyncio.sleep(0)
        await progress.finish()
        progress("late.txt", 8, 9)
        await asyncio.sleep(0)

    asyncio.run(run())
    assert len(shown) == 1
    assert "0.txt" in shown[0] or "8.txt" in shown[0]
