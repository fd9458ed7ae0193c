"""The second wall, asked in SQL as the application's role, table by table."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection, transaction

from kith.access.roles import ROLES, Permission, Role
from kith.casework.models import Note, NoteChild, Visit, VisitChild
from kith.people.factories import a_child, a_family
from kith.people.models import Address, Person, Residence
from kith.reach.building import ANYBODY, HIDDEN, NOBODY, OPEN, read
from kith.reach.models import Allowed, EmergencyAccess, Restriction
from kith.reach.tests.rows import a_row_of, named
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.work import work
from kith.workforce.factories import a_worker

WALL = read()
WALLED = [table for section in HIDDEN for table in WALL[section]]
SAID = ["kith.worker", "kith.day", "kith.everyone"]
FROM_NOTES = (
    "casework_note",
    "casework_visit",
    "protection_conference",
    "protection_coregroup",
    "sharing_contribution",
)
OF_PROTECTION = {
    "protection_strategydiscussion": "protection_strategychild",
    "protection_conference": "protection_conferencechild",
    "protection_coregroup": "protection_coregroupchild",
    "sharing_contribution": "sharing_contributionchild",
}


def restricted(person: Person, owner, kind: str = "relocated", **details: object) -> Restriction:
    usual = {"reason": "Safety", "review_on": DAY + timedelta(90), "start_on": days_ago(30)}
    return Restriction.objects.create(person=person, kind=kind, owner=owner, **(usual | details))


def seen(table: str, number: object) -> bool:
    key = "pgh_id" if table.endswith("before") else "id"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT FROM {table} WHERE {key} = %s", [number])
        return cursor.fetchone() is not None


@pytest.fixture
def rows(standing):
    """Table -> number of a row about a restricted child, in every walled table and its history."""
    child = a_child("Secret", "Person", authority_id="SECRET1")
    made = {"people_person": child.pk} | hung_from(child, standing.worker) | held_for(child, standing.worker)
    for table in [*WALLED, *histories()]:
        if table not in made:
            made[table] = a_row_of(named(table), child, standing.worker).pk
    for table, number in [*made.items()]:
        if table in FROM_NOTES or table in ("people_address", "people_family", "people_person"):
            before = named(f"{table}before")
            made[before._meta.db_table] = history_of(before, number, child, standing.worker)
    with at_work(standing.manager):
        restricted(child, standing.manager)
    return made


def histories() -> list[str]:
    tables = {model._meta.db_table for model in apps.get_models()}
    apart = {"people_person", "people_address", "people_family", *FROM_NOTES}
    return [f"{table}before" for table in WALLED if f"{table}before" in tables and table not in apart]


def history_of(before, number: int, child: Person, worker) -> int:
    row = a_row_of(before, child, worker)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pgh_id FROM {before._meta.db_table} WHERE pgh_obj_id = %s", [number])
        found = cursor.fetchone()
    return found[0] if found else before.objects.create(**values_of(row) | {"pgh_obj_id": number}).pk


def values_of(row) -> dict:
    return {
        each.attname: getattr(row, each.attname)
        for each in row._meta.concrete_fields
        if not each.primary_key and not each.generated
    }


def hung_from(child: Person, worker) -> dict[str, int]:
    """What names no person itself and hangs from rows that do."""
    note = Note.objects.create(happened_at=MOMENT, written_at=MOMENT, author=worker, text="x")
    about = NoteChild.objects.create(note=note, child=child)
    visit = Visit.objects.create(visited_on=DAY, written_at=MOMENT, worker=worker, text="x")
    visited = VisitChild.objects.create(visit=visit, child=child, seen=True)
    contact = a_row_of(named("frontdoor_contact"), child, worker)
    asked = a_row_of(named("frontdoor_helprequest"), child, worker)
    with at_work(worker):  # whoever serves nobody may write one, and not take it
        asked.taken_at, asked.taken_by, asked.contact = MOMENT, worker, contact
        asked.save()
    told = named("frontdoor_contactchild").objects.create(contact=contact, child=child)
    assessment = a_row_of(named("assessment_assessment"), child, worker)
    part = named("assessment_assessmentchild").objects.create(assessment=assessment, child=child)
    help_given = a_row_of(named("familyhelp_familyhelp"), child, worker)
    helped = named("familyhelp_familyhelpchild").objects.create(
        help=help_given, child=child, start_on=days_ago(9)
    )
    address = Address.objects.create(lines="1 Hidden Lane")
    lives = Residence.objects.create(person=child, address=address, start_on=days_ago(9))
    family = a_family(child)
    addition = named("casework_noteaddition").objects.create(
        note=note, author=worker, written_at=MOMENT, text="x"
    )
    return {
        "casework_note": note.pk, "casework_notechild": about.pk, "casework_noteaddition": addition.pk,
        "casework_visit": visit.pk, "casework_visitchild": visited.pk,
        "frontdoor_contact": contact.pk, "frontdoor_contactchild": told.pk, "frontdoor_helprequest": asked.pk,
        "assessment_assessment": assessment.pk, "assessment_assessmentchild": part.pk,
        "familyhelp_familyhelp": help_given.pk, "familyhelp_familyhelpchild": helped.pk,
        "people_address": address.pk, "people_residence": lives.pk,
        "people_family": family.pk, "people_familymember": family.memberships.get().pk,
    }  # fmt: skip


def held_for(child: Person, worker) -> dict[str, int]:
    """What is held together to protect brothers and sisters, with the row for the child."""
    held = [a_row_of(named(table), child, worker) for pair in OF_PROTECTION.items() for table in pair]
    return {row._meta.db_table: row.pk for row in held}


def test_every_table_is_hidden_from_whoever_may_not_see_the_person(rows, standing):
    for who in (standing.worker, standing.head, standing.stranger, None):
        with at_work(who):
            assert [table for table, number in rows.items() if seen(table, number)] == []


def test_and_shown_to_whom_the_restriction_lets_in(rows, standing):
    """So that the test above can fail."""
    with at_work(standing.manager):
        assert [table for table, number in rows.items() if not seen(table, number)] == []


def test_a_connection_that_says_nothing_sees_nothing_of_it(rows):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(name, '', true) FROM unnest(%s::text[]) name", [SAID])
    assert [table for table, number in rows.items() if seen(table, number)] == []


def test_what_is_hidden_can_be_neither_changed_nor_removed(rows, standing):
    with at_work(standing.worker), connection.cursor() as cursor:
        for table, number in rows.items():
            if not table.endswith("before"):
                cursor.execute(f"DELETE FROM {table} WHERE id = %s", [number])
                assert cursor.rowcount == 0, table


def test_nothing_can_be_written_about_whom_one_may_not_see(rows, standing):
    with at_work(standing.worker), pytest.raises(Exception, match="row-level security"), transaction.atomic():
        named("people_alert").objects.create(
            child_id=rows["people_person"], kind="risk", text="x", start_on=DAY
        )


def test_somebody_decided_about_every_table(db):
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    base = {
        table for table in tables if not (table.endswith("before") and table.removesuffix("before") in tables)
    }
    decided = set(WALLED) | set(WALL[OPEN]) | set(WALL[NOBODY])
    assert sorted(base - decided) == [], "decide about these in reach/wall.txt"
    assert sorted(decided - base - {"pghistory_events"}) == []


def test_every_history_of_an_open_table_names_nobody(db):
    tables = {model._meta.db_table: model for model in apps.get_models()}
    before = [tables[f"{table}before"] for table in WALL[OPEN] if f"{table}before" in tables]
    assert [
        model for model in before for each in model._meta.concrete_fields if each.related_model is Person
    ] == []


def test_somebody_decided_about_every_link_to_a_person():
    decided = {
        table: {each.lstrip("-") for each in columns}
        for section in HIDDEN
        for table, columns in WALL[section].items()
    }
    undecided = [
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is Person
        and not model._meta.db_table.endswith("before")
        and field.column not in decided.get(model._meta.db_table, ())
    ]
    assert undecided == [], "decide about these in reach/wall.txt"


def test_every_walled_table_has_its_policy(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity")
        secured = {name for (name,) in cursor.fetchall()}
    assert set(WALLED) - secured == set()
    assert set(WALL[ANYBODY]) <= set(WALLED)


def test_the_words_there_are_in_names_are_read_by_nobody(standing):
    """Nor asked for one by one: that there is such a word would tell that somebody hidden is called so."""
    with at_work(standing.head), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_nameword")
        assert cursor.fetchone() == (0,)
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT kith_words_like('robin')")


def test_the_application_is_not_let_past_the_wall(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("function", ["kith_opens_sealed", "kith_keeps_sealed"])
def test_the_database_knows_which_roles_open_what_is_sealed(db, function):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regproc)", [function])
        (written,) = cursor.fetchone()
    for role, terms in ROLES.items():
        assert (f"'{role}'" in written) == (Permission.SEALED_SEE in terms.permissions), role


@pytest.mark.parametrize("kind", [kind for kind in Restriction.Kind if kind not in Restriction.SEALED])
def test_a_restriction_lets_in_its_owner_its_list_and_an_emergency(standing, kind):
    with at_work(standing.manager):
        allow(standing.worker, restricted(standing.child, standing.manager, kind))
        opened_in_an_emergency(standing.child, standing.other)
    for who in (standing.manager, standing.worker, standing.other):
        assert seen_by(who, standing.child)
    assert not seen_by(standing.colleague, standing.child)
    assert not seen_by(standing.other, standing.child, DAY + timedelta(1))


@pytest.mark.parametrize("kind", Restriction.SEALED)
def test_what_is_sealed_lets_in_its_list_and_only_with_the_role(standing, kind):
    adoption = a_worker("Ada Adoption", Role.ADOPTION)
    with at_work(adoption):
        allow(standing.worker, restricted(standing.child, adoption, kind))
        opened_in_an_emergency(standing.child, standing.other)
    assert seen_by(adoption, standing.child)
    for who in (standing.worker, standing.other, a_worker("Ava Adoption", Role.ADOPTION)):
        assert not seen_by(who, standing.child)


def allow(worker, restriction) -> None:
    Allowed.objects.create(restriction=restriction, person=restriction.person, worker=worker, start_on=DAY)


def opened_in_an_emergency(person: Person, worker) -> None:
    period = {"start_on": DAY, "end_on": DAY + timedelta(1)}
    EmergencyAccess.objects.create(person=person, worker=worker, opened_at=MOMENT, reason="Fire", **period)


def seen_by(who, person: Person, day: date = DAY) -> bool:
    with at_work(who, day):
        return seen("people_person", person.pk)


def test_two_restrictions_must_both_let_one_in(standing):
    with at_work(standing.manager):
        restricted(standing.child, standing.manager)
        second = restricted(standing.child, standing.manager, "police")
        second.owner = standing.head
        second.save()
    assert not seen_by(standing.manager, standing.child)
    assert not seen_by(standing.head, standing.child)


def test_the_service_itself_sees_whom_a_restriction_hides_but_no_new_identity(standing):
    adoption = a_worker("Ada Adoption", Role.ADOPTION)
    adopted, new = a_child("First"), a_child("New")
    for person, owner, kind in (
        (standing.child, standing.manager, "staff"),
        (adopted, adoption, "adopted"),
        (new, adoption, "adoption"),
    ):
        with at_work(owner):
            restricted(person, owner, kind)
    with work(None, DAY, via="test", everyone=True):
        assert [seen("people_person", each.pk) for each in (standing.child, adopted, new)] == [
            True,
            True,
            False,
        ]


def test_a_worker_who_has_left_is_let_in_nowhere(standing):
    restricted(standing.child, standing.manager)
    standing.manager.end_on = DAY
    standing.manager.save()
    with at_work(standing.manager):
        assert not seen("people_person", standing.child.pk)


def test_an_ended_restriction_hides_nobody(standing):
    restricted(standing.child, standing.manager, end_on=DAY)
    with at_work(standing.worker):
        assert seen("people_person", standing.child.pk)


def test_an_address_is_hidden_only_where_nobody_else_makes_it_known(standing):
    address = Address.objects.create(lines="1 Long Lane")
    for person in (standing.child, standing.parent):
        Residence.objects.create(person=person, address=address, start_on=date(2020, 1, 1))
    restricted(standing.child, standing.manager)
    with at_work(standing.worker):
        assert seen("people_address", address.pk)
    restricted(standing.parent, standing.manager)
    with at_work(standing.worker):
        assert not seen("people_address", address.pk)
