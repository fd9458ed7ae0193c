"""How dates, ages and numbers read."""

from datetime import UTC, date, datetime, time

import pytest
from django.test import override_settings

from kith.web import jinja

BORN = date(2024, 2, 29)


def test_dates_read_as_govuk_writes_them():
    assert jinja.long_date(date(2026, 3, 3)) == "3 March 2026"
    assert jinja.short_date(date(2026, 3, 3)) == "3 Mar 2026"
    assert jinja.weekday_date(date(2026, 3, 3)) == "Tuesday 3 March 2026"
    assert jinja.long_date(None) == ""


def test_a_moment_counts_for_the_day_it_was_here():
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert jinja.moment(late) == "2 July 2026 at 12:30am"


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(0, 0), "midnight"),
        (time(12, 0), "midday"),
        (time(9, 5), "9:05am"),
        (time(14, 0), "2pm"),
        (time(0, 10), "12:10am"),
    ],
)
def test_times_read_as_people_say_them(at, words):
    assert jinja.clock(at) == words


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2024, 2, 28), "not yet born"),
        (date(2024, 3, 1), "1 day"),
        (date(2024, 3, 8), "1 week"),
        (date(2024, 5, 28), "12 weeks"),
        (date(2024, 5, 29), "3 months"),
        (date(2026, 2, 28), "23 months"),
        (date(2026, 3, 1), "2 years"),
        (date(2036, 2, 28), "11 years"),
        (date(2036, 2, 29), "12 years"),
    ],
)
def test_the_age_of_a_child_born_on_a_leap_day(on, words):
    assert jinja.age_in_words(BORN, on) == words


def test_one_is_not_many():
    assert [jinja.plural(1, "child", "children"), jinja.plural(1204, "visit")] == ["1 child", "1,204 visits"]


@pytest.mark.parametrize(
    ("days", "words"),
    [(5, "5 days late"), (1, "1 day late"), (0, "due today"), (-1, "due tomorrow"), (-9, "due in 9 days")],
)
def test_how_late_is_said_in_words(days, words):
    assert jinja.days_late(days) == words


def test_links_keep_the_query_and_change_what_they_name(rf):
    request = rf.get("/people/?name=ash&team=1&page=3")
    assert jinja.with_query(request, page="") == "?name=ash&team=1&page="
    assert jinja.with_query(request, team=None, page=None) == "?name=ash"


@override_settings(STATICFILES_DIRS=[], STATIC_ROOT="/nowhere")
def test_a_page_without_its_style_beats_no_page():
    assert jinja.static("never-built.css") == "/static/never-built.css"
