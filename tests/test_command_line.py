"""The whole program as people and scripts run it: the contract of the command line, on the real library."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.program import BRIDGE, Run, counterpoint, database_of

SOURCE_KEYS = {"id", "file", "title", "author", "outlet", "date", "url"}
QUOTE_KEYS = {
    *("id", "quote", "speaker", "attribution", "source", "start", "end", "before", "after", "evidence"),
}


def test_sources_carry_what_stands_in_them(library: Path) -> None:
    found = counterpoint("sources", "--json", data=library).object
    bridge = found["sources"][0]
    assert set(bridge) == SOURCE_KEYS | {"topic", "claims", "added", "review", "retracted", "reason"}
    assert (bridge["title"], bridge["author"], bridge["date"]) == (
        "Build the Bridge Now",
        "Mara Lind",
        "2024-05-04",
    )
    assert bridge["topic"] == "skerry-bridge"


def test_every_claim_is_word_for_word_in_its_source(library: Path, sources: list[str]) -> None:
    claims = counterpoint("claims", "--json", data=library).object["claims"]
    assert claims
    raw = {Path(place).name: " ".join(Path(place).read_text().split()) for place in sources}
    texts = {}
    for claim in claims:
        assert set(claim) >= QUOTE_KEYS
        file = claim["source"]["file"]
        if file not in texts:
            texts[file] = counterpoint("source", "show", file, "--json", data=library).object["text"]
        assert texts[file][claim["start"] : claim["end"]] == claim["quote"]
        assert " ".join(claim["quote"].split()) in raw[file]


def test_claims_know_who_speaks(library: Path) -> None:
    claims = counterpoint("claims", "--source", "ferry.txt", "--json", data=library).object["claims"]
    speakers = {claim["speaker"]["name"] for claim in claims}
    assert "Ines Okafor" in speakers
    assert {claim["source"]["file"] for claim in claims} == {"ferry.txt"}


def test_counter_argues_against_the_claim_best_first(library: Path) -> None:
    found = counterpoint("counter", "The bridge is too expensive.", "--json", data=library).object
    assert found["command"] == "counter"
    assert found["query"] == "The bridge is too expensive."
    assert any("not too expensive" in answer["quote"] for answer in found["answers"])
    scores = [answer["score"] for answer in found["answers"]]
    assert scores == sorted(scores, reverse=True)
    for answer in found["answers"]:
        assert set(answer) == QUOTE_KEYS | {"stance", "score"}
        assert set(answer["source"]) == SOURCE_KEYS
        assert set(answer["speaker"]) == {"name", "role"}
        assert answer["stance"] == "counters"
        assert 0 <= answer["score"] <= 1
        assert answer["attribution"] in {"direct", "indirect", "author"}
        assert answer["evidence"] in {"statistic", "testimony", "event", "reasoning"}


def test_counter_says_so_when_nothing_argues_against_it(library: Path) -> None:
    found = counterpoint("counter", "Chess is older than football.", "--json", data=library)
    assert found.status == 0
    assert found.object["answers"] == []
    assert found.object["notice"].endswith(".")


def test_support_keeps_to_its_limit(library: Path) -> None:
    found = counterpoint("support", "The ferry is safe.", "--limit", "1", "--json", data=library).object
    assert len(found["answers"]) == 1
    assert found["answers"][0]["stance"] == "supports"


def test_views_groups_the_topic_into_positions(library: Path) -> None:
    found = counterpoint("views", "skerry bridge", "--json", data=library).object
    assert found["topic"] == "skerry-bridge"
    assert found["positions"]
    for position in found["positions"]:
        assert position["label"]
        for quote in position["quotes"]:
            assert set(quote) == QUOTE_KEYS | {"score", "sources", "also"}
            assert quote["sources"] >= 1


def test_topics_who_quote_and_summary_answer(library: Path) -> None:
    topics = counterpoint("topics", "--json", data=library).object["topics"]
    assert "skerry-bridge" in [topic["name"] for topic in topics]
    said = counterpoint("who", "okafor", "--json", data=library).object
    assert said["speaker"]["name"] == "Ines Okafor"
    first = said["topics"][0]["quotes"][0]
    assert counterpoint("quote", first["id"].lower(), "--json", data=library).object["claim"] == first
    summary = counterpoint("source", "summary", "bridge.txt", "--json", data=library).object
    assert summary["central"]["source"]["file"] == "bridge.txt"


def test_answers_for_people_hold_the_words_and_no_colour_codes(library: Path) -> None:
    shown = counterpoint("counter", "The bridge is too expensive.", data=library)
    assert shown.status == 0
    assert "“" in shown.out
    assert "\x1b" not in shown.out


def test_verify_finds_every_quote_and_fails_on_one_that_was_changed(own_library: Path) -> None:
    good = counterpoint("verify", "--json", data=own_library)
    assert good.status == 0
    assert good.object["quotes"] > 0
    assert good.object["faults"] == []
    with sqlite3.connect(database_of(own_library)) as database:
        database.execute("UPDATE claims SET quote = 'Nobody wrote this.' WHERE key = 1")
    database.close()
    bad = counterpoint("verify", "--json", data=own_library)
    assert bad.status == 1
    assert len(bad.object["faults"]) == 1


def test_chat_answers_a_line_each(library: Path) -> None:
    lines = '/sources\n\n/counter “The bridge is too expensive.” --limit 1\n/nonsense\n/views skerry-bridge\n/counter ""\n'
    done = counterpoint("chat", "--json", data=library, lines=lines)
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["command"] for row in rows] == ["sources", "counter", "nonsense", "views", "counter"]
    assert ["error" in row for row in rows] == [False, False, True, False, True]
    assert (done.status, done.err) == (0, "")


def test_sources_can_be_edited_and_removed(own_library: Path) -> None:
    edit = (
        "source",
        "edit",
        "ferry.txt",
        "--author",
        "Ada Moss",
        "--date",
        "1 July 2024",
        "--title",
        "",
        "--json",
    )
    edited = counterpoint(*edit, data=own_library).object["source"]
    assert (edited["author"], edited["date"], edited["title"]) == ("Ada Moss", "2024-07-01", None)
    assert counterpoint("source", "remove", "ferry.txt", data=own_library).status == 0
    left = counterpoint("claims", "--json", data=own_library).object["claims"]
    assert {claim["source"]["file"] for claim in left} == {"bridge.txt"}


def test_workspaces_do_not_see_each_other(own_library: Path) -> None:
    other = counterpoint("--workspace", "other", "sources", "--json", data=own_library)
    assert other.object["sources"] == []


def test_a_source_added_twice_is_recognised(own_library: Path, sources: list[str], tmp_path: Path) -> None:
    again = counterpoint("ingest", sources[0], "--json", data=own_library)
    assert again.status == 0
    assert again.object["added"] == []
    assert "already" in again.object["skipped"][0]["reason"]
    reprint = tmp_path / "reprint.txt"
    reprint.write_text(BRIDGE.replace("4 May", "6 May") + "\nFirst published elsewhere.\n", encoding="utf-8")
    assert counterpoint("ingest", str(reprint), "--json", data=own_library).object["added"] == []
    silent = counterpoint("ingest", *sources, str(reprint), "--new", "--quiet", data=own_library)
    assert silent == Run(status=0, out="", err="")


def test_a_reader_that_has_seen_enough_is_no_error(library: Path) -> None:
    command = f"{sys.executable} -m adapters.program.main --data {library} claims | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_starts_from_any_folder_and_never_mistakes_its_own_folders_for_libraries(
    library: Path, tmp_path: Path
) -> None:
    assert counterpoint("topics", "--json", data=library, folder=tmp_path).status == 0
