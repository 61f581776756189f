"""The lines over which a rush is acknowledged: fast, and honest about everything that is not a success."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from adapters.discord import lines as module
from adapters.discord.lines import NO_ANSWER, Lines, read_head

Answering = Callable[[bytes], bytes | None]


async def post(lines: Lines, path: str) -> int:
    told = asyncio.get_running_loop().create_future()
    lines.post(path, b"{}", told.set_result)
    return int(await told)


def with_server(answering: Answering, talk: Callable[[Lines, list[bytes]], Awaitable[None]]) -> int:
    """Talk to a server that answers each request as told, None for never; how many connections were made."""
    made, heard = 0, list[bytes]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal made
        made += 1
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
                heard.append(head + await reader.readexactly(length))
                answer = answering(heard[-1])
                if answer is None:
                    await asyncio.sleep(30)
                elif not answer:
                    break
                else:
                    writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    async def run() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        lines = Lines(f"http://127.0.0.1:{port}/api/v10", user_agent="DiscordBot (invented)", most=2)
        try:
            await talk(lines, heard)
        finally:
            lines.close()
            server.close()

    asyncio.run(run())
    return made


NO_CONTENT = b"HTTP/1.1 204 No Content\r\n\r\n"


def test_many_requests_share_few_lines() -> None:
    async def talk(lines: Lines, heard: list[bytes]) -> None:
        assert await asyncio.gather(*(post(lines, f"/a/{at}") for at in range(20))) == [204] * 20
        assert len(heard) == 20
        assert min(heard).startswith(b"POST /api/v10/a/0 HTTP/1.1\r\nHost: 127.0.0.1:")
        assert b"\r\nUser-Agent: DiscordBot (invented)\r\n" in heard[0]

    assert with_server(lambda _: NO_CONTENT, talk) == 2


@pytest.mark.parametrize(
    ("answer", "status", "lines_made"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nword", 200, 1),
        (b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", 404, 1),
        (b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}", 429, 2),
        (b"HTTP/1.1 500 Oh\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 500, 2),
    ],
)
def test_every_status_is_told_and_a_line_is_used_again_only_where_it_can_be(
    answer: bytes, status: int, lines_made: int
) -> None:
    async def talk(lines: Lines, _: list[bytes]) -> None:
        assert [await post(lines, "/a") for _ in range(2)] == [status, status]

    assert with_server(lambda _: answer, talk) == lines_made


def test_a_line_that_breaks_is_told_and_the_next_request_takes_another() -> None:
    answers = iter([b"", NO_CONTENT])

    async def talk(lines: Lines, _: list[bytes]) -> None:
        assert await post(lines, "/a") == NO_ANSWER
        assert await post(lines, "/a") == 204

    assert with_server(lambda _: next(answers), talk) == 2


def test_what_waits_for_a_line_that_breaks_is_sent_over_another() -> None:
    answers = iter([b"", b"", *[NO_CONTENT] * 8])

    async def talk(lines: Lines, _: list[bytes]) -> None:
        told = await asyncio.gather(*(post(lines, "/a") for _ in range(10)))
        assert sorted(told) == [NO_ANSWER] * 2 + [204] * 8

    assert with_server(lambda _: next(answers), talk) == 4


def test_an_answer_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    monkeypatch.setattr(module, "LOOK_AGAIN", 0.01)

    async def talk(lines: Lines, _: list[bytes]) -> None:
        assert await post(lines, "/a") == NO_ANSWER

    assert with_server(lambda _: None, talk) == 1


def test_a_place_that_is_not_there_is_told_and_takes_no_line_from_others() -> None:
    async def run() -> None:
        lines = Lines("http://127.0.0.1:1/api", user_agent="x", most=1)
        for _ in range(3):
            assert await post(lines, "/a") == NO_ANSWER

    asyncio.run(run())


def test_the_head_of_an_answer_is_read() -> None:
    assert read_head(b"HTTP/1.1 204 No Content") == (204, 0)
    assert read_head(b"HTTP/1.1 200 OK\r\nContent-Length: 12") == (200, 12)
    assert read_head(b"HTTP/1.1 200 OK\r\nX: y") == (200, None)
    assert read_head(b"HTTP/1.1 200 OK\r\nX-Content-Length: 3\r\nConnection:Close") == (200, None)
