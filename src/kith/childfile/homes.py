"""Everything recorded about where a child lives and under what: for the page of homes and needs."""

from dataclasses import dataclass

from django.db.models import Model, Q, QuerySet

from kith.care.models import (
    Adoption,
    AdoptionPlan,
    DeprivationOfLiberty,
    HomePostcode,
    LegalStatus,
    NeedCode,
    Order,
    Parenthood,
    PeriodOfCare,
    PreviousPermanence,
    SecureStay,
    ShortBreak,
    Unaccompanied,
)
from kith.care.queries import Stay, episodes_of, home_postcodes, moves, stays
from kith.childfile.corrections import Correction, corrections
from kith.leavingcare.models import CareLeaverContact
from kith.reach.models import SealedIdentity
from kith.reach.withheld import What


@dataclass(frozen=True)
class Homes:
    """Rows of each kind, newest first; `corrected` holds what stood before, by model and row."""

    stays: list[Stay]
    periods: list[PeriodOfCare]
    statuses: list[LegalStatus]
    orders: list[Order]
    needs: list[NeedCode]
    postcodes: list[HomePostcode]
    short_breaks: list[ShortBreak]
    liberty: list[DeprivationOfLiberty]
    secure: list[SecureStay]
    adoption_plans: list[AdoptionPlan]
    adoption: Adoption | None
    tells_adopters: bool  # who adopts is for those whom the sealed record lets in, and so is what they are
    previous_permanence: PreviousPermanence | None
    unaccompanied: Unaccompanied | None
    parenthood: Parenthood | None
    contacts: list[CareLeaverContact]
    episodes: list[dict]
    corrected: dict[tuple[str, int], list[Correction]]

    def moves_in(self, period: PeriodOfCare) -> int:
        """Changes of carer in a period of care."""
        return moves([stay.placement for stay in self.stays], period)


def homes(child: int, hidden: frozenset[What]) -> Homes:
    """What is recorded by now of one child, in a constant number of queries."""
    found = stays(child)
    placements = [each.placement for stay in found for each in (stay, *stay.inside)]
    statuses, periods = _rows(LegalStatus, child), _rows(PeriodOfCare, child)
    needs = _rows(NeedCode, child)
    return Homes(
        stays=found,
        periods=periods,
        statuses=statuses,
        orders=_rows(Order, child),
        needs=needs,
        postcodes=home_postcodes(child)[::-1],
        short_breaks=list(_newest(ShortBreak, child).select_related("home")),
        liberty=_rows(DeprivationOfLiberty, child),
        secure=list(SecureStay.objects.filter(child=child).order_by("-started_at", "-pk")),
        adoption_plans=list(AdoptionPlan.objects.filter(child=child).order_by("-decided_on", "-pk")),
        adoption=Adoption.objects.filter(child=child).first(),
        tells_adopters=SealedIdentity.objects.filter(Q(first=child) | Q(sealed=child)).exists(),
        previous_permanence=PreviousPermanence.objects.filter(child=child).first(),
        unaccompanied=Unaccompanied.objects.filter(child=child).first(),
        parenthood=Parenthood.objects.filter(child=child).first(),
        contacts=list(CareLeaverContact.objects.filter(child=child).order_by("-collection_year")),
        episodes=episodes_of(child),
        corrected=_corrected(
            hidden, placement=placements, legal_status=statuses, period_of_care=periods, need=needs
        ),
    )


def _rows(model: type[Model], child: int) -> list:
    return list(_newest(model, child))


def _newest(model: type[Model], child: int) -> QuerySet:
    return model._default_manager.filter(child=child).order_by("-start_on", "-pk")


def _corrected(hidden: frozenset[What], **rows: list) -> dict[tuple[str, int], list[Correction]]:
    """Which home stood there before is not told where the address is withheld."""
    secret = ("home",) if What.ADDRESS in hidden else ()
    return {
        (name, pk): found
        for name, some in rows.items()
        for pk, found in corrections(some, leave_out=secret).items()
    }
