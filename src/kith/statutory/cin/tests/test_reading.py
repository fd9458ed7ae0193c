"""A census is read whole, whatever is wrong in it, and what is wrong is said."""

from datetime import date

import pytest

from kith.statutory.cin.checking import tables
from kith.statutory.cin.reading import read
from kith.statutory.cin.tests.making import CHILD, DETAILS, HEADER, census, line_in, reading
from kith.statutory.returns.problems import Severity


def only(found):
    assert len(found.problems) == 1, found.problems
    return found.problems[0]


def changed(old, new, **how):
    assert old in census()
    return reading(CHILD.replace(old, new), **how)


def test_every_table_of_a_child_is_read_with_what_ties_it():
    found = reading()
    assert found["Header"].select("Year", "LEA", "SerialNo").row(0) == ("2026", "301", "001")
    assert found["ChildIdentifiers"].select("Child", "LAchildID", "Sex").row(0) == (1, "ann1", "F")
    assert found["Disabilities"].select("LAchildID", "Disability").rows() == [
        ("ann1", "HEAR"),
        ("ann1", "VIS"),
    ]
    assert found["CINdetails"].select("CINdetailsID", "ReferralNFA").row(0) == ("1", "0")
    factors = found["AssessmentFactorsList"].select("CINdetailsID", "AssessmentID", "AssessmentFactor")
    assert factors.rows() == [("1", "1", "3B"), ("1", "1", "16A")]
    assert found["ChildProtectionPlans"].select("CPPID", "NumberOfPreviousCPP").row(0) == ("1", 1)
    assert found["Reviews"]["CPPreviewDate"].to_list() == [date(2025, 10, 20), date(2026, 3, 2)]
    assert found.problems == ()


def test_rows_stand_at_the_line_of_their_element():
    text = census()
    assert reading()["Section47"]["row"].to_list() == [line_in(text, "<Section47>")]
    assert reading()["Disabilities"]["row"].to_list() == [line_in(text, "<Disabilities>")] * 2


def test_the_episodes_of_a_child_are_counted_and_their_assessments_within_them():
    found = reading(CHILD.replace(DETAILS, DETAILS * 2), CHILD.replace("ann1", "bob2"))
    told = found["Assessments"].select("LAchildID", "CINdetailsID", "AssessmentID").rows()
    assert told == [("ann1", "1", "1"), ("ann1", "2", "1"), ("bob2", "1", "1")]


def test_two_children_of_one_number_have_no_two_episodes_of_one_number():
    found = reading(CHILD, CHILD)
    assert found["CINdetails"].select("Child", "CINdetailsID").rows() == [(1, "1"), (2, "2")]
    assert found["Reviews"]["CINdetailsID"].to_list() == ["1", "1", "2", "2"]


def test_lists_are_read_in_either_shape():
    twice = "<Reviews><CPPreviewDate>2025-10-20</CPPreviewDate></Reviews>\n<Reviews><CPPreviewDate>2026-03-02</CPPreviewDate></Reviews>"
    once = "<Reviews><CPPreviewDate>2025-10-20</CPPreviewDate><CPPreviewDate>2026-03-02</CPPreviewDate></Reviews>"
    found = changed(once, twice)
    assert found["Reviews"]["CPPreviewDate"].to_list() == [date(2025, 10, 20), date(2026, 3, 2)]
    assert found.problems == ()


def test_a_value_outside_its_list_is_read_and_told():
    once = "<Disabilities><Disability>HEAR</Disability><Disability>VIS</Disability></Disabilities>"
    found = changed(once, "<Disability>HEAR</Disability>")
    assert found["Disabilities"]["Disability"].to_list() == ["HEAR"]
    assert "should stand in Disabilities" in only(found).says


def test_a_review_without_a_date_is_a_row():
    once = "<CPPreviewDate>2025-10-20</CPPreviewDate><CPPreviewDate>2026-03-02</CPPreviewDate>"
    for nothing in ("", "<CPPreviewDate/>"):
        assert changed(once, nothing)["Reviews"]["CPPreviewDate"].to_list() == [None]


