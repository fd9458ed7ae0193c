"""A small world for the walk: one worker of a role, four children who stand to them in four ways, and behind the walls
four more: two that a restriction hides, one whom it lets the worker in to, one opened in an emergency."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from kith.access.models import SecurityKey
from kith.access.roles import Permission, Role
from kith.assessment.factories import a_need_plan, a_referral, an_assessment
from kith.assessment.models import Closure
from kith.care.models import LegalStatus, Order, PeriodOfCare, Placement, Review, SecureStay
from kith.casework.drafts import Draft
from kith.casework.merges import Merge
from kith.casework.models import Document, MissingPeriod, Note, NoteChild, Visit, VisitChild
from kith.familyhelp.factories import a_service, family_help
from kith.familyhelp.models import ServiceReferral
from kith.filechecks.models import FileCheck
from kith.frontdoor.asking import HelpRequest
from kith.frontdoor.factories import a_contact, a_front_door_worker
from kith.frontdoor.models import PartnerCheck
from kith.keeping.models import Hold, Proposal
from kith.people.factories import a_child, a_family, a_parent_of, a_person
from kith.people.models import (
    Address,
    Alert,
    EmailAddress,
    Family,
    ParentalResponsibility,
    Person,
    Professional,
    Relationship,
    Residence,
    Telephone,
    Withholding,
)
from kith.protection.factories import a_plan
from kith.protection.models import (
    CoreGroup,
    CoreGroupChild,
    CourtHearing,
    Enquiry,
    Escalation,
    GroupDecisionOffer,
    OfferedTo,
    PreProceedings,
)
from kith.reach.actions.emergency import open_in_emergency
from kith.reach.actions.restrictions import hide
from kith.reach.models import Allowed, EmergencyAccess, Notice, Restriction
from kith.returns.built_files import keep
from kith.returns.frozen import fingerprint, frozen
from kith.returns.models import BuiltReturn, Load, SignedReturn
from kith.sharing.factories import a_contribution
from kith.statutory.clocks import ALL
from kith.statutory.ssda903.specification import TABLES, empty
from kith.testing.standing import at_work, days_ago
from kith.web.middleware import today
from kith.workforce.factories import a_team, a_worker, allocated
from kith.workforce.models import Allocation, Cover, Worker

LONG_AGO = date(2021, 3, 1)
MOMENT = datetime(2021, 3, 1, 9, 30, tzinfo=UTC)
WALLS = ("hidden", "sealed", "let in", "emergency")
NOT_OF_A_CHILD = (
    "online", "question", "check", "code", "ending", "built", "year", "signed", "cover", "load", "measure", "key", "collection", "name", "login", "security_key", "restriction", "allowed", "access", "notice",
)  # fmt: skip
PART = {Role.REVIEWING_OFFICER: "reviewing_officer", Role.PERSONAL_ADVISER: "personal_adviser"}


@dataclass
class World:
    """`things`: relation -> the argument of an address (child, note, visit ...) -> number."""

    worker: Worker
    things: dict[str, dict]


def a_world(role: Role) -> World:
    ours, theirs = a_team("Riverside"), a_team("Hillside")
    worker = a_worker("Wyn Worker", role, ours)
    colleague, other = a_worker("Cal Colleague", team=ours), a_worker("Oli Other", team=theirs)
    part = PART.get(role, "lead")
    children = {
        relation: a_child(relation.title()) for relation in ("own", "colleague", "other_team", "past")
    }
    held = {
        "own": allocated(children["own"], worker, ours, part=part),
        "colleague": allocated(children["colleague"], colleague, ours),
        "other_team": allocated(children["other_team"], other, theirs),
        "past": allocated(children["past"], other, theirs),
    }
    allocated(children["past"], worker, ours, part=part, end_on=LONG_AGO)
    shared = of_returns(worker, colleague) | of_nobody(worker, colleague)
    things = {
        relation: shared | things_of(child, worker, held[relation]) for relation, child in children.items()
    }
    for each in things.values():
        each |= restricted_by(worker, Person.objects.get(pk=each["person"]), colleague)
    return World(worker, things)


def behind_walls(role: Role, world: World) -> dict[str, dict]:
    """Wall -> the things of a child behind it. All but the one opened in an emergency are the worker's own."""
    team, theirs, part = a_team("Wallside"), a_team("Farside"), PART.get(role, "lead")
    owner, adoption = a_worker("Una Owner", Role.TEAM_MANAGER), a_worker("Ada Adoption", Role.ADOPTION)
    things = {}
    for wall in WALLS:
        child = a_child(wall.title(), authority_id=f"WALL {wall}".upper())
        own = allocated(child, world.worker, team, part=part) if wall != "emergency" else None
        things[wall] = things_of(child, world.worker, own or allocated(child, a_worker("Far Off"), theirs))
        things[wall] |= {name: each for name, each in world.things["own"].items() if name in NOT_OF_A_CHILD}
        put_up(wall, child, world.worker, adoption if wall == "sealed" else owner)
    return things


