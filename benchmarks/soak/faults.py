"""What goes wrong, one thing every so many seconds: each fault is made, held for a moment, and undone."""

import hashlib
import json
import random
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from benchmarks.soak.inventing import invented
from benchmarks.soak.scene import Scene
from knowledge.storage.restoring import restore
from tests.knowledge.reading.test_bombs import BOMBS
from tests.program import counterpoint

EDITS, POSTS, CALLBACKS = "PATCH /webhooks/*", "POST /channels/*", "POST /interactions/*"
RECONNECTING: Final = 6.0
"""Seconds after a line was cut in which what is sent over it may be too late."""
HELD: Final = 6.0
"""Seconds for which a fault that lasts is held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One way in which things go wrong."""

    name: str
    make: Callable[[Scene, random.Random], None]
    weight: int = 2
    ends_the_program: bool = False
    over_socket: bool | None = None
    """Whether it can be made only while Slack is connected by a socket, or only while by HTTP."""
    needs_disk: bool = False


def fitting(scene: Scene, *, may_end: bool) -> list[Fault]:
    """The faults that can be made just now."""
    return [
        fault
        for fault in FAULTS
        if (may_end or not fault.ends_the_program)
        and fault.over_socket in (None, scene.over_socket)
        and (scene.has_disk_of_its_own or not fault.needs_disk)
    ]


def kill(scene: Scene, rng: random.Random) -> None:
    """Kill the program as a power cut would, and start it again, often by the other way to Slack."""
    scene.restart(kill=True, over_socket=rng.choice((None, True, False)))


def stop(scene: Scene, rng: random.Random) -> None:
    """Stop the program as an operator does, and start it again."""
    scene.restart(kill=False, over_socket=rng.choice((None, True, False)))


def _gateway(how: str) -> Callable[[Scene, random.Random], None]:
    def make(scene: Scene, _rng: random.Random) -> None:
        with scene.ledger.outage("gateway"):
            scene.discord.link.call("disturb", how=how, code=4000)
            time.sleep(RECONNECTING)

    return make


def drop_sockets(scene: Scene, rng: random.Random) -> None:
    """Close or cut the sockets to Slack."""
    with scene.ledger.outage("socket"):
        scene.slack.drop_sockets(rudely=rng.random() < 0.5)
        time.sleep(RECONNECTING)


def refresh_sockets(scene: Scene, _rng: random.Random) -> None:
    """Let Slack ask for new sockets."""
    with scene.ledger.outage("socket"):
        scene.slack.disconnect()
        time.sleep(RECONNECTING)


def _discord_refuses(
    kind: str, pattern: str, times: int, **more: float
) -> Callable[[Scene, random.Random], None]:
    def make(scene: Scene, _rng: random.Random) -> None:
        with scene.ledger.outage(f"{kind} in Discord"):
            asked = {"retry_after": 0.5, "status": 503, "seconds": 0.5, **more}
            scene.discord.link.call("fault", kind=kind, pattern=pattern, times=times, **asked)
            time.sleep(HELD)
            scene.discord.no_faults()

    return make


def crowd_sockets(scene: Scene, _rng: random.Random) -> None:
    """Let Slack say that too many sockets are open."""
    with scene.ledger.outage("socket"):
        scene.slack.settings(crowded=True)
        scene.slack.drop_sockets()
        time.sleep(HELD)
        scene.slack.settings(crowded=False)
        scene.slack.wait_until_connected(steady=1.0, seconds=60)


def slack_limits(scene: Scene, rng: random.Random) -> None:
    """Let Slack answer 429, to one method or to all."""
    method = rng.choice(("response_url", "chat.postMessage", "views.open", "users.info", "*"))
    with scene.ledger.outage("429 in Slack"):
        scene.slack.limit(method, calls=3, retry_after=1)
        time.sleep(HELD)
        scene.slack.limit(method, calls=0)


def deliver_four_times(scene: Scene, _rng: random.Random) -> None:
    """Deliver everything four times for a while."""
    scene.slack.duplicate(1_000, times=4)
    for chat in scene.discords:
        chat.copies = 4
    time.sleep(HELD)
    scene.slack.duplicate(0)
    for chat in scene.discords:
        chat.copies = 1


def fill_disk(scene: Scene, _rng: random.Random) -> None:
    """Fill the disk of the data folder for some seconds."""
    filler = scene.data / "filler"
    with scene.ledger.outage("disk full"), _filled(scene):
        time.sleep(HELD)
    if filler.exists():
        raise RuntimeError("the disk is still full")


@contextmanager
def _filled(scene: Scene) -> Iterator[None]:
    filler = scene.data / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            for size in (1 << 20, 1 << 12, 1 << 6):
                try:
                    while file.write(b"\0" * size) == size:
                        pass
                except OSError:
                    continue
        yield
    finally:
        filler.unlink(missing_ok=True)


