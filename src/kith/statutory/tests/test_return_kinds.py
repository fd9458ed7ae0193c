"""Which return files are of, and that both are read and checked in one way."""

import io
import zipfile
from datetime import date

import pytest

from kith.statutory.cin.tests.making import census
from kith.statutory.return_kinds import KINDS, Asked, shown_by
from kith.statutory.returns.since import changes, found
from kith.statutory.returns.sources import Limits

HEADER = b"\xef\xbb\xbfchild,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,M,01/05/2012,WBRI,A123456789123,,\n"
CENSUS = census().encode()


def in_a_zip(**files: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"h.csv": HEADER}, ["ssda903"]),
        ({"r.xml": b"<?xml version='1.0'?>\n<!-- ours --><EXPSSDA903><CHILD/></EXPSSDA903>"}, ["ssda903"]),
        ({"c.xml": CENSUS}, ["cin"]),
        ({"c.xml": CENSUS.decode().encode("utf-16")}, ["cin"]),
        ({"c.zip": in_a_zip(**{"c.xml": CENSUS, "readme.txt": b"For the data team"})}, ["cin"]),
        ({"both.zip": in_a_zip(**{"c.xml": CENSUS, "h.csv": HEADER})}, ["ssda903", "cin"]),
        ({"shopping.csv": b"apples,pears\n1,2\n"}, []),
        ({"broken.zip": b"PK\x03\x04 and no more"}, []),
    ],
)
def test_files_show_which_return_they_are_of(files, wanted):
    assert [each.key for each in shown_by(files)] == wanted


def checked(text: str):
    kind = KINDS["cin"]
    read = kind.read({"census.xml": text.encode()}, Limits(), "2025-26")
    return kind.report(read, Asked("2025-26", "E08000025", date(2026, 4, 1)))


def test_an_issue_of_the_census_is_known_by_its_rows_key():
    text = census().replace("<CPPstartDate>2025-08-01", "<CPPstartDate>2025-07-01")
    keys = dict(found(checked(text)).issues.select("table", "key").iter_rows())
    assert keys["ChildProtectionPlans"] == "CPPstartDate 2025-07-01"


def test_issues_of_the_census_are_new_still_there_or_mended():
    good, bad = census(), census().replace("<Sex>F</Sex>", "<Sex>7</Sex>")
    before, now = found(checked(good)), found(checked(bad))
    assert changes(now, before).issues.filter(since="new").height == now.issues.height - before.issues.height
    assert changes(before, now).mended.height == now.issues.height - before.issues.height
    assert set(changes(now, now).issues["since"]) == {"still"}


@pytest.mark.parametrize(("file", "place"), [("a.csv", "row"), ("a.XML", "line"), ("", "row")])
def test_where_something_stands_is_a_row_or_a_line(file, place):
    assert KINDS["ssda903"].of.place(file) == place
    assert KINDS["cin"].of.place(file) == "line"