def put_up(wall: str, child: Person, worker: Worker, owner: Worker) -> None:
    """Hide the child; let the worker in where this wall does."""
    kind, allowed = ("adopted" if wall == "sealed" else "relocated"), ([worker] if wall == "let in" else [])
    with at_work(owner, today()):
        hide(
            person=child, kind=kind, reason="Safety", review_on=today() + timedelta(30), allowed=allowed, owner=owner,
        )  # fmt: skip
    if wall == "emergency" and worker.user.may(Permission.EMERGENCY_OPEN, today()):
        with at_work(worker, today()):
            open_in_emergency(words=child.authority_id, reason="At hospital", at=timezone.now(), by=worker)


def restricted_by(owner: Worker, person: Person, colleague: Worker) -> dict:
    """What somebody answers for who restricts a person: it hides them from everybody else, so it is made last."""
    since = {"start_on": LONG_AGO}
    notice = Notice.objects.create(
        worker=owner, person=person, kind="emergency", about=colleague, said="x", given_at=MOMENT
    )
    made = Restriction.objects.create(
        person=person, kind="staff", reason="Works here", owner=owner, review_on=today(), **since
    )
    with at_work(owner, today()):
        allowed = Allowed.objects.create(restriction=made, person=person, worker=colleague, **since)
        access = EmergencyAccess.objects.create(
            person=person, worker=colleague, opened_at=MOMENT, reason="x", end_on=today(), **since
        )
    return {"restriction": made.pk, "allowed": allowed.pk, "access": access.pk, "notice": notice.pk}


def of_nobody(worker: Worker, colleague: Worker) -> dict:
    """What hangs from no child."""
    cover = Cover.objects.create(absent=colleague, covering=worker, start_on=LONG_AGO, end_on=LONG_AGO)
    load = Load.objects.create(authority="E08000025", state=Load.State.DONE, begun_at=MOMENT)
    check = FileCheck.objects.create(
        year="2026-27",
        authority="E08000025",
        as_of=LONG_AGO,
        state=FileCheck.State.REMOVED,
        asked_at=MOMENT,
        by=worker,
    )
    key = SecurityKey.objects.create(
        user=worker.user, name="Blue key", number=b"1", credential=b"1", added_at=MOMENT
    )
    asked = HelpRequest.objects.create(
        reference="ABCD-EFGH", sent_at=timezone.now(), whom="me", children=[{"given": "Kit"}], worries="x"
    )
    return {
        "online": asked.pk, "question": "who",
        "check": check.pk, "code": "101", "ending": "xlsx",
        "cover": cover.pk, "load": load.pk, "built": built_return(worker).pk, "year": "2026-27", "measure": "front-door.contacts", "key": ALL[0].key, "login": colleague.user_id, "security_key": key.pk,
        "collection": "ssda903", "name": "header",
    }  # fmt: skip


def of_returns(worker: Worker, colleague: Worker) -> dict:
    """A return that was built, and one that was signed off."""
    built = BuiltReturn.objects.create(
        year="2025-26", state=BuiltReturn.State.DONE, asked_at=MOMENT, ended_at=MOMENT
    )
    file = frozen({}, "ssda903", "2025-26")
    signed = SignedReturn.objects.create(
        built=built, collection="ssda903", year=built.year, version=1, file=file, fingerprint=fingerprint(file),
        prepared_by=colleague, by=worker, name=worker.name, at=MOMENT,
    )  # fmt: skip
    return {"built": built.pk, "signed": signed.pk}


def built_return(by: Worker) -> BuiltReturn:
    """A return of the present year that was built, with its tables kept."""
    counts = {"tables": {"Header": 0}} | dict.fromkeys(
        ("issues", "children", "new", "still", "closed", "again", "rules_run", "without_number"), 0
    )
    built = BuiltReturn.objects.create(
        year="2026-27", state="done", asked_at=MOMENT, ended_at=MOMENT, by=by, counts=counts
    )
    keep(built, {name: empty(name) for name in TABLES})
    return built


