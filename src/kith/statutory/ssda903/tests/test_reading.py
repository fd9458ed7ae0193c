from datetime import date

from kith.statutory.returns.problems import Severity
from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.specification import TABLES
from kith.statutory.ssda903.tests.making import reading

REVIEWS = b"CHILD,DOB,REVIEW,REVIEW_CODE\n"


def reviews(data):
    return read({"anything.csv": data})


def test_a_table_is_known_by_its_columns_in_any_order_and_case():
    found = reviews(b"review_code, Review ,dob,Child\nPN1,01/05/2025,02/03/2012,a1\n")
    assert found["Reviews"].select("CHILD", "DOB", "REVIEW", "REVIEW_CODE").rows() == [
        ("A1", date(2012, 3, 2), date(2025, 5, 1), "PN1")
    ]
    assert found.problems == ()


def test_both_ways_of_writing_a_date_are_read():
    found = reviews(REVIEWS + b"a,2012-03-02,2025-05-01 00:00:00,PN1\n")
    assert found["Reviews"].select("DOB", "REVIEW").row(0) == (date(2012, 3, 2), date(2025, 5, 1))


def test_a_byte_order_mark_and_blank_lines_are_nothing_and_rows_count_as_a_spreadsheet_does():
    found = reviews(
        b"\xef\xbb\xbf\n" + REVIEWS + b"a,02/03/2012,01/05/2025,PN1\n\n,,,\nb,02/03/2012,01/05/2025,PN1\n"
    )
    assert found["Reviews"].select("CHILD", "row").rows() == [("A", 3), ("B", 6)]


def test_rows_count_the_same_when_the_careful_reader_is_needed():
    found = reviews(b"\n" + REVIEWS + b"a,02/03/2012,01/05/2025,PN1,more\n\nb,02/03/2012,01/05/2025,PN1\n")
    assert found["Reviews"].select("CHILD", "row").rows() == [("A", 3), ("B", 5)]
    assert found.problems[0].row == 3
    assert "more cells" in found.problems[0].says


def test_codes_and_numbers_that_a_spreadsheet_made_decimals_are_mended():
    found = read({"oc2.csv": b"CHILD,DOB,SDQ_SCORE,SDQ_REASON,CONVICTED\n12.0,02/03/2012,17.0,,1.0\n"})
    assert found["OC2"].select("CHILD", "SDQ_SCORE", "CONVICTED").row(0) == ("12", 17, "1")


def test_a_bad_cell_is_null_and_named_and_costs_nothing_else():
    found = reviews(REVIEWS + b"a,31/02/2012,01/05/2025,PN1\nb,02/03/2012,01/05/25,PN1\n")
    assert found["Reviews"]["DOB"].to_list() == [None, date(2012, 3, 2)]
    first, second = found.errors
    assert (first.file, first.row, first.column, first.found) == ("anything.csv", 2, "DOB", "31/02/2012")
    assert (second.row, second.column) == (3, "REVIEW")
    assert "should be a date such as" in first.says


def test_an_unknown_code_is_kept_with_one_warning_that_counts_it():
    found = reviews(REVIEWS + b"a,02/03/2012,01/05/2025,PN9\nb,02/03/2012,01/05/2025,PN9\n")
    assert found["Reviews"]["REVIEW_CODE"].to_list() == ["PN9", "PN9"]
    assert [(p.severity, p.row) for p in found.problems] == [(Severity.WARNING, 2)]
    assert "2 times" in found.problems[0].says


def test_a_row_without_a_child_is_kept_and_named():
    found = reviews(REVIEWS + b",02/03/2012,01/05/2025,PN1\n")
    assert found["Reviews"].height == 1
    assert found.errors[0].column == "CHILD"


def test_windows_text_is_read_with_a_warning():
    found = reviews(REVIEWS + b"Zo\xeb,02/03/2012,01/05/2025,PN1\n")
    assert found["Reviews"]["CHILD"].to_list() == ["ZOË"]
    assert "not in UTF-8" in found.problems[0].says


def test_a_column_too_many_and_one_too_few_are_warnings():
    found = read({"r.csv": b"CHILD,REVIEW,REVIEW_CODE,NOTES\na,01/05/2025,PN1,hello\n"})
    assert found["Reviews"].height == 1
    assert {(p.column, p.severity) for p in found.problems} == {
        ("DOB", Severity.WARNING),
        ("NOTES", Severity.WARNING),
    }


def test_a_file_of_something_else_names_the_nearest_table_and_what_is_missing():
    found = read({"odd.csv": b"CHILD,DECOM,DEC,REC\na,01/05/2025,,\n"})
    assert "most like Episodes" in found.errors[0].says
    assert "PLACE" in found.errors[0].says


def test_an_empty_file_and_a_picture_are_problems_and_the_rest_is_read():
    found = read({"a.csv": b"", "b.png": b"\x89PNG", "c.csv": REVIEWS + b"a,02/03/2012,01/05/2025,PN1\n"})
    assert found["Reviews"].height == 1
    assert {problem.file for problem in found.problems} == {"a.csv", "b.png"}


def test_an_old_layout_with_sex_as_a_number_is_read_without_complaint():
    found = reading("""
        Header
        CHILD  SEX  DOB         ETHNIC  UPN  MOTHER  MC_DOB
        a      2    02/03/2012  WBRI    .    1.0     .
    """)
    assert found["Header"].select("SEX", "MOTHER").row(0) == ("2", "1")
    assert found.problems == ()


def test_every_table_is_there_with_its_types_even_when_nothing_was_read():
    found = read({})
    assert {name: dict(found[name].schema) for name in TABLES} == {n: t.schema for n, t in TABLES.items()}


def test_each_table_is_recognised_by_its_own_columns():
    for table in TABLES.values():
        heading = ",".join(table.names)
        row = ",".join("x" for _ in table.names)
        assert read({"x.csv": f"{heading}\n{row}\n".encode()})[table.name].height == 1, table.name


def test_a_quotation_mark_left_open_does_not_swallow_the_rows_below():
    found = reviews(REVIEWS + b'"a,02/03/2012,01/05/2025,PN1\nb,02/03/2012,01/05/2025,PN1\n')
    assert found["Reviews"].select("CHILD", "row").rows() == [("A", 2), ("B", 3)]
    assert "not closed" in found.problems[0].says


def test_quoted_cells_may_hold_the_separator():
    assert reviews(REVIEWS + b'"a,b","02/03/2012","01/05/2025","PN1"\n')["Reviews"]["CHILD"].to_list() == [
        "A,B"
    ]


def test_other_separators_and_sixteen_bit_text_are_read():
    text = (REVIEWS + b"a,02/03/2012,01/05/2025,PN1\n").decode()
    for data in (text.replace(",", ";").encode(), text.replace(",", "\t").encode(), text.encode("utf-16")):
        assert reviews(data)["Reviews"]["REVIEW_CODE"].to_list() == ["PN1"]
