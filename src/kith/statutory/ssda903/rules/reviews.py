"""Rules about reviews of a child's case: the day, and how the child took part."""

import polars as pl

from kith.lib.columns import birthday, given
from kith.lib.rule import Rules
from kith.statutory.ssda903.specification import REVIEWS

rule = Rules()

UNDER_FOUR = "PN0"
FROM_FOUR = ("PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")


@rule("166", fields="REVIEW")
def review_has_no_date(r):
    """The day of the review is missing or is not a date."""
    return r.reviews.filter(pl.col.REVIEW.is_null())


review_has_no_date.example(
    ok="""
        Reviews
        CHILD  REVIEW
        a      01/05/2026
    """,
    fails="""
        Reviews
        CHILD  REVIEW
        a      .           <
        a      31/13/2026  <
    """,
)


@rule("167", fields="REVIEW_CODE")
def taking_part_is_missing_or_not_a_code(r):
    """How the child took part in the review is missing or is not one of the published codes, or is given without the
    day of a review."""
    code = pl.col.REVIEW_CODE
    wrong = given("REVIEW") & (code.is_null() | r.outside(REVIEWS["REVIEW_CODE"]))
    return r.reviews.filter(wrong | (code.is_not_null() & ~given("REVIEW")))


taking_part_is_missing_or_not_a_code.example(
    ok="""
        Reviews
        CHILD  REVIEW      REVIEW_CODE
        a      01/05/2026  PN1
        a      .           .
        a      31/13/2026  PN1
    """,
    fails="""
        Reviews
        CHILD  REVIEW      REVIEW_CODE
        a      01/05/2026  PN8          <
        a      01/05/2026  .            <
        a      .           PN1          <
    """,
)


@rule("440", fields="DOB REVIEW REVIEW_CODE")
def under_four_at_the_review_but_was_not(r):
    """The child is said to have been under four at the review, which was held after the fourth birthday."""
    return r.reviews.filter((pl.col.REVIEW_CODE == UNDER_FOUR) & (birthday("DOB", 4) < pl.col.REVIEW))


under_four_at_the_review_but_was_not.example(
    ok="""
        Reviews
        CHILD  DOB         REVIEW      REVIEW_CODE
        a      01/05/2022  30/04/2026  PN0
        a      01/05/2022  01/06/2026  PN1
        a      01/05/2022  .           PN0
    """,
    fails="""
        Reviews
        CHILD  DOB         REVIEW      REVIEW_CODE
        a      01/05/2022  02/05/2026  PN0          <
    """,
)


@rule("441", fields="DOB REVIEW REVIEW_CODE")
def took_part_in_the_review_under_four(r):
    """It is said how the child took part in the review, but the child was under four."""
    return r.reviews.filter(pl.col.REVIEW_CODE.is_in(FROM_FOUR) & (pl.col.REVIEW < birthday("DOB", 4)))


took_part_in_the_review_under_four.example(
    ok="""
        Reviews
        CHILD  DOB         REVIEW      REVIEW_CODE
        a      01/05/2022  01/05/2026  PN1
        a      01/05/2022  30/04/2026  PN0
        a      .           30/04/2026  PN1
    """,
    fails="""
        Reviews
        CHILD  DOB         REVIEW      REVIEW_CODE
        a      01/05/2022  30/04/2026  PN1          <
        a      01/05/2022  30/04/2025  PN7          <
    """,
)
