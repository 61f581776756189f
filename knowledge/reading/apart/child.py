"""The child process: reads one file after another, within limits, and tells what it found.

    python -m knowledge.reading.apart.child LIMITS

`LIMITS` is the JSON of a `Limits`. Requests come on standard input, replies go to standard output; both are
frames. It ends when its input ends, when nobody asks for long, and when it has read enough.
"""

import json
import os
import select
import sys
from typing import Final

from knowledge.reading.apart import frames, replies
from knowledge.reading.apart.frames import Frame
from knowledge.reading.apart.limits import Limits, allow_seconds, bind, memory_used, shut_in

IDLE: Final = 120.0
"""Seconds without a file after which a child gives its memory back."""
ENOUGH: Final = 0.5
"""Share of its memory that a child may hold behind a file, and still read another one."""


def main() -> None:
    """Serve until there is nothing more to do."""
    limits = Limits(**json.loads(sys.argv[1]))
    requests, answers = _streams()
    bind(limits)
    allow_seconds(limits)
    # What every file needs is loaded before the first one comes, and before nothing can be written any more.
    from knowledge import reading

    reading.load()
    shut_in()
    frames.write(answers.write, Frame(header={"ready": True}))
    for number in range(1, limits.files + 1):
        if not _asked_in_time(requests.fileno()):
            return
        request = frames.read(requests.read, most=reading.MAX_BYTES)
        if request is None:
            return
        allow_seconds(limits)
        reply = _reply(request, limits=limits)
        is_last = number == limits.files or memory_used() > ENOUGH * limits.memory or "failed" in reply.header
        frames.write(answers.write, Frame(header={**reply.header, "last": is_last}, body=reply.body))
        if is_last:
            return


def _streams() -> tuple["os.FileIO", "os.FileIO"]:  # type: ignore[name-defined]
    """Standard input and output for us alone: whatever a library prints goes nowhere."""
    taken = [os.fdopen(os.dup(number), mode, buffering=0) for number, mode in ((0, "rb"), (1, "wb"))]
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return taken[0], taken[1]


def _asked_in_time(stream: int) -> bool:
    """Whether a request came before the child has idled too long; Windows cannot tell, and waits."""
    return os.name == "nt" or bool(select.select([stream], [], [], IDLE)[0])


def _reply(request: Frame, *, limits: Limits) -> Frame:
    from knowledge import reading
    from knowledge.errors import UnreadableFile

    name, content = str(request.header.get("name")), request.body
    try:
        if request.header.get("task") == "read":
            reply = replies.document_frame(reading.read(content, name=name))
        else:
            reply = replies.text_frame(reading.original_text(content, name=name))
    except UnreadableFile as error:
        return Frame(header={"unreadable": str(error)})
    except MemoryError:
        return Frame(header={"failed": "memory"})
    return reply if len(reply.body) <= limits.output else Frame(header={"failed": "output"})


if __name__ == "__main__":
    main()
