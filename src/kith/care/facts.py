"""Facts about being looked after."""

import polars as pl

from kith.care.models import (
    CarePlanningStep,
    HomePostcode,
    LegalStatus,
    NeedCode,
    PeriodOfCare,
    Placement,
    Review,
    SecureStay,
)
from kith.store.facts import facts

Chosen = list[int] | None


def periods_of_care(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "periods_of_care", PeriodOfCare.objects.all(), chosen,
        id="pk", kind="kind", start_on="start_on", end_on="end_on", end_reason="end_reason",
        began_earlier="began_earlier", first_rne="first_rne",
    )  # fmt: skip


def legal_statuses(chosen: Chosen) -> pl.DataFrame:
    rows = LegalStatus.objects.all()
    return facts("legal_statuses", rows, chosen, id="pk", code="code", start_on="start_on", end_on="end_on")


def placements(chosen: Chosen) -> pl.DataFrame:
    """Table `placements`: the home's number and postcode come from the home."""
    return facts(
        "placements", Placement.objects.all(), chosen,
        id="pk", place="place", provider_type="provider_type", home="home", urn="home__urn",
        postcode="home__postcode", temporary="temporary", same_carer="same_carer", start_on="start_on",
        end_on="end_on", end_reason="end_reason", emergency="emergency", regulation_24="regulation_24",
        until_18_from="until_18_from", long_term_agreed_on="long_term_agreed_on",
    )  # fmt: skip


def needs(chosen: Chosen) -> pl.DataFrame:
    return facts("needs", NeedCode.objects.all(), chosen, id="pk", code="code", start_on="start_on")


def home_postcodes(chosen: Chosen) -> pl.DataFrame:
    rows = HomePostcode.objects.all()
    return facts("home_postcodes", rows, chosen, id="pk", postcode="postcode", start_on="start_on")


def reviews(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "reviews", Review.objects.all(), chosen, id="pk", on="held_on", participation="participation"
    )


def steps(chosen: Chosen) -> pl.DataFrame:
    rows = CarePlanningStep.objects.all()
    return facts(
        "steps", rows, chosen, id="pk", kind="kind", on="done_on", placement="placement", expected_on="expected_on"
    )  # fmt: skip


def secure_stays(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "secure_stays", SecureStay.objects.all(), chosen,
        id="pk", started_at="started_at", ended_at="ended_at", authorised_at="authorised_at",
    )  # fmt: skip
