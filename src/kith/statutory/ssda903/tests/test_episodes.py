from datetime import date, timedelta
from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from kith.statutory.facts import Facts
from kith.statutory.ssda903.as_facts import as_facts
from kith.statutory.ssda903.episodes import episodes
from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.merging import YearlySet, merge
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.specification import EPISODES
from kith.statutory.ssda903.tests.making import reading


def round_trip(read):
    """The episodes computed from the facts of the history of what was read."""
    found = histories(merge([YearlySet("2025-26", read)]))
    assert not found.refused
    imported = as_facts(found.children.values())
    back = episodes(imported.facts).with_columns(
        pl.col("CHILD").replace_strict(imported.numbers, return_dtype=pl.String)
    )
    return back.select(EPISODES.names)


def rows(text):
    return reading(text)


def assert_comes_back(read):
    assert_frame_equal(round_trip(read), read["Episodes"].select(EPISODES.names), check_row_order=False)


HEADING = "CHILD  DECOM  RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC  REC  REASON_PLACE_CHANGE  HOME_POST  PL_POST  URN"


def test_a_change_of_status_and_of_placement_come_back_as_they_were():
    assert_comes_back(
        rows(f"""
        Episodes
        {HEADING}
        a  2025-04-01  S  V2  N1  U6  PR1  2025-05-01  X1   .      B1 1AA  B1 2AA  .
        a  2025-05-01  L  C1  N1  U6  PR1  2025-06-01  X1   CARPL  B1 1AA  B1 2AA  .
        a  2025-06-01  B  C2  N1  U4  PR4  2025-07-01  E4A  .      B1 3AA  B1 4AA  12345
        b  2025-04-01  S  C2  N8  K2  PR4  .           .    .      .       B1 4AA  .
    """)
    )


def test_a_temporary_stay_comes_back_inside_the_placement_it_interrupts_and_a_later_move_stays_a_move():
    assert_comes_back(
        rows(f"""
        Episodes
        {HEADING}
        a  2025-04-01  S  C2  N1  U6  PR1  2025-05-01  X1  .      B1 1AA  B1 2AA  .
        a  2025-05-01  P  C2  N1  T1  .    2025-05-20  X1  .      B1 1AA  B1 3AA  .
        a  2025-05-20  P  C2  N1  U6  PR1  2025-06-20  X1  ALLEG  B1 1AA  B1 2AA  .
        a  2025-06-20  P  C2  N1  U6  PR1  .           .   .      B1 1AA  B1 2AA  .
    """)
    )


def test_a_period_that_begins_and_ends_on_one_day_survives():
    assert_comes_back(
        rows(f"""
        Episodes
        {HEADING}
        a  2025-04-01  S  L2  N1  U6  PR1  2025-04-01  X1  .  B1 1AA  B1 2AA  .
        a  2025-04-01  L  C1  N1  U6  PR1  2025-05-01  E8  .  B1 1AA  B1 2AA  .
        b  2025-04-01  S  L1  N1  U6  PR1  2025-04-01  E8  .  B1 1AA  B1 2AA  .
        b  2025-04-01  S  C1  N1  U4  PR1  .           .   .  B1 1AA  B1 5AA  .
    """)
    )


def test_a_period_told_from_some_way_in_keeps_the_letter_it_came_with_and_one_without_a_letter_keeps_none():
    told = rows(f"""
        Episodes
        {HEADING}
        a  2025-04-01  U  C2  N1  U6  PR1  2025-05-01  X1  .  B1 1AA  B1 2AA  .
        a  2025-05-01  L  C1  N1  U6  PR1  .           .   .  B1 1AA  B1 2AA  .
        b  2025-04-01  .  C2  N1  U6  PR1  .           .   .  B1 1AA  B1 2AA  .
    """)
    assert_comes_back(told)
    (period,) = histories(merge([YearlySet("2025-26", told)])).children["A"].periods_of_care
    assert (period.began_earlier, period.first_rne) == (True, "U")


def test_no_facts_make_no_episodes():
    assert episodes(Facts()).select(EPISODES.names).is_empty()


# Valid histories, as a return would tell them.

