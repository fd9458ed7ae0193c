"""Form fields that ask and complain as GOV.UK does: dates in three boxes, times as people write them."""

import datetime
import re

from django import forms
from django.core.exceptions import ValidationError

BOXES = ("day", "month", "year")
MONTHS = tuple(f"{datetime.date(2000, month, 1):%B}".lower() for month in range(1, 13))
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?\s*([ap])?\.?(?:m\.?)?", re.IGNORECASE)


class DateBoxes(forms.Widget):
    """Day, month and year in boxes of their own; one ISO date under the field's own name is read too."""

    def value_from_datadict(self, data, files, name):
        whole = ISO.fullmatch(str(data.get(name) or "").strip())
        if whole:
            return dict(zip(BOXES, reversed(whole.groups()), strict=True))
        return {box: str(data.get(f"{name}-{box}") or "").strip() for box in BOXES}

    def value_omitted_from_data(self, data, files, name):
        return name not in data and not any(f"{name}-{box}" in data for box in BOXES)


def boxes(value) -> dict[str, str]:
    """What stands in each box: what was typed if it was refused, else the date."""
    if isinstance(value, datetime.date):
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}
    return {box: (value or {}).get(box, "") for box in BOXES}


class DateField(forms.Field):
    """A date. `called` is how errors name it ("the visit date"); `latest` and `earliest` are within.

    Give `today` where a date to come makes no sense; a form learns what day it is from its view.
    """

    widget = DateBoxes

    def __init__(self, *, called="", today=None, earliest=None, latest=None, **options):
        super().__init__(**options)
        self.called = called or date_called(self.label)
        self.today, self.earliest, self.latest = today, earliest, latest
        self.error_messages["required"] = (options.get("error_messages") or {}).get(
            "required", f"Enter {self.called}"
        )

    def to_python(self, value):
        if isinstance(value, datetime.date) or not value:
            return value or None
        typed = {box: value.get(box, "") for box in BOXES}
        missing = tuple(box for box in BOXES if not typed[box])
        if len(missing) == len(BOXES):
            return None
        if missing:
            raise self.fault(f"must include a {' and '.join(missing)}", missing)
        return self.real_date(typed)

    def real_date(self, typed):
        """The date typed, or a fault that names the boxes to mend."""
        if not re.fullmatch(r"\d{4}", typed["year"]):
            raise ValidationError("Year must include 4 numbers", "year", {"boxes": ("year",)})
        try:
            return datetime.date(int(typed["year"]), month_number(typed["month"]), int(typed["day"]))
        except ValueError:
            raise self.fault("must be a real date", BOXES) from None

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        if self.today and value > self.today:
            raise self.fault("must be today or in the past", BOXES)
        if self.earliest and value < self.earliest:
            raise self.fault(f"must be the same as or after {in_words(self.earliest)}", BOXES)
        if self.latest and value > self.latest:
            raise self.fault(f"must be the same as or before {in_words(self.latest)}", BOXES)

    def fault(self, what, boxes):
        """An error about this date, which remembers the boxes at fault."""
        called = sentence(self.called).replace("%", "%%")
        return ValidationError(f"{called} {what}", "date", {"boxes": boxes})

    def has_changed(self, initial, data):
        return boxes(initial) != boxes(data)


class TimeField(forms.TimeField):
    """A time of day, as people write it: 14:30, 2.30pm, 2pm."""

    widget = forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"})

    def __init__(self, *, called="", **options):
        super().__init__(**options)
        self.called = called or date_called(self.label)
        self.error_messages["required"] = f"Enter {self.called}"
        self.error_messages["invalid"] = f"{sentence(self.called)} must be a time, like 2:30pm or 14:30"

    def to_python(self, value):
        if not value or isinstance(value, datetime.time):
            return value or None
        found = CLOCK.fullmatch(str(value).strip())
        try:
            return clock_time(*found.groups() if found else ())
        except (TypeError, ValueError):
            raise ValidationError(self.error_messages["invalid"], "invalid") from None

    def prepare_value(self, value):
        return value.strftime("%H:%M") if isinstance(value, datetime.time) else value


def clock_time(hour: str, minute: str | None, half: str | None) -> datetime.time:
    """The time of day; "2" with "p" is 14. A bare number without a half of the day is not a time."""
    if minute is None and half is None:
        raise ValueError("an hour alone may be morning or afternoon")
    if half and not 1 <= int(hour) <= 12:
        raise ValueError("a twelve-hour clock has twelve hours")
    hours = int(hour) % 12 + (12 if half.lower() == "p" else 0) if half else int(hour)
    return datetime.time(hours, int(minute or 0))


def month_number(typed: str) -> int:
    """3 from "3", "03", "March" or "mar": three letters tell every month apart."""
    if typed.isdecimal():
        return int(typed)
    fits = [number for number, name in enumerate(MONTHS, 1) if name.startswith(typed.lower())]
    if len(typed) < 3 or not fits:
        raise ValueError("not a month")
    return fits[0]


def in_words(day: datetime.date) -> str:
    return f"{day.day} {day:%B %Y}"


def sentence(words: str) -> str:
    """With a capital first letter; the rest as it is."""
    return words[:1].upper() + words[1:]


def lower_first(words: str) -> str:
    """With a small first letter, unless the first word is an abbreviation (NHS number)."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def date_called(label) -> str:
    """ "the visit date" from the label "Visit date"; a question cannot be turned into a name."""
    words = lower_first(str(label or ""))
    if not words or words.endswith("?"):
        return "the date"
    return words if words.startswith("the ") else f"the {words}"
