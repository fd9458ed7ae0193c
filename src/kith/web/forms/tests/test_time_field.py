"""A time of day as people write it."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from kith.web.forms.fields import TimeField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", time(14, 30)),
        ("2.30pm", time(14, 30)),
        ("2:30 p.m.", time(14, 30)),
        ("2pm", time(14, 0)),
        ("12am", time(0, 0)),
        ("12pm", time(12, 0)),
        ("0915", time(9, 15)),
    ],
)
def test_times_are_read_as_people_write_them(typed, meant):
    assert TimeField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["2", "25:00", "13pm", "0am", "half past two", "14:60"])
def test_what_could_be_two_times_or_none_is_asked_again(typed):
    with pytest.raises(ValidationError, match="The visit time must be a time, like 2:30pm or 14:30"):
        TimeField(label="Visit time").clean(typed)