def things_of(child: Person, author: Worker, allocation: object) -> dict:
    """One of everything that a page of a child's record can be about."""
    parent = a_parent_of(child)
    family = a_family(child, parent)
    second, gone = a_parent_of(child, "Second"), a_person("Gone")
    merge = Merge.objects.create(kept=parent, merged=gone, by=author, at=MOMENT, reason="x", work=uuid4())
    return (
        {"child": child.pk, "person": parent.pk, "allocation": allocation.pk, "family": family.pk}
        | {"other": second.pk, "merge": merge.pk}
        | written_about(child, author)
        | care_of(child)
        | assessed(child)
        | helped(child, family, author)
        | people_around(child, parent)
        | before_court(child, second)
        | kept(child, author)
        | told_about(child, author, allocation)
        | {"member": family.memberships.first().pk, "timescale": "care.second_review", "day": LONG_AGO}
    )


def helped(child: Person, family: Family, lead: Worker) -> dict:
    """A family's help that goes on with consent, with one of everything in its plan."""
    made = family_help(child, lead=lead, family=family)
    service = a_service(f"Service {child.pk}")
    asked = ServiceReferral.objects.create(
        help=made, service=service, for_whom="x", referred_on=made.start_on
    )
    return {
        "family_help": made.pk, "basis": made.bases.get().pk, "service": service.pk, "asked_service": asked.pk,
        "in_team": made.team.create(name="Jo", role="Nurse", start_on=made.start_on).pk,
        "statement": made.statements.create(kind="worry", who="Jo", text="Tired", start_on=made.start_on).pk,
        "goal": made.goals.create(of_whom="Robin", words="Sleep", start_on=made.start_on).pk,
        "to_do": made.actions.create(what="Ring", who="Jo", by_on=LONG_AGO).pk,
    }  # fmt: skip


def assessed(child: Person) -> dict:
    """An assessment that is being written and one that is authorised, led by somebody else; a plan, with a referral."""
    lead = a_worker(f"Lee Lead {child.pk}")
    plan = a_need_plan(child)
    action = plan.actions.create(child=child, what="Ring the school", who="Lee", by_on=LONG_AGO)
    done = an_assessment(child, lead=lead, days=99, authorised_on=days_ago(60))
    over = a_referral(child)
    return {
        "closure": Closure.objects.create(child=child, referral=over, closed_on=over.referred_on, reason="RC7").pk,
        "referral": a_referral(child).pk, "plan": plan.pk, "action": action.pk, "authorised": done.pk,
        "assessment": an_assessment(child, lead=lead).pk,
    }  # fmt: skip


def told_about(child: Person, author: Worker, allocation: Allocation) -> dict:
    """A contact that is open, taken in the worker's own team for a child of theirs, and a question to a partner."""
    own = allocation.worker_id == author.pk
    team = author.memberships.get().team if own else allocation.team
    taker = a_front_door_worker(f"Fay Frontdoor {child.pk}", team.name)
    contact = a_contact(child, by=taker)
    check = PartnerCheck.objects.create(contact=contact, agency="police", asked_at=MOMENT, asked_by=taker)
    asked = a_contribution(child, by=author)
    return {
        "contact": contact.pk,
        "asked": check.pk,
        "whom": child.pk,
        "contribution": asked.pk,
        "link": f"link-{asked.pk}",
    }


def kept(child: Person, by: Worker) -> dict:
    """A legal hold, and a disposal proposed by somebody else."""
    hold = Hold.objects.create(
        child=child, reason="A claim", placed_by=by, review_on=today(), start_on=LONG_AGO
    )
    other = a_worker(f"Ira Governance {child.pk}", Role.INFORMATION_GOVERNANCE)
    proposal = Proposal.objects.create(
        child=child, reason="Old", basis="x", stood="", proposed_by=other, proposed_at=MOMENT
    )
    return {"hold": hold.pk, "proposal": proposal.pk}


