"""Whom a message would notify."""

import re

from tests.doubles.discord.components import displayed_texts
from tests.doubles.discord.refusals import Payload

EVERYBODY = re.compile(r"@(everyone|here)\b")
ROLE = re.compile(r"<@&(\d+)>")
USER = re.compile(r"<@!?(\d+)>")


def mentioned_users(text: str) -> list[str]:
    return list(dict.fromkeys(USER.findall(text)))


def pinged(message: Payload, allowed: Payload | None, *, replied_to: str | None = None) -> list[str]:
    """Everybody whom this message would notify: `everyone`, `here`, `role:ID`, `user:ID`.

    Mentions inside code count too: stricter than the platform, since what stands there may be cut.
    """
    text = "\n".join([message.get("content") or "", *displayed_texts(message.get("components") or [])])
    found = [(kind, kind) for kind in EVERYBODY.findall(text)]
    found += [("roles", one) for one in ROLE.findall(text)]
    found += [("users", one) for one in mentioned_users(text)]
    names = [_name(kind, one) for kind, one in found if _allowed(allowed, kind, one)]
    if replied_to and (allowed is None or allowed.get("replied_user")):
        names.append(f"user:{replied_to}")
    return list(dict.fromkeys(names))


def _allowed(allowed: Payload | None, kind: str, one: str) -> bool:
    if allowed is None:
        return True
    parsed = allowed.get("parse") or []
    if kind in {"everyone", "here"}:
        return "everyone" in parsed
    return kind in parsed or one in map(str, allowed.get(kind) or [])


def _name(kind: str, one: str) -> str:
    return {"roles": f"role:{one}", "users": f"user:{one}"}.get(kind, one)
