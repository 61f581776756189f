"""A small bolt app that does one thing of each kind, for tests of the double."""

import asyncio
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

Json = dict[str, Any]


def page(number: int) -> Json:
    button = {
        "type": "button",
        "action_id": "more",
        "text": {"type": "plain_text", "text": "More"},
        "value": f"{number + 1}",
    }
    words = {"type": "mrkdwn", "text": f"page {number} of *bridges* &amp; <https://news.example|ferries>"}
    return {
        "text": f"page {number}",
        "blocks": [{"type": "section", "text": words}, {"type": "actions", "elements": [button]}],
        "unfurl_links": False,
        "unfurl_media": False,
    }


def form() -> Json:
    topic = {"type": "external_select", "action_id": "topic", "min_query_length": 2}
    return {
        "type": "modal",
        "callback_id": "add",
        "notify_on_close": True,
        "title": {"type": "plain_text", "text": "Add a source"},
        "submit": {"type": "plain_text", "text": "Add"},
        "blocks": [
            {
                "type": "input",
                "block_id": "t",
                "label": {"type": "plain_text", "text": "Topic"},
                "element": topic,
            },
            {
                "type": "input",
                "block_id": "w",
                "label": {"type": "plain_text", "text": "Words"},
                "element": {"type": "plain_text_input", "action_id": "words", "max_length": 20},
            },
        ],
    }


def register(app: AsyncApp) -> None:
    """Add all handlers."""
    register_commands(app)
    register_form(app)
    register_window(app)
    register_talk(app)


def register_commands(app: AsyncApp) -> None:
    @app.command("/page")
    async def show(ack: Any, respond: Any, command: Json) -> None:
        await ack()
        await respond(**page(1), response_type=command["text"] or "ephemeral")

    @app.command("/echo")
    async def echo(ack: Any, command: Json) -> None:
        await ack(f"heard {command['text']}")

    @app.command("/slow")
    async def slow(ack: Any, command: Json) -> None:
        await asyncio.sleep(float(command["text"]))
        await ack()

    @app.command("/interim")
    async def interim(ack: Any, respond: Any) -> None:
        await ack("Looking …")
        await respond("found it", replace_original=True)

    @app.action("more")
    async def more(ack: Any, respond: Any, action: Json, body: Json) -> None:
        await ack()
        assert ("message" in body) is not body["container"]["is_ephemeral"]
        await respond(**page(int(action["value"])), replace_original=True)


def register_form(app: AsyncApp) -> None:
    @app.command("/form")
    async def show_form(ack: Any, client: Any, command: Json, respond: Any) -> None:
        await ack()
        if command["text"]:
            await asyncio.sleep(float(command["text"]))
        for _ in range(2):
            try:
                await client.views_open(trigger_id=command["trigger_id"], view=form())
            except SlackApiError as error:
                await respond(f"{error.response['error']}")
                return


def register_window(app: AsyncApp) -> None:
    @app.options("topic")
    async def topics(ack: Any, options: Json) -> None:
        number = 101 if options["value"] == "all" else 1
        text = {"type": "plain_text", "text": f"topic {options['value']}"}
        await ack(options=[{"text": text, "value": f"t{one}"} for one in range(number)])

    @app.view("add")
    async def add(ack: Any, view: Json, client: Any, body: Json) -> None:
        values = view["state"]["values"]
        if values["w"]["words"]["value"] == "nothing":
            await ack(response_action="errors", errors={"w": "too little"})
            return
        await ack()
        text = f"added to {values['t']['topic']['selected_option']['value']}"
        await client.chat_postMessage(channel=body["user"]["id"], text=text)

    @app.view_closed("add")
    async def closed(ack: Any) -> None:
        await ack()


def register_talk(app: AsyncApp) -> None:
    @app.event("app_mention")
    async def mentioned(event: Json, client: Any) -> None:
        where = event.get("thread_ts") or event["ts"]
        text = f"{len(event['text'])} characters"
        await client.chat_postMessage(channel=event["channel"], thread_ts=where, text=text)

    @app.event("message")
    async def written(event: Json, client: Any) -> None:
        if "bot_id" not in event and "message" not in event:
            await client.chat_postMessage(channel=event["channel"], text=f"got {event['text']}")

    @app.event("app_home_opened")
    async def home(event: Json, client: Any) -> None:
        header = {"type": "header", "text": {"type": "plain_text", "text": "Topics"}}
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [header]})

    @app.shortcut("ask")
    async def ask(ack: Any, client: Any, shortcut: Json) -> None:
        await ack()
        await client.views_open(trigger_id=shortcut["trigger_id"], view=form())

    @app.shortcut("find")
    async def find(ack: Any, respond: Any, shortcut: Json) -> None:
        await ack()
        await respond(f"counters of {shortcut['message']['text']}")