def written_about(child: Person, author: Worker) -> dict:
    note = Note.objects.create(happened_at=MOMENT, written_at=MOMENT, author=author, text="Went well")
    NoteChild.objects.create(note=note, child=child)
    visit = Visit.objects.create(visited_on=LONG_AGO, written_at=MOMENT, worker=author, text="Went well")
    VisitChild.objects.create(visit=visit, child=child, seen=True)
    document = Document.objects.create(
        child=child, title="Plan", about_on=LONG_AGO, file=ContentFile(b"A plan", "plan.txt"),
        content_type="text/plain", size=6, added_by=author, added_at=MOMENT,
    )  # fmt: skip
    missing = MissingPeriod.objects.create(
        child=child, kind="M", started_at=MOMENT, ended_at=MOMENT + timedelta(hours=5)
    )
    draft = Draft.objects.create(
        author=author, child=child, form="note-new", values={"text": ["Half a sentence"]}, token=uuid4(),
        begun_at=MOMENT, saved_at=MOMENT, saved_by=author,
    )  # fmt: skip
    return {
        "draft": draft.pk,
        "note": note.pk,
        "visit": visit.pk,
        "document": document.pk,
        "missing": missing.pk,
    }


def care_of(child: Person) -> dict:
    PeriodOfCare.objects.create(child=child, start_on=LONG_AGO)
    status = LegalStatus.objects.create(child=child, code="C2", start_on=LONG_AGO)
    order = Order.objects.create(child=child, kind="care", start_on=LONG_AGO)
    placement = Placement.objects.create(child=child, place="U6", provider_type="PR1", start_on=LONG_AGO)
    review = Review.objects.create(child=child, held_on=LONG_AGO, participation="PN1")
    stay = SecureStay.objects.create(child=child, started_at=MOMENT)
    return protected(child) | {
        "status": status.pk, "order": order.pk, "placement": placement.pk, "review": review.pk, "stay": stay.pk,
    }  # fmt: skip


def protected(child: Person) -> dict:
    """An enquiry, a plan with the conference that made it, of nobody known, and what a chair escalated."""
    chair = a_worker(f"Cass Chair {child.pk}", Role.REVIEWING_OFFICER)
    plan = a_plan(child, LONG_AGO)
    asked = Escalation.objects.create(
        child=child, raised_at=MOMENT, raised_by=chair, text="No visits", answer_by=LONG_AGO
    )
    return {
        "transfer": child.transfers_in.create(
            authority="Elsewhere", notified_on=today(), starts="notified", starts_because="x", by=chair
        ).pk,
        "enquiry": Enquiry.objects.create(child=child, started_on=LONG_AGO).pk, "escalation": asked.pk,
        "present": plan.conference.attendance.create(agency="health", name="Jo", came="came").pk,
        "core_group": (met := core_group_of(child, chair)).pk, "paper": "core-group", "paper_row": met.pk,
        "conference": plan.conference_id, "protection_plan": plan.pk,
    }  # fmt: skip


def core_group_of(child: Person, writer: Worker) -> CoreGroup:
    held = CoreGroup.objects.create(held_on=LONG_AGO, text="Met", written_by=writer)
    CoreGroupChild.objects.create(core_group=held, child=child)
    return held


def before_court(child: Person, parent: Person) -> dict:
    """Pre-proceedings under way, in which a parent was offered family group decision-making; a day in court."""
    row = PreProceedings.objects.create(child=child, decided_on=LONG_AGO)
    offer = GroupDecisionOffer.objects.create(child=child, pre_proceedings=row, offered_on=LONG_AGO)
    offered = OfferedTo.objects.create(child=child, offer=offer, person=parent)
    day = CourtHearing.objects.create(child=child, kind="issues", held_on=LONG_AGO)
    return {"pre_proceedings": row.pk, "offered": offered.pk, "hearing": day.pk}


def people_around(child: Person, parent: Person) -> dict:
    since = {"start_on": LONG_AGO}
    address = Address.objects.create(lines="1 Long Lane", postcode="AB1 2CD")
    residence = Residence.objects.create(person=parent, address=address, **since)
    telephone = Telephone.objects.create(person=parent, number="01632 960001", **since)
    email = EmailAddress.objects.create(person=parent, address="sam@example.org", **since)
    return {
        "row": {
            "name-end": parent.names.get().pk,
            "address-end": residence.pk,
            "telephone-end": telephone.pk,
            "email-end": email.pk,
        },
        "relationship": Relationship.objects.get(person=parent, other=child).pk,
        "responsibility": ParentalResponsibility.objects.create(
            child=child, holder=parent, basis="Birth", **since
        ).pk,
        "professional": Professional.objects.create(child=child, name="Jo", profession="Nurse", **since).pk,
        "alert": Alert.objects.create(child=child, kind="allergy", text="Nuts", **since).pk,
        "withholding": Withholding.objects.create(
            child=child, what="school", withheld_from=parent, reason="Safety", **since
        ).pk,
    }