def hostile_file(scene: Scene, rng: random.Random) -> None:
    """Let a moderator add a file that is made to overwhelm its reader."""
    kind = rng.choice(sorted(BOMBS))
    place = rng.choice([one for one in scene.places if one.chat.is_open])
    suffix = "docx" if BOMBS[kind][0].startswith(b"PK") else "pdf"
    done = place.do(
        "hostile file", place.chat.hand_over("Mo", f"essay-{rng.random()}.{suffix}", BOMBS[kind][0])
    )
    if place.seen(done, "⚠", "essay-", within=45) is None:
        scene.ledger.violate("unanswered", f"a hostile file ({kind}) in {place.account.workspace}")


def second_process(scene: Scene, rng: random.Random) -> None:
    """Add a source to the same folder by the command line."""
    place = rng.choice(scene.places)
    source = invented(rng, place.account.names, next(place.serials))
    file = scene.spare / source.file
    file.write_bytes(source.content)
    entry = place.account.hand_over(source)
    run = counterpoint("--workspace", place.account.workspace, "ingest", str(file), "--json", data=scene.data)
    if run.status == 0 and len(json.loads(run.out)["added"]) == 1:
        entry.standing = "in"
        scene.ledger.count("sources acknowledged")
    else:
        scene.ledger.violate("second process", f"{run.status}: {run.out or run.err}"[:500])
    file.unlink()


def back_up(scene: Scene, _rng: random.Random) -> None:
    """Back up while everybody writes, restore elsewhere, and compare."""
    before = {
        place.account.workspace: {e.source.code for e in place.account.held()} for place in scene.places
    }
    file, elsewhere = scene.spare / "backup.tar", scene.spare / "restored"
    run = counterpoint("backup", str(file), data=scene.data)
    if run.status:
        scene.ledger.violate("backup", f"{run.status}: {run.err}"[:500])
        return
    manifest, _ = restore(file, elsewhere)
    for kept in manifest.files:
        if hashlib.sha256((elsewhere / kept.path).read_bytes()).hexdigest() != kept.sha256:
            scene.ledger.violate("backup", f"{kept.path} is not what the manifest says")
    for place in scene.places:
        if before[place.account.workspace]:
            scene.checks.compare(place, elsewhere, asked=before[place.account.workspace])
    scene.ledger.count("backups restored and compared")
    shutil.rmtree(elsewhere)
    file.unlink()


def forged(scene: Scene, rng: random.Random) -> None:
    """Knock at the door for Slack with garbage: wrong signatures, old ones, broken bodies."""
    wrong: Sequence[dict[str, object]] = (
        {"secret": "another"},
        {"age": 301},
        {"age": -301},
        {"signature": "v0=" + "é" * 10},
        {"timestamp": "soon"},
    )
    for one in wrong:
        said = scene.slack.forge(json.dumps({"type": "event_callback", "n": rng.random()}), **one)
        if said["status"] != 401:
            scene.ledger.violate("forged", f"{one}: {said}"[:300])
    said = scene.slack.forge("{ broken")
    if said["status"] != 400:
        scene.ledger.violate("forged", f"broken JSON: {said}"[:300])


FAULTS: Final[tuple[Fault, ...]] = (
    Fault(name="kill -9, started again", make=kill, weight=6, ends_the_program=True),
    Fault(name="SIGTERM, started again", make=stop, weight=4, ends_the_program=True),
    Fault(name="Discord: line cut", make=_gateway("cut")),
    Fault(name="Discord: closed with 4000", make=_gateway("close")),
    Fault(name="Discord: opcode 7", make=_gateway("reconnect")),
    Fault(name="Discord: opcode 9, to resume", make=_gateway("invalidate")),
    Fault(name="Discord: opcode 9, to start anew", make=_gateway("forget")),
    Fault(name="Discord: 429 on a route", make=_discord_refuses("limit", EDITS, 4)),
    Fault(name="Discord: 429 for an hour", make=_discord_refuses("limit", EDITS, 2, retry_after=3600.0)),
    Fault(name="Discord: global 429", make=_discord_refuses("global", "*", 2)),
    Fault(name="Discord: 429 from the edge", make=_discord_refuses("edge", EDITS, 2)),
    Fault(name="Discord: a storm of 500s", make=_discord_refuses("error", "*", 12, status=500)),
    Fault(name="Discord: answers lost on the way", make=_discord_refuses("lost", "*", 4)),
    Fault(name="Discord: slow", make=_discord_refuses("slow", "*", 8, seconds=1.0)),
    Fault(name="Slack: sockets dropped", make=drop_sockets, over_socket=True, weight=4),
    Fault(name="Slack: sockets refreshed", make=refresh_sockets, over_socket=True, weight=4),
    Fault(name="Slack: too many sockets", make=crowd_sockets, over_socket=True, weight=3),
    Fault(name="Slack: 429", make=slack_limits),
    Fault(name="Slack: forged requests", make=forged, over_socket=False),
    Fault(name="everything delivered four times", make=deliver_four_times, weight=3),
    Fault(name="disk full for some seconds", make=fill_disk, weight=3, needs_disk=True),
    Fault(name="a hostile file", make=hostile_file),
    Fault(name="a second process adds", make=second_process, weight=3),
    Fault(name="backup, restored and compared", make=back_up),
)
