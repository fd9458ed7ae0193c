"""Personal data where it does not belong: in addresses and in the server's log."""

import re
from urllib.parse import unquote


def told_of_people(records, lines: list[str]) -> list[str]:
    """The lines that hold a name of the demonstration or a date of birth, as anybody may write it."""
    names = {name for row in records("SELECT given, family FROM people_personname") for name in row}
    born = {day for (day,) in records("SELECT born_on FROM people_person WHERE born_on IS NOT NULL")}
    days = {f"{day:{way}}" for day in born for way in ("%Y-%m-%d", "%d/%m/%Y", "%d %m %Y", "%-d %B %Y")}
    words = {word.casefold() for name in names for word in name.split() if len(word) > 2}
    return [
        line for line in map(unquote, lines) if words & words_of(line) or any(day in line for day in days)
    ]


def words_of(line: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", line.casefold()))
