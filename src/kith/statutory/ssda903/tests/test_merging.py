from datetime import date

from kith.statutory.ssda903.merging import YearlySet, merge, yearly_sets
from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.tests.making import files, reading

HEADING = "CHILD  DECOM  RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC  REC  REASON_PLACE_CHANGE  HOME_POST  PL_POST  URN"


def merged(**years):
    return merge([YearlySet(year.replace("_", "-")[1:], reading(text)) for year, text in years.items()])


def episode(cells):
    return f"Episodes\n{HEADING}\n{cells}"


def test_an_episode_open_in_one_year_and_closed_in_the_next_is_one_and_no_difference():
    found = merged(
        y2024_25=episode("a  01/05/2024  S  C2  N1  U4  PR1  .           .    .  .  .  ."),
        y2025_26=episode("a  01/05/2024  S  C2  N1  U4  PR1  01/06/2025  E4A  .  .  .  ."),
    )
    (row,) = found["Episodes"].iter_rows(named=True)
    assert (row["DEC"], row["year"]) == (date(2025, 6, 1), "2025-26")
    assert [source["row"] for source in row["sources"]] == [2, 2]
    assert found.differences == ()


def test_where_years_disagree_the_later_wins_and_the_difference_is_named():
    found = merged(
        y2025_26=episode("a  01/05/2024  S  C2  N1  U4  PR1  .  .  .  .  .  ."),
        y2024_25=episode("a  01/05/2024  S  C1  N1  U4  PR1  .  .  .  .  .  ."),
    )
    assert found["Episodes"]["LS"].to_list() == ["C2"]
    (difference,) = found.differences
    assert (difference.column, difference.earlier, difference.later) == ("LS", "C1", "C2")
    assert (difference.earlier_file, difference.earlier_row) == ("Episodes.csv", 2)


def test_an_end_that_moves_is_a_difference():
    found = merged(
        y2024_25=episode("a  01/05/2024  S  C2  N1  U4  PR1  01/06/2024  E4A  .  .  .  ."),
        y2025_26=episode("a  01/05/2024  S  C2  N1  U4  PR1  01/07/2024  E4A  .  .  .  ."),
    )
    assert [(d.column, d.earlier, d.later) for d in found.differences] == [
        ("DEC", "01/06/2024", "01/07/2024")
    ]


def test_an_episode_of_one_day_is_not_the_one_that_begins_the_same_day():
    one_day = "a  01/05/2024  S  L2  N1  U4  PR1  01/05/2024  X1  .  .  .  ."
    longer = "a  01/05/2024  L  C2  N1  U4  PR1  .  .  .  .  .  ."
    found = merged(y2024_25=episode(f"{one_day}\n{longer}"), y2025_26=episode(longer))
    assert found["Episodes"].height == 2


def test_two_versions_in_one_year_are_both_kept_for_a_person_to_choose():
    found = merged(
        y2024_25=episode(
            "a  01/05/2024  S  C2  N1  U4  PR1  .  .  .  .  .  .\na  01/05/2024  S  C1  N1  U4  PR1  .  .  .  .  .  ."
        )
    )
    assert found["Episodes"].height == 2


def test_the_same_row_in_two_files_of_a_year_is_one_row_with_two_sources():
    data = files("Reviews\nCHILD  DOB  REVIEW  REVIEW_CODE\na  02/03/2012  01/05/2025  PN1")["Reviews.csv"]
    both = read({"one.csv": data, "two.csv": data})
    found = merge(yearly_sets(both, {"one.csv": "2025-26", "two.csv": "2025-26"}))
    (row,) = found["Reviews"].iter_rows(named=True)
    assert [source["file"] for source in row["sources"]] == ["one.csv", "two.csv"]
    assert found.differences == ()


def test_a_number_for_a_placeholder_and_a_new_way_of_writing_sex_are_no_differences():
    head = "Header\nCHILD  SEX  DOB  ETHNIC  UPN  MOTHER  MC_DOB\n"
    found = merged(
        y2023_24=head + "a  2  02/03/2012  WBRI  UN4  0  .",
        y2024_25=head + "a  F  02/03/2012  WBRI  A123456789012  1  01/05/2025",
    )
    assert found["Header"].select("SEX", "UPN").row(0) == ("F", "A123456789012")
    assert found.differences == ()


def test_the_yearly_outcomes_of_two_years_both_stay():
    head = "OC2\nCHILD  DOB  SDQ_SCORE  SDQ_REASON\n"
    found = merged(y2024_25=head + "a  02/03/2012  12  .", y2025_26=head + "a  02/03/2012  15  .")
    assert found["OC2"]["SDQ_SCORE"].to_list() == [12, 15]
    assert found.differences == ()


def test_files_without_a_year_stay_out():
    data = files("Reviews\nCHILD  DOB  REVIEW  REVIEW_CODE\na  02/03/2012  01/05/2025  PN1")
    assert merge(yearly_sets(read(data), {}))["Reviews"].is_empty()


def test_the_same_answers_in_two_years_are_answers_of_each():
    answers = "OC3\nCHILD  DOB  IN_TOUCH  ACTIV  ACCOM\na  01/05/2006  YES  F2  U1"
    found = merged(y2024_25=answers, y2025_26=answers)
    assert sorted(found["OC3"]["year"]) == ["2024-25", "2025-26"]
