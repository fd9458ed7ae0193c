"""What a child's history becomes in the record: the rows of each model, with the rows of files they come from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db.models import CharField, Model

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
from kith.leavingcare.models import CareLeaverContact
from kith.people.identifiers import valid_upn
from kith.people.models import Person
from kith.providers.models import Home
from kith.statutory.codes import DIED
from kith.statutory.ssda903.history import ChildHistory, Sources
from kith.workforce.models import Allocation, Worker

ENGLAND = ZoneInfo("Europe/London")
YES_OR_NO = {"1": True, "0": False}
MOST_SDQ = 40  # the highest total of a Strengths and Difficulties Questionnaire

Notify = Callable[[str, str, Sources], None]
# What makes a home of a return the same home, and a worker the same worker.
HomeKey = tuple[str, str]


@dataclass(frozen=True)
class Row:
    """One row wanted in the record. `key` tells it from the child's other rows of the model when years are merged; `under`:
    the wanted rows that its columns point to."""

    model: type[Model]
    key: tuple
    values: dict[str, Any]
    sources: Sources
    home: HomeKey | None = None
    worker: str = ""
    under: Mapping[str, "Row"] = field(default_factory=dict)


@dataclass
class Wanted:
    """Everything one child's history asks of the record."""

    person: dict[str, Any]
    sources: Sources
    rows: list[Row] = field(default_factory=list)


def wanted(history: ChildHistory, notify: Notify) -> Wanted:
    """The rows of one child. `notify(about, says, rows)` is called for what does not fit as it was told."""
    fit = Fit(notify)
    found = Wanted(_person(history, fit), history.sources)
    for build in (_care, _day_facts, _events, _adoption, _once, _yearly):
        found.rows += build(history, fit)
    return found


@dataclass
class Fit:
    """Makes values fit the columns they go to, and says so where something was lost."""

    notify: Notify

    def text(self, model: type[Model], name: str, value: str | None, sources: Sources) -> str:
        """The code or words; cut where the column is shorter, for an unknown code must never cost the child."""
        column = model._meta.get_field(name)
        most = column.max_length if isinstance(column, CharField) else None
        if value is None or most is None or len(value) <= most:
            return value or ""
        self.notify(
            "longer than the record holds",
            f"{value!r} is longer than {most} characters; it was cut.",
            sources,
        )
        return value[:most]

    def one_at_a_time(self, rows: list[Row], what: str) -> list[Row]:
        """The rows that can stand beside each other; one that overlaps an earlier one is left out and noticed."""
        kept: list[Row] = []
        for row in rows:
            if any(_overlap(row, other) for other in kept):
                says = (
                    f"{what} of {_day(row.values['start_on'])} overlaps an earlier one, so it was left out."
                )
                self.notify("overlaps an earlier one", says, row.sources)
            else:
                kept.append(row)
        return kept

    def last_of_a_day(self, rows: list[Row], what: str) -> list[Row]:
        """One row for each key: of two said on one day the later stands."""
        for earlier, later in pairwise(rows):
            if earlier.key == later.key:
                says = (
                    f"Two values of {what} begin on {_day(earlier.values['start_on'])}; the later was kept."
                )
                self.notify("two on one day", says, earlier.sources + later.sources)
        return list({row.key: row for row in rows}.values())


def _overlap(one: Row, other: Row) -> bool:
    starts, ends = [(row.values["start_on"], row.values["end_on"] or date.max) for row in (one, other)]
    return one.worker == other.worker and starts[0] < ends[1] and ends[0] < starts[1]


def _day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


# The person


def _person(history: ChildHistory, fit: Fit) -> dict[str, Any]:
    upn = history.upn or ""
    unknown = upn.startswith("UN")
    if upn and not unknown:
        check_upn(upn, history.sources, fit.notify)
    died_on = next((each.end_on for each in history.periods_of_care if each.end_reason == DIED), None)
    return {
        "authority_id": history.child,
        "born_on": history.born_on,
        "died_on": died_on,
        "sex": fit.text(Person, "sex", history.sex, history.sources) or "U",
        "ethnicity": fit.text(Person, "ethnicity", history.ethnicity, history.sources),
        "upn": "" if unknown else fit.text(Person, "upn", upn, history.sources),
        "upn_unknown": fit.text(Person, "upn_unknown", upn, history.sources) if unknown else "",
    }


