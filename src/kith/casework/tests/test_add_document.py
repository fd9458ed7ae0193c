"""A document goes onto the record under a name nobody can guess, and is only ever downloaded."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kith.access.models import AuditEntry
from kith.casework.actions.documents import add_document
from kith.casework.models import Document
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    return tmp_path


def a_document(standing, whole=b"%PDF-1.7 words", name='../../ödd "name".pdf', **details):
    usual = {
        "child": standing.child,
        "title": 'School’s letter; "final"',
        "about_on": DAY,
        "at": MOMENT,
        "by": standing.worker,
    }
    return add_document(**(usual | {"file": SimpleUploadedFile(name, whole)} | details))


def test_the_childs_worker_adds_one(standing, store):
    with at_work(standing.worker):
        document = a_document(standing)
    assert document.content_type == "application/pdf"
    assert "dd" not in document.file.name.rsplit("/", 1)[1][32:]
    assert (store / document.file.name).read_bytes() == b"%PDF-1.7 words"
    assert audited(standing.child) == [("added", "Document")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_does_and_nothing_is_kept(standing, store, who):
    with refused(standing, who) as worker:
        a_document(standing, by=worker)
    assert not Document.objects.exists()
    assert not list(store.rglob("*"))


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"whole": b"<script>"}, "file"),
        ({"whole": b"%PDF-" + b" " * 20 * 1024 * 1024}, "file"),
        ({"about_on": DAY + timedelta(days=1)}, "about_on"),
    ],
)
def test_what_is_refused_is_refused_beside_its_field(standing, store, details, field):
    with at_work(standing.worker), pytest.raises(ValidationError) as refusal:
        a_document(standing, **details)
    assert list(refusal.value.error_dict) == [field]
    assert not list(store.rglob("*"))


def test_it_is_downloaded_never_shown_and_the_audit_says_who_opened_it(standing, client):
    with at_work(standing.worker):
        document = a_document(standing)
    client.force_login(standing.worker.user)
    answer = client.get(reverse("document-file", args=[standing.child.pk, document.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 words"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert AuditEntry.objects.get(event="document opened").row == document.pk


def test_the_stranger_does_not_download_it(standing, client):
    with at_work(standing.worker):
        document = a_document(standing)
    client.force_login(standing.stranger.user)
    assert client.get(reverse("document-file", args=[standing.child.pk, document.pk])).status_code == 404


def test_a_file_lost_from_the_store_is_not_found(standing, client, store):
    with at_work(standing.worker):
        document = a_document(standing)
    (store / document.file.name).unlink()
    client.force_login(standing.worker.user)
    assert client.get(reverse("document-file", args=[standing.child.pk, document.pk])).status_code == 404


def test_a_document_is_sent_by_the_form(standing, client):
    client.force_login(standing.worker.user)
    sent = {
        "title": "Letter",
        "about_on": "2026-11-16",
        "file": SimpleUploadedFile("letter.pdf", b"%PDF-1.7"),
    }
    client.post(reverse("document-new", args=[standing.child.pk]), sent)
    assert Document.objects.get().title == "Letter"
