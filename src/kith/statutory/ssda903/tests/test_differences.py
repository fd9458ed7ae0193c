"""Every difference between a return and the one built again has a reason of a closed list."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kith.statutory.ssda903.as_return_facts import as_return_facts
from kith.statutory.ssda903.building import build
from kith.statutory.ssda903.difference_reasons import REASONS
from kith.statutory.ssda903.differences import counted, differences
from kith.statutory.ssda903.histories import histories
from kith.statutory.ssda903.merging import YearlySet, merge
from kith.statutory.ssda903.reading import Read
from kith.statutory.ssda903.synthetic import made_up
from kith.statutory.ssda903.tests.making import reading
from kith.statutory.ssda903.tests.test_building import YEAR, as_read

SINCE = "a  01/05/2020  S  C2  N1  U6  PR1"
CARE = f"""
Episodes
CHILD  DECOM  RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC  REC  REASON_PLACE_CHANGE
{SINCE}  .  .  .
"""
LEFT = CARE.replace("PR1  .  .  .", "PR1  01/06/2026  E4A  .")


def found_in(told: Read, **earlier: Read):
    others = {year.replace("_", "-")[1:]: read for year, read in earlier.items()}
    found = histories(merge([*(YearlySet(*other) for other in others.items()), YearlySet(YEAR, told)]))
    made = build(as_return_facts(found.children.values()), YEAR)
    left_out = [each.child for each in found.refused]
    return differences(told, made, YEAR, others=others, left_out=left_out)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_a_valid_return_has_none(seed):
    assert found_in(as_read(made_up(40, seed=seed)[0])) == []


CASES = {
    "The return has no header": CARE,
    "The child's episodes contradict each other": f"{LEFT}a  01/05/2026  S  C2  N1  K2  PR1  .  .  .",
    "The row has no day of its own": f"{CARE}\nReviews\nCHILD  REVIEW  REVIEW_CODE\na  .  PN1",
    "The row lies outside": f"{CARE}\nReviews\nCHILD  REVIEW  REVIEW_CODE\na  01/06/2025  PN1",
    "The same row is told twice": f"{CARE}\nUASC\nCHILD  DUC\na  01/06/2026\na  01/07/2026",
    "The episode changes neither": LEFT.replace("E4A", "X1") + "a  01/06/2026  L  C2  N1  U6  PR1  .  .  .",
    "The child was not looked after then": f"{LEFT}\nReviews\nCHILD  REVIEW  REVIEW_CODE\na  01/07/2026  PN1",
    "Health is asked": f"{LEFT}\nOC2\nCHILD  SDQ_SCORE  SDQ_REASON\na  12  .",
    "Earlier permanence": f"{CARE}\nPrevPerm\nCHILD  PREV_PERM\na  Z1",
    "The child was not adopted": f"{CARE}\nAD1\nCHILD  DATE_INT  DATE_MATCH\na  01/06/2025  01/07/2025",
    "The social worker has no number": f"{CARE}\nSWEpisodes\nCHILD  SW_ID  SW_DECOM\na  .  01/05/2020",
    "The social worker is shown": f"{CARE}\nSWEpisodes\nCHILD  SW_ID  SW_DECOM\na  SW1  01/01/2020",
    "It ended after the year": LEFT.replace("2026", "2027"),
    "An end is given a reason but no day": CARE.replace("PR1  .  .", "PR1  .  E4A"),
    "The end is before the start": f"{CARE}\nMissing\nCHILD  MISSING  MIS_START  MIS_END\na  M  01/06/2026  01/05/2026",
    "The episode has no end, and another": CARE + "a  01/06/2026  P  C2  N1  K2  PR1  .  .  .",
    "Why the placement changed": LEFT.replace("E4A  .", "E4A  CARPL").replace("E4A", "X1")
    + "a  01/06/2026  L  D1  N1  U6  PR1  .  .  .",
    "Why the episode began": LEFT.replace("E4A", "X1") + "a  01/06/2026  T  D1  N1  K2  PR1  .  .  .",
    "No need is given": LEFT.replace("E4A", "X1") + "a  01/06/2026  L  D1  .  U6  PR1  .  .  .",
    "Sex is in the codes of another": f"{CARE}\nHeader\nCHILD  SEX  DOB  ETHNIC\na  2  01/05/2015  WBRI",
    "The tables give different dates": f"{CARE}\nHeader\nCHILD  SEX  DOB  ETHNIC\na  F  01/05/2015  WBRI\n"
    "\nReviews\nCHILD  DOB  REVIEW  REVIEW_CODE\na  02/05/2015  01/06/2026  PN1",
    "Motherhood": f"{CARE}\nHeader\nCHILD  SEX  DOB  ETHNIC  MOTHER\na  M  01/05/2015  WBRI  0",
    "The value cannot be": f"{CARE}\nOC2\nCHILD  SDQ_SCORE  SDQ_REASON  CONVICTED\na  12  .  7",
}  # fmt: skip


@pytest.mark.parametrize("begins", CASES)
def test_each_reason_is_recognised_and_nothing_is_left(begins):
    said = counted(found_in(reading(CASES[begins])))
    assert any(says.startswith(begins) for says in said), said
    assert "not explained" not in said, said


def test_what_another_years_return_told_is_a_reason():
    earlier = reading(CARE)
    said = counted(
        found_in(reading("Reviews\nCHILD  REVIEW  REVIEW_CODE\na  01/06/2026  PN1"), y2025_26=earlier)
    )
    assert said["Another year's return, loaded beside this one, tells it so."] == 1
    assert "not explained" not in said


def test_a_later_years_word_is_a_reason_and_an_earlier_years_is_not():
    other = reading(CARE.replace("U6", "K2"))
    later = counted(found_in(reading(CARE), y2027_28=other))
    assert later["Another year's return, loaded beside this one, tells it so."] == 1
    assert not [each for each in found_in(reading(CARE), y2025_26=other) if each.table == "Episodes"]


def test_what_is_on_no_list_is_not_explained():
    told = reading(CARE)
    made = build(as_return_facts(histories(merge([YearlySet(YEAR, told)])).children.values()), YEAR)
    made["Episodes"] = made["Episodes"].with_columns(pl.lit("K2").alias("PLACE"))
    assert counted(differences(told, made, YEAR))["not explained"] == 1


def test_reasons_are_said_once_each():
    assert len({each.says for each in REASONS}) == len(REASONS)
