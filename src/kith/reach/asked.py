"""What somebody looks for, taken apart: names, a date of birth give or take, an age or a year, a postcode, a number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kith.access.audit import current
from kith.people.identifiers import as_typed

DATE_FORMS = ("%d/%m/%Y", "%d/%m/%y", "%d %B %Y", "%d %b %Y", "%d%m%Y")
A_DATE = re.compile(
    r"\b(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\- ]\d{1,2}[/.\- ](?:\d{4}|\d{2})|\d{8}"
    r"|\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9},? \d{4})\b",
    re.IGNORECASE,
)
AN_AGE = re.compile(
    r"\b(?:aged? (?:about |around )?(\d{1,2})|(\d{1,2}) ?(?:years?(?: old)?|yrs?(?: old)?|yo))\b",
    re.IGNORECASE,
)
A_YEAR = re.compile(r"\b(?:(?:born )?(?:in |about |around |circa )?)((?:19|20)\d\d)\b", re.IGNORECASE)
# A whole postcode, with its space or without; or its first half, with or without the digit that follows.
A_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[A-Z]{2}|\d)?(?= |$)", re.IGNORECASE)
OF = re.compile(
    r"\b(?:half[- ])?(?:brother|sister|sibling|son|daughter|child|mother|father|mum|dad|parent)s? of\b", re.IGNORECASE
)  # fmt: skip
MOST_WORDS = 6  # of a name: what is more narrows nothing
EARLIEST, LATEST = 1000, 9000  # years: outside of them there is no day beside another
SAME, SWAPPED, NEXT, YEAR, DIGIT = "same", "swapped", "next", "year", "digit"


@dataclass(frozen=True)
class Asked:
    """The parts of a search. `name` is what is left when the others are taken out."""

    name: str
    day: date | None = None
    since: date | None = None  # born from this day, until before the other, give or take a year
    until: date | None = None
    place: str = ""  # a postcode as it is kept, or the beginning of one

    @property
    def days(self) -> list[date] | None:
        return list(near(self.day)) if self.day else None

    @property
    def wide(self) -> tuple[date | None, date | None]:
        """The time of birth, a year more on each side."""
        return _a_year(self.since, -1), _a_year(self.until, +1)


def asked(words: str) -> Asked:
    """Take apart what was typed."""
    day, words = apart(" ".join(words.replace("\0", " ").split()))
    words = OF.sub(" ", words)
    place = A_POSTCODE.search(words)
    words = _without(place, words)
    age = AN_AGE.search(words) if day is None else None
    words = _without(age, words)
    year = A_YEAR.search(words) if day is None and age is None else None
    since, until = _born(age, year)
    return Asked(_without(year, words), day, since, until, _kept(place))


def asked_for(words: str) -> list:
    """What the database is asked about somebody restricted: the name, the date of birth, the numbers it might be."""
    words = " ".join(words.replace("\0", " ").split())
    given = asked(words)
    return [given.name, given.day, [as_typed(words).lower(), words.lower()]]


def near(day: date) -> dict[date, str]:
    """The day itself and those it is mistaken for, with how: day and month swapped, a day or a year out, one digit."""
    found = {day: SAME}
    for other, how in [*_swapped(day), *_out(day), *_digits(day)]:
        found.setdefault(other, how)
    return found


def _swapped(day: date) -> Iterator[tuple[date, str]]:
    if day.day <= 12:
        yield date(day.year, day.day, day.month), SWAPPED


def _out(day: date) -> Iterator[tuple[date, str]]:
    yield day - timedelta(1), NEXT
    yield day + timedelta(1), NEXT
    for years in (-1, 1):
        yield _a_year(day, years) or day, YEAR


def _digits(day: date) -> Iterator[tuple[date, str]]:
    """Another digit in one place of the day, the month, the decade or the year."""
    written = f"{day:%d%m%Y}"
    for place in (0, 1, 2, 3, 6, 7):
        for digit in "0123456789":
            other = _read(written[:place] + digit + written[place + 1 :], "%d%m%Y")
            if other:
                yield other, DIGIT


def _a_year(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _born(age: re.Match | None, year: re.Match | None) -> tuple[date | None, date | None]:
    """Between which days somebody of this age today, or of this year, was born."""
    if year:
        return date(int(year[1]), 1, 1), date(int(year[1]) + 1, 1, 1)
    if not age:
        return None, None
    years, tomorrow = int(age[1] or age[2]), current().as_of + timedelta(1)
    return _a_year(tomorrow, -years - 1), _a_year(tomorrow, -years)


def _without(found: re.Match | None, words: str) -> str:
    if found:
        words = words[: found.start()] + " " + words[found.end() :]
    return " ".join(words.split())


def _kept(place: re.Match | None) -> str:
    """A postcode as it is kept: in capitals, a space before the last three."""
    return f"{place[1]} {place[2] or ''}".upper() if place else ""


def apart(words: str) -> tuple[date | None, str]:
    """The date of birth among the words, and the words without it."""
    written = A_DATE.search(words)
    day = as_date(written[0]) if written else None
    return (day, _without(written, words)) if day else (None, words)


def as_date(words: str) -> date | None:
    """A date as people write it: 3/4/2015, 03-04-15, 2015-04-03, 03042015, 3rd of April 2015."""
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b| of\b|,", "", words.strip(), flags=re.IGNORECASE)
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", plain):
        return _read(plain, "%Y-%m-%d")
    if re.fullmatch(r"\d{1,2}[.\- ]\d{1,2}[.\- ]\d{2,4}", plain):
        plain = re.sub(r"[.\- ]", "/", plain)
    return next((day for form in DATE_FORMS if (day := _read(plain, form))), None)


def _read(words: str, form: str) -> date | None:
    try:
        day = datetime.strptime(words, form).date()  # noqa: DTZ007 - a date, read through a moment
    except ValueError:
        return None
    return day if EARLIEST <= day.year <= LATEST else None
