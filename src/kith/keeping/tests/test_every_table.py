"""Somebody decided what disposal does to every table, and it does so."""

import pytest
from django.apps import apps
from django.db import connection

from kith.keeping.building import DECIDED, FUNCTIONS, GOES, ITS_ROW, LAST, NO_WRITING, read
from kith.keeping.factories import an_old_record
from kith.keeping.models import Stub
from kith.people.models import Person
from kith.reach.tests.rows import a_row_of, named
from kith.testing.standing import DAY, MOMENT

SECTIONS = read()
NAMED = SECTIONS[GOES] | SECTIONS[NO_WRITING]
MODELS = {model._meta.db_table: model for model in apps.get_models()}
# Links two records and is no reason to keep either: of what is sealed kith_goes_with asks apart, and the others say that
# two may be one, or are not.
NO_TIES = {"reach_sealedidentity", "casework_likelyduplicate", "casework_notthesame"}
HISTORIES = [f"{table}before" for table in NAMED if f"{table}before" in MODELS]


def test_somebody_decided_about_every_table(db):
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    base = {
        each for each in tables if not (each.endswith("before") and each.removesuffix("before") in tables)
    }
    decided = {table for section in DECIDED for table in SECTIONS[section]}
    assert sorted(base - decided) == [], "decide about these in keeping/disposal.txt"
    assert sorted(decided - base - {"pghistory_events"}) == []


def links() -> list[tuple[str, str]]:
    """Every column that holds a person."""
    ours = [model for table, model in MODELS.items() if not table.endswith("before")]
    each = ((model._meta.db_table, field) for model in ours for field in model._meta.concrete_fields)
    return [(table, field.column) for table, field in each if field.related_model is Person]


def test_somebody_decided_about_every_link_to_a_person():
    undecided = [(table, column) for table, column in links() if column not in NAMED.get(table, ())]
    assert undecided == [], "decide about these in keeping/disposal.txt"


def test_every_table_that_links_two_people_is_a_tie():
    """Otherwise somebody could be taken away to whom somebody who stays is tied."""
    ties = FUNCTIONS.read_text().partition("FUNCTION kith_ties")[2].partition("$$;")[0]
    tables = [table for table, _ in links()]
    two = {table for table in tables if tables.count(table) > 1}
    assert {table for table in two if f" {table} " not in ties} <= NO_TIES


@pytest.mark.parametrize("table", [*(each for each in NAMED if each in MODELS), *HISTORIES])
def test_every_row_that_names_somebody_goes(owned, table):
    from kith.access.roles import Role
    from kith.workforce.factories import a_worker

    child = an_old_record()
    model = named(table)
    row = child if model is Person else a_row_of(model, child, a_worker("Wyn Worker", Role.SOCIAL_WORKER))
    erase(child)
    assert not model._base_manager.filter(pk=row.pk).exists()


def erase(child: Person) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kith_erase(%s)", [child.pk])


def test_what_hangs_from_rows_has_a_section_of_its_own():
    assert set(SECTIONS[LAST]) | set(SECTIONS[ITS_ROW]) == {
        "casework_note", "casework_visit", "casework_noteaddition", "people_address", "people_family",
        "protection_strategydiscussion", "protection_strategypresent", "protection_conference", "protection_conferencepresent",
        "protection_coregroup",
        "frontdoor_contact", "frontdoor_contactaddition", "frontdoor_partnercheck", "frontdoor_telling",
        "familyhelp_familyhelp", "familyhelp_basis", "familyhelp_teammember", "familyhelp_statement", "familyhelp_goal",
        "familyhelp_goalscore", "familyhelp_planaction", "familyhelp_planreview", "familyhelp_networkplan",
        "familyhelp_servicereferral", "familyhelp_servicesession",
        "frontdoor_helprequest", "sharing_contribution",
        "assessment_assessment", "assessment_writer", "assessment_checkpoint", "assessment_told",
    }  # fmt: skip


def test_after_a_restore_the_owner_disposes_again_of_what_has_a_stub(owned):
    """As docs/running.md says it."""
    gone, other = [an_old_record(f"Old {number}") for number in (1, 2)], an_old_record("Other")
    for child in gone:
        told = {"opened_on": DAY, "basis": "x", "proposed_by": 1, "decided_by": 2}
        Stub.objects.create(number=child.pk, proposed_at=MOMENT, decided_at=MOMENT, **told)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kith_erase(number) FROM keeping_stub"
            " WHERE number IN (SELECT id FROM people_person WHERE record_opened_on IS NOT NULL)"
        )
    assert list(Person.objects.all()) == [other]
