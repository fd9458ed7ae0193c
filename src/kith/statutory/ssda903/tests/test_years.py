from datetime import date

from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.tests.making import reading
from kith.statutory.ssda903.years import collection_year, collection_years, confirmed, first_day, last_day

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"


def episodes(child, start, end=""):
    return (EPISODES + f"{child},{start},S,C2,N1,U4,PR1,{end},,,,,\n").encode()


def header(*children):
    return (HEADER + "".join(f"{child},F,02/03/2012,WBRI,,,\n" for child in children)).encode()


def years(**files):
    found = collection_years(read({f"{name}.csv": data for name, data in files.items()}))
    return {each.file.removesuffix(".csv"): each.year for each in found}


def test_a_year_begins_on_the_first_of_april():
    assert [collection_year(day) for day in (date(2026, 3, 31), date(2026, 4, 1))] == ["2025-26", "2026-27"]
    assert collection_year(date(1999, 12, 1)) == "1999-00"
    assert (first_day("2026-27"), last_day("2026-27")) == (date(2026, 4, 1), date(2027, 3, 31))


def test_the_latest_episode_says_the_year_whatever_the_file_is_called():
    assert years(year2001=episodes("a", "03/04/2016", "05/06/2025")) == {"year2001": "2025-26"}


def test_an_episode_that_ends_on_the_first_of_april_was_of_the_year_before():
    assert years(e=episodes("a", "03/04/2025", "01/04/2026")) == {"e": "2025-26"}


def test_one_date_far_ahead_is_taken_for_a_slip_and_said():
    rows = "".join(f"{n},05/06/2025,S,C2,N1,U4,PR1,,,,,,\n" for n in range(200))
    found = collection_years(
        read({"e.csv": (EPISODES + rows + "x,05/06/2052,S,C2,N1,U4,PR1,,,,,,\n").encode()})
    )
    assert (found[0].year, found[0].sure) == ("2025-26", False)
    assert "not counting 1" in found[0].reason


def test_files_without_episodes_go_with_those_that_share_their_name():
    found = years(
        **{
            "2017-episodes": episodes("a", "05/06/2017"),
            "2018-episodes": episodes("a", "05/06/2018"),
            "2017-oc3": b"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\na,02/03/2012,YES,F1,B1\n",
            "2018-header": header("a"),
        }
    )
    assert found["2017-oc3"] == "2017-18"
    assert found["2018-header"] == "2018-19"


def test_else_they_go_with_those_whose_children_they_share():
    found = years(one=episodes("a", "05/06/2017"), two=episodes("b", "05/06/2018"), kids=header("b", "c"))
    assert found["kids"] == "2018-19"


def test_files_that_say_nothing_have_no_year_until_a_person_gives_one():
    proposals = collection_years(read({"kids.csv": header("a")}))
    assert [(each.year, each.sure) for each in proposals] == [(None, False)]
    assert confirmed(proposals) == {}
    assert confirmed(proposals, {"kids.csv": "2024-25"}) == {"kids.csv": "2024-25"}


def test_without_episodes_the_other_dates_are_taken_with_doubt():
    read_ = reading("""
        Missing
        CHILD  DOB         MISSING  MIS_START   MIS_END
        a      02/03/2012  M        05/06/2025  06/06/2025
    """)
    assert [(each.year, each.sure) for each in collection_years(read_)] == [("2025-26", False)]
