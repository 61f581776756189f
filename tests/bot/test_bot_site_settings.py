"""What the operator sets for the pages, and the secret that the data folder keeps."""

import stat
from pathlib import Path

import pytest

from bot.operator.site import SECRET_FILE, SiteSettings, kept_secret, local_address, site_of
from knowledge.errors import InputError

GIVEN = "a secret of more than sixteen letters"


def read(**environment: str) -> SiteSettings | None:
    return SiteSettings.read({f"COUNTERPOINT_WEB_{name}": value for name, value in environment.items()})


def test_without_an_address_or_a_port_there_are_no_pages(tmp_path: Path) -> None:
    assert read() is None
    assert read(SECRET=GIVEN, HOST="0.0.0.0") is None  # noqa: S104
    assert site_of({}, tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_an_address_is_taken_without_the_slash_at_its_end() -> None:
    found = read(URL=" https://evidence.example/debates/ ")
    assert found is not None
    assert (found.address, found.host, found.port) == ("https://evidence.example/debates", "127.0.0.1", 8330)


def test_a_port_alone_makes_links_for_this_machine() -> None:
    found = read(PORT="9000", HOST="::")
    assert found is not None
    assert (found.address, found.named) == ("http://[::1]:9000", False)
    assert local_address("0.0.0.0", 80) == "http://127.0.0.1:80"  # noqa: S104


@pytest.mark.parametrize(
    "url",
    [
        "evidence.example",
        "ftp://x.example",
        "https://",
        "https://x.example/?a",
        "https://x.example/#a",
        "https://a b.example",
        "https://user:word@x.example",
        "https://x.example/\x07",
    ],
)
def test_an_address_that_is_none_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(InputError, match="COUNTERPOINT_WEB_URL is the address"):
        read(URL=url)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "x", "8 0"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    with pytest.raises(InputError, match="COUNTERPOINT_WEB_PORT is a port"):
        read(PORT=port)


def test_a_secret_that_can_be_guessed_is_refused_without_being_shown() -> None:
    with pytest.raises(InputError, match="too short") as refused:
        read(PORT="9000", SECRET="guess-me")  # noqa: S106
    assert "guess-me" not in str(refused.value)


def test_a_secret_may_be_given_or_stand_in_a_file(tmp_path: Path) -> None:
    place = tmp_path / "secret"
    place.write_text(f"{GIVEN}\n", encoding="utf-8")
    for found in (read(PORT="9000", SECRET=GIVEN), read(PORT="9000", SECRET_FILE=str(place))):
        assert found is not None
        assert found.secret == GIVEN
        assert GIVEN not in repr(found)


def test_the_data_folder_keeps_a_secret_that_only_its_owner_can_read(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = kept_secret(data)
    assert len(first) >= 32
    assert kept_secret(data) == first
    assert kept_secret(tmp_path / "other") != first
    assert stat.S_IMODE((data / SECRET_FILE).stat().st_mode) == 0o600
    assert [path.name for path in data.iterdir()] == [SECRET_FILE]


def test_a_secret_that_cannot_be_kept_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / SECRET_FILE).write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="holds no secret; delete it"):
        kept_secret(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read or made"):
        kept_secret(tmp_path / "file" / "data")
