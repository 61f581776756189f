"""From a quote in Slack to its page, and back to nothing once an admin closes the links."""

from pathlib import Path

from tests.chats.pages_of import links_in, opened, served
from tests.chats.shelving import Shelve
from tests.chats.slack_program import CLAIM, Office, slack_program
from tests.doubles.slack.driver import SlackService


def test_every_quote_leads_to_its_page_until_an_admin_closes_the_links(
    shelve: Shelve, tmp_path: Path
) -> None:
    with (
        SlackService.started() as service,
        slack_program(tmp_path, shelve, service=service, over=served()) as program,
    ):
        office = Office.opened(program)
        ada, mo = office.member(), office.admin()
        links = links_in(ada.slash("/counter", f"{CLAIM} --limit 2").raw)
        assert links
        status, page = opened(links[0])
        assert status == 200
        assert "<mark>" in page
        assert "Only moderators" in ada.slash("/pages", "revoke").text
        assert opened(links[0])[0] == 200
        closed = mo.slash("/pages", "revoke").press("Yes, close them")
        assert opened(links[0])[0] == 410
        assert opened(links_in(closed.raw)[0])[0] == 200
        program.assert_nothing_amiss()
