"""Checking files: asked for, done, compared, told whatever came of it, removed in time."""

import io
import zipfile
from datetime import timedelta

import polars as pl
import pytest

from kith.access.audit import Event
from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.filechecks import kept
from kith.filechecks.actions.checking import ask_again, ask_check, remove_old, remove_result
from kith.filechecks.models import FileCheck
from kith.filechecks.queries import check_before, over
from kith.filechecks.running import broken_off
from kith.filechecks.tests.making import A1, B2, NO_CODE, NO_SEX, asked, checked, files
from kith.lib.rule import Rules
from kith.reach.doing import NotPermitted
from kith.statutory.returns.asking import Refused
from kith.statutory.returns.sources import Limits
from kith.statutory.ssda903 import asking
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import a_worker

State = FileCheck.State


def test_files_are_kept_until_they_are_checked_and_no_longer(analyst, private):
    made = asked(analyst)
    assert made.state == State.WAITING and kept.are_sent(made)
    made = checked(analyst)
    assert not kept.are_sent(made)
    assert not list(private.glob(f"checks/sent/{made.pk}"))


def test_what_was_found_is_kept_and_its_counts_stay_on_the_line(analyst):
    made = checked(analyst, files(NO_SEX + B2))
    made.refresh_from_db()
    found = kept.result(made)
    assert "101" in found.issues["rule"].to_list()
    assert (made.state, made.counts["issues"], made.counts["children"]) == (
        State.DONE, found.issues.height, found.by_child["child"].drop_nulls().len(),
    )  # fmt: skip
    assert made.counts["needs"] and made.counts["not_yet"] and not made.counts["broken"]


def test_no_child_is_named_in_the_database(analyst):
    made = checked(analyst, files(NO_SEX.replace("A1", "QUENBYTH"), "QUENBYTH,x,y,z\n"))
    told = str(FileCheck.objects.filter(pk=made.pk).values().get())
    assert "QUENBYTH" not in told
    assert "QUENBYTH" in kept.result(made).issues["child"].to_list()


def test_the_report_is_written_to_be_taken_away(analyst):
    found = kept.result(checked(analyst))
    assert found.file(".xlsx")[:2] == b"PK" and b'"rule": "101"' in found.file(".json").replace(
        b'":"', b'": "'
    )
    with pytest.raises(KeyError):
        found.file(".exe")


def test_last_years_files_and_lists_of_providers_run_more_rules(analyst):
    lists = {
        "list.csv": b"URN,Placement code,Placement provider code,Setting postcode\nSC000001,K2,PR4,B1 1BB\n"
    }
    alone = checked(analyst).counts["needs"]
    both = checked(analyst, last=files(A1), lists=lists, later=1)
    assert (both.last_files, both.provider_files) == (["header.csv"], ["list.csv"])
    assert both.counts["needs"] < alone


def test_a_second_check_says_what_is_new_mended_and_still_there(analyst):
    first = checked(analyst, files(NO_SEX, NO_CODE))
    second = checked(analyst, files(B2 + NO_SEX.replace("A1", "C3"), NO_CODE), later=5)
    found = kept.result(second)
    since = dict(found.issues.select("rule", "since").filter(pl.col("rule").is_in(["101", "167"])).rows())
    assert (second.compared_with, since) == (first, {"101": "new", "167": "still"})
    assert ("101", "A1") in found.mended.select("rule", "child").rows()
    assert second.counts["mended"] == found.mended.height and second.counts["new"] >= 1


@pytest.mark.parametrize("other", [{"year": "2025-26"}, {"gone": True}])
def test_a_check_is_compared_only_with_one_of_the_same_that_still_has_its_result(analyst, other):
    first = checked(analyst)
    if other.pop("gone", False):
        kept.forget_result(first)
    second = checked(analyst, later=5, **other)
    assert second.compared_with is None and "new" not in second.counts
    assert kept.result(second).issues["since"].null_count() == kept.result(second).issues.height


def test_nothing_before_and_nothing_found(analyst):
    made = asked(analyst)
    assert check_before(made) is None
    done = checked(analyst, files(A1 + B2), later=1)
    assert kept.result(done).issues.columns[-2:] == ["key", "since"]


