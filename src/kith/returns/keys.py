"""What makes a row of the record the same row in another year's return: its key among the child's rows of its model."""

from datetime import date, datetime
from typing import Any

from django.db.models import Model

from kith.assessment.models import Assessment, AssessmentChild, Closure, NeedPlan
from kith.care.models import (
    Adoption,
    AdoptionPlan,
    DeprivationOfLiberty,
    HomePostcode,
    LegalStatus,
    NeedCode,
    Parenthood,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
    Review,
    Unaccompanied,
)
from kith.casework.models import HealthYear, MissingPeriod
from kith.frontdoor.models import Referral
from kith.leavingcare.models import CareLeaverContact
from kith.protection.models import Conference, ConferenceChild, Enquiry, PreProceedings, ProtectionPlan
from kith.returns.wanted import ENGLAND
from kith.workforce.models import Allocation


def _when(row: Any) -> tuple:
    return (row.start_on, row.start_on == row.end_on)


KEYS: dict[type[Model], Any] = {
    PeriodOfCare: lambda row: (row.kind, *_when(row)),
    LegalStatus: _when,
    Placement: lambda row: (row.temporary, *_when(row)),
    NeedCode: lambda row: (row.start_on,),
    HomePostcode: lambda row: (row.start_on,),
    Review: lambda row: (row.held_on,),
    MissingPeriod: lambda row: (_local_day(row.started_at), row.started_at == row.ended_at),
    AdoptionPlan: lambda row: (row.decided_on,),
    DeprivationOfLiberty: _when,
    HealthYear: lambda row: (row.collection_year,),
    CareLeaverContact: lambda row: (row.collection_year,),
    Allocation: lambda row: (row.worker.social_work_england, *_when(row)),
    PreviousPermanence: lambda row: (),
    Adoption: lambda row: (),
    Unaccompanied: lambda row: (),
    Parenthood: lambda row: (),
    Referral: lambda row: (row.referred_on,),
    Assessment: lambda row: (row.started_on,),
    AssessmentChild: lambda row: (row.assessment.started_on, row.referral and row.referral.referred_on),
    NeedPlan: _when,
    Enquiry: lambda row: (row.started_on,),
    Conference: lambda row: (row.kind, row.held_on),
    ConferenceChild: lambda row: (row.conference.kind, row.conference.held_on),
    ProtectionPlan: _when,
    PreProceedings: lambda row: (row.decided_on,),
    Closure: lambda row: (row.referral.referred_on,),
}
# What is held together for several children, each of whom has a row of it.
TOGETHER = frozenset({Assessment, Conference})
# What keys are made of, beside a row's own columns.
NEEDED: dict[type[Model], tuple[str, ...]] = {
    Allocation: ("worker",), AssessmentChild: ("assessment", "referral"), ConferenceChild: ("conference",),
    Closure: ("referral",),
}  # fmt: skip


def _local_day(moment: datetime) -> date:
    return moment.astimezone(ENGLAND).date()
