"""A return is built, checked, and what was found is kept from build to build."""

from datetime import date, timedelta

import polars as pl
import pytest
from django.core.files.storage import FileSystemStorage

from kith.care.factories import in_care
from kith.lib.checking import NotRun, Why
from kith.people.factories import a_child
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.returns import built_files
from kith.returns.actions.building import ask_for_build, build_return, fail_build
from kith.returns.builds import latest
from kith.returns.found import keep_found
from kith.returns.models import BuiltReturn, Load, ReturnIssue, SourceRow
from kith.returns.tests.building import build, open_rules
from kith.statutory.returns.checking_built import FOUND, CheckedReturn
from kith.store import folders
from kith.testing.standing import DAY, MOMENT, at_work
from kith.work import work

pytestmark = pytest.mark.django_db
ETHNICITY, BEGAN_ANOTHER_DAY, NUMBER = "103", "502", "CHILD"
LATER = MOMENT + timedelta(days=1)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))


@pytest.fixture
def child(standing) -> Person:
    Person.objects.filter(pk=standing.child.pk).update(authority_id="B2")
    in_care(standing.child)
    return standing.child


def told_of(child: Person, **details: object) -> None:
    Person.objects.filter(pk=child.pk).update(**details)


def test_a_build_says_what_it_holds_and_keeps_its_tables(analyst, child):
    built = build(analyst)
    assert (built.state, built.counts["tables"]["Episodes"]) == ("done", 1)
    assert built.counts["issues"] == built.counts["new"] == ReturnIssue.objects.count() > 0
    assert built_files.tables_of(built)["Header"]["CHILD"].to_list() == ["B2"]


def test_each_issue_has_its_child_and_what_tells_its_row(analyst, child):
    build(analyst)
    of_the_episode = ReturnIssue.objects.filter(table="Episodes").values_list("child", "key").distinct()
    assert set(of_the_episode) == {(child.pk, "2026-01-05")}


def test_rules_that_were_not_run_are_told_with_the_reason(analyst, child):
    whys = {each["why"] for each in build(analyst).not_run}
    assert {"not yet: the year has not ended", "needs what was not given"} <= whys


def test_a_child_without_a_number_is_told_and_checked_all_the_same(analyst, child):
    told_of(child, authority_id="")
    built = build(analyst)
    assert built.counts["without_number"] == 1
    assert {NUMBER, ETHNICITY} <= open_rules(child)
    assert built_files.tables_of(built)["Header"]["CHILD"].to_list() == [None]


def test_an_issue_that_is_still_there_keeps_its_first_day(analyst, child):
    first, second = build(analyst), build(analyst)
    assert set(ReturnIssue.objects.values_list("first_seen", "last_seen")) == {(first.pk, second.pk)}
    assert (second.counts["new"], second.counts["still"]) == (0, first.counts["issues"])


def test_an_issue_that_is_no_longer_there_is_closed(analyst, child):
    build(analyst)
    told_of(child, ethnicity="WBRI")
    assert build(analyst, at=LATER).counts["closed"] == 1
    assert ReturnIssue.objects.get(rule=ETHNICITY).closed_at == LATER


def test_one_whose_mending_is_undone_is_there_again_with_its_first_day(analyst, child):
    first = build(analyst)
    told_of(child, ethnicity="WBRI")
    build(analyst)
    told_of(child, ethnicity="")
    assert build(analyst, at=LATER).counts["again"] == 1
    assert ReturnIssue.objects.get(rule=ETHNICITY, closed_at=None).first_seen == first


def test_one_that_was_mended_while_a_build_went_on_stays_closed(analyst, child):
    build(analyst)
    ReturnIssue.objects.filter(rule=ETHNICITY).update(closed_at=LATER)
    build(analyst, at=MOMENT)
    assert ETHNICITY not in open_rules()


def test_an_issue_stays_open_while_its_rule_is_not_run(analyst, child):
    built = build(analyst)
    standing = ReturnIssue.objects.get(rule=ETHNICITY)
    unasked = NotRun(ETHNICITY, Why.BROKEN, "A fault of ours.")
    nothing = CheckedReturn({}, pl.DataFrame(schema=FOUND), (), (unasked,))
    keep_found(built, nothing, at=LATER)
    assert list(ReturnIssue.objects.filter(closed_at__isnull=True)) == [standing]


def test_last_year_is_what_the_record_says_until_a_load_told_it_otherwise(analyst, child):
    build(analyst)
    assert BEGAN_ANOTHER_DAY not in open_rules()
    told = {"CHILD": "B2", "DECOM": "2026-01-04", "RNE": "S", "LS": "V2", "PLACE": "U6"}
    done = Load.objects.create(authority="E06000999", state=Load.State.DONE, begun_at=MOMENT)
    SourceRow.objects.create(
        load=done, child=child, table="Episodes", year="2025-26", file="e.csv", row=2, values=told
    )
    build(analyst)
    assert BEGAN_ANOTHER_DAY in open_rules(child)


def test_where_nothing_is_known_of_last_year_its_rules_are_not_run(analyst, standing):
    in_care(standing.child, start_on=date(2026, 5, 4))
    assert BEGAN_ANOTHER_DAY in {each["code"] for each in build(analyst).not_run}


def test_a_build_that_fails_says_why_and_the_last_result_stands(analyst, child):
    first = build(analyst)
    with at_work(analyst):
        second = ask_for_build(year="2026-27", at=LATER, by=analyst)
        fail_build(built=second, why="No reason", at=LATER, by=analyst)
    assert (second.state, latest("ssda903", "2026-27")) == (BuiltReturn.State.FAILED, first)


def test_a_social_worker_may_neither_ask_for_a_build_nor_run_one(analyst, standing):
    built = BuiltReturn.objects.create(year="2026-27", asked_at=MOMENT)
    with at_work(standing.worker):
        with pytest.raises(NotPermitted):
            ask_for_build(year="2026-27", at=MOMENT, by=standing.worker)
        with pytest.raises(NotPermitted):
            build_return(built=built, as_of=DAY, at=MOMENT, by=standing.worker)


def test_another_years_issues_are_left_as_they_are(analyst, child):
    build(analyst, "2025-26")
    build(analyst)
    assert set(ReturnIssue.objects.values_list("year", flat=True)) == {"2025-26", "2026-27"}
    assert not ReturnIssue.objects.filter(closed_at__isnull=False).exists()


def test_a_year_without_anybody_has_nothing_to_put_right(analyst):
    a_child()
    with work(analyst, DAY, via="test"):
        assert ask_for_build(year="2026-27", at=MOMENT, by=analyst).state == "waiting"
    assert build(analyst).counts["issues"] == 0
