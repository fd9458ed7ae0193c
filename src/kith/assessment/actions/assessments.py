"""Assessments: started, written as they go, looked at by a manager, authorised, and told."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError

from kith.access.audit import Event, current, record
from kith.access.roles import Permission
from kith.assessment.models import NO_FACTOR, Assessment, AssessmentChild, Checkpoint, Told, Writer
from kith.assessment.queries import answered_by, being_written
from kith.assessment.seeing import require_looking, require_writing
from kith.people.models import Person
from kith.reach.doing import NotPermitted, require
from kith.store.history import as_it_stands
from kith.workforce.models import Worker


def start_assessment(
    *, children: Sequence[Person], started_on: date, lead: Worker, by: Worker, review_on: date | None = None
) -> Assessment:
    """Start an assessment of a family: a part for each child, which answers the child's open referral."""
    require(by, Permission.ASSESSMENT_WRITE)
    if not children:
        raise ValidationError({"also": "Say which children the assessment is of"})
    for child in children:
        require(by, Permission.ASSESSMENT_WRITE, child)
        if being_written(child):
            raise ValidationError(
                f"An assessment of {child.name} is being written already. Write in that one."
            )
    _is_past("started_on", started_on)
    made = Assessment.objects.create(started_on=started_on, lead=lead, review_on=review_on)
    for child in dict.fromkeys(children):
        AssessmentChild.objects.create(assessment=made, child=child, referral=answered_by(child, started_on))
        record(Event.ADDED, made, child=child.pk, on=started_on)
    return made


def write_family(
    *, assessment: Assessment, child: Person, by: Worker,
    analysis: str, strengths: str, family_view: str, description: str,
) -> None:  # fmt: skip
    """Write what the children have in common, through the record of one of them."""
    require_writing(by, assessment, child.pk)
    as_it_stands(assessment)
    require_writing(by, assessment, child.pk)
    words = {
        "analysis": analysis, "strengths": strengths, "family_view": family_view, "description": description,
    }  # fmt: skip
    _write(assessment, words, assessment, by)


def write_child(
    *, part: AssessmentChild, by: Worker, analysis: str, words: str, needs: str,
    factors: Sequence[str], outcome: str, outcome_reason: str,
) -> None:  # fmt: skip
    """Write a child's own part: what it means for the child, their words, what was found, what is to come of it."""
    require_writing(by, part.assessment, part.child_id)
    as_it_stands(part.assessment)
    require_writing(by, part.assessment, part.child_id)
    if NO_FACTOR in factors and len(factors) > 1:
        raise ValidationError({"factors": "Select the factors that were found, or that none was found"})
    told = {
        "analysis": analysis, "words": words, "needs": needs, "factors": list(factors),
        "outcome": outcome, "outcome_reason": outcome_reason,
    }  # fmt: skip
    _write(part, told, part.assessment, by)


def _write(row: Assessment | AssessmentChild, words: dict, assessment: Assessment, by: Worker) -> None:
    for name, value in words.items():
        setattr(row, name, value)
    row.save(update_fields=list(words))
    Writer.objects.get_or_create(assessment=assessment, worker=by)
    _record_all(Event.CHANGED, assessment)


def record_checkpoint(
    *, assessment: Assessment, looked_on: date, outcome: str, text: str, by: Worker
) -> Checkpoint:
    """A manager has looked at an assessment that is being written."""
    require_looking(by, assessment)
    _is_past("looked_on", looked_on)
    if looked_on < assessment.started_on:
        raise ValidationError({"looked_on": "The day must be on or after the day the assessment started"})
    made = Checkpoint.objects.create(
        assessment=assessment, looked_on=looked_on, outcome=outcome, text=text, by=by
    )
    _record_all(Event.REVIEWED, assessment)
    return made


def authorise_assessment(*, assessment: Assessment, authorised_on: date, by: Worker) -> None:
    """A manager who wrote nothing in it authorises an assessment. What is in it then is decided, and kept as it is."""
    require_looking(by, assessment)
    as_it_stands(assessment)
    require_looking(by, assessment)
    _is_past("authorised_on", authorised_on)
    if authorised_on < assessment.started_on:
        raise ValidationError({"authorised_on": "The day must be on or after the day the assessment started"})
    if still := missing_from(assessment):
        raise ValidationError([f"Not written yet: {each}" for each in still])
    assessment.authorised_on, assessment.authorised_by = authorised_on, by
    assessment.save(update_fields=["authorised_on", "authorised_by"])
    _record_all(Event.DECIDED, assessment)


def missing_from(assessment: Assessment) -> list[str]:
    """What has to be written before it can be authorised, in plain words."""
    asked = {"analysis": "what it means", "factors": "the factors", "outcome": "what comes of it"}
    missing = [] if assessment.analysis else ["what it means for the children, in the family’s part"]
    for part in assessment.about.all():
        missing += [
            f"{words} for {part.child.name}" for name, words in asked.items() if not getattr(part, name)
        ]
    return missing


def tell_member(
    *, assessment: Assessment, child: Person, who: str, text: str, told_on: date, by: Worker
) -> Told:
    """A member of the family was told what was decided."""
    require(by, Permission.ASSESSMENT_WRITE, child)
    if not assessment.authorised_on or not assessment.about.filter(child=child).exists():
        raise NotPermitted("What was decided can be told once the assessment is authorised.")
    _is_past("told_on", told_on)
    if told_on < assessment.authorised_on:
        raise ValidationError(
            {"told_on": "The day must be on or after the day the assessment was authorised"}
        )
    made = Told.objects.create(assessment=assessment, who=who, text=text, told_on=told_on, by=by)
    _record_all(Event.CHANGED, assessment)
    return made


def _is_past(field: str, day: date) -> None:
    if day > current().as_of:
        raise ValidationError({field: "The day must be today or in the past"})


def _record_all(event: Event, assessment: Assessment) -> None:
    """For the audit of every child it is of."""
    for child in set(assessment.about.values_list("child", flat=True)):
        record(event, assessment, child=child)
