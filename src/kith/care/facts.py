"""Facts about being looked after."""

import polars as pl

from kith.care.models import (
    Adoption,
    AdoptionPlan,
    CarePlanningStep,
    DeprivationOfLiberty,
    HomePostcode,
    LegalStatus,
    NeedCode,
    Parenthood,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
    Review,
    SecureStay,
    Unaccompanied,
)
from kith.store.facts import facts
from kith.store.holding import tells

Chosen = list[int] | None


@tells(PeriodOfCare)
def periods_of_care(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "periods_of_care", PeriodOfCare.objects.all(), chosen,
        id="pk", kind="kind", start_on="start_on", end_on="end_on", end_reason="end_reason",
        began_earlier="began_earlier", first_rne="first_rne",
    )  # fmt: skip


@tells(LegalStatus)
def legal_statuses(chosen: Chosen) -> pl.DataFrame:
    rows = LegalStatus.objects.all()
    return facts("legal_statuses", rows, chosen, id="pk", code="code", start_on="start_on", end_on="end_on")


@tells(Placement)
def placements(chosen: Chosen) -> pl.DataFrame:
    """Table `placements`: the home's number and postcode come from the home."""
    return facts(
        "placements", Placement.objects.all(), chosen,
        id="pk", place="place", provider_type="provider_type", home="home", urn="home__urn",
        postcode="home__postcode", temporary="temporary", same_carer="same_carer", start_on="start_on",
        end_on="end_on", end_reason="end_reason", emergency="emergency", regulation_24="regulation_24",
        until_18_from="until_18_from", long_term_agreed_on="long_term_agreed_on",
    )  # fmt: skip


@tells(NeedCode)
def needs(chosen: Chosen) -> pl.DataFrame:
    return facts("needs", NeedCode.objects.all(), chosen, id="pk", code="code", start_on="start_on")


@tells(HomePostcode)
def home_postcodes(chosen: Chosen) -> pl.DataFrame:
    rows = HomePostcode.objects.all()
    return facts("home_postcodes", rows, chosen, id="pk", postcode="postcode", start_on="start_on")


@tells(Review)
def reviews(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "reviews", Review.objects.all(), chosen, id="pk", on="held_on", participation="participation"
    )


@tells(CarePlanningStep)
def steps(chosen: Chosen) -> pl.DataFrame:
    rows = CarePlanningStep.objects.all()
    return facts(
        "steps", rows, chosen, id="pk", kind="kind", on="done_on", placement="placement", expected_on="expected_on"
    )  # fmt: skip


@tells(SecureStay)
def secure_stays(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "secure_stays", SecureStay.objects.all(), chosen,
        id="pk", started_at="started_at", ended_at="ended_at", authorised_at="authorised_at",
    )  # fmt: skip


# What only a return asks for


@tells(Parenthood)
def parenthoods(chosen: Chosen) -> pl.DataFrame:
    rows = Parenthood.objects.all()
    return facts("parenthoods", rows, chosen, mother="mother", first_child_born_on="first_child_born_on")


@tells(Unaccompanied)
def unaccompanied(chosen: Chosen) -> pl.DataFrame:
    return facts("unaccompanied", Unaccompanied.objects.all(), chosen, ended_on="ended_on")


@tells(PreviousPermanence)
def previous_permanence(chosen: Chosen) -> pl.DataFrame:
    rows = PreviousPermanence.objects.all()
    return facts("previous_permanence", rows, chosen, kind="kind", authority="authority", date="date")


@tells(AdoptionPlan)
def adoption_plans(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "adoption_plans", AdoptionPlan.objects.all(), chosen,
        decided_on="decided_on", ceased_on="ceased_on", cease_reason="cease_reason",
    )  # fmt: skip


@tells(Adoption)
def adoptions(chosen: Chosen) -> pl.DataFrame:
    return facts(
        "adoptions", Adoption.objects.all(), chosen,
        decided_on="best_interest_on", matched_on="matched_on", by_foster_carer="by_foster_carer",
        adopters="adopters", adopters_sex="adopters_sex", adopters_status="adopters_status",
    )  # fmt: skip


@tells(DeprivationOfLiberty)
def deprivations_of_liberty(chosen: Chosen) -> pl.DataFrame:
    rows = DeprivationOfLiberty.objects.all()
    return facts("deprivations_of_liberty", rows, chosen, start_on="start_on", end_on="end_on")