def test_files_in_which_there_is_nothing_say_which_and_what_was_wanted(analyst):
    made = checked(analyst, {"shopping.csv": b"apples\n1\n"})
    assert (made.state, kept.are_sent(made)) == (State.FAILED, False)
    assert "shopping.csv: None of the columns of the SSDA903 return are in this file" in made.failure
    assert kept.unread(made)["file"].to_list() == ["shopping.csv"]


def test_a_list_of_providers_that_is_none_is_said(analyst):
    made = checked(analyst, lists={"list.csv": b"a,b\n1,2\n"})
    assert made.state == State.FAILED and "No column of list.csv gives URN" in made.failure


def test_files_of_another_year_are_said_to_be(analyst):
    episodes = (
        "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    )
    row = "A1,01/06/2017,S,V2,N1,U6,PR1,04/09/2017,E4,,LE1 5WW,LE1 1FZ,SC123456\n"
    made = checked(analyst, files(A1) | {"episodes.csv": (episodes + row).encode()})
    assert "By their dates these files are of 2017-18, not 2026-27" in made.notes[0]


def hostile_zip() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../../header.csv", files()["header.csv"])
        archive.writestr("bomb.csv", bytes(3 * 1024 * 1024))
        archive.writestr("<script>alert(1)</script>.csv", files()["header.csv"])
    return held.getvalue()


def test_a_hostile_zip_costs_nothing_but_a_line(analyst, private, monkeypatch):
    monkeypatch.setattr("kith.filechecks.tests.making.Limits", lambda: Limits(file=1024 * 1024))
    made = checked(analyst, {"return.zip": hostile_zip()})
    said = " ".join(kept.result(made).not_read["problem"])
    assert "unsafe path" in said and "larger than 1 MB" in said
    outside = list(private.parent.rglob("header.csv"))
    assert made.state == State.DONE and not outside


def test_a_rule_that_fails_could_not_be_checked_and_is_not_passed(analyst, monkeypatch):
    rule = Rules()

    @rule("999", fields="CHILD")
    def broken(r):
        """It fails."""
        raise ValueError("no such thing")

    monkeypatch.setattr(asking, "RULES", tuple(rule))
    made = checked(analyst)
    assert (made.counts["broken"], made.counts["ran"]) == (1, 0)
    assert kept.result(made).not_run.row(0)[1] == "could not be checked"


def test_a_result_goes_when_its_time_is_over_and_the_line_stays(analyst, settings):
    made = checked(analyst)
    days = timedelta(days=settings.CHECKS_KEPT)
    assert not over(MOMENT + days - timedelta(hours=1))
    remove_old(over=list(over(MOMENT + days + timedelta(hours=1))), at=MOMENT + days)
    made.refresh_from_db()
    assert (made.state, kept.result(made), made.counts["issues"] > 0) == (State.REMOVED, None, True)
    assert not over(MOMENT + 2 * days)


def test_what_no_check_speaks_for_any_more_goes_too(analyst, private):
    made = asked(analyst)
    kept.forget_old(made.asked_at + timedelta(days=400))
    assert not kept.are_sent(made)


def test_a_result_removed_by_hand_is_in_the_audit(analyst):
    made = checked(analyst)
    with at_work(analyst):
        remove_result(check=made, at=MOMENT, by=analyst)
    assert kept.result(made) is None
    assert AuditEntry.objects.filter(event=Event.REMOVED, model="filechecks.FileCheck", row=made.pk).exists()


def test_a_check_that_was_killed_is_broken_off_and_may_be_asked_again(analyst):
    made = asked(analyst)
    made.state = State.CHECKING
    made.save()
    assert broken_off(made)
    with at_work(analyst):
        ask_again(check=made, by=analyst)
    assert made.state == State.WAITING and kept.are_sent(made)


def test_a_year_without_rules_is_refused_before_anything_is_kept(analyst, private):
    with pytest.raises(Refused, match="There are no rules for '2019-20'"):
        asked(analyst, year="2019-20")
    assert not list(private.iterdir()) and not FileCheck.objects.exists()


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.HEAD_OF_SERVICE, Role.INFORMATION_GOVERNANCE])
def test_it_is_the_data_teams_alone(analyst, role):
    made, other = checked(analyst), a_worker("Someone Else", role)
    with pytest.raises(NotPermitted), at_work(other):
        remove_result(check=made, at=MOMENT, by=other)
    with pytest.raises(NotPermitted), at_work(other):
        ask_check(
            year="2026-27", authority="E08000025", as_of=DAY, sent={}, last={}, lists={}, at=MOMENT, by=other
        )
