"""The census is built, checked, mended and signed off as SSDA903 is."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.storage import FileSystemStorage

from kith.access.models import Installation
from kith.access.roles import Role
from kith.assessment.factories import a_referral
from kith.people.models import Person
from kith.returns import built_files
from kith.returns.actions.sending import send_issues
from kith.returns.builds import latest
from kith.returns.frozen import tables_in
from kith.returns.mending import close_mended
from kith.returns.models import ReturnIssue
from kith.returns.reconciling import of_built
from kith.returns.signed_differences import compared
from kith.returns.signing import left_in
from kith.returns.tests.building import YEAR, build, open_rules
from kith.returns.tests.census import a_child, load
from kith.returns.tests.census import census as made_up_census
from kith.returns.tests.signing import check, sign
from kith.store import folders
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db
ETHNICITY, NUMBER = "4220", "8500"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))
    Installation.objects.update_or_create(pk=1, defaults={"authority_code": "E08000025"})


@pytest.fixture
def child(standing) -> Person:
    Person.objects.filter(pk=standing.child.pk).update(authority_id="B2", ethnicity="")
    a_referral(standing.child)
    return standing.child


def census(analyst, **other):
    return build(analyst, collection="cin", **other)


def test_a_census_is_built_and_its_tables_kept(analyst, child):
    built = census(analyst)
    assert (built.collection, built.state, built.counts["tables"]["CINdetails"]) == ("cin", "done", 1)
    assert built_files.tables_of(built)["ChildIdentifiers"]["LAchildID"].to_list() == ["B2"]
    assert (latest("cin", YEAR), latest("ssda903", YEAR)) == (built, None)


def test_its_file_is_one_xml(analyst, child):
    with ZipFile(BytesIO(built_files.as_zip(census(analyst)))) as packed:
        assert packed.namelist() == ["cin.xml"]
        assert b"<LAchildID>B2</LAchildID>" in packed.read("cin.xml")


def test_an_issue_has_its_child_and_what_tells_its_row(analyst, child):
    census(analyst)
    found = ReturnIssue.objects.filter(table="ChildCharacteristics").values_list("child", "key").distinct()
    assert set(found) == {(child.pk, "")}
    assert ETHNICITY in open_rules(child)


def test_a_child_without_a_number_is_told_and_none_is_made_up(analyst, child):
    Person.objects.update(authority_id="")
    built = census(analyst)
    assert built.counts["without_number"] == 1 and NUMBER in open_rules(child)
    assert built_files.tables_of(built)["CINdetails"]["LAchildID"].to_list() == [None]


def test_the_two_returns_close_only_issues_of_their_own(analyst, child):
    census(analyst)
    of_the_census = ReturnIssue.objects.filter(collection="cin", closed_at=None).count()
    build(analyst, at=MOMENT + timedelta(hours=1))
    assert ReturnIssue.objects.filter(collection="cin", closed_at=None).count() == of_the_census > 0


def test_what_was_sent_closes_when_it_is_mended(analyst, child, standing):
    census(analyst)
    asked = list(ReturnIssue.objects.filter(child=child, rule=ETHNICITY))
    with at_work(analyst):
        send_issues(issues=asked, to=standing.worker, words="", at=MOMENT, by=analyst)
    Person.objects.filter(pk=child.pk).update(ethnicity="WBRI")
    close_mended([child.pk], as_of=DAY)
    assert ETHNICITY not in open_rules(child)


def test_a_census_is_signed_off_and_frozen(analyst, child):
    built, head = census(analyst), a_worker("Hester Head", Role.HEAD_OF_SERVICE)
    check(built, analyst, **{f"rule_{each.rule}": "Asked" for each in left_in(built)})
    signed = sign(built, head)
    assert str(signed) == f"CIN {YEAR}, version 1"
    assert tables_in(signed)["ChildIdentifiers"]["LAchildID"].to_list() == ["B2"]


def test_what_differs_from_the_signed_census_is_told_row_by_row(analyst, child):
    built, head = census(analyst), a_worker("Hester Head", Role.HEAD_OF_SERVICE)
    check(built, analyst, **{f"rule_{each.rule}": "Asked" for each in left_in(built)})
    signed = sign(built, head)
    assert compared(signed).found == []
    Person.objects.filter(pk=child.pk).update(ethnicity="WBRI")
    census(analyst, at=MOMENT + timedelta(hours=1))
    (change,) = compared(signed).found
    assert (change.table, change.column, change.child, change.built) == ("ChildCharacteristics", "Ethnicity", "B2", "WBRI")  # fmt: skip


def test_a_census_is_reconciled_beside_the_last_one(analyst, child):
    before, now = census(analyst, year="2025-26"), census(analyst)
    this, last = of_built(now)
    assert this.parts["in_need"].height == 1 and not this.blank
    assert last.source == before and last.counted.blank


def test_last_years_census_is_what_loads_told_of_it(analyst, child):
    load(analyst, made_up_census(a_child(), year="2026"))
    this, last = of_built(census(analyst))
    assert last.source is None and last.counted.parts["plans"].height == 1
    assert not this.blank
