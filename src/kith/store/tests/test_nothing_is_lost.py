"""What the database itself keeps, whoever asks as the application: rows only added to, and what stood before."""

import pgtrigger
import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

pytestmark = pytest.mark.django_db

# Rows that say nothing about anybody's record, or that can be made anew: they may change and leave no trace.
CHANGES_LEAVE_NO_TRACE = {
    "access.Installation",  # the authority's own name
    "access.AuthenticatorApp",  # secrets: the audit says when they came and went, and what is gone must be gone
    "access.SecurityKey",
    "access.RecoveryCode",
    "access.OneTimeCode",
    "casework.Draft",  # words not sent yet; a second version is never written over the first
    "casework.DraftCopy",
    "casework.LikelyDuplicate",  # a projection, made afresh each night
    "deadlines.DeadlineRow",  # a projection, rebuilt at will
    "filechecks.FileCheck",  # how far a check of files is, and its counts
    "frontdoor.HelpAnswers",  # not sent yet, and gone after an hour
    "frontdoor.HelpTry",  # counted against floods for a day
    "keeping.FileToRemove",  # gone once the file is
    "reach.Notice",  # that somebody has read it; what it tells of is in the audit
    "returns.BuiltReturn",
    "returns.Load",
    "returns.LoadIssue",
    "returns.LoadedRow",
    "returns.ReturnIssue",  # what a check found; who sent it to whom is in the audit
    "returns.SourceRow",  # what a return said, of which the record is made
    "web.FormSent",
}
GUARDS = {"only_added_to", "append_only"}  # ours, and the history library's
OURS = [each for each in apps.get_models() if each.__module__.startswith("kith.")]


def only_added_to() -> list[str]:
    """The tables whose rows the models say are never changed or removed."""
    found = [
        each._meta.db_table
        for each in apps.get_models()
        if any(trigger.name in GUARDS for trigger in getattr(each._meta, "triggers", []))
    ]
    assert len(found) > 40
    return found


def keeps_history(model) -> bool:
    return any(
        trigger.name.startswith("corrected") for each, trigger in pgtrigger.registered() if each is model
    )


def test_somebody_decided_what_every_table_keeps():
    lost = {
        each._meta.label
        for each in OURS
        if not keeps_history(each) and each._meta.db_table not in only_added_to()
    }
    assert lost == CHANGES_LEAVE_NO_TRACE


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False


def test_no_row_that_is_only_added_to_has_a_way_to_be_changed():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgtype & 16 > 0, tgtype & 8 > 0 FROM pg_trigger"
            " WHERE tgname LIKE 'pgtrigger_%' AND NOT tgisinternal AND tgenabled = 'O'"
        )
        guarded = {table for table, update, delete in cursor.fetchall() if update and delete}
    assert set(only_added_to()) - guarded == set()


def test_a_finalised_note_cannot_be_changed_whoever_asks(standing):
    from kith.casework.models import Note
    from kith.testing.standing import MOMENT

    note = Note.objects.create(
        happened_at=MOMENT, written_at=MOMENT, author=standing.worker, text="So it was"
    )
    Note.objects.update(text="So it was said")
    Note.objects.update(finalised_at=MOMENT)
    assert refused(f"UPDATE casework_note SET text = 'It was not' WHERE id = {note.pk}")


@pytest.mark.parametrize("verb", ["TRUNCATE {0}", "ALTER TABLE {0} DISABLE TRIGGER ALL", "DROP TABLE {0}"])
def test_the_application_cannot_take_the_guard_away(verb):
    assert [table for table in only_added_to() if not refused(verb.format(table))] == []


def test_the_guard_cannot_be_told_to_look_away(standing):
    """The trigger library lets a session name triggers to be ignored; here nobody may."""
    from kith.people.models import Alert, AlertBefore

    alert = Alert.objects.create(child=standing.child, kind="allergy", text="Nuts", start_on="2026-01-01")
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(tgname)::text FROM pg_trigger WHERE tgname LIKE 'pgtrigger_%'")
        cursor.execute("SELECT set_config('pgtrigger.ignore', %s, true)", [cursor.fetchone()[0]])
        cursor.execute("UPDATE people_alert SET text = 'None' WHERE id = %s", [alert.pk])
    assert AlertBefore.objects.get().text == "Nuts"
    assert refused("UPDATE people_alertbefore SET text = 'None'")
    assert refused("DELETE FROM people_alertbefore")


@pytest.mark.parametrize(
    "verb", ["UPDATE pghistory_context SET metadata = '{}'", "DELETE FROM pghistory_context"]
)
def test_who_made_a_change_cannot_be_changed(standing, verb):
    from kith.people.models import Alert
    from kith.testing.standing import at_work

    alert = Alert.objects.create(child=standing.child, kind="allergy", text="Nuts", start_on="2026-01-01")
    with at_work(standing.worker):
        alert.text = "Nuts and eggs"
        alert.save()
    assert refused(verb)


@pytest.mark.parametrize(
    "statement",
    [
        "SET session_replication_role = replica",
        "SELECT rolpassword FROM pg_authid",
        "CREATE SCHEMA mine",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "CREATE EXTENSION dblink",
        "COPY access_user TO '/tmp/users'",
        "COPY access_user FROM PROGRAM 'true'",
        "SELECT pg_read_file('/etc/passwd')",
        "CREATE ROLE another",
        "ALTER ROLE CURRENT_USER SUPERUSER",
    ],
)
def test_the_application_may_not(statement):
    assert refused(statement)
