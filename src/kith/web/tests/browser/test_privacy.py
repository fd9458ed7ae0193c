"""What counts as personal data in an address or a log."""

import pytest

from kith.web.tests.browser.privacy import told_of_people

pytestmark = pytest.mark.browser


def test_a_name_or_a_date_of_birth_is_noticed_however_it_is_written(records):
    given, born = records(
        "SELECT name.given, person.born_on FROM people_personname name "
        "JOIN people_person person ON person.id = name.person_id WHERE born_on IS NOT NULL LIMIT 1"
    )[0]
    told = [f"/search/?words={given.upper()}", f"/search/?born={born:%d%%2F%m%%2F%Y}"]
    assert len(told_of_people(records, [*told, "/children/12/notes/"])) == 2
