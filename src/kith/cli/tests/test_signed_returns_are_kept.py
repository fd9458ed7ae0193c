"""A return that was signed off is in a backup and in an export, with the bytes that were signed."""

import csv
import sys
from hashlib import sha256

import pytest

from kith.cli import export, restoring
from kith.cli.tests.test_restore_drill import KEY, connected, elsewhere, record, taken  # noqa: F401 (fixtures)
from kith.returns.frozen import fingerprint, frozen
from kith.returns.models import BuiltReturn, SignedReturn
from kith.returns.tests.signing import tables
from kith.testing.standing import MOMENT

pytestmark = pytest.mark.django_db(transaction=True)
FILE = frozen(tables(), "ssda903", "2026-27")
ASKED = "SELECT file, fingerprint, version, name FROM returns_signedreturn"


@pytest.fixture
def signed(record):  # noqa: F811
    from django.db import connection

    built = BuiltReturn.objects.create(year="2026-27", state="done", asked_at=MOMENT)
    SignedReturn.objects.create(
        built=built, collection="ssda903", year="2026-27", version=1, file=FILE, fingerprint=fingerprint(FILE),
        prepared_by=record.standing.worker, by=record.standing.head, name="Hari Head", at=MOMENT,
    )  # fmt: skip
    connection.close()
    return record


def test_it_comes_back_from_a_backup(signed, elsewhere, monkeypatch):  # noqa: F811
    taken(signed)
    monkeypatch.setenv("KITH_FILES", str(signed.files.with_name("elsewhere")))
    restoring.put_back(elsewhere, signed.file, KEY, lambda said: None)
    with connected(elsewhere) as there:
        assert there.execute(ASKED).fetchall() == [(FILE, fingerprint(FILE), 1, "Hari Head")]


def test_it_can_be_read_from_an_export(signed, tmp_path):
    export.write(signed.urls, tmp_path / "export", lambda said: None)
    csv.field_size_limit(sys.maxsize)
    with (tmp_path / "export/tables/returns_signedreturn.csv").open(newline="") as lines:
        (row,) = csv.DictReader(lines)
    assert bytes.fromhex(row["file"].removeprefix("\\x")) == FILE
    assert sha256(FILE).hexdigest() == row["fingerprint"]
