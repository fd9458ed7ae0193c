"""Some people are there twice, as in every record, so that there is something to find and to merge."""

from difflib import SequenceMatcher

from kith.demo import tables as t
from kith.demo.chance import stream
from kith.demo.tests.making import DAY, borough
from kith.demo.twice import ONE_IN, RELATIVES, _day, _spelt

SIZE = 1_000


def test_about_one_in_a_hundred_is_there_twice():
    """Who is somebody's relative and in nobody's family, cousins left out."""
    rows = borough(SIZE)[1]
    kin = {row for row in rows[t.Relationship] if row.kind in RELATIVES}
    related = {row.person_id for row in kin} | {row.other_id for row in kin}
    cousins = {
        each for row in rows[t.Relationship] if row.kind == "cousin" for each in (row.person_id, row.other_id)
    }
    again = related - {row.person_id for row in rows[t.FamilyMember]} - cousins
    assert 0.7 < len(again) * ONE_IN / len(rows[t.Person]) < 1.3


def test_a_name_spelt_otherwise_is_still_like_it():
    random = stream(1, "spelling")
    for _ in range(300):
        given, family = _spelt(random, "Oliver", "Brambleshaw")
        assert given in ("Oliver", "Ollie") or SequenceMatcher(None, given, "Oliver").ratio() > 0.6
        assert SequenceMatcher(None, family, "Brambleshaw").ratio() > 0.8


def test_a_slip_of_a_birth_date_is_a_date_that_was():
    random = stream(1, "dates")
    slips = {_day(random, DAY.replace(day=29, month=2, year=2024)) for _ in range(200)}
    assert None in slips and all(day is None or day <= DAY for day in slips)
