"""Slack's checks of a whole message, and what it would do to its readers."""

from dataclasses import dataclass, field
from typing import Any

from tests.doubles.slack import limits
from tests.doubles.slack.blocks import check_blocks
from tests.doubles.slack.mrkdwn import block_pings, has_link, pings_in, texts_of

Json = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Refusal(Exception):
    """An answer with `ok: false`."""

    error: str
    messages: list[str] = field(default_factory=list)
    status: int = 200
    more: Json = field(default_factory=dict)

    def as_json(self) -> Json:
        found: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            found["errors"] = self.messages
            found["response_metadata"] = {"messages": [f"[ERROR] {one}" for one in self.messages]}
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a message that Slack takes would do."""

    pings: list[str]
    unfurls: bool
    lacks_text: bool


def check_message(body: Json, *, unfurling: bool) -> Verdict:
    """Check what was sent as a message.

    Raises:
        Refusal: with Slack's error, as its API answers it.
    """
    text, blocks, attachments = body.get("text"), body.get("blocks"), body.get("attachments")
    if not (text or blocks or attachments or body.get("markdown_text")):
        raise Refusal(error="no_text")
    _check_sizes(text, blocks, attachments)
    if blocks is not None:
        problems = check_blocks(blocks, surface="message")
        if problems:
            raise Refusal(error="invalid_blocks", messages=problems)
        if sum(len(one["text"]) for one in texts_of(blocks)) > limits.ALL_BLOCK_TEXT:
            raise Refusal(error="msg_blocks_too_long")
    everything = [blocks, attachments]
    kept = body.get("unfurl_links") is not False or body.get("unfurl_media") is not False
    parsed = bool(body.get("link_names")) or body.get("parse") == "full"
    return Verdict(
        pings=pings_in(text or "", parsed=parsed) + block_pings(everything),
        unfurls=unfurling and kept and has_link(text, everything),
        lacks_text=not text,
    )


def _check_sizes(text: Any, blocks: Any, attachments: Any) -> None:
    if text is not None and not isinstance(text, str):
        raise Refusal(error="invalid_arguments", messages=["must be a string [json-pointer:/text]"])
    if len(text or "") > limits.TEXT:
        raise Refusal(error="msg_too_long")
    if blocks is not None and not isinstance(blocks, list):
        raise Refusal(error="invalid_blocks_format")
    if attachments is not None and not isinstance(attachments, list):
        raise Refusal(error="invalid_attachments")
    if len(attachments or ()) > limits.ATTACHMENTS:
        raise Refusal(error="too_many_attachments")
