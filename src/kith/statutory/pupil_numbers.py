"""Unique pupil numbers: a check letter, the authority's three digits, the school's four, the year's two, and three more
characters, of which the last is a letter while the number is temporary.

The check letter: UK Government Data Standards Catalogue, Unique Pupil Number 2.0. The authorities' numbers, with those
that stand for no authority: the schools' rule 1530 as Arbor's support pages print it; 838 and 839 as the department
added them in March 2021 (children in need census 2021 to 2022: validation rules); 940 to 943 from its register of
authorities.
"""

import polars as pl

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # in order of their check values 0 to 22
LENGTH = 13
_FORM = rf"^.[0-9]{{11}}[0-9{LETTERS}]$"

_VALUES = {str(digit): digit for digit in range(10)} | {letter: n for n, letter in enumerate(LETTERS)}
_AUTHORITIES = """
    001-005 201-213 301-320 330-336 340-344 350-359 370-373 380-384 390-394 420-420 660-681 701-708 800-803 805-808
    810-813 815-816 820-823 825-826 830-831 835-841 845-846 850-852 855-857 860-861 865-896 908-909 916-916 919-919
    921-921 925-926 928-929 931-931 933-933 935-938 940-943
"""


def _numbers(first: str, last: str) -> list[str]:
    return [f"{number:03}" for number in range(int(first), int(last) + 1)]


AUTHORITIES = frozenset(
    number for each in _AUTHORITIES.split() for number in _numbers(*each.split("-"))
)  # whose schools gave pupil numbers since April 1999


def check_letter(upn: str) -> str:
    """The first letter a pupil number should have: each later character times its position (2 to 13), modulo 23."""
    return LETTERS[sum(place * _VALUES[each] for place, each in enumerate(upn[1:], start=2)) % len(LETTERS)]


def check_letters(upn: pl.Expr) -> pl.Expr:
    """The same for a column; null where a character can have no value or is not there."""
    middle = pl.when(upn.str.contains(_FORM)).then(upn.str.slice(1, 11)).cast(pl.Int64)
    digits = (middle // 10 ** (LENGTH - 1 - place) % 10 * place for place in range(2, LENGTH))
    last = upn.str.slice(LENGTH - 1).replace_strict(_VALUES, default=None, return_dtype=pl.Int64)
    total = pl.sum_horizontal(*digits, last * LENGTH, ignore_nulls=False) % len(LETTERS)
    return total.replace_strict(dict(enumerate(LETTERS)), default=None, return_dtype=pl.String)
