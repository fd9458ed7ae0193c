"""An analyst, and a folder for what tests keep."""

import pytest
from django.core.files.storage import FileSystemStorage

from kith.access.roles import Role
from kith.store import folders
from kith.workforce.factories import a_worker


@pytest.fixture
def private(tmp_path, monkeypatch):
    """Where what is kept lies."""
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))
    return tmp_path


@pytest.fixture
def analyst(db, private):
    return a_worker("Dana Data", Role.DATA)
