"""Every column of the return leads to the page where it can be put right, or says why there is none."""

import pytest
from django.urls import reverse

from kith.access.roles import Permission
from kith.statutory.ssda903.rules import RULES
from kith.statutory.ssda903.specification import TABLES
from kith.testing.standing import at_work
from kith.web.mending import DETAILS, FORMS, HOMES, PAGES, PLACES, links, place_of, places

COLUMNS = [(table.name, column.name) for table in TABLES.values() for column in table.columns]


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_of_the_specification_has_a_place_or_a_reason(table, column):
    place = place_of(table, column)
    assert place.page in PAGES and reverse(place.page, args=[1])
    assert not place.form or (place.form in FORMS and reverse(place.form, args=[1]))
    assert place.form or place.page != "health" or place.why


def test_nothing_is_declared_that_is_not_there():
    derived = {"UASC", "PL_LA", "PL_LOCATION", "PL_DISTANCE"}
    declared = {
        (table, column) for table, found in PLACES.items() for column in found if column not in derived
    }
    assert declared <= set(COLUMNS)


def test_whatever_a_rule_speaks_of_has_a_place():
    for rule in RULES:
        for table in TABLES:
            own = [name for name in rule.fields if name in TABLES[table].names] or list(rule.fields)
            assert places(table, own), rule.code


def test_a_fault_about_a_whole_row_leads_to_its_table_and_one_of_the_header_to_the_details():
    assert places("Episodes", ["CHILD"]) == [HOMES]
    assert places("Header", ["CHILD"]) == [DETAILS]
    assert places("Episodes", ["CHILD", "DECOM", "DEC"]) == [HOMES]


def test_a_form_is_offered_only_to_whom_it_would_work_for(standing):
    found = places("Header", ["MOTHER"])
    with at_work(standing.worker):
        allowed = links(standing.child.pk, found, frozenset({Permission.CARE_STEP_RECORD}))
        others = links(standing.child.pk, found, frozenset())
    assert [each.text for each in allowed] == ["Homes and needs", "Record whether she is a mother"]
    assert [each.text for each in others] == ["Homes and needs"]


def test_a_page_that_is_not_the_readers_is_named_without_an_address(standing):
    with at_work(standing.stranger):
        assert [each.href for each in links(standing.child.pk, [HOMES], frozenset())] == [""]
