"""Practice, matches and blind spots at the command line and in `chat`, typed or from a pipe."""

import json
from pathlib import Path
from typing import Any

from tests.program import counterpoint

DEAR = "SB-007"
NOT_DEAR = "The bridge is not too expensive, for the ferry costs the county more each year."


def said(data: Path, *lines: str) -> list[Any]:
    done = counterpoint("chat", "--json", data=data, lines="\n".join(lines) + "\n")
    assert done.status == 0
    return [json.loads(line) for line in done.out.splitlines()]


def test_the_line_after_a_claim_is_the_answer_to_it(own_library: Path) -> None:
    asked, graded, other = said(own_library, f"/drill {DEAR}", NOT_DEAR, "/topics")
    assert asked["claim"]["id"] == graded["claim"]["id"] == DEAR
    assert (graded["answer"], graded["verdict"]) == (NOT_DEAR, "counters")
    assert "SB-001" in [one["id"] for one in graded["met"]]
    assert graded["comes_back"] > "2026"
    assert other["command"] == "topics"


def test_a_command_after_a_claim_is_a_command(own_library: Path) -> None:
    asked, topics, late = said(own_library, f"/drill {DEAR}", "/topics", "what now")
    assert (asked["command"], topics["command"]) == ("drill", "topics")
    assert "error" in late


def test_a_claim_is_given_by_one_run_and_answered_by_the_next(own_library: Path) -> None:
    first = counterpoint("drill", "skerry-bridge", "--json", data=own_library).object
    again = counterpoint("drill", "skerry-bridge", "--json", data=own_library).object
    assert first["claim"] == again["claim"]
    graded = counterpoint("drill", "--answer", "That is not so.", "--json", data=own_library).object
    assert graded["claim"] == first["claim"]
    following = counterpoint("drill", "skerry-bridge", "--json", data=own_library).object
    assert following.get("claim") != first["claim"]
    due = counterpoint("drill", "--do", "due", "--json", data=own_library).object["due"]
    assert first["claim"]["id"] in [one["quote"] for one in due["later"]]


def test_wrong_input_is_one_line(own_library: Path) -> None:
    for words, sentence in (
        (("drill", "--answer", "hello"), "There is no claim to answer just now; /drill gives one."),
        (("drill", "--rate", "wonderful"), "rate is again, hard, good or easy, not “wonderful”."),
        (("drill", "SB-999"), 'There is no quote "SB-999"'),
        (("drill", DEAR, "--answer", "..."), "A claim needs words"),
        (("blindspots",), "counterpoint blindspots needs TOPIC"),
    ):
        done = counterpoint(*words, data=own_library)
        assert done.status == 2
        assert sentence in done.complaint


def test_what_is_kept_of_practice_is_told_and_deleted(own_library: Path) -> None:
    counterpoint("drill", DEAR, "--do", "answers", data=own_library)
    kept = counterpoint("privacy", "--json", data=own_library).object
    assert [(one["quote"], one["rating"]) for one in kept["cards"]] == [(DEAR, "again")]
    assert counterpoint("privacy", "delete", "--json", data=own_library).object["cards"] == []
    counterpoint("drill", DEAR, "--do", "answers", data=own_library)
    counterpoint("source", "remove", "ferry.txt", data=own_library)
    assert counterpoint("privacy", "--json", data=own_library).object["cards"] == []


def test_blind_spots_are_listed_for_people_and_for_scripts(library: Path) -> None:
    found = counterpoint("blindspots", "skerry-bridge", "--json", data=library).object
    assert found["looked_at"]["sources"] == 2
    assert found["looked_at"]["examined"] > 0
    assert found["newest"]["date"] == "2024-06-09"
    shown = counterpoint("blindspots", "skerry-bridge", data=library)
    assert shown.status == 0
    assert shown.out.startswith("Evidence wanted on skerry-bridge")
    assert all(sentence in " ".join(shown.out.split()) for sentence in found["wanted"])
    nothing = counterpoint("blindspots", "bananas", "--json", data=library)
    assert (nothing.status, nothing.object["notice"]) == (0, "The sources say nothing on bananas.")


def test_a_match_is_set_up_for_two_names(library: Path) -> None:
    motion = "This house would build the bridge to Skerry Island"
    done = counterpoint("clash", motion, "--for", "Ann", "--against", "Bo", "--json", data=library).object
    assert (done["match"]["for"], done["match"]["against"]) == ("Ann", "Bo")
    assert len(done["for"]) == len(done["against"]) > 0
    shown = counterpoint("clash", motion, "--for", "Ann", "--against", "Bo", data=library).out
    assert "For the motion: Ann" in shown
    assert "opening speech, 4 minutes" in shown
