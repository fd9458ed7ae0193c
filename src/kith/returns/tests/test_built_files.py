"""Tables of built returns are kept for the latest few builds of a year, readable by this server alone."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import polars as pl
import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from polars.testing import assert_frame_equal

from kith.returns.built_files import KEPT, LATEST, NotKept, are_kept, as_zip, forget_old, keep, tables_of
from kith.returns.models import BuiltReturn
from kith.store import folders
from kith.testing.standing import MOMENT

pytestmark = pytest.mark.django_db
COLUMNS = {"CHILD": pl.String, "DOB": pl.Date, "REVIEW": pl.Date, "REVIEW_CODE": pl.String}
REVIEWS = {"Reviews": pl.DataFrame([("A1", None, date(2026, 5, 4), "PN1")], schema=COLUMNS, orient="row")}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))


def a_build(year: str = "2026-27") -> BuiltReturn:
    return BuiltReturn.objects.create(year=year, asked_at=MOMENT)


def test_tables_come_back_as_they_were_built():
    built = a_build()
    keep(built, REVIEWS)
    assert_frame_equal(tables_of(built)["Reviews"], REVIEWS["Reviews"])


def test_tables_that_have_been_kept_for_more_than_a_year_go():
    built = a_build()
    keep(built, REVIEWS)
    now = timezone.now()
    assert forget_old(now) == []
    assert forget_old(now + KEPT) == [built.pk]
    assert not are_kept(built)


def test_the_zip_holds_the_files_as_they_are_sent():
    built = a_build()
    keep(built, REVIEWS)
    with ZipFile(BytesIO(as_zip(built))) as packed:
        assert packed.read("Reviews.csv") == b"CHILD,DOB,REVIEW,REVIEW_CODE\nA1,,04/05/2026,PN1\n"
    with ZipFile(BytesIO(as_zip(built, xml=True))) as packed:
        assert b"<REVIEW>04/05/2026</REVIEW>" in packed.read("ssda903.xml")


def test_only_the_latest_builds_of_a_year_keep_theirs():
    other, *same = a_build("2025-26"), *(a_build() for _ in range(LATEST + 1))
    for each in (other, *same):
        keep(each, REVIEWS)
    assert [are_kept(each) for each in (other, *same)] == [True, False] + [True] * LATEST
    with pytest.raises(NotKept, match="Build the return again"):
        tables_of(same[0])
