"""Nothing in the borough could be a real child: numbers, telephones and addresses belong to nobody."""

import re

from kith.demo import places
from kith.demo import tables as t
from kith.demo.tests.making import borough
from kith.people.identifiers import valid_nhs_number, valid_upn
from kith.statutory.postcodes import distance_miles

_, ROWS = borough()
MOBILE, OFFICE = re.compile(r"07700 900\d{3}"), re.compile(r"01632 960\d{3}")


def test_telephones_are_those_kept_for_drama():
    assert all(MOBILE.fullmatch(row.number) for row in ROWS[t.Telephone])
    assert all(OFFICE.fullmatch(row.telephone) for row in ROWS[t.Professional])
    assert all(OFFICE.fullmatch(row.telephone) for row in ROWS[t.Worker] if row.telephone)


def test_nhs_numbers_are_from_the_test_range_with_right_check_digits():
    found = [row.nhs_number for row in ROWS[t.Person] if row.nhs_number]
    assert found and len(set(found)) == len(found)
    for number in found:
        assert number.startswith("999")
        valid_nhs_number(number)


def test_pupil_numbers_have_right_check_letters_and_nobodys_authority():
    found = [row.upn for row in ROWS[t.Person] if row.upn]
    assert found and len(set(found)) == len(found)
    for number in found:
        assert number[1:4] == "999"
        valid_upn(number)


def test_emails_go_nowhere():
    addresses = [row.address for row in ROWS[t.EmailAddress]] + [row.email for row in ROWS[t.Professional]]
    assert addresses and all(address.endswith("@example.org") for address in addresses)


def test_miles_can_be_worked_out_and_far_is_far():
    for home in places.INSIDE:
        assert all(distance_miles(home, near) <= 20 for near in places.INSIDE + places.NEARBY)
        assert all(distance_miles(home, far) > 20 for far in places.FAR)
