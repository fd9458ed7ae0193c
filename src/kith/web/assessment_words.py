"""What pages say of an assessment: a child's part in words, and who may lead one."""

from dataclasses import dataclass
from datetime import date

from kith.assessment.models import AssessmentChild
from kith.people.models import Person
from kith.statutory.cin.codes import ASSESSMENT_FACTOR
from kith.store.dated import holds_on
from kith.web.forms.record import code_in_words
from kith.workforce.models import Allocation, Worker

FACTORS = {each.code: code_in_words(each) for each in ASSESSMENT_FACTOR.codes}


@dataclass(frozen=True)
class PartWords:
    """A child's part, ready to be shown."""

    part: AssessmentChild
    name: str
    first: str
    factors: list[str]
    may_write: bool


def part_words(part: AssessmentChild, may_write: bool) -> PartWords:
    factors = [FACTORS.get(each, each) for each in part.factors]
    return PartWords(part, part.child.name, first_name(part.child), factors, may_write)


def first_name(child: Person) -> str:
    return (child.current_name.given if child.current_name else "") or child.name


def leads_of(child: Person, worker: Worker, as_of: date) -> list[Worker]:
    """Who may lead an assessment of the child: those who hold the child, and whoever starts it."""
    held = Allocation.objects.filter(holds_on(as_of), child=child).select_related("worker")
    found = {each.worker.pk: each.worker for each in held.order_by("part", "pk") if each.worker}
    return [*found.values(), *([] if worker.pk in found else [worker])]
