"""Files sent by a page are kept until they are loaded."""

import pytest
from django.core.files.storage import FileSystemStorage

from kith.returns import uploads
from kith.returns.models import Load
from kith.store import folders


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))


def test_what_was_sent_is_kept_under_its_own_name(elsewhere):
    uploads.keep(Load(pk=7), {"../episodes.csv": b"CHILD"})
    assert uploads.kept(Load(pk=7)) == {"../episodes.csv": b"CHILD"}


def test_what_a_database_of_before_left_in_its_place_is_removed(elsewhere, tmp_path):
    uploads.keep(Load(pk=7), {"old.csv": b"OLD", "older.csv": b"OLDER"})
    uploads.keep(Load(pk=7), {"new.csv": b"NEW"})
    assert uploads.kept(Load(pk=7)) == {"new.csv": b"NEW"}
    assert len(list(tmp_path.glob("loads/7/*"))) == 2