def check_upn(upn: str, sources: Sources, notify: Notify) -> None:
    """Say so where a pupil number cannot be one. It is kept."""
    try:
        valid_upn(upn)
    except ValidationError:
        says = f"The pupil number {upn} does not fit together: its check letter or its form is wrong. It was kept."
        notify("pupil number fails its check", says, sources)


# Care


def _care(history: ChildHistory, fit: Fit) -> Iterator[Row]:
    for each in history.periods_of_care:
        values = _dates(each) | {
            "kind": each.kind,
            "end_reason": fit.text(PeriodOfCare, "end_reason", each.end_reason, each.sources),
            "began_earlier": each.began_earlier,
            "first_rne": fit.text(PeriodOfCare, "first_rne", each.first_rne, each.sources),
        }
        yield _row(PeriodOfCare, (each.kind, *_when(each)), values, each.sources)
    for status in history.legal_statuses:
        values = _dates(status) | {"code": fit.text(LegalStatus, "code", status.code, status.sources)}
        yield _row(LegalStatus, _when(status), values, status.sources)
    for stay in history.placements:
        yield _placement(stay, fit)


def _placement(each: Any, fit: Fit) -> Row:
    codes = {
        name: fit.text(Placement, name, getattr(each, name), each.sources)
        for name in ("place", "provider_type", "end_reason")
    }
    values = _dates(each) | codes | {"temporary": each.temporary, "same_carer": each.same_carer}
    urn = fit.text(Home, "urn", each.urn, each.sources)
    postcode = fit.text(Home, "postcode", each.postcode, each.sources)
    home = (urn, postcode) if urn or postcode else None
    return _row(Placement, (each.temporary, *_when(each)), values, each.sources, home=home)


def _day_facts(history: ChildHistory, fit: Fit) -> list[Row]:
    needs = [
        _row(
            NeedCode, (each.start_on,),
            {"start_on": each.start_on, "code": fit.text(NeedCode, "code", each.code, each.sources)}, each.sources,
        )
        for each in history.needs
    ]  # fmt: skip
    homes = [
        _row(
            HomePostcode, (each.start_on,),
            {"start_on": each.start_on, "postcode": fit.text(HomePostcode, "postcode", each.postcode, each.sources)},
            each.sources,
        )
        for each in history.home_postcodes
    ]  # fmt: skip
    return fit.last_of_a_day(needs, "main need") + fit.last_of_a_day(homes, "home postcode")


def _events(history: ChildHistory, fit: Fit) -> Iterator[Row]:
    for each in history.reviews:
        said = fit.text(Review, "participation", each.participation, each.sources)
        yield _row(Review, (each.on,), {"held_on": each.on, "participation": said}, each.sources)
    for gone in history.missing:
        values = {
            "kind": fit.text(MissingPeriod, "kind", gone.kind, gone.sources),
            "started_at": _moment(gone.start_on),
            "ended_at": _moment(gone.end_on),
            "times_known": False,
        }
        yield _row(MissingPeriod, _when(gone), values, gone.sources)
    liberty = [
        _row(DeprivationOfLiberty, _when(e), _dates(e), e.sources) for e in history.deprivations_of_liberty
    ]
    yield from fit.one_at_a_time(liberty, "The deprivation of liberty")
    yield from fit.one_at_a_time(list(_workers(history, fit)), "The social worker's time")


def _workers(history: ChildHistory, fit: Fit) -> Iterator[Row]:
    for each in history.social_workers:
        number = fit.text(Worker, "social_work_england", each.registration, each.sources)
        if not number:
            says = f"The social worker from {_day(each.start_on)} has no number (SW_ID), so nobody can say who it was."
            fit.notify("social worker without a number", says, each.sources)
            continue
        reason = fit.text(Allocation, "reason", each.reason, each.sources)
        values = _dates(each) | {"part": Allocation.Part.LEAD.value, "reason": reason}
        yield _row(Allocation, (number, *_when(each)), values, each.sources, worker=number)


