from kith.statutory.codes import ACCOM, CODE_SETS, PLACE, SEX, means
from kith.statutory.ssda903.specification import TABLES


def test_a_code_is_said_in_words_and_an_unknown_one_is_shown_as_it_is():
    assert means("place", "U4") == "Foster care, long term"
    assert means("place", "Q9") == "Q9"


def test_codes_hold_in_their_years():
    assert [code.code for code in SEX.in_force("2026-27")] == ["M", "F", "U"]
    assert [code.code for code in SEX.in_force("2022-23")] == ["1", "2"]
    assert not PLACE.get("H5").holds_in("2025-26")
    assert PLACE.get("Z11").holds_in("2025-26")
    assert not PLACE.get("Z11").holds_in("2024-25")


def test_a_meaning_that_was_not_found_is_not_guessed():
    assert [code.code for code in PLACE if not code.sure] == ["Z11", "Z12", "Z13", "Z14"]


def test_some_homes_are_never_suitable():
    assert "S2" in ACCOM
    assert "S1" not in ACCOM


def test_no_set_has_a_code_twice_and_every_column_of_codes_has_its_set():
    for code_set in CODE_SETS.values():
        codes = [code.code for code in code_set]
        assert len(codes) == len(set(codes)), code_set.name
    for table in TABLES.values():
        for column in table.columns:
            assert (column.codes is None) or (CODE_SETS[column.codes.name] is column.codes)
