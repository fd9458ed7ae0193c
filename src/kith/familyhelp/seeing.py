"""Which help a worker sees, and who may write in it.

Help is on the record of each of its children, for whoever sees that child's family. It is hidden with any of them whom a
restriction hides, all of it: the rest alone would say that there is somebody to hide.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from kith.access.audit import current
from kith.access.roles import Permission
from kith.familyhelp.models import Basis, FamilyHelp, FamilyHelpChild
from kith.people.models import Person
from kith.reach.doing import NotPermitted, passes, require
from kith.reach.seeing import NotFound
from kith.reach.wall import about_nobody_hidden
from kith.store.dated import holds_on
from kith.workforce.models import Worker

LEAD = Permission.FAMILY_HELP_LEAD


def unhidden() -> QuerySet[FamilyHelp]:
    """Help of nobody whom a restriction hides from the worker: the first wall."""
    rows = FamilyHelp.objects.select_related("family", "lead")
    return about_nobody_hidden(rows, FamilyHelpChild, "help")


def helps_of(child: Person) -> QuerySet[FamilyHelp]:
    """The help that is or was for the child, the last first, with its children and what it rests on."""
    about = FamilyHelpChild.objects.select_related("child", "decision__contact").prefetch_related(
        "child__names"
    )
    rows = unhidden().filter(Exists(FamilyHelpChild.objects.filter(help=OuterRef("pk"), child=child)))
    bases = Prefetch("bases", Basis.objects.order_by("start_on", "pk"))
    return rows.prefetch_related(Prefetch("about", about.order_by("child__born_on", "pk")), bases).order_by(
        "-start_on", "-pk"
    )


def help_on(child: Person, day: date) -> FamilyHelp | None:
    """The help that goes on for the child on a day, of which the child is then one."""
    among = FamilyHelpChild.objects.on(day).filter(help=OuterRef("pk"), child=child)
    return helps_of(child).filter(holds_on(day), Exists(among)).first()


def get_help(child: Person, number: int) -> FamilyHelp:
    """One piece of help of the child's; the child has been loaded, and so decided upon."""
    found = helps_of(child).filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such help on this record.")
    return found


def in_force(day: date) -> Q:
    """The condition that consent, or the law, holds on a day: not run out, and not withdrawn."""
    return Q(holds_on(day)) & (Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gt=day))


def rests_on(family_help: FamilyHelp, day: date) -> list[Basis]:
    """The consents in force on a day, and the law: nobody works with the family where there are none."""
    return list(family_help.bases.filter(in_force(day)).order_by("start_on", "pk"))


def require_going_on(by: Worker, family_help: FamilyHelp, child: Person | int) -> None:
    """Refuse unless the worker leads family help for this child of it, and it has not ended."""
    require(by, LEAD, child)
    number = child if isinstance(child, int) else child.pk
    if not family_help.about.on(current().as_of).filter(child=number).exists():
        raise NotPermitted("This help is for other children now.")
    if family_help.end_on:
        raise NotPermitted("This help has ended. Start it again, and it begins from what was there.")


def require_helping(by: Worker, family_help: FamilyHelp, child: Person | int) -> None:
    """The same; and consent, or a legal basis, must be in force: without one nothing more is recorded."""
    require_going_on(by, family_help, child)
    if not rests_on(family_help, current().as_of):
        raise NotPermitted("Nobody’s consent is in force, nor a legal basis: record one first.")


def may_go_on(by: Worker, family_help: FamilyHelp, child: Person) -> bool:
    return passes(require_going_on, by, family_help, child)


def may_help(by: Worker, family_help: FamilyHelp, child: Person) -> bool:
    return passes(require_helping, by, family_help, child)
