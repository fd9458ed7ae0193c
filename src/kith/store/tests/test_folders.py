"""Files kept in private folders, by the number of a row."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.storage import FileSystemStorage

from kith.store import folders
from kith.store.folders import Folders


@pytest.fixture
def some(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))
    return Folders("some/kind")


def test_names_from_outside_never_become_paths(some, tmp_path):
    some.keep(7, {"../../etc/passwd": b"x", "/absolute": b"y"})
    assert some.kept(7) == {"../../etc/passwd": b"x", "/absolute": b"y"}
    there = sorted(str(each.relative_to(tmp_path)) for each in tmp_path.rglob("*") if each.is_file())
    assert there == ["some/kind/7/0", "some/kind/7/1", "some/kind/7/names.json"]


def test_one_file_is_found_and_one_that_is_not_there_is_none(some):
    some.keep(7, {"a.csv": b"x"})
    assert some.path(7, "a.csv").read_bytes() == b"x"
    assert some.path(7, "b.csv") is None and some.path(8, "a.csv") is None


def test_nobody_else_may_read_them(some, tmp_path):
    some.keep(7, {"a.csv": b"x"})
    folder = tmp_path / "some" / "kind" / "7"
    assert folder.stat().st_mode & 0o077 == (folder / "0").stat().st_mode & 0o077 == 0


def test_what_was_kept_before_a_moment_goes(some):
    some.keep(7, {"a.csv": b"x"})
    assert some.forget_before(datetime.now(UTC) - timedelta(hours=1)) == []
    assert some.forget_before(datetime.now(UTC) + timedelta(hours=1)) == [7]
    assert some.kept(7) is None


def test_a_folder_that_was_not_finished_holds_nothing(some, tmp_path):
    (tmp_path / "some" / "kind" / "7").mkdir(parents=True)
    assert some.kept(7) is None and not some.are_kept(7)
