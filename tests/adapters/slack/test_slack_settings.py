"""What an operator sets for Slack."""

from pathlib import Path

import pytest

from adapters.slack.settings import Settings
from knowledge.errors import InputError

BOT = {"SLACK_BOT_TOKEN": "xoxb-1"}
APP = {"SLACK_APP_TOKEN": "xapp-1"}
SIGNED = {"SLACK_SIGNING_SECRET": "s3cret"}
OAUTH = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "cs3cret"}


def read(environment: dict[str, str]) -> Settings:
    settings = Settings.read(environment)
    assert settings is not None
    return settings


def test_nothing_of_slack_is_set() -> None:
    assert Settings.read({"SLACK_API_URL": "https://slack.example/api", "HOME": "/"}) is None


def test_two_tokens_mean_socket_mode() -> None:
    settings = read({**BOT, **APP})
    assert settings.over_socket
    assert not settings.installable
    assert settings.api == "https://slack.com/api/"


def test_a_signing_secret_means_http_for_one_workspace_or_many() -> None:
    assert not read({**BOT, **SIGNED}).over_socket
    many = read({**SIGNED, **OAUTH, "SLACK_HTTP_HOST": "0.0.0.0", "SLACK_HTTP_PORT": "8080"})  # noqa: S104
    assert many.installable
    assert (many.host, many.port) == ("0.0.0.0", 8080)  # noqa: S104


def test_an_app_token_decides_for_socket_mode() -> None:
    assert not read({**BOT, **APP, **SIGNED, **OAUTH}).installable


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("xoxb-2\n", encoding="utf-8")
    assert read({"SLACK_BOT_TOKEN_FILE": str(tmp_path / "token"), **APP}).bot_token == "xoxb-2"  # noqa: S105


def test_the_address_may_be_set_with_or_without_a_slash_at_its_end() -> None:
    for address in ("http://127.0.0.1:9/api", "http://127.0.0.1:9/api/"):
        assert read({**BOT, **APP, "SLACK_API_URL": address}).api == "http://127.0.0.1:9/api/"


def test_settings_do_not_show_their_secrets() -> None:
    shown = repr(read({**BOT, **APP, **SIGNED, **OAUTH}))
    assert not any(secret in shown for secret in ("xoxb", "xapp", "s3cret"))


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        (BOT, "SLACK_APP_TOKEN"),
        (APP, "SLACK_BOT_TOKEN"),
        (SIGNED, "SLACK_BOT_TOKEN"),
        (OAUTH, "SLACK_SIGNING_SECRET"),
        ({**APP, **OAUTH}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_CLIENT_ID": "1"}, "belong together"),
        ({**BOT, "SLACK_APP_TOKEN": "xoxb-1"}, "xapp-"),
        ({**APP, "SLACK_BOT_TOKEN": "xapp-1"}, "xoxb-"),
        ({**BOT, **APP, "SLACK_API_URL": "slack.com/api"}, "SLACK_API_URL"),
        ({**BOT, **SIGNED, "SLACK_HTTP_PORT": "http"}, "SLACK_HTTP_PORT"),
        ({**BOT, **SIGNED, "SLACK_HTTP_PORT": "70000"}, "SLACK_HTTP_PORT"),
    ],
)
def test_half_set_settings_say_in_a_sentence_what_is_missing(environment: dict[str, str], says: str) -> None:
    with pytest.raises(InputError, match=says) as raised:
        Settings.read(environment)
    assert str(raised.value).endswith(".")
