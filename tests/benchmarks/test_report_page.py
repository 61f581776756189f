"""The report: a page of Markdown and figures that are the same for the same numbers."""

import re
from pathlib import Path

import pytest

from benchmarks.calibration import Bin
from benchmarks.figures import Bars, Dots, Figure, Reliability
from benchmarks.page import anchor, page_of, summary, table_of, write
from benchmarks.product import NAME
from benchmarks.report import Finding, Order, Section, Table, said
from benchmarks.resampling import Interval

DOCS = Path(__file__).parents[2] / "docs"
LIKELY = Interval(mean=0.5, low=0.4, high=0.6)
FIGURES: tuple[Figure, ...] = (
    Bars(name="bars", title="Ferries", groups=(("ndcg@10", (("BM25", LIKELY), (NAME, LIKELY))),)),
    Dots(name="dots", title="Bridges", rows=(("Q1", (("BM25", 0.2), (NAME, 0.7))),)),
    Reliability(
        name="curve", title="Kept words", curves=((NAME, (Bin(count=3, confidence=0.4, right=0.5),)),)
    ),
)
SECTION = Section(
    title="Are ferries found?",
    about="Two ferries.",
    findings=(Finding(what="ferries found", ours=LIKELY, against="BM25", gained=LIKELY),),
    tables=(Table(title="Ferries", columns=("way", "ndcg@10"), rows=((NAME, LIKELY), ("a|b", None))),),
    figures=FIGURES,
    limits="Few ferries.",
)


def test_a_page_is_written_with_its_figures_beside_it_and_links_to_them(tmp_path: Path) -> None:
    write(tmp_path / "quality.md", [SECTION], order=Order(shared=tmp_path), troubles=[])
    page = (tmp_path / "quality.md").read_text(encoding="utf-8")
    assert "- [Are ferries found?](#are-ferries-found)" in page
    for figure in FIGURES:
        assert f"(quality/{figure.name}.svg)" in page
        assert "<svg" in (tmp_path / "quality" / f"{figure.name}.svg").read_text(encoding="utf-8")


def test_the_same_numbers_give_the_same_figures(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(tmp_path / f"{name}.md", [SECTION], order=Order(shared=tmp_path), troubles=[])
    for figure in FIGURES:
        drawn = [(tmp_path / name / f"{figure.name}.svg").read_bytes() for name in ("one", "other")]
        assert drawn[0] == drawn[1]


def test_figures_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    (tmp_path / "quality").mkdir()
    (tmp_path / "quality" / "old.svg").touch()
    write(tmp_path / "quality.md", [], order=Order(shared=tmp_path), troubles=[])
    assert list((tmp_path / "quality").iterdir()) == []


def test_a_page_says_what_was_not_measured_and_that_it_is_a_sample(tmp_path: Path) -> None:
    order = Order(shared=tmp_path, sample=50)
    write(tmp_path / "quality.md", [], order=order, troubles=["failed claims: no model"])
    page = (tmp_path / "quality.md").read_text(encoding="utf-8")
    assert "**Only a sample**: at most 50 rows" in page
    assert "**Not measured**: failed claims: no model" in page


def test_a_table_shows_numbers_flush_right_and_keeps_its_columns() -> None:
    assert table_of(SECTION.tables[0]).splitlines()[2:] == [
        "| way | ndcg@10 |",
        "|---|---:|",
        f"| {NAME} | 0.500 [0.40, 0.60] |",
        "| a\\|b | - |",
    ]


def test_a_section_says_what_stands_out_before_its_tables() -> None:
    page = page_of(SECTION, figures="quality")
    order = [
        "## Are ferries found?",
        "Two ferries.",
        "- Better than BM25 (ferries found",
        "| way",
        "**Limits.** Few ferries.",
    ]
    assert sorted(order, key=page.index) == order


@pytest.mark.parametrize(
    ("low", "high", "more_is_better", "how"),
    [
        (0.1, 0.3, True, "Better than BM25"),
        (-0.3, -0.1, True, "Worse than BM25"),
        (-0.3, -0.1, False, "Better than BM25"),
        (-0.1, 0.1, True, "Within noise of BM25"),
    ],
)
def test_a_finding_never_celebrates_noise(low: float, high: float, more_is_better: bool, how: str) -> None:
    gained = Interval(mean=(low + high) / 2, low=low, high=high)
    found = Finding(what="ndcg@10", against="BM25", gained=gained, more_is_better=more_is_better)
    assert said(found).startswith(f"{how} (ndcg@10; difference ")


def test_a_finding_without_another_way_is_only_stated() -> None:
    assert said(Finding(what="silence", ours=LIKELY)) == "silence: 0.500 [0.400, 0.600]."


def test_the_headlines_of_all_sections_stand_in_one_table() -> None:
    aside = Finding(what="aside", ours=LIKELY, headline=False)
    table = summary([SECTION, Section(title="Else", about="", findings=(aside,))])
    assert [row[0] for row in table.rows] == ["ferries found"]
    assert table.rows[0][-1] == "better"


def test_an_anchor_is_what_markdown_makes_of_a_heading() -> None:
    assert anchor("Is it silent, and only there?") == "is-it-silent-and-only-there"


def test_the_report_in_the_docs_shows_the_figures_beside_it_and_no_others() -> None:
    shown = set(re.findall(r"\]\(quality/([^)]+)\)", (DOCS / "quality.md").read_text(encoding="utf-8")))
    assert shown == {path.name for path in (DOCS / "quality").iterdir()}
