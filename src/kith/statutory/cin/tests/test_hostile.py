"""Files made to harm are refused, and what they would harm is never reached."""

from kith.statutory.cin.reading import read
from kith.statutory.cin.tests.making import CHILD, census
from kith.statutory.returns import xml_files
from kith.statutory.returns.sources import Limits


def said(data, limits=None):
    found = read({"census.xml": data}, limits)
    return [each.says for each in found.errors], found.files


def test_entities_are_not_opened():
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    text = census().replace("<Message>", bomb + "<Message>").replace("ann1", "&f;&a;")
    told, files = said(text.encode())
    assert "document type" in told[0]
    assert files == []


def test_depth_is_refused():
    told, files = said(b"<Message><Children><Child>" + b"<CINdetails>" * 100_000)
    assert "deeper" in told[0]
    assert files == []


def test_one_endless_child_is_refused(monkeypatch):
    monkeypatch.setattr(xml_files, "LARGEST", 2 * xml_files.MEGABYTE)
    child = CHILD.replace("<Sex>", "<Sex>F</Sex>" * 400_000 + "<Sex>")
    told, files = said(census(child).encode())
    assert "larger than 2 MB" in told[0]
    assert files == []


def test_a_file_over_the_limit_is_not_opened():
    told, _ = said(census().encode(), Limits(file=100))
    assert "larger than" in told[0]


def test_a_million_odd_elements_are_not_a_million_problems():
    odd = "".join(f"<E{n}/>" for n in range(5000))
    assert len(read({"c.xml": census(CHILD.replace("<Sex>", odd + "<Sex>")).encode()}).problems) <= 1000


def test_what_stands_before_a_break_is_kept():
    broken = census(CHILD, CHILD.replace("ann1", "bob2")).replace("</Children>", "<Child><oops")
    found = read({"census.xml": broken.encode()})
    assert found["ChildIdentifiers"]["LAchildID"].to_list() == ["ann1", "bob2"]
    assert "cannot be read past line" in found.errors[0].says


def test_a_child_within_a_child_is_no_child_of_its_own():
    inner = CHILD.replace("ann1", "bob2")
    found = read({"c.xml": census(CHILD.replace("</Child>", inner + "</Child>")).encode()})
    assert found["ChildIdentifiers"]["LAchildID"].to_list() == ["ann1"]
    assert "Child is not an element of Child" in found.problems[0].says
