"""A date in three boxes, and what it says when it cannot be read."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.web.forms.fields import DateField, boxes
from kith.web.forms.plain import Form

TODAY = date(2026, 3, 27)


class Visit(Form):
    visited_on = DateField(label="Visit date")


def sent(day="", month="", year="") -> Visit:
    return Visit({"visited_on-day": day, "visited_on-month": month, "visited_on-year": year})


def complaint(form) -> str:
    return form.errors["visited_on"][0] if form.errors else ""


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MARCH"])
def test_a_month_is_a_number_or_a_name(month):
    form = sent("3", month, "2026")
    assert form.is_valid()
    assert form.cleaned_data["visited_on"] == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("", "", ""), "Enter the visit date"),
        (("3", "3", ""), "The visit date must include a year"),
        (("", "", "2026"), "The visit date must include a day and month"),
        (("31", "2", "2026"), "The visit date must be a real date"),
        (("3", "Smarch", "2026"), "The visit date must be a real date"),
        (("3", "marvellous", "2026"), "The visit date must be a real date"),
        (("³", "3", "2026"), "The visit date must be a real date"),
        (("3", "3", "26"), "Year must include 4 numbers"),
    ],
)
def test_what_is_wrong_is_said_in_the_words_of_govuk(typed, said):
    assert complaint(sent(*typed)) == said


def test_a_date_to_come_is_refused_where_it_makes_no_sense():
    form = sent("28", "3", "2026")
    form.fields["visited_on"].today = TODAY
    assert complaint(form) == "The visit date must be today or in the past"


def test_bounds_are_within_and_named():
    field = DateField(called="the review date", earliest=date(2026, 3, 1), latest=TODAY)
    assert field.clean({"day": "1", "month": "3", "year": "2026"}) == date(2026, 3, 1)
    with pytest.raises(Exception, match="The review date must be the same as or before 27 March 2026"):
        field.clean({"day": "28", "month": "3", "year": "2026"})
    with pytest.raises(Exception, match="The review date must be the same as or after 1 March 2026"):
        field.clean({"day": "28", "month": "2", "year": "2026"})


def test_an_optional_date_may_be_left_empty():
    assert DateField(required=False).clean({"day": "", "month": "", "year": ""}) is None


def test_a_question_for_a_label_is_never_turned_into_a_name():
    assert DateField(label="When was the child seen?").called == "the date"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_what_is_shown_in_the_boxes_reads_back_as_the_same_date(day):
    assert DateField().clean(boxes(day)) == day


def test_a_whole_iso_date_is_read_too():
    form = Visit({"visited_on": "2026-03-03"})
    assert form.is_valid()
    assert form.cleaned_data["visited_on"] == date(2026, 3, 3)
