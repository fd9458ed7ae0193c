"""NHS number and unique pupil number, checked by their check digits."""

import re

from django.core.exceptions import ValidationError
from nhs_number import is_valid

# Department for Education, unique pupil numbers: the letters in order of their check values 0 to 22.
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
UPN_FORM = re.compile(rf"[{UPN_LETTERS}]\d{{11}}[\d{UPN_LETTERS}]")


def valid_nhs_number(number: str) -> None:
    """Refuse a number whose check digit is wrong. Raises ValidationError."""
    if not re.fullmatch(r"\d{10}", number) or not is_valid(number):
        raise ValidationError(
            "This is not an NHS number: its ten digits do not fit together. Check it against a letter from the NHS."
        )


def valid_upn(upn: str) -> None:
    """Refuse a pupil number whose check letter is wrong. Raises ValidationError."""
    if not UPN_FORM.fullmatch(upn) or upn[0] != check_letter(upn):
        raise ValidationError(
            "This is not a unique pupil number: its letters and digits do not fit together. Check it with the school."
        )


def check_letter(upn: str) -> str:
    """The first letter a pupil number should have: each later character times its position (2 to 13), modulo 23."""
    values = [int(each) if each.isdigit() else UPN_LETTERS.index(each) for each in upn[1:]]
    total = sum(position * value for position, value in enumerate(values, start=2))
    return UPN_LETTERS[total % 23]
