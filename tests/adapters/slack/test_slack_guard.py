"""Nothing gets through to the framework that Slack did not sign just now."""

from urllib.parse import urlencode

import pytest

from adapters.slack.guard import refusal
from tests.adapters.slack.signed_request import FORM, NOW, SECRET, signed


def answer(headers: dict[str, str], body: bytes) -> int | None:
    return refusal(headers, body, secret=SECRET, now=lambda: NOW)


@pytest.mark.parametrize(("age", "status"), [(0, None), (299, None), (-299, None), (301, 401), (-301, 401)])
def test_a_signature_is_good_for_five_minutes(age: int, status: int | None) -> None:
    assert answer(signed(b"{}", at=NOW - age), b"{}") == status


@pytest.mark.parametrize(
    "timestamp", ["", "abc", "1.5", "-5", "٣", "１７", "9" * 400, " 1700000000", "1700000000\n", "nan"]
)
def test_a_garbled_timestamp_is_turned_away(timestamp: str) -> None:
    assert answer({**signed(b"{}"), "X-Slack-Request-Timestamp": timestamp}, b"{}") == 401


@pytest.mark.parametrize("signature", ["", "v0=", "v0=é", "\udcff", "v1=abc", "v0=" + "0" * 64])
def test_a_wrong_signature_is_turned_away(signature: str) -> None:
    assert answer({**signed(b"{}"), "X-Slack-Signature": signature}, b"{}") == 401


def test_missing_headers_another_secret_and_another_body_are_turned_away() -> None:
    assert answer({}, b"{}") == 401
    assert answer(signed(b"{}", secret="other"), b"{}") == 401  # noqa: S106
    assert answer(signed(b"{}"), b"{} ") == 401


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000])
def test_signed_json_that_is_no_object_is_turned_away(body: bytes) -> None:
    assert answer(signed(body), body) == 400


@pytest.mark.parametrize("kind", ["text/plain", FORM, ""])
@pytest.mark.parametrize("body", [b"{bad", b"[bad", b"[]", b"{", b'{"a": 1} {'])
def test_what_looks_like_json_is_read_as_json_whatever_it_says_it_is(kind: str, body: bytes) -> None:
    assert answer(signed(body, kind=kind), body) == 400


@pytest.mark.parametrize(
    "body", [b"payload=", b"payload=&payload=%7B%7D", b"payload=%7B%7D&payload=", b"payload=1"]
)
def test_a_form_with_an_empty_payload_is_turned_away(body: bytes) -> None:
    assert answer(signed(body, kind=FORM), body) == 400


def test_a_form_is_read_when_its_payload_is_an_object() -> None:
    for payload, status in (('{"type": "block_actions"}', None), ("{", 400), ("[]", 400)):
        body = urlencode({"payload": payload}).encode()
        assert answer(signed(body, kind=FORM), body) == status
    slash = urlencode({"command": "/views", "text": "x"}).encode()
    assert answer(signed(slash, kind=FORM), slash) is None
