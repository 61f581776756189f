"""What stands on the pages, and in which words."""

from dataclasses import replace
from itertools import pairwise

import pytest

from adapters.web.reading import language
from tests.adapters.web.web_site import Served
from tests.bot.small_library import DOCUMENT, ESSAY

PAGES = (
    "",
    "quote/FB-002",
    "quote/FB-002/counters",
    "quote/FB-002/supports",
    "source/3f2a9c1b",
    "speaker/Ines%20Okafor",
    "topic/ferry-bridge",
    "map/ferry-bridge",
    "map/FB-001",
    "sources",
    "topics",
    "search",
    "search?q=ferries+are+slow",
    "search?q=ferries&as=clash",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_title_landmarks_and_headings_in_order(path: str) -> None:
    answer = Served().below(path)
    page = answer.page
    assert answer.status == 200
    assert page.get("lang") == "en"
    assert page.findtext("head/title").endswith(" · Counterpoint")
    assert [len(page.xpath(f"//{name}")) for name in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.xpath("//a")[0].get("href") == "#main"
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_inside_the_site_leads_somewhere(path: str) -> None:
    served = Served()
    links = {link.split("#")[0] for link in served.below(path).links()}
    inside = sorted(link for link in links if link.startswith("/"))
    answers = served.asked(*inside)
    assert [link for link, one in zip(inside, answers, strict=True) if one.status not in (200, 303)] == []


def test_a_quote_is_marked_where_it_stands_and_nothing_of_it_is_changed() -> None:
    page = Served().below("quote/FB-002").page
    (mark,) = page.xpath("//mark")
    assert mark.text == "the timetable a mess"
    paragraph = page.xpath("//div[@class='paper']/p")[0]
    assert paragraph.text_content() == DOCUMENT.text
    assert "“the timetable a mess”" in page.xpath("//article")[0].text_content()


def test_a_quote_leads_to_its_speaker_its_source_and_both_sides() -> None:
    served = Served()
    links = served.below("quote/FB-002").links()
    for path in (
        "speaker/Ines%20Okafor",
        "source/3f2a9c1b",
        "quote/FB-002/counters",
        "quote/FB-002/supports",
    ):
        assert f"{served.door()}{path}" in links
    assert "https://skerry.example/ferry" in links
    assert f"{served.door()}source/3f2a9c1b?part=1#FB-002" in links


def test_what_argues_against_a_quote_never_holds_the_quote_itself() -> None:
    page = Served().below("quote/FB-001/counters").page
    found = page.xpath("//section//article//a[@class='id']/@href")
    assert [link.rsplit("/", 1)[1] for link in found] == ["FB-002", "FB-003"]
    assert "counters" in page.xpath("//span[contains(@class, 'stance')]")[0].text_content()


def test_both_sides_stand_on_the_quotes_own_page_once_they_are_known() -> None:
    served = Served()
    quote_page = f"{served.door()}quote/FB-002"
    first, _, _, again = served.asked(
        quote_page, f"{quote_page}/counters", f"{quote_page}/supports", quote_page
    )
    assert not first.page.xpath("//section[@aria-labelledby='counter']")
    assert len(again.page.xpath("//section[@aria-labelledby='counter']//article")) == 2
    assert len(again.page.xpath("//section[@aria-labelledby='support']//article")) == 1
    assert "#counter" in again.links()


def test_both_sides_are_worked_out_beforehand_while_nobody_asks() -> None:
    served = Served()
    page = f"{served.door()}quote/FB-002"
    _, later = served.asked(page, page, pause=1.5)
    assert later.page.xpath("//section[@aria-labelledby='counter']//article")
    assert [asked[0] for asked in served.workspace.asked] == ["counter", "support"]


def test_a_page_that_is_only_looked_at_works_nothing_out() -> None:
    served = Served()
    served.asked(f"{served.door()}quote/FB-002", method="HEAD", pause=1.0)
    assert served.workspace.asked == []


def test_a_source_shows_its_text_with_every_claim_as_a_link() -> None:
    served = Served()
    page = served.below("source/3f2a9c1b").page
    paper = page.xpath("//div[@class='paper']")[0]
    assert paper.text_content().strip() == DOCUMENT.text
    claims = {link.get("href").rsplit("/", 1)[1]: link.text_content() for link in paper.xpath(".//a")}
    assert claims["FB-002"] == "the timetable a mess"
    assert paper.xpath(".//*[@id='FB-003']")


def test_a_topic_sets_its_positions_side_by_side() -> None:
    page = Served().below("topic/ferry-bridge").page
    sections = page.xpath("//section[@class='position']")
    assert [one.xpath("string(.//span[@class='letter'])") for one in sections] == ["A", "B"]
    assert all(one.xpath(".//article") for one in sections)


def test_a_search_takes_words_ids_and_commands() -> None:
    served = Served()
    assert "The ferry pays for itself." in served.below("search?q=ferries+are+slow").words
    assert served.workspace.asked[-1][:2] == ("counter", "ferries are slow")
    served.below("search?q=ferries+are+slow&as=support")
    assert served.workspace.asked[-1][0] == "support"
    served.below("search?q=%2Fcounter+ferries+--limit+2")
    assert served.workspace.asked[-1] == ("counter", "ferries", None, 2)
    for words, leads in (
        ("fb-002", "quote/FB-002"),
        ("%2Fquote+fb-001", "quote/FB-001"),
        ("Ines&as=who", "speaker/Ines%20Okafor"),
        ("ferry-bridge&as=views", "topic/ferry-bridge"),
        ("%2Fsource+show+ferry.txt", "source/3f2a9c1b"),
        ("%2Ftopics", "topics"),
        ("%2Fmap+ferry-bridge", "map/ferry-bridge"),
    ):
        moved = served.below(f"search?q={words}")
        assert (moved.status, moved.headers["Location"]) == (303, f"{served.door()}{leads}")


def test_a_search_that_is_wrong_says_what_to_do_and_keeps_the_words() -> None:
    answer = Served().below("search?q=%2Fconter+x")
    assert answer.status == 400
    assert "did you mean /counter" in answer.words
    assert answer.page.xpath("//input[@name='q']/@value") == ["/conter x"]


def test_a_search_without_an_answer_says_so() -> None:
    answer = Served().below("search?q=everybody+agrees")
    assert (answer.status, "Nothing in the sources argues" in answer.words) == (200, False)
    assert "No source argues against this claim." in answer.words


@pytest.mark.parametrize("path", ["quote/NO-999", "source/nothing", "speaker/Nobody", "quote/", "elsewhere"])
def test_what_is_not_there_says_so(path: str) -> None:
    answer = Served().below(path)
    assert answer.status == 404
    assert "Nothing is here" in answer.words


def test_pages_speak_the_language_of_the_workspace_or_else_of_the_reader() -> None:
    served = Served()
    german = served.below("quote/FB-002", Accept_Language="de-AT, en;q=0.5")
    assert german.page.get("lang") == "de"
    assert "Wo es steht" in german.words
    assert german.page.xpath("//blockquote/@lang") == ["en"]
    assert "“the timetable a mess”" in german.text or "„the timetable a mess“" in german.text
    served.workspace.records.set_setting("language", "fr")
    assert served.below("", Accept_Language="de").page.get("lang") == "fr"
    assert served.get("/nowhere", Accept_Language="es").page.get("lang") == "es"


@pytest.mark.parametrize(
    ("accepted", "spoken"),
    [
        ("", "en"),
        ("de", "de"),
        ("pl, fr;q=0.4, de;q=0.7", "de"),
        ("es-419,en;q=0.9", "es"),
        ("de;q=0, en", "en"),
        ("de;q=0", "en"),
        ("de;q=much, fr", "fr"),
        (";;;,=,q=1", "en"),
        ("fr," * 400, "fr"),
    ],
)
def test_the_language_is_the_one_that_the_browser_likes_best(accepted: str, spoken: str) -> None:
    assert language(accepted) == spoken


def test_assets_are_kept_for_ever_under_names_that_change_with_them() -> None:
    served = Served()
    page = served.below("").page
    sheet, icon = page.xpath("//link[@rel='stylesheet']/@href")[0], page.xpath("//link[@rel='icon']/@href")[0]
    for path, kind in ((sheet, "text/css"), (icon, "image/svg+xml")):
        answer = served.get(path)
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith(kind)
        assert "immutable" in answer.headers["Cache-Control"]


def test_pages_stand_below_the_path_of_their_address() -> None:
    served = Served()
    served.site = replace(served.site, address="http://pages.example/evidence")
    door = served.door()
    assert door.startswith("/evidence/e/")
    answer = served.get(f"{door}quote/FB-001")
    assert answer.status == 200
    assert all(link.startswith(("/evidence/", "#", "https:")) for link in answer.links())
    assert served.get(answer.page.xpath("//link[@rel='stylesheet']/@href")[0]).status == 200


def test_a_long_list_goes_on_page_by_page_and_leaves_nothing_out() -> None:
    served = Served()
    served.workspace.kept = [replace(ESSAY, id=f"{number:06}") for number in range(60)]
    seen: list[str] = []
    path = f"{served.door()}sources"
    while path:
        page = served.get(path).page
        seen += [link.rsplit("/", 1)[1] for link in page.xpath("//ul[@class='entries']//a/@href")]
        path = "".join(page.xpath("//nav[@class='pager']/a[@rel='next']/@href"))
    assert seen == [f"{number:06}" for number in reversed(range(60))]


def test_a_map_leads_from_each_box_to_its_quote_and_can_be_read_as_text() -> None:
    served = Served()
    page = served.below("map/ferry-bridge").page
    boxes = page.xpath("//*[local-name()='svg']//*[local-name()='a']/@href")
    assert boxes == [f"{served.door()}quote/FB-00{number}" for number in (1, 3, 2)]
    lines = [one.text_content().strip() for one in page.xpath("//ul[@class='outline']/li")]
    assert len(lines) == 4
    assert "“the timetable a mess”" in lines[3]


def test_a_topic_shows_its_map_as_a_picture_that_is_loaded_only_when_it_is_seen() -> None:
    served = Served()
    (picture,) = served.below("topic/ferry-bridge").page.xpath("//img")
    assert picture.get("loading") == "lazy"
    assert "ferry-bridge" in picture.get("alt")
    answer = served.get(picture.get("src"))
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "<a " not in answer.text


def test_a_map_is_worked_out_once_for_a_page_and_again_when_the_library_changes() -> None:
    served = Served()
    path = f"{served.door()}map/ferry-bridge"
    served.asked(path, path)
    assert [one[0] for one in served.workspace.asked] == ["map"]


def test_a_map_without_an_answer_says_so() -> None:
    assert "Nothing in the sources argues for or against this." in Served().below("map/bananas").words


def test_an_empty_library_says_how_it_is_filled() -> None:
    served = Served()
    served.workspace.kept = []
    answer = served.below("")
    assert answer.status == 200
    assert "There are no sources yet" in answer.words
    assert "There are no sources yet" in served.below("sources").words


def test_a_topic_is_shown_in_numbers_for_those_who_see_and_those_who_do_not() -> None:
    page = Served().below("topic/ferry-bridge").page
    (chart,) = page.xpath("//*[local-name()='svg'][@class='chart']")
    assert chart.get("role") == "img"
    tables = page.xpath("//details//table")
    assert "Tomas Brandt" in tables[-1].text_content()
