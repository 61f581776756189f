"""The OAuth flow as a browser and Slack's authorize page play it."""

import re
import secrets
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

import aiohttp

from tests.doubles.slack.records import Json
from tests.doubles.slack.world import World

INSTALL_PATH = "/slack/install"
REDIRECT_PATH = "/slack/oauth_redirect"
AUTHORIZE = re.compile(r'href="([^"]*oauth/v2/authorize[^"]*)"')


class Broken(Exception):
    """The bot's part of the flow is not as it should be; the message says what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the bot's link to the authorize page asks for."""

    state: str
    scopes: str
    redirect_uri: str | None


async def install(
    world: World, *, team: str, person: str, deny: bool, state: str | None, cookie: bool
) -> Json:
    """Open the bot's install page, approve or deny, and come back; `state` forges one, `cookie=False` loses it."""
    jar = aiohttp.DummyCookieJar()
    async with aiohttp.ClientSession(cookie_jar=jar) as session:
        async with session.get(f"{world.bot_address}{INSTALL_PATH}", allow_redirects=False) as page:
            asked = _authorize_link(world, page.headers.get("Location"), await page.text())
            cookies = _cookies(page.headers.getall("Set-Cookie", [])) if cookie else ""
        answer = {
            "state": asked.state if state is None else state,
            **_decide(world, asked, team, person, deny=deny),
        }
        back = asked.redirect_uri or f"{world.bot_address}{REDIRECT_PATH}"
        if not back.startswith(str(world.bot_address)):
            back = urljoin(str(world.bot_address), urlsplit(back).path)
        headers = {"Cookie": cookies} if cookies else {}
        address = f"{back}?{urlencode(answer)}"
        async with session.get(address, headers=headers, allow_redirects=False) as page:
            return {
                "status": page.status,
                "body": await page.text(),
                "location": page.headers.get("Location"),
                "scopes": asked.scopes,
                "state": asked.state,
                "callback": address,
            }


def _authorize_link(world: World, location: str | None, body: str) -> Asked:
    """Read the link to the authorize page from a redirect or the install page.

    Raises:
        Broken: when there is none, or it asks for something else than the manifest.
    """
    if location is None:
        found = AUTHORIZE.search(body)
        if found is None:
            raise Broken(f"the install page has no link to the authorize page: {body[:300]}")
        location = found.group(1).replace("&amp;", "&")
    query = {key: values[0] for key, values in parse_qs(urlsplit(location).query).items()}
    if query.get("client_id") != world.client_id:
        raise Broken(f"wrong client_id in {location}")
    if not query.get("state"):
        raise Broken(f"no state in {location}")
    strange = set(query.get("scope", "").split(",")) - world.manifest.scopes
    if strange:
        raise Broken(f"scopes that the manifest does not have: {', '.join(sorted(strange))}")
    return Asked(state=query["state"], scopes=query["scope"], redirect_uri=query.get("redirect_uri"))


def _decide(world: World, asked: Asked, team: str, person: str, *, deny: bool) -> dict[str, str]:
    if deny:
        return {"error": "access_denied"}
    code = secrets.token_hex(12)
    world.codes[code] = {
        "team": team,
        "person": person,
        "scope": asked.scopes,
        "redirect_uri": asked.redirect_uri,
    }
    return {"code": code}


def _cookies(lines: list[str]) -> str:
    """The cookies as a browser sends them back; over plain HTTP a test must, too, for `Secure` ones."""
    found: SimpleCookie = SimpleCookie()
    for line in lines:
        found.load(line)
    return "; ".join(f"{name}={one.value}" for name, one in found.items())
