"""One wrapper: one transaction, whom it serves, the audit."""

import pytest
from django.db import DatabaseError, connection, transaction

from kith.access.audit import Event, NotAtWork, current, record
from kith.access.models import AuditEntry
from kith.access.roles import Permission
from kith.people.models import Alert
from kith.reach.seeing import get_child
from kith.store.history import before
from kith.testing.standing import DAY, at_work


def served() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('kith.worker', true)")
        return cursor.fetchone()[0] or ""


def an_alert(child):
    return Alert.objects.create(child=child, kind="allergy", text="Penicillin", start_on=DAY)


def test_the_database_is_told_whom_it_serves(standing):
    with at_work(standing.worker):
        assert served() == str(standing.worker.pk)


def test_a_change_and_its_audit_stand_or_fall_together(standing):
    with pytest.raises(ZeroDivisionError), at_work(standing.worker):
        record(Event.ADDED, an_alert(standing.child))
        1 / 0  # noqa: B018
    assert not Alert.objects.exists()
    assert not AuditEntry.objects.filter(event=Event.ADDED).exists()


def test_a_view_stays_in_the_audit_when_the_page_fails(standing):
    with pytest.raises(ZeroDivisionError), at_work(standing.worker):
        get_child(standing.worker, standing.child.pk, Permission.RECORD_SEE)
        1 / 0  # noqa: B018
    assert AuditEntry.objects.filter(event=Event.RECORD_VIEWED, child=standing.child.pk).count() == 1


def test_outside_work_nothing_can_be_recorded(standing):
    with pytest.raises(NotAtWork):
        current()


def test_what_stood_before_a_correction_is_kept_with_who_made_it(standing):
    alert = an_alert(standing.child)
    with at_work(standing.worker):
        alert.text = "Penicillin and nuts"
        alert.save()
    kept = before(alert).get()
    assert (kept.text, kept.pgh_context.metadata["worker"]) == ("Penicillin", standing.worker.pk)


@pytest.mark.parametrize("sql", ["UPDATE access_auditentry SET reason = ''", "DELETE FROM access_auditentry"])
def test_the_audit_refuses_to_be_changed(standing, sql):
    with at_work(standing.worker):
        get_child(standing.worker, standing.child.pk, Permission.RECORD_SEE)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
