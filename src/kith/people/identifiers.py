"""NHS number, unique pupil number and the authority's own number: how they are typed, shown and checked."""

import re

from django.core.exceptions import ValidationError
from nhs_number import is_valid

from kith.statutory.pupil_numbers import LETTERS, check_letter

UPN_FORM = re.compile(rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]")
NHS_FORM = re.compile(r"[0-9]{10}")
AUTHORITY_FORM = re.compile(r"[0-9A-Za-z]{1,36}")


def as_typed(number: str) -> str:
    """A number as it is kept: in capitals, without the spaces and hyphens people write for ease of reading."""
    return re.sub(r"[\s\-–./]", "", number).upper()


def nhs_number_in_words(number: str) -> str:
    """An NHS number as it is printed: 943 476 5919."""
    return f"{number[:3]} {number[3:6]} {number[6:]}" if NHS_FORM.fullmatch(number) else number


def is_temporary_upn(upn: str) -> bool:
    """A temporary pupil number ends in a letter; the school that gave it will replace it."""
    return bool(UPN_FORM.fullmatch(upn)) and upn[-1].isalpha()


def valid_nhs_number(number: str) -> None:
    """Refuse a number whose check digit is wrong. Raises ValidationError."""
    if not NHS_FORM.fullmatch(number) or not is_valid(number):
        raise ValidationError(
            "This is not an NHS number: its ten digits do not fit together. Check it against a letter from the NHS."
        )


def valid_upn(upn: str) -> None:
    """Refuse a pupil number whose check letter is wrong. Raises ValidationError."""
    if not UPN_FORM.fullmatch(upn) or upn[0] != check_letter(upn):
        raise ValidationError(
            "This is not a unique pupil number: its letters and digits do not fit together. Check it with the school."
        )


def valid_authority_id(number: str) -> None:
    """Refuse what is not letters and digits. Raises ValidationError."""
    if not AUTHORITY_FORM.fullmatch(number):
        raise ValidationError(
            "The authority’s own number is made of letters and digits only, at most 36 of them."
        )
