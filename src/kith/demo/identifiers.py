"""Identifiers that fit their check digits and belong to nobody."""

from kith.statutory.pupil_numbers import check_letter


def nhs_number(number: int) -> str:
    """The `number`th in the range kept for tests, which begins with 999; empty where no check digit fits."""
    first = f"999{number:06}"
    total = sum(int(digit) * weight for digit, weight in zip(first, range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return "" if check == 10 else f"{first}{check}"


def upn(number: int, year: int) -> str:
    """A pupil number of authority 999, which is nobody's."""
    rest = f"999{number // 1000 % 10_000:04}{year % 100:02}{number % 1000:03}"
    return check_letter(f"A{rest}") + rest
