"""The census is checked as SSDA903 is."""

import json

from kith.filechecks import kept
from kith.filechecks.models import FileCheck
from kith.filechecks.tests.making import a_census, checked, checked_census, files

State = FileCheck.State
NO_SEX = a_census(Sex="7")


def test_a_census_is_read_checked_and_kept(analyst):
    made = checked_census(analyst, NO_SEX)
    found = kept.result(made)
    assert (made.collection, made.state) == ("cin", State.DONE)
    assert "ann1" in found.issues["child"].to_list() and set(found.issues["file"]) <= {"census.xml", None}
    assert json.loads(found.file(".json"))["return"] == "CIN" and found.file(".xlsx")[:2] == b"PK"


def test_a_second_check_of_the_census_says_what_is_mended(analyst):
    first, second = checked_census(analyst, NO_SEX), checked_census(analyst, later=5)
    assert second.compared_with == first and second.counts["mended"] >= 1
    assert second.counts["new"] == 0 and second.counts["not_asked_again"] == 0


def test_the_census_is_not_compared_with_the_other_return(analyst):
    checked(analyst, files(), year="2025-26")
    assert checked_census(analyst, later=5).compared_with is None


def test_files_that_are_no_census_say_what_was_wanted(analyst):
    made = checked_census(analyst, {"letter.xml": b"<Letter/>"})
    assert made.state == State.FAILED and "There is no children in need census in letter.xml" in made.failure
    assert kept.unread(made).height


def test_draft_rules_are_marked_as_drafts(analyst):
    new = a_census()["census.xml"].decode().replace("2026", "2027").replace("2025", "2026").encode()
    made = checked(analyst, {"census.xml": new}, collection="cin", year="2026-27")
    assert any("Draft rules" in note for note in made.notes)
