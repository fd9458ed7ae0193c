"""A form is saved once, even by a double click; and what the database refuses is said in words."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django import forms
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.care.factories import in_care
from kith.care.models import Placement
from kith.casework.models import Note
from kith.web.saving import REFUSED, _explain


@pytest.mark.django_db(transaction=True)
def test_a_double_click_saves_once(standing):
    sent = {
        "kind": "case_note", "happened_on": timezone.localdate().isoformat(), "happened_time": "00:00",
        "text": "Robin was cheerful.", "finished": "yes", "form_token": str(uuid4()),
    }  # fmt: skip
    together, led_to = Barrier(2), []

    def click(client):
        together.wait()
        led_to.append(client.post(reverse("note-new", args=[standing.child.pk]), sent).url)
        connection.close()

    both = [Client(), Client()]
    for client in both:
        client.force_login(standing.worker.user)
    clicks = [Thread(target=click, args=[client]) for client in both]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert Note.objects.count() == 1
    assert led_to == [reverse("note", args=[standing.child.pk, Note.objects.get().pk])] * 2


@pytest.mark.django_db
def test_an_overlap_that_only_the_database_saw_is_said_in_words(standing):
    placement, form = in_care(standing.child), forms.Form({})
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Placement.objects.create(child=standing.child, place="U4", start_on=placement.start_on)
    _explain(form, refusal.value)
    assert "overlaps another placement" in str(form.non_field_errors())


@pytest.mark.django_db
def test_what_is_said_in_words_are_real_constraints():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint UNION SELECT relname FROM pg_class WHERE relkind = 'i'"
        )
        assert REFUSED.keys() <= {name for (name,) in cursor.fetchall()}


@pytest.mark.django_db
def test_a_refusal_nobody_foresaw_is_a_fault_of_ours(standing):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Placement.objects.create(child=standing.child, place="U4", start_on="2026-02-01", end_on="2026-01-01")
    with pytest.raises(IntegrityError):
        _explain(forms.Form({}), refusal.value)
