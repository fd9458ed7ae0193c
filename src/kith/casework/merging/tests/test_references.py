"""Nothing that names a person is forgotten by a merge."""

import pytest
from django.db import connection
from django.db.models import BigIntegerField, ForeignKey, ManyToManyField

from kith.casework.merging.columns import BESIDE, CHOSEN, EARLIEST, LATEST
from kith.casework.merging.references import STAYS, links_to, moving, ours
from kith.casework.merging.rules import rules_of
from kith.people.models import Person

# Numbers kept without a link. A new one is decided about here: does it name a person, and what does a merge do with it?
PLAIN = {
    "access.AuditEntry.worker": "a worker",
    "access.AuditEntry.user": "a login",
    "access.AuditEntry.child": "the audit keeps the number it was written with; numbers_of finds both",
    "access.AuditEntry.row": "any row",
    "access.AuthenticatorApp.last_code": "a code",
    "access.SecurityKey.uses": "a count",
    "casework.MergedRow.row": "any row",
    "returns.LoadedRow.row": "the row a load brought, which keeps its number",
    "sharing.Sharing.contribution": "a contribution, which the log outlives",
    "sharing.PassageMark.row": "any row; one that is taken out takes its passages with it, and nothing unseen is given",
    "keeping.Stub.number": "somebody whose record is gone: there is nothing left to merge",
    "keeping.Stub.proposed_by": "a worker",
    "keeping.Stub.decided_by": "a worker",
}


def test_somebody_decided_about_every_number_kept_without_a_link():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in ours()
        for field in model._meta.concrete_fields
        if isinstance(field, BigIntegerField) and not field.primary_key
    }
    assert not found - set(PLAIN)


def test_every_link_to_a_person_in_the_database_is_found(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, attname FROM pg_constraint"
            " JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]"
            " WHERE contype = 'f' AND confrelid = 'people_person'::regclass"
        )
        linked = set(cursor.fetchall())
    assert linked == {(each.model._meta.db_table, each.attname) for each in links_to(Person)}


def test_every_link_moves_or_somebody_said_why_not():
    moved = {f"{model._meta.label}.{each.name}" for model, fields in moving().items() for each in fields}
    every = {f"{each.model._meta.label}.{each.name}" for each in links_to(Person)}
    assert moved | set(STAYS) == every
    assert not moved & set(STAYS)


def test_a_table_between_many_is_a_model_of_its_own():
    through = {
        field.remote_field.through
        for model in ours()
        for field in model._meta.many_to_many
        if isinstance(field, ManyToManyField) and Person in (field.related_model, model)
    }
    assert through <= set(moving())


def test_nothing_links_to_a_person_but_by_its_number():
    assert {each.target_field.name for each in links_to(Person) if isinstance(each, ForeignKey)} == {"id"}


def test_every_column_of_a_person_is_decided():
    columns = {each.name for each in Person._meta.concrete_fields if not each.primary_key}
    assert columns == {*CHOSEN, *BESIDE, *EARLIEST, *LATEST}


@pytest.mark.django_db
@pytest.mark.parametrize("model", moving())
def test_every_constraint_that_names_a_person_is_a_rule(model):
    """Read from the database, not from the models: what it refuses together, a merge knows of."""
    links = {each.attname for each in moving()[model]}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(attname::text) FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)"
            " WHERE contype IN ('u', 'x') AND conrelid = %s::regclass GROUP BY pg_constraint.oid"
            " UNION ALL SELECT array_agg(attname::text) FROM pg_index JOIN pg_attribute ON attrelid = indrelid"
            " AND attnum = ANY (indkey) WHERE indisunique AND NOT indisprimary AND indrelid = %s::regclass"
            " GROUP BY indexrelid",
            [model._meta.db_table] * 2,
        )
        refused = [set(columns) & links for (columns,) in cursor.fetchall()]
    known = [set(rule.same) & links for rule in rules_of(model)]
    assert all(each in known for each in refused if each) or model.__name__ == "PersonName"
