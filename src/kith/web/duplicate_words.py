"""How likely it is that two records are one person's, and why, in words."""

from collections.abc import Iterable

VERY, LIKELY = 0.99, 0.9
HOW = {
    "same": "Same {what}",
    "former": "A {what} both have used",
    "sound": "{What} sounds the same",
    "spelt": "{What} is spelt alike",
    "short": "One {what} may be short for the other",
}
NAMES = {"given": "first name", "family": "last name"}
WORDS = {
    f"{name}.{level}": words.format(what=what, What=what.capitalize())
    for name, what in NAMES.items()
    for level, words in HOW.items()
} | {
    "born.same": "Same date of birth",
    "born.swapped": "Date of birth with day and month the other way round",
    "born.digit": "Date of birth with one digit different",
    "born.year": "Dates of birth not far apart",
    "sex.same": "",  # of half of all people
    "nhs_number.same": "Same NHS number",
    "upn.same": "Same pupil number",
    "home.address": "Same address",
    "home.postcode": "Same postcode",
    "kin.shared": "A relative in common",
}


def strength(likelihood: float) -> dict:
    """A tag: how likely, in words."""
    if likelihood >= VERY:
        return {"text": "Very likely", "classes": "govuk-tag--red"}
    if likelihood >= LIKELY:
        return {"text": "Likely", "classes": "govuk-tag--orange"}
    return {"text": "Possible", "classes": "govuk-tag--yellow"}


def in_words(reasons: Iterable[str], *, secret: bool = False) -> list[str]:
    """Each reason; with `secret` nothing of where they live, which is withheld of one of them."""
    told = [WORDS[each] for each in reasons if not (secret and each.startswith("home."))]
    if WORDS["given.same"] in told and WORDS["family.same"] in told:
        told = ["Same name", *told]
        told = [each for each in told if each not in (WORDS["given.same"], WORDS["family.same"])]
    return [each for each in told if each]