# Adoption, and what is told once


def _adoption(history: ChildHistory, fit: Fit) -> Iterator[Row]:
    for each in history.placed_for_adoption:
        why = fit.text(AdoptionPlan, "cease_reason", each.cease_reason, each.sources)
        values = {"decided_on": each.decided_on, "ceased_on": each.ceased_on, "cease_reason": why}
        yield _row(AdoptionPlan, (each.decided_on,), values, each.sources)
    if adopted := history.adoption:
        told: dict[str, Any] = {
            "best_interest_on": adopted.decided_on,
            "matched_on": adopted.matched_on,
            "by_foster_carer": YES_OR_NO.get(adopted.former_foster_carer or ""),
            "adopters": fit.text(Adoption, "adopters", adopted.adopters, adopted.sources),
            "adopters_sex": fit.text(Adoption, "adopters_sex", adopted.adopters_sex, adopted.sources),
            "adopters_status": fit.text(
                Adoption, "adopters_status", adopted.adopters_legal_status, adopted.sources
            ),
        }
        yield _row(Adoption, (), told, adopted.sources)


def _once(history: ChildHistory, fit: Fit) -> Iterator[Row]:
    if before := history.previous_permanence:
        told = {"kind": before.kind, "authority": before.authority, "date": before.on}
        values = {
            name: fit.text(PreviousPermanence, name, value, before.sources) for name, value in told.items()
        }
        yield _row(PreviousPermanence, (), values, before.sources)
    if alone := history.unaccompanied:
        yield _row(Unaccompanied, (), {"ended_on": alone.ceased_on}, alone.sources)
    if history.mother is not None or history.first_child_born_on:
        mother = {"mother": history.mother, "first_child_born_on": history.first_child_born_on}
        yield _row(Parenthood, (), mother, history.sources)


def _yearly(history: ChildHistory, fit: Fit) -> Iterator[Row]:
    for each in history.health_years:
        yield _health_year(each, fit)
    for contact in history.leaver_contacts:
        told = {
            "in_touch": contact.in_touch,
            "activity": contact.activity,
            "accommodation": contact.accommodation,
        }
        values = {
            name: fit.text(CareLeaverContact, name, value, contact.sources) for name, value in told.items()
        }
        yield _row(
            CareLeaverContact, (contact.year,), {"collection_year": contact.year} | values, contact.sources
        )


ANSWERS = (
    "convicted", "health_check", "immunisations", "teeth_check", "health_assessment", "substance_misuse",
    "intervention_received", "intervention_offered",
)  # fmt: skip


def _health_year(each: Any, fit: Fit) -> Row:
    score = each.sdq_score
    if score is not None and not 0 <= score <= MOST_SDQ:
        says = f"SDQ_SCORE {score} is not between 0 and {MOST_SDQ}, so it was left out."
        fit.notify("score that cannot be", says, each.sources)
        score = None
    values: dict[str, Any] = {name: YES_OR_NO.get(getattr(each, name) or "") for name in ANSWERS}
    reason = fit.text(HealthYear, "sdq_reason", each.sdq_reason, each.sources)
    values |= {"collection_year": each.year, "sdq_score": score, "sdq_reason": reason}
    return _row(HealthYear, (each.year,), values, each.sources)


def _row(model: type[Model], key: tuple, values: dict, sources: Sources, **links: Any) -> Row:
    return Row(model, key, values, sources, **links)


def _dates(each: Any) -> dict[str, date | None]:
    return {"start_on": each.start_on, "end_on": each.end_on}


def _when(each: Any) -> tuple[date, bool]:
    """What begins and ends on one day is not the longer thing that begins that day."""
    return (each.start_on, each.start_on == each.end_on)


def _moment(day: date | None) -> datetime | None:
    """The first moment of the day: the return gives no times."""
    return datetime.combine(day, time(), ENGLAND) if day else None
