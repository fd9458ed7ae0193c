"""Every column of each return leads to the page where it can be put right, or says why there is none."""

import pytest
from django.urls import reverse

from kith.access.roles import Permission
from kith.statutory.return_kinds import KINDS
from kith.testing.standing import at_work
from kith.web.mending import AS_A_WHOLE, DECLARED, FORMS, PAGES, links, place_of, places
from kith.web.mending_cin import CONFERENCE
from kith.web.mending_place import DETAILS
from kith.web.mending_ssda903 import HOMES

COLUMNS = [
    (key, table.name, column.name)
    for key, kind in KINDS.items()
    for table in kind.of.tables.values()
    for column in table.columns
]


@pytest.mark.parametrize(("collection", "table", "column"), COLUMNS)
def test_every_column_of_the_specification_has_a_place_or_a_reason(collection, table, column):
    place = place_of(collection, table, column)
    assert (place.page in PAGES and reverse(place.page, args=[1])) or place.why
    assert not place.form or (place.form in FORMS and reverse(place.form, args=[1]))
    assert place.form or place.page != "health" or place.why


def test_nothing_is_declared_that_is_not_there():
    derived = {"UASC", "PL_LA", "PL_LOCATION", "PL_DISTANCE"}
    declared = {
        (key, table, column)
        for key, each in DECLARED.items()
        for table, found in each.PLACES.items()
        for column in found
        if column not in derived
    }
    assert declared <= set(COLUMNS)


@pytest.mark.parametrize("collection", KINDS)
def test_whatever_a_rule_speaks_of_has_a_place(collection):
    tables = KINDS[collection].of.tables
    for rule in KINDS[collection].rules:
        for table in tables:
            own = [name for name in rule.fields if name in tables[table].names] or list(rule.fields)
            assert places(collection, table, own), rule.code


def test_a_fault_about_a_whole_row_leads_to_its_table_and_one_of_the_header_to_the_details():
    assert places("ssda903", "Episodes", ["CHILD"]) == [HOMES]
    assert places("ssda903", "Header", ["CHILD"]) == [DETAILS]
    assert places("ssda903", "Episodes", ["CHILD", "DECOM", "DEC"]) == [HOMES]
    assert places("cin", "ChildIdentifiers", ["LAchildID"]) == [DETAILS]
    assert places("cin", "Reviews", ["LAchildID", "CPPreviewDate"]) == [CONFERENCE]


def test_what_is_about_a_return_as_a_whole_is_on_no_childs_page():
    found = places("cin", "Authority", ["LAchildID", "Disability"])
    assert found == [AS_A_WHOLE] and links(1, found, frozenset()) == []


def test_a_form_is_offered_only_to_whom_it_would_work_for(standing):
    found = places("ssda903", "Header", ["MOTHER"])
    with at_work(standing.worker):
        allowed = links(standing.child.pk, found, frozenset({Permission.CARE_STEP_RECORD}))
        others = links(standing.child.pk, found, frozenset())
    assert [each.text for each in allowed] == ["Homes and needs", "Record whether she is a mother"]
    assert [each.text for each in others] == ["Homes and needs"]


def test_a_page_that_is_not_the_readers_is_named_without_an_address(standing):
    with at_work(standing.stranger):
        assert [each.href for each in links(standing.child.pk, [HOMES], frozenset())] == [""]
