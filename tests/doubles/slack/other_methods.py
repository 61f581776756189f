"""Who the bot is, people, conversations, OAuth."""

import base64
from collections.abc import Callable

from tests.doubles.slack.calls import Call
from tests.doubles.slack.manifest import READ
from tests.doubles.slack.messages import Refusal
from tests.doubles.slack.records import Channel, Json
from tests.doubles.slack.world import APP


def _test(call: Call) -> Json:
    return {"args": call.arguments}


def _auth_test(call: Call) -> Json:
    team = call.team
    return {
        "url": f"https://{team.domain}.slack.example/",
        "team": team.name,
        "user": "counterpoint",
        "team_id": team.id,
        "user_id": team.bot_user,
        "bot_id": team.bot_id,
        "is_enterprise_install": False,
    }


def _open_connection(call: Call) -> Json:
    return {"url": call.sockets.ticket()}


def _user(call: Call) -> Json:
    person = call.world.people.get(call.needed("user"))
    if person is None or person.team != call.team.id:
        raise Refusal(error="user_not_found")
    user: Json = {
        "id": person.id,
        "team_id": person.team,
        "name": person.name.lower(),
        "real_name": person.name,
        "deleted": False,
        "tz": person.tz,
        "profile": {"display_name": person.name, "real_name": person.name},
        "is_admin": person.admin or person.owner,
        "is_owner": person.owner,
        "is_primary_owner": False,
        "is_bot": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
    }
    # As on Slack, the locale comes only when asked for.
    if call.arguments.get("include_locale"):
        user["locale"] = person.locale
    return {"user": user}


def _conversation(call: Call) -> Json:
    channel = call.channel()
    scope = READ[channel.kind]
    if scope not in call.world.scopes:
        provided = ",".join(sorted(call.world.scopes))
        raise Refusal(error="missing_scope", more={"needed": scope, "provided": provided})
    return {"channel": _channel_json(channel)}


def _open_conversation(call: Call) -> Json:
    person = str(call.needed("users")).split(",")[0]
    if person not in call.world.people:
        raise Refusal(error="user_not_found")
    return {"channel": {"id": call.world.direct(person).id}}


def _channel_json(channel: Channel) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "is_channel": channel.kind == "channel",
        "is_group": channel.kind == "group",
        "is_im": channel.kind == "im",
        "is_private": channel.kind != "channel",
        "is_member": channel.bot_in,
        **({"user": channel.person} if channel.person else {}),
    }


def _groups(call: Call) -> Json:
    with_users = str(call.arguments.get("include_users", "")).lower() in ("1", "true")
    found = []
    for name, people in call.world.groups.items():
        users = {"users": [one for one in people if call.world.people[one].team == call.team.id]}
        found.append({"id": name, "handle": f"{name.lower()}-people", **(users if with_users else {})})
    return {"usergroups": found}


def _access(call: Call) -> Json:
    """Exchange the code of an installation for a token."""
    world = call.world
    client = call.arguments.get("client_id"), call.arguments.get("client_secret")
    if call.authorization.startswith("Basic "):
        decoded = base64.b64decode(call.authorization.removeprefix("Basic ")).decode()
        client = (decoded.partition(":")[0], decoded.partition(":")[2])
    if client[0] != world.client_id:
        raise Refusal(error="invalid_client_id")
    if client[1] != world.client_secret:
        raise Refusal(error="bad_client_secret")
    issued = world.codes.pop(str(call.arguments.get("code")), None)
    if issued is None:
        raise Refusal(error="invalid_code")
    if issued["redirect_uri"] != call.arguments.get("redirect_uri"):
        raise Refusal(error="bad_redirect_uri")
    team = world.teams[issued["team"]]
    team.active = True
    return {
        "access_token": team.bot_token,
        "token_type": "bot",
        "scope": issued["scope"],
        "bot_user_id": team.bot_user,
        "app_id": APP,
        "team": {"id": team.id, "name": team.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": issued["person"]},
    }


METHODS: dict[str, Callable[[Call], Json]] = {
    "api.test": _test,
    "auth.test": _auth_test,
    "apps.connections.open": _open_connection,
    "users.info": _user,
    "conversations.info": _conversation,
    "conversations.open": _open_conversation,
    "usergroups.list": _groups,
    "oauth.v2.access": _access,
}
