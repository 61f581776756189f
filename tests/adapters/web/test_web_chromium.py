"""The pages in a real browser: for those who see them, hear them, or have nothing but a keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.adapters.web.conftest import Site

pytestmark = pytest.mark.real
PHONE, DESK, NARROW = (360, 740), (1280, 900), (320, 640)
MOST_BYTES = 100_000
KINDS = {
    "start": "",
    "quote": "quote/{quote}",
    "counters": "quote/{quote}/counters",
    "supports": "quote/{quote}/supports",
    "both": "quote/{quote}",
    "source": "source/{source}",
    "speaker": "speaker/{speaker}",
    "topic": "topic/{topic}",
    "map": "map/{topic}",
    "topics": "topics",
    "sources": "sources",
    "search": "search",
    "clash": "search?q=the+bridge+is+too+expensive&as=clash",
    "found": "search?q=the+bridge+is+too+expensive",
    "help": "search?q=%2Fhelp",
    "missing": "quote/NO-999",
}
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


@contextmanager
def opened(
    browser: Browser,
    address: str,
    *,
    size: tuple[int, int] = PHONE,
    colours: Literal["light", "dark"] = "light",
    scripts: bool = True,
) -> Iterator[Page]:
    """A page as somebody sees it, which may ask for nothing elsewhere and complain of nothing."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=colours,
        java_script_enabled=scripts,
        reduced_motion="reduce",
        locale="en",
    )
    page, said, asked = context.new_page(), list[str](), list[str]()
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    try:
        yield page
        host = "/".join(address.split("/")[:3])
        assert [url for url in asked if not url.startswith(host)] == []
        # a browser says so of every page that says by its status that something is wrong
        assert [line for line in said if "responded with a status of 4" not in line] == []
    finally:
        context.close()


@every_kind
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_to_complain_of(
    browser: Browser, served_site: Site, kind: str, colours: Literal["light", "dark"], size: tuple[int, int]
) -> None:
    with opened(browser, served_site.address(kind), size=size, colours=colours) as page:
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ["e/forged/", "nowhere"])
def test_axe_finds_nothing_on_pages_that_show_no_library(
    browser: Browser, served_site: Site, path: str
) -> None:
    root = "/".join(served_site.start.split("/")[:3])
    with opened(browser, f"{root}/{path}") as page:
        page.wait_for_selector("h1")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()


@every_kind
def test_no_page_is_wider_than_the_narrowest_phone_or_heavier_than_allowed(
    browser: Browser, served_site: Site, kind: str
) -> None:
    with opened(browser, served_site.address(kind), size=NARROW) as page:
        assert page.evaluate("document.scrollingElement.scrollWidth") <= NARROW[0]
        loaded: int = page.evaluate(
            "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
            ".filter(one => !one.name.endsWith('.svg')).reduce((sum, one) => sum + one.decodedBodySize, 0)"
        )
        assert 0 < loaded <= MOST_BYTES


@every_kind
def test_everything_can_be_reached_with_the_tab_key_and_is_seen_when_it_is(
    browser: Browser, served_site: Site, kind: str
) -> None:
    with opened(browser, served_site.address(kind)) as page:
        # a long table scrolls by keys, too
        wanted: int = page.evaluate(
            "[...document.querySelectorAll('a, input, select, button, summary, div[tabindex]')]"
            ".filter(one => one.checkVisibility()).length"
        )
        reached = [_next(page) for _ in range(wanted)]
        assert len({one["place"] for one in reached}) == wanted
        assert [one for one in reached if not one["seen"] or one["outline"] == "none"] == []


def _next(page: Page) -> dict[str, Any]:
    page.keyboard.press("Tab")
    found: dict[str, Any] = page.evaluate(
        """() => {
            const one = document.activeElement, box = one.getBoundingClientRect();
            const all = [...document.querySelectorAll('*')];
            return {
                place: all.indexOf(one), outline: getComputedStyle(one).outlineStyle,
                seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
            };
        }"""
    )
    return found


def test_the_first_link_leads_past_the_navigation(browser: Browser, served_site: Site) -> None:
    with opened(browser, served_site.start) as page:
        page.keyboard.press("Tab")
        assert page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "q"


def test_a_debate_can_be_followed_without_scripts(browser: Browser, served_site: Site) -> None:
    with opened(browser, served_site.start, scripts=False) as page:
        page.get_by_role("searchbox").fill("the bridge is too expensive")
        page.keyboard.press("Enter")
        first = page.locator(".results article").first
        words = first.locator("blockquote").inner_text().strip("“” \n")
        assert (
            words
            in "The bridge to Skerry Island is not too expensive, because the ferry costs the county more every year."
        )
        first.locator("a.id").click()
        assert words in page.locator("mark").inner_text()
        page.locator(".tabs .counter a").click()
        page.wait_for_url("**/counters")
        assert page.locator("h1").inner_text().endswith("Against this quote")
        page.go_back()
        page.get_by_role("link", name="Read on in the source").click()
        assert page.locator(".paper a.claim").count() > 2


def test_a_mistyped_command_can_be_corrected_where_it_was_typed(browser: Browser, served_site: Site) -> None:
    with opened(browser, f"{served_site.start}topics", scripts=False) as page:
        page.get_by_role("link", name="Search").click()
        page.get_by_role("searchbox").fill("/vews skerry-bridge")
        page.get_by_role("button", name="Search").click()
        assert "did you mean /views" in page.locator(".note.warning").inner_text()
        page.get_by_role("searchbox").fill("/views skerry-bridge")
        page.get_by_role("button", name="Search").click()
        assert page.locator("h1").inner_text() == "skerry-bridge"


def test_a_printed_page_holds_what_is_read_and_not_what_is_pressed(
    browser: Browser, served_site: Site
) -> None:
    with opened(browser, served_site.address(KINDS["quote"])) as page:
        page.emulate_media(media="print")
        assert page.locator("mark").is_visible()
        assert page.locator(".hero blockquote").is_visible()
        assert not page.locator(".top nav").is_visible()
        assert not page.locator(".tabs").is_visible()
