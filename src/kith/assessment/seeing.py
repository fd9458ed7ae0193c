"""Which assessments a worker sees, and which parts of them.

An assessment is on the record of each of its children, for whoever sees that child's family. It is hidden with any of
them whom a restriction hides, all of it: a part alone would say that there is somebody to hide. Another child's part is
shown only to those who see that child's record too.
"""

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from kith.access.roles import Permission
from kith.assessment.models import Assessment, AssessmentChild
from kith.people.models import Person
from kith.reach.doing import NotPermitted, passes, require
from kith.reach.seeing import NotFound, sees
from kith.reach.wall import about_nobody_hidden
from kith.workforce.models import Worker

WRITE, AUTHORISE = Permission.ASSESSMENT_WRITE, Permission.ASSESSMENT_AUTHORISE


def unhidden() -> QuerySet[Assessment]:
    """Assessments of nobody whom a restriction hides from the worker: the first wall."""
    rows = Assessment.objects.select_related("lead", "authorised_by")
    return about_nobody_hidden(rows, AssessmentChild, "assessment")


def assessments_of(child: Person) -> QuerySet[Assessment]:
    """The child's assessments with their parts, the last first."""
    parts = AssessmentChild.objects.select_related("child", "referral").prefetch_related("child__names")
    rows = unhidden().filter(Exists(AssessmentChild.objects.filter(assessment=OuterRef("pk"), child=child)))
    about = Prefetch("about", parts.order_by("child__born_on", "pk"))
    return rows.prefetch_related(about).order_by("-started_on", "-pk")


def get_assessment(child: Person, number: int) -> Assessment:
    """One of the child's assessments with its parts; the child has been loaded, and so decided upon."""
    found = assessments_of(child).filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such assessment on this record.")
    return found


def parts_seen(worker: Worker, assessment: Assessment) -> list[AssessmentChild]:
    """The parts of those children whose record and family the worker sees."""
    return [each for each in assessment.about.all() if sees(worker, each.child_id, Permission.FAMILY_SEE)]


def require_writing(by: Worker, assessment: Assessment, child: int) -> None:
    """Refuse unless the worker writes assessments for this child of the assessment, and it is not authorised."""
    require(by, WRITE, child)
    if child not in {each.child_id for each in assessment.about.all()}:
        raise NotPermitted("This assessment is of other children.")
    if assessment.authorised_on:
        raise NotPermitted("This assessment is authorised and is kept as it is. Start another.")


def require_looking(by: Worker, assessment: Assessment) -> None:
    """Refuse unless the worker is a manager of every child of the assessment, and wrote nothing in it."""
    require(by, AUTHORISE)
    for each in assessment.about.all():
        require(by, AUTHORISE, each.child_id)
    if wrote(by, assessment):
        raise NotPermitted("You wrote in this assessment yourself: another manager looks at it.")
    if assessment.authorised_on:
        raise NotPermitted("This assessment is authorised already.")


def wrote(worker: Worker, assessment: Assessment) -> bool:
    return assessment.lead_id == worker.pk or assessment.writers.filter(worker=worker).exists()


def may_look(by: Worker, assessment: Assessment) -> bool:
    return passes(require_looking, by, assessment)


def may_write(by: Worker, assessment: Assessment, child: int) -> bool:
    return passes(require_writing, by, assessment, child)
