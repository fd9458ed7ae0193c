"""Facts about contacts and referrals."""

from datetime import datetime

import polars as pl

from kith.frontdoor.models import ContactChild, Referral, Telling
from kith.statutory.facts import table
from kith.store.facts import facts
from kith.store.holding import tells

Chosen = list[int] | None


@tells(ContactChild)
def contacts(chosen: Chosen) -> pl.DataFrame:
    """Table `contacts`: one row for each child a contact was about, with when whoever made it first heard back."""
    rows = ContactChild.objects.all()
    if chosen is not None:
        rows = rows.filter(child__in=chosen)
    found = list(
        rows.values_list("child", "contact", "contact__received_at", "contact__source", "decided_at")
    )
    heard = _heard_back({contact for _, contact, *_ in found}) if found else {}
    return table("contacts", [(*row, heard.get(row[1])) for row in found])


def _heard_back(contacts: set[int]) -> dict[int, datetime]:
    """When whoever made each contact was first told anything."""
    told = Telling.objects.filter(whom=Telling.Whom.REFERRER, told_at__isnull=False, contact__in=contacts)
    first: dict[int, datetime] = {}
    for contact, at in told.order_by("-told_at").values_list("contact", "told_at"):
        if at:
            first[contact] = at
    return first


@tells(Referral)
def referrals(chosen: Chosen) -> pl.DataFrame:
    """Table `referrals`: what the census's CINreferralDate, ReferralSource, PrimaryNeedCode and ReferralNFA tell."""
    return facts(
        "referrals", Referral.objects.all(), chosen, id="pk", on="referred_on", source="source",
        need="primary_need", no_further_action="no_further_action",
    )  # fmt: skip


@tells(Referral)
def told_referrals(chosen: Chosen) -> pl.DataFrame:
    """Table `told_referrals`: referrals of which a return of another year told."""
    rows = Referral.objects.exclude(told_in="")
    return facts("told_referrals", rows, chosen, referral="pk", year="told_in")