@pytest.mark.parametrize(
    ("old", "new", "element", "found", "wanted"),
    [
        ("2025-05-06", "6 May", "CINreferralDate", "6 May", "a date such as 2026-03-31"),
        ("2025-05-06", "06/05/2025", "CINreferralDate", "06/05/2025", "a date such as 2026-03-31"),
        (">N1<", ">N77<", "PrimaryNeedCode", "N77", "N1, N2, N3, N4, N5, N6, N7, N8, N9, N0"),
        (">1</Num", ">one</Num", "NumberOfPreviousCPP", "one", "a whole number"),
        ("A123456789012", "A12", "UPN", "A12", "a letter, eleven digits, and a digit or letter"),
        ("<ReferralNFA>0", "<ReferralNFA>false", "ReferralNFA", "false", "0 for no or 1 for yes"),
        (">3B<", ">BOO<", "AssessmentFactors", "BOO", "one of the published codes"),
        ("<PrimaryNeedCode>N1</PrimaryNeedCode>", "<PrimaryNeedCode/>", "PrimaryNeedCode", "", "a value"),
        ("<ReferralNFA>0</ReferralNFA>", "", "ReferralNFA", None, "ReferralNFA"),
        ("<PrimaryNeedCode>", "<Shoes>4</Shoes><PrimaryNeedCode>", "Shoes", "Shoes", None),
        ("<PrimaryNeedCode>", "words<PrimaryNeedCode>", "CINdetails", "words", "elements only"),
        (">2A<", "><b>2A</b><", "ReferralSource", "other elements", "a value"),
        ("<Sex>F</Sex>", "<sex>F</sex>", "Sex", "sex", "Sex"),
        ("<Sex>F</Sex>", "<Sex>F</Sex><Sex>M</Sex>", "Sex", "M", "one Sex"),
        ("<Sex>F</Sex>", "<Sex>1</Sex>", "Sex", "1", "M, F, U"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_line_element_found_and_wanted(old, new, element, found, wanted):
    problem = only(changed(old, new))
    text = census(CHILD.replace(old, new))
    lines = {line_in(text, new or "<CINdetails>"), line_in(text, "<CINdetails>")}
    assert (problem.column, problem.found) == (element, found)
    assert problem.wanted == wanted or (wanted is None and "ReferralSource" in problem.wanted)
    assert problem.row in lines


def test_a_bad_value_costs_nothing_else():
    found = changed("2025-05-06", "soon")
    assert found["CINdetails"].select("CINreferralDate", "ReferralSource").row(0) == (None, "2A")
    assert found.unreadable["CINdetails"].select("column", "found").rows() == [("CINreferralDate", "soon")]
    assert found["Reviews"].height == 2


def test_elements_out_of_order_are_read_and_told_once():
    swapped = DETAILS.replace("<ReferralNFA>0</ReferralNFA>\n", "").replace(
        "<Assessments>", "<ReferralNFA>0</ReferralNFA>\n<Assessments>"
    )
    found = reading(CHILD.replace(DETAILS, swapped + swapped))
    told = [each.says for each in found.problems]
    assert found["CINdetails"]["ReferralNFA"].to_list() == ["0", "0"]
    assert "Assessments stands after ReferralNFA in CINdetails" in told[0]
    assert "2 times" in told[0]


def test_sex_was_called_otherwise_until_2023_24():
    before = HEADER.replace("2026", "2024")
    child = CHILD.replace("<Sex>F</Sex>", "<GenderCurrent>2</GenderCurrent>")
    assert reading(child, header=before).problems == ()
    assert reading(child, header=before)["ChildIdentifiers"]["Sex"].to_list() == ["2"]
    now = [each.says for each in reading(child, header=before, year="2025-26").problems]
    assert any(
        "GenderCurrent is not part of the census of 2025-26: Sex stands there." in each for each in now
    )


def test_pre_proceedings_are_part_of_the_census_from_2026_27():
    group = (
        "<PreProceedingsandFGDM><PPStartDate>2026-09-09</PPStartDate></PreProceedingsandFGDM></CINdetails>"
    )
    child = CHILD.replace("</CINdetails>", group)
    assert reading(child, year="2026-27").problems == ()
    assert reading(child)["PreProceedings"]["PPStartDate"].to_list() == [date(2026, 9, 9)]
    assert "it is from 2026-27" in only(reading(child)).says


def test_a_file_without_header_or_children_says_so():
    assert "no header" in only(reading(header="")).says
    assert "no child" in read({"c.xml": b"<Message/>"}).errors[0].says


def test_blanks_around_values_and_comments_are_nothing():
    found = changed("<Sex>F</Sex>", "<!-- seen --><Sex> F\n</Sex>")
    assert found["ChildIdentifiers"]["Sex"].to_list() == ["F"]
    assert found.problems == ()


def test_a_namespace_changes_nothing():
    text = census().replace("<Message>", '<Message xmlns="urn:any">')
    assert read({"c.xml": text.encode()})["Reviews"].height == 2


def test_words_and_odd_elements_between_children_are_told():
    found = reading("words", CHILD, "<Shoes/>", CHILD.replace("ann1", "bob2"))
    assert [(each.column, each.found) for each in found.problems] == [
        ("Children", "words"),
        ("Shoes", "Shoes"),
    ]
    assert found["ChildIdentifiers"].height == 2


def test_a_header_after_the_children_is_read_and_told():
    text = census(header="").replace("</Message>", f"{HEADER}</Message>")
    found = read({"c.xml": text.encode()})
    assert found["Header"]["LEA"].to_list() == ["301"]
    assert "Header stands after Children in Message" in only(found).says


def test_two_lists_of_children_are_both_read_and_told():
    text = census().replace("</Message>", f"<Children>{CHILD}</Children></Message>")
    found = read({"c.xml": text.encode()})
    assert found["ChildIdentifiers"].height == 2
    assert "Children is there more than once" in only(found).says


def test_children_of_several_files_are_told_apart():
    nameless = census(CHILD.replace("<LAchildID>ann1</LAchildID>", "<LAchildID/>")).encode()
    found = read({"a.xml": nameless, "b.xml": nameless})
    assert found["CINdetails"].select("Child", "LAchildID", "CINdetailsID").rows() == [
        (1, None, "1"),
        (2, None, "1"),
    ]
    given = tables(found, year="2025-26")
    assert given.children.join(given.reviews, on="child").collect().height == 4


def test_what_is_not_xml_is_left_aside():
    found = read({"census.xml": census().encode(), "issues.csv": b"rule,table\n100,Header\n"})
    assert found.files == ["census.xml"]
    assert "not XML" in only(found).says


def test_another_kind_of_file_is_named():
    found = read({"c.xml": b"<EXPSSDA903/>"})
    assert "begins with EXPSSDA903" in found.errors[0].says
    assert found.problems[0].severity is Severity.ERROR