LEGAL, MAIN, AWAY = ["C1", "C2", "V2", "E1"], ["U4", "U6", "K2", "P1"], ["T0", "T1", "T4"]
POSTCODES = ["B1 1AA", "B1 2AA", "M1 1AA", None]


@st.composite
def wheres(draw, places):
    return {
        "PLACE": draw(st.sampled_from(places)),
        "PLACE_PROVIDER": draw(st.sampled_from(["PR1", "PR4", None])),
        "PL_POST": draw(st.sampled_from(POSTCODES)),
        "URN": draw(st.sampled_from([None, "1234567"])),
    }


@st.composite
def steps(draw, now):
    """What the next one or two episodes are: the letter, and what changes."""
    other = draw(st.sampled_from([code for code in LEGAL if code != now["LS"]]))
    kind = draw(st.sampled_from("LPTBUA"))
    if kind == "L":
        return [{"RNE": "L", "LS": other}]
    if kind in "PT":
        return [{"RNE": kind, **draw(wheres(MAIN))}]
    if kind in "BU":
        return [{"RNE": kind, "LS": other, **draw(wheres(MAIN))}]
    back = {name: now[name] for name in ("PLACE", "PLACE_PROVIDER", "PL_POST", "URN")}
    away = {"RNE": "P", **draw(wheres(AWAY))}
    while_away = [{"RNE": "L", "LS": other}] if draw(st.booleans()) else []
    # Rule 383 wants a return to the same place, but a move to another is told just as truly.
    return [away, *while_away, {"RNE": "P", **draw(st.one_of(st.just(back), wheres(MAIN)))}]


@st.composite
def periods(draw, start):
    # The first return we have may tell of the child only from some way into a period.
    now = {
        "RNE": draw(st.sampled_from("SSLPTBU")),
        "LS": draw(st.sampled_from(LEGAL)),
        "CIN": "N1",
        "HOME_POST": "B1 1AA",
        **draw(wheres(MAIN)),
    }
    made = [now]
    for _ in range(draw(st.integers(0, 3))):
        for change in draw(steps(made[-1])):
            made.append(made[-1] | change)
    whole = []
    for change in made:
        told = {"CIN": draw(st.sampled_from(["N1", "N5"])), "HOME_POST": draw(st.sampled_from(POSTCODES))}
        start, began = start + timedelta(draw(st.integers(1, 400))), start
        whole.append(change | told | {"DECOM": began, "DEC": start, "REC": "X1", "REASON_PLACE_CHANGE": None})
    for row, after in pairwise(whole):
        if after["RNE"] in "PTBU" and not {row["PLACE"], after["PLACE"]} & set(AWAY):
            row["REASON_PLACE_CHANGE"] = draw(st.sampled_from(["CARPL", "ALLEG", None]))
    return whole


@st.composite
def returns(draw):
    made = []
    for child in range(draw(st.integers(1, 3))):
        start, mine = date(2020, 4, 1), []
        for _ in range(draw(st.integers(1, 3))):
            mine += draw(periods(start))
            mine[-1]["REC"] = draw(st.sampled_from(["E4A", "E8", "E11"]))
            start = mine[-1]["DEC"] + timedelta(draw(st.sampled_from([0, 1, 300])))
        if draw(st.booleans()):
            mine[-1] |= {"DEC": None, "REC": None}
        made += [{"CHILD": f"C{child}", **row} for row in mine]
    numbered = [row | {"file": "episodes.csv", "row": n} for n, row in enumerate(made, 2)]
    return Read({"Episodes": pl.DataFrame(numbered, schema=EPISODES.schema)})


@settings(max_examples=60, deadline=None)
@given(returns())
def test_a_valid_return_comes_back_identical(read):
    assert_comes_back(read)


def test_short_breaks_that_run_into_care_end_with_another_episode():
    assert_comes_back(
        reading("""
            Episodes
            CHILD  DECOM       RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC         REC  REASON_PLACE_CHANGE  HOME_POST  PL_POST  URN
            A      01/05/2025  S    V4  N2   U6     PR1             01/06/2025  X1   CARPL                .          .        .
            A      01/06/2025  P    C2  N2   K2     PR4             .           .    .                    .          .        .
        """)
    )
