"""Files spoilt by chance: reading never fails, something is said, and no other child loses anything."""

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from polars.testing import assert_frame_equal

from kith.statutory.cin.reading import read
from kith.statutory.cin.specification import TABLES
from kith.statutory.cin.tests.making import CHILD, census

WHOLE = census(CHILD, CHILD.replace("ann1", "bob2"))
BOB = {name: table for name, table in read({"c.xml": WHOLE.encode()}).tables.items() if name != "Header"}


def spoil(element, how):
    parent = element.getparent()
    if how == "gone":
        parent.remove(element)
    elif how == "renamed":
        element.tag = "Shoes"
    elif how == "words":
        element.tail = "words"
    elif how == "last":
        parent.append(element)
    elif how == "inside":
        element.append(etree.SubElement(element, "Shoes"))


def of_bob(tables):
    for name in BOB:
        rows = tables[name].drop("row", "Child")
        yield name, rows.filter(rows["LAchildID"] == "bob2")


@settings(max_examples=60, deadline=None)
@given(which=st.integers(0, 10_000), how=st.sampled_from(["gone", "renamed", "words", "last", "inside"]))
def test_one_fault_in_one_child_costs_the_other_nothing(which, how):
    root = etree.fromstring(WHOLE.encode())
    within = list(root.find("Children")[0].iterdescendants())
    spoil(within[which % len(within)], how)
    found = read({"c.xml": etree.tostring(root)})
    before = dict(of_bob(BOB))
    for name, rows in of_bob(found.tables):
        assert_frame_equal(rows, before[name])


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(WHOLE)), noise=st.binary(min_size=1, max_size=12), cut=st.integers(0, 40))
def test_noise_in_the_file_is_a_problem_and_never_an_exception(at, noise, cut):
    data = WHOLE.encode()
    found = read({"c.xml": data[:at] + noise + data[at + cut :]})
    assert set(found.tables) == set(TABLES)
