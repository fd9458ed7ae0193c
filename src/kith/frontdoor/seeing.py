"""Which contacts a worker sees, decided in one place.

Whoever may open any record with a reason sees every contact while it is open, and afterwards only with a reason given
for one of its children. A manager sees those that their teams took. Whoever reads the narrative of one of its children,
and may see families, sees a contact on that child's record. What a restriction hides from them, with any child, nobody sees.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from kith.access.audit import Event, current, viewed
from kith.access.roles import Permission, Reach
from kith.frontdoor.asking import HelpRequest
from kith.frontdoor.models import ANONYMOUS, Contact, ContactChild, Telling
from kith.people.models import Person
from kith.reach.doing import NotPermitted, passes, require
from kith.reach.seeing import NotFound, opened_with_reason, sees, terms_with
from kith.reach.wall import hidden_people
from kith.store.dated import holds_on
from kith.workforce.models import Worker


def undecided() -> Exists:
    """Nothing is decided yet for one of the children."""
    return Exists(ContactChild.objects.filter(contact=OuterRef("pk"), decided_at__isnull=True))


def untold() -> Q:
    """Whoever made the contact has still to hear what was decided, or why they will not."""
    told = Telling.objects.filter(
        contact=OuterRef("pk"), whom=Telling.Whom.REFERRER, what=Telling.What.DECIDED
    )
    return ~Q(source=ANONYMOUS) & ~Q(Exists(told))


def is_open() -> Q:
    """Not decided for every child, or still to be told: what the front door works on."""
    return Q(undecided()) | untold()


def unhidden() -> QuerySet[Contact]:
    """Contacts about nobody whom a restriction hides from the worker: the first wall."""
    rows, hidden = Contact.objects.select_related("taken_by", "team"), hidden_contacts()
    return rows.exclude(pk__in=hidden) if hidden else rows


def hidden_contacts() -> list[int]:
    """The contacts about somebody whom a restriction hides from the worker: few, as those people are. The database's own
    wall leaves none to be found; where it were not there, these are left out."""
    if not hidden_people():
        return []
    return list(ContactChild.objects.filter(child__in=hidden_people()).values_list("contact", flat=True))


def screened_by(worker: Worker) -> QuerySet[Contact]:
    """The contacts that are this worker's to screen today, with their family's history."""
    terms = terms_with(Permission.CONTACTS_SEE)
    reach = {each.reach for each in terms}
    if Reach.SERVICE in reach:
        return unhidden()
    if not terms:
        return Contact.objects.none()
    seen = Q(Exists(_about(list(opened_with_reason(worker)))))
    if any(each.with_reason is Reach.SERVICE for each in terms):
        seen |= is_open()
    if Reach.TEAM in reach:
        seen |= Q(team__in=teams_of(worker, current().as_of))
    return unhidden().filter(seen)


def _about(children: list[int]) -> QuerySet[ContactChild]:
    return ContactChild.objects.filter(contact=OuterRef("pk"), child__in=children)


def teams_of(worker: Worker, as_of: date) -> list[int]:
    return list(worker.memberships.filter(holds_on(as_of)).values_list("team", flat=True))


def get_contact(worker: Worker, contact: int) -> Contact:
    """A contact with its children; the view goes in the audit of each. Raises NotFound where it may not be seen."""
    found = unhidden().filter(pk=contact).prefetch_related(with_children()).first()
    if found is None or not (screens(worker, found) or _on_a_record(worker, found)):
        raise NotFound("There is no such contact, or you may not see it.")
    for each in found.about.all():
        viewed(Event.CONTACT_VIEWED, child=each.child_id)
    return found


def screens(worker: Worker, contact: Contact) -> bool:
    """Whether the contact is the worker's to screen: then the family's history is shown beside it."""
    return screened_by(worker).filter(pk=contact.pk).exists()


def _on_a_record(worker: Worker, contact: Contact) -> bool:
    if not terms_with(Permission.FAMILY_SEE):
        return False
    return any(sees(worker, each.child_id, Permission.NARRATIVE_SEE) for each in contact.about.all())


def with_children() -> Prefetch:
    rows = ContactChild.objects.select_related("child").prefetch_related("child__names")
    return Prefetch("about", rows.order_by("child__born_on", "pk"))


def children_of(contact: Contact) -> list[Person]:
    return [each.child for each in contact.about.all()]


def require_screening(by: Worker, contact: Contact) -> None:
    """Refuse unless the worker takes contacts and this one is theirs to screen."""
    require(by, Permission.CONTACT_TAKE)
    if not screens(by, contact):
        raise NotPermitted("This contact is not yours to screen: ask the front door.")


def require_deciding(by: Worker, contact: Contact) -> None:
    """Refuse unless the worker decides contacts, this one is within their reach, and they did not take it themselves."""
    require(by, Permission.CONTACT_DECIDE)
    if not decided_by(by).filter(pk=contact.pk).exists():
        raise NotPermitted("This contact is decided by a manager of the team that took it.")
    if contact.taken_by_id == by.pk:
        raise NotPermitted("You took this contact yourself: another manager decides.")


def decided_by(worker: Worker) -> QuerySet[Contact]:
    """The contacts that a manager may decide, whoever took them."""
    reach = {each.reach for each in terms_with(Permission.CONTACT_DECIDE)}
    if Reach.SERVICE in reach:
        return unhidden()
    if Reach.TEAM in reach:
        return unhidden().filter(team__in=teams_of(worker, current().as_of))
    return Contact.objects.none()


def may_screen(worker: Worker, contact: Contact) -> bool:
    return passes(require_screening, worker, contact)


def may_decide(worker: Worker, contact: Contact) -> bool:
    return passes(require_deciding, worker, contact)


def help_requests_for(worker: Worker) -> QuerySet[HelpRequest]:
    """What was asked on the public page, for whoever screens for the whole service: no team has it until it is taken."""
    if not any(
        Reach.SERVICE in (each.reach, each.with_reason) for each in terms_with(Permission.CONTACTS_SEE)
    ):
        return HelpRequest.objects.none()
    hidden = hidden_contacts()
    rows = HelpRequest.objects.select_related("taken_by").order_by("sent_at", "pk")
    return rows.exclude(contact__in=hidden) if hidden else rows


def get_help_request(worker: Worker, request: int) -> HelpRequest:
    """A request that waits or was set aside; one that was taken is read with its contact. The view goes in the audit."""
    found = help_requests_for(worker).filter(pk=request, contact__isnull=True).first()
    if found is None:
        raise NotFound("There is no such request, or somebody has taken it.")
    viewed(Event.CONTACT_VIEWED, row=found)
    return found
