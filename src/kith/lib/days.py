"""Days as the law of England counts them: working days, months, ages and hours on the clock.

Working days leave out Saturdays, Sundays, Good Friday, Christmas Day and England's bank holidays. Days on which a
council closes its offices count. Holidays come from the file bundled with `govuk-bank-holidays`; for years it does
not hold they follow from the rules, and a holiday proclaimed later cannot be known (`holidays_are_published`).
"""

import json
from bisect import bisect_right
from calendar import isleap, monthrange
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FIRST_YEAR, LAST_YEAR = 1990, 2100
SATURDAY = 5
DAY = timedelta(days=1)

# Before the published file begins, in 2012: holidays made or moved by proclamation. From -> to (null: an extra one).
# Only the first was read where the government said it. The others were read in public calendars that agree with one
# another, each named below; their proclamations were not seen.
PROCLAIMED: dict[int, tuple[tuple[date | None, date], ...]] = {
    # Hansard, HC Deb 2 March 1995 vol 255 c709W: the early May holiday, for 50 years since VE Day.
    1995: ((date(1995, 5, 1), date(1995, 5, 8)),),
    # The eve of 2000: workalendar, timeDate.
    1999: ((None, date(1999, 12, 31)),),
    # The Golden Jubilee, and the spring holiday moved beside it: workalendar, yasumi (pull request 160), jfin.
    2002: ((None, date(2002, 6, 3)), (date(2002, 5, 27), date(2002, 6, 4))),
    # A royal wedding: officeholidays.com, workalendar, newspapers of 23 November 2010.
    2011: ((None, date(2011, 4, 29)),),
}


def is_working_day(day: date) -> bool:
    """Whether `day` is a working day in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add_working_days(day: date, number: int) -> date:
    """The last day of "within `number` working days of `day`": the day itself is not counted."""
    if number < 1:
        raise ValueError(f"Cannot count {number} working days from {day}: give a number of 1 or more.")
    working = _working_days()
    place = bisect_right(working, day.toordinal()) + number - 1
    _within_years(day)
    if place >= len(working):
        raise ValueError(f"{number} working days from {day} goes past {LAST_YEAR}: ask about an earlier day.")
    return date.fromordinal(working[place])


def working_days_between(start: date, end: date) -> int:
    """How many working days lie after `start`, up to and with `end`; below nought if `end` is earlier."""
    _within_years(start)
    _within_years(end)
    working = _working_days()
    return bisect_right(working, end.toordinal()) - bisect_right(working, start.toordinal())


def working_days_back(day: date, number: int) -> date:
    """The first of the last `number` working days up to and with `day`: what began before it has had that many since."""
    if number < 1:
        raise ValueError(f"Cannot count {number} working days back from {day}: give a number of 1 or more.")
    _within_years(day)
    working = _working_days()
    place = bisect_right(working, day.toordinal()) - number
    if place < 0:
        raise ValueError(
            f"{number} working days back from {day} goes before {FIRST_YEAR}: ask about a later day."
        )
    return date.fromordinal(working[place])


def add_months(day: date, number: int) -> date:
    """The same day `number` months on, or the last day of that month: 31 January and a month is 28 February."""
    months = day.year * 12 + day.month - 1 + number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def birthday(born: date, age: int) -> date:
    """The day somebody reaches `age`. Born on 29 February: 1 March in other years, as English law has it."""
    year = born.year + age
    if (born.month, born.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return born.replace(year=year)


def age_on(born: date, on: date) -> int:
    """Age in whole years on a day; below nought before birth."""
    age = on.year - born.year
    return age if birthday(born, age) <= on else age - 1


def add_hours(moment: datetime, hours: int) -> datetime:
    """`hours` of elapsed time after a moment, in London time: the clocks' going forward or back changes nothing."""
    return (_aware(moment).astimezone(UTC) + timedelta(hours=hours)).astimezone(LONDON)


def hours_between(start: datetime, end: datetime) -> float:
    """Elapsed hours from one moment to another."""
    return (_aware(end).astimezone(UTC) - _aware(start).astimezone(UTC)).total_seconds() / 3600


def start_of(day: date) -> datetime:
    """Midnight at the start of a day in London."""
    return datetime.combine(day, time(), LONDON)


def day_of(moment: date | datetime) -> date:
    """The day, in London, of a day or a moment."""
    return moment.astimezone(LONDON).date() if isinstance(moment, datetime) else moment


def holidays_are_published(day: date) -> bool:
    """Whether that year's bank holidays are published, or only follow from the rules."""
    return day.year in _published()


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """England's bank holidays of a year, Good Friday and Christmas Day among them."""
    _within_years(date(year, 1, 1))
    return _published().get(year) or _by_rule(year)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def _by_rule(year: int) -> frozenset[date]:
    sunday = easter(year)
    days = {sunday - 2 * DAY, sunday + DAY}
    days |= {_monday(date(year, 5, 1)), _monday(date(year, 5, 25)), _monday(date(year, 8, 25))}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() >= SATURDAY or fixed in days:
            fixed += DAY
        days.add(fixed)
    for moved_from, to in PROCLAIMED.get(year, ()):
        days = (days - {moved_from}) | {to}
    return frozenset(days)


def _monday(day: date) -> date:
    """The first Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


@cache
def _published() -> dict[int, frozenset[date]]:
    # Read straight from the file: the package's own class brings in an HTTP client, and we never fetch.
    text = files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text(encoding="utf-8")
    days = [date.fromisoformat(each["date"]) for each in json.loads(text)["england-and-wales"]["events"]]
    return {year: frozenset(day for day in days if day.year == year) for year in {day.year for day in days}}


@cache
def _working_days() -> list[int]:
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    holidays = {day.toordinal() for year in range(FIRST_YEAR, LAST_YEAR + 1) for day in bank_holidays(year)}
    # An ordinal's remainder by seven is its day of the week: 1 is Monday, 6 Saturday, 0 Sunday.
    return [day for day in range(first, last + 1) if day % 7 not in (0, 6) and day not in holidays]


def _within_years(day: date) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(
            f"Working days are not known for {day.year}: only {FIRST_YEAR} to {LAST_YEAR}. Check the year."
        )


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone, so its hours cannot be counted. Give it one.")
    return moment
