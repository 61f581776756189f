"""Files: handed over in three steps, taken in a moment later, and shown in blocks only then."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.doubles.slack.calls import Call
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.posting import as_json, message_body
from tests.doubles.slack.records import Json, Message
from tests.doubles.slack.world import World

LOOKS = 1
"""How often `files.info` is asked in vain before Slack has taken a file in."""
MIMETYPES = {"png": "image/png", "svg": "image/svg+xml", "json": "application/json"}


def known(world: World, title: str, content: bytes, *, mimetype: str) -> Json:
    """A file that is there, whoever brought it."""
    name = world.name("F")
    place = f"{world.address}/files/{name}/{title}"
    facts: Json = {
        "id": name,
        "name": title,
        "title": title,
        "mimetype": mimetype,
        "filetype": title.rpartition(".")[2],
        "size": len(content),
        "url_private": place,
        "url_private_download": place,
    }
    world.files[name] = (facts, content)
    return facts


def check_pictures(world: World, part: Any) -> None:
    """Refuse blocks that show a file which Slack does not know, has not taken in, or which is no picture.

    Raises:
        Refusal: `invalid_blocks`.
    """
    for name in _shown(part):
        facts = world.files.get(name, ({}, b""))[0]
        if not str(facts.get("mimetype", "")).startswith("image/"):
            raise Refusal(error="invalid_blocks", messages=["invalid slack file [json-pointer:/slack_file]"])


def take(world: World, name: str, content: bytes) -> bool:
    """Take the bytes of a file; False where no such file was announced."""
    if name not in world.announced:
        return False
    title, length = world.announced[name]
    if len(content) != length:
        world.complain(f"upload: {len(content)} bytes instead of the announced {length}")
    world.files[name] = ({"id": name, "name": title, "title": title, "mimetype": "", "size": length}, content)
    return True


def _shown(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for one in part:
            yield from _shown(one)
    elif isinstance(part, dict):
        if isinstance(part.get("slack_file"), dict):
            yield str(part["slack_file"].get("id"))
        for one in part.values():
            yield from _shown(one)


def _announce(call: Call) -> Json:
    title, length = str(call.needed("filename")), int(call.needed("length"))
    name = call.world.name("F")
    call.world.announced[name] = (title, length)
    return {"file_id": name, "upload_url": f"{call.world.address}/upload/{name}"}


def _complete(call: Call) -> Json:
    files = call.needed("files")
    listed = json.loads(files) if isinstance(files, str) else files
    for one in listed:
        if one["id"] not in call.world.files or one["id"] not in call.world.announced:
            raise Refusal(error="file_not_found")
        if call.arguments.get("channel_id"):
            _post(call, call.world.files[one["id"]][0])
        call.world.looks[one["id"]] = LOOKS
    return {"files": [{"id": one["id"], "title": one.get("title")} for one in listed]}


def _post(call: Call, facts: Json) -> None:
    """Show a file as a message of its own, in a conversation that the bot is in."""
    if MIMETYPES.get(str(facts["name"]).rpartition(".")[2], "").startswith("image/"):
        call.world.complain("files.completeUploadExternal: the picture is posted, and shown by a block, too")
    channel = call.world.channels.get(str(call.arguments["channel_id"]))
    if channel is None or not (channel.kind == "im" or channel.bot_in):
        raise Refusal(error="channel_not_found")
    ts = call.world.ts()
    body = {**message_body(call.team, ts, {"text": f"[file] {facts['name']}"}), "files": [facts]}
    message = Message(channel=channel.id, ts=ts, body=body, author=call.team.bot_user, interaction=None)
    call.world.messages[channel.id, ts] = message
    call.world.show("message", None, as_json(message))


def _info(call: Call) -> Json:
    name = str(call.needed("file"))
    if name not in call.world.files:
        raise Refusal(error="file_not_found")
    facts = call.world.files[name][0]
    looks = call.world.looks.get(name, 0)
    if name in call.world.announced and looks == 0:
        facts["mimetype"] = MIMETYPES.get(str(facts["name"]).rpartition(".")[2], "text/plain")
    call.world.looks[name] = max(0, looks - 1)
    return {"file": facts, "comments": []}


METHODS: dict[str, Callable[[Call], Json]] = {
    "files.getUploadURLExternal": _announce,
    "files.completeUploadExternal": _complete,
    "files.info": _info,
}
