"""What people do in Slack, and what they get."""

import json
from pathlib import Path
from typing import Any

from bot.reply import Reply
from tests.adapters.slack.slack_exchange import ADMIN, Exchange, Json, exchange, shown, values_in


def test_a_command_is_answered_privately_without_unfurling(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        assert await slack.send(slack.slash("/counter", "the ferry is dear")) == {}
        (answer,) = slack.told("hook")
        assert answer["response_type"] == "ephemeral"
        assert answer["unfurl_links"] is False
        assert answer["unfurl_media"] is False
        assert answer["text"]
        assert "Against" in shown(answer)

    exchange(tmp_path, talk)


def test_the_same_delivery_has_one_effect(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        for _ in range(3):
            await slack.send(slack.slash("/topics", trigger="9.9"))
        assert len(slack.told("hook")) == 1

    exchange(tmp_path, talk)


def test_a_command_without_what_it_needs_opens_a_form(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(slack.slash("/views"))
        (opened,) = slack.told("views.open")
        view = _view(opened)
        assert opened["trigger_id"] == "1.1"
        assert view["blocks"][0]["element"]["type"] == "external_select"
        assert slack.told("hook") == []
        chosen = {"selected_option": {"value": "ferry-bridge"}, "type": "external_select"}
        await slack.send(slack.submission(view, {"cp:topic": {"cp:s:topics": chosen}}))
        (answer,) = slack.told("hook")
        assert "ferry-bridge" in shown(answer)

    exchange(tmp_path, talk)


def test_when_no_form_can_be_opened_the_command_says_what_it_needs(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        slack.refuse["views.open"] = ["expired_trigger_id"]
        await slack.send(slack.slash("/views"))
        (answer,) = slack.told("hook")
        assert "needs TOPIC" in shown(answer)

    exchange(tmp_path, talk)


def test_what_is_typed_is_offered_before_what_is_known(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        asked = {
            "type": "block_suggestion",
            "user": {"id": "U1", "team_id": "T1"},
            "team": {"id": "T1"},
            "action_id": "cp:s:topics",
            "block_id": "cp:topic",
            "value": "ferri",
        }
        options = (await slack.send(asked))["options"]
        assert [one["value"] for one in options] == ["ferri", "ferry-bridge"]

    exchange(tmp_path, talk)


def test_a_shared_answer_is_public_and_says_who_shared_it(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(slack.slash("/counter", "the ferry is dear"))
        code = next(code for code in values_in(slack.told("hook")[0]) if code.startswith("share:"))
        await slack.send(slack.press({"action_id": f"cp:b:{code}", "value": code}))
        (shared,) = slack.told("chat.postMessage")
        assert "Shared by Mara" in shown(shared)
        assert "<@" not in json.dumps(shared)

    exchange(tmp_path, talk)


def test_an_answer_is_shared_by_response_url_where_the_bot_is_no_member(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        slack.refuse["chat.postMessage"] = ["not_in_channel"]
        await slack.send(slack.slash("/counter", "the ferry is dear"))
        code = next(code for code in values_in(slack.told("hook")[0]) if code.startswith("share:"))
        await slack.send(slack.press({"action_id": f"cp:b:{code}", "value": code}))
        shared = slack.told("hook")[-1]
        assert shared["response_type"] == "in_channel"
        assert shared["replace_original"] is False
        assert "Shared by Mara" in shown(shared)

    exchange(tmp_path, talk)


def test_a_refused_layout_comes_as_plain_text_with_a_number(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        slack.refuse["hook"] = ["invalid_blocks"]
        await slack.send(slack.slash("/counter", "the ferry is dear"))
        _, plain, number = slack.told("hook")
        assert "blocks" not in plain
        assert "Against" in plain["text"]
        assert "Something went wrong" in number["text"]

    exchange(tmp_path, talk)


def test_a_dead_response_url_is_not_the_end(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        slack.refuse["hook"] = ["expired_url"]
        slack.refuse["chat.postEphemeral"] = ["not_in_channel"]
        await slack.send(slack.slash("/topics"))
        (message,) = slack.told("chat.postMessage")
        assert message["channel"] == "U0MEMBER"

    exchange(tmp_path, talk)


def test_a_mention_is_answered_in_its_thread_and_an_error_privately(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        said: Json = {"type": "app_mention", "channel": "C1", "text": "<@U0BOT> the *ferry* is dear"}
        await slack.send(slack.event(said))
        (answer,) = slack.told("chat.postMessage")
        assert (answer["channel"], answer["thread_ts"]) == ("C1", "7.7")
        assert "the ferry is dear" in shown(_parsed(answer))
        await slack.send(slack.event({**said, "text": "<@U0BOT> /veiws x"}, name="Ev2"))
        (error,) = slack.told("chat.postEphemeral")
        assert error["user"] == "U0MEMBER"

    exchange(tmp_path, talk)


def test_a_direct_message_gets_a_placeholder_that_becomes_the_answer(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        said: Json = {"type": "message", "channel_type": "im", "channel": "D1", "text": "the ferry is dear"}
        await slack.send(slack.event(said))
        (placeholder,), (answer,) = slack.told("chat.postMessage"), slack.told("chat.update")
        assert placeholder["text"].startswith("Looking")
        assert (answer["channel"], answer["ts"]) == ("D1", "8.8")

    exchange(tmp_path, talk)


def test_what_the_bot_says_itself_is_not_answered(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        own: Json = {"type": "message", "channel_type": "im", "channel": "D1", "text": "x", "bot_id": "B1"}
        changed: Json = {
            "type": "message",
            "subtype": "message_changed",
            "channel_type": "im",
            "channel": "D1",
        }
        for number, said in enumerate((own, changed)):
            await slack.send(slack.event(said, name=f"Ev{number}"))
        assert slack.calls == []

    exchange(tmp_path, talk)


def test_the_home_tab_is_published_and_its_settings_change_in_place(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(slack.event({"type": "app_home_opened", "tab": "home", "channel": "D1"}))
        view = _view(slack.told("views.publish")[0])
        menus = [block["elements"][0] for block in view["blocks"] if block["type"] == "actions"]
        menu = next(one for one in menus if one["type"] == "static_select")
        chosen = {"action_id": menu["action_id"], "selected_option": menu["options"][1]}
        here: Json = {"container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home"}}
        await slack.send(slack.press({**chosen, "type": "static_select"}, where=here))
        assert len(slack.told("views.publish")) == 2
        assert slack.told("views.open") == []

    exchange(tmp_path, talk)


def test_a_button_of_the_home_tab_answers_in_a_window(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        here: Json = {"container": {"type": "view", "view_id": "V1"}, "view": {"id": "V1", "type": "home"}}
        await slack.send(slack.press({"action_id": "cp:b:run:topics", "value": "run:topics"}, where=here))
        assert "Looking" in shown(_view(slack.told("views.open")[0]))
        (updated,) = slack.told("views.update")
        assert updated["view_id"] == "V9"
        assert "ferry-bridge" in shown(_view(updated))

    exchange(tmp_path, talk)


def test_what_is_shared_from_a_window_is_shared_where_the_window_was_opened(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(slack.slash("/counter", "the ferry is dear"))
        code = next(code for code in values_in(slack.told("hook")[0]) if code.startswith("share:"))
        came_from = json.dumps({"place": {"channel": "C1", "hook": slack.hook}})
        view = {"id": "V1", "type": "modal", "private_metadata": came_from}
        here: Json = {"container": {"type": "view", "view_id": "V1"}, "view": view}
        await slack.send(slack.press({"action_id": f"cp:b:{code}", "value": code}, where=here))
        (shared,) = slack.told("chat.postMessage")
        assert shared["channel"] == "C1"
        assert slack.told("views.update") == []

    exchange(tmp_path, talk)


def test_a_moderator_adds_a_file_with_the_form(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        await slack.send(slack.slash("/source", "add", user=ADMIN))
        view = _view(slack.told("views.open")[0])
        assert "file_input" in {block["element"]["type"] for block in view["blocks"]}
        file = {"id": "F1", "name": "new.txt", "size": 18, "url_private": f"{slack.address}/file"}
        values: Json = {"cp:file": {"cp:i": {"type": "file_input", "files": [file]}}}
        acknowledged = await slack.send(slack.submission(view, values, user=ADMIN))
        assert acknowledged["response_action"] == "update"
        assert "new.txt" in shown(_view(slack.told("views.update")[-1]))

    exchange(tmp_path, talk)


def test_an_answer_of_many_messages_outlives_the_response_url(tmp_path: Path) -> None:
    async def talk(slack: Exchange) -> None:
        from adapters.slack.delivery import ByHook
        from adapters.slack.desk import Caller
        from adapters.slack.sending import Place
        from bot.reply import Passage

        client = slack.app.client
        caller = Caller(team="T1", user="U0MEMBER", client=client, channel="C1")
        place = Place(user="U0MEMBER", channel="C1", hook=slack.hook)
        long = Reply(command="x", data={}, pieces=tuple(Passage(text="word " * 2_400) for _ in range(7)))
        delivery = ByHook(slack.desk.outlet(caller, place))
        await delivery.deliver(long, sharer=None, explain=slack.desk.explain)
        assert len(slack.told("hook")) == 5
        assert len(slack.told("chat.postEphemeral")) == 2

    exchange(tmp_path, talk)


def _view(called: Json) -> Json:
    view: Any = called["view"]
    found: Json = json.loads(view) if isinstance(view, str) else view
    return found


def _parsed(called: Json) -> Json:
    blocks = called.get("blocks")
    return {**called, "blocks": json.loads(blocks)} if isinstance(blocks, str) else called
