"""From a quote in Discord to its page, and back to nothing once a moderator closes the links."""

from pathlib import Path

from tests.chats.discord_program import CLAIM, Club, discord_program
from tests.chats.pages_of import links_in, opened, served
from tests.chats.shelving import Shelve


def test_every_quote_leads_to_its_page_until_a_moderator_closes_the_links(
    shelve: Shelve, tmp_path: Path
) -> None:
    with discord_program(tmp_path, shelve, over=served()) as program:
        club, other = Club.founded(program), Club.founded(program)
        ada, mo = club.member(), club.moderator()
        answer = ada.slash("counter", claim=CLAIM)
        links = links_in(answer.raw)
        assert len(links) == answer.text.count("[Open](<")
        status, page = opened(links[0])
        assert status == 200
        assert links[0].rsplit("/", 1)[1] in answer.text
        assert "<mark>" in page
        elsewhere = links_in(other.member("Zoe").slash("pages").raw)[0]
        assert "only moderators" in ada.slash("pages", do="revoke").text.lower()
        assert opened(links[0])[0] == 200
        closed = mo.slash("pages", do="revoke").press("Yes, close them")
        assert opened(links[0])[0] == 410
        assert opened(links_in(closed.raw)[0])[0] == 200
        assert opened(elsewhere)[0] == 200
        assert program.refusals_and_calm() == []
