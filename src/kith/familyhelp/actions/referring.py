"""Services for a family: asked, started, ended; and each session, attended or missed."""

from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event
from kith.casework.actions.ending import in_words, not_to_come
from kith.familyhelp.audit import record_all
from kith.familyhelp.models import FamilyHelp, Service, ServiceReferral, ServiceSession
from kith.familyhelp.seeing import require_helping
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def refer_to_service(
    *, family_help: FamilyHelp, child: Person, service: Service, for_whom: str, referred_on: date, by: Worker
) -> ServiceReferral:
    """The family asks a service for help, and waits."""
    require_helping(by, family_help, child)
    not_to_come(referred_on, "referred_on")
    if referred_on < family_help.start_on:
        raise ValidationError({"referred_on": f"The help started on {in_words(family_help.start_on)}"})
    if service.status != Service.Status.ACTIVE:
        raise ValidationError(f"{service.name} takes nobody now. Look for another in the directory.")
    made = ServiceReferral.objects.create(
        help=family_help, service=service, for_whom=for_whom, referred_on=referred_on
    )
    record_all(Event.ADDED, family_help, made, on=referred_on)
    return made


def start_service(*, referral: ServiceReferral, child: Person, started_on: date, by: Worker) -> None:
    """The service has begun to help: nobody waits any more."""
    require_helping(by, referral.help, child)
    _going_on(referral)
    if referral.started_on:
        raise NotPermitted("The service has started already.")
    _since_asked(referral, started_on, "started_on")
    referral.started_on = started_on
    referral.save(update_fields=["started_on"])
    record_all(Event.CHANGED, referral.help, referral, on=started_on)


def record_session(
    *,
    referral: ServiceReferral,
    child: Person,
    held_on: date,
    attended: bool,
    missed_because: str,
    by: Worker,
) -> ServiceSession:
    """A session was attended, or missed and why. Recorded again for the same day it is put right; what stood is kept."""
    require_helping(by, referral.help, child)
    _going_on(referral)
    if not referral.started_on:
        raise ValidationError("Record first that the service has started")
    not_to_come(held_on, "held_on")
    if held_on < referral.started_on:
        raise ValidationError({"held_on": f"The service started on {in_words(referral.started_on)}"})
    if not attended and not missed_because:
        raise ValidationError({"missed_because": "Enter why it was missed"})
    told = {"help": referral.help, "attended": attended, "missed_because": "" if attended else missed_because}
    made, _ = ServiceSession.objects.update_or_create(referral=referral, held_on=held_on, defaults=told)
    record_all(Event.CHANGED, referral.help, made, on=held_on)
    return made


def end_service(
    *, referral: ServiceReferral, child: Person, ended_on: date, outcome: str, outcome_text: str, by: Worker
) -> None:
    """The service has ended for the family, or never began."""
    require_helping(by, referral.help, child)
    _going_on(referral)
    began = outcome in (ServiceReferral.Outcome.COMPLETED, ServiceReferral.Outcome.LEFT)
    if began != bool(referral.started_on):
        said = "it had not started" if began else "it had started"
        raise ValidationError({"outcome": f"That cannot be: {said} on this record. Select another outcome"})
    _since_asked(referral, ended_on, "ended_on")
    referral.ended_on, referral.outcome, referral.outcome_text = ended_on, outcome, outcome_text
    referral.save(update_fields=["ended_on", "outcome", "outcome_text"])
    record_all(Event.ENDED, referral.help, referral, on=ended_on)


def _going_on(referral: ServiceReferral) -> None:
    as_it_stands(referral)
    if referral.ended_on:
        raise NotPermitted("The service has ended for this family. Ask again.")


def _since_asked(referral: ServiceReferral, day: date, field: str) -> None:
    not_to_come(day, field)
    since = referral.started_on or referral.referred_on
    if day < since:
        raise ValidationError({field: f"The day must be on or after {in_words(since)}"})
