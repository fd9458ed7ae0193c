"""The front door of the demonstration: a team, the contacts of its last year, what was decided and who was told.

Few and told by hand, so that no page of it is empty; `journeying` makes the many, near the published figures.
"""

from datetime import date, datetime, time, timedelta
from random import Random

from kith.access.roles import Role
from kith.demo.emergency import signed_in
from kith.frontdoor.models import Contact, ContactChild, Decision, PartnerCheck, Referral, Telling
from kith.lib.days import LONDON, is_working_day
from kith.people.models import Person
from kith.workforce.models import Allocation, Team, TeamMembership, Worker

TOLD = (
    ("2A", "Deputy head", "Came in without a coat again and fell asleep at his desk. Said there was no tea last night.", "Attends every day and likes his class."),
    ("6", "", "Officers were called to an argument between the adults at home. The children were upstairs and awake.", "An aunt came and stayed the night."),
    ("3B", "Health visitor", "Two appointments missed; the front door was not answered, though voices were heard.", "Weight was fine at the last check."),
    ("1B", "", "Shouting through the wall most evenings, and a child crying for a long time.", ""),
    ("3E", "", "Seen with a broken wrist three days after it happened. The story changed between the parents.", "The child was settled once the father came."),
    ("1A", "Grandmother", "Her daughter is drinking again and she is worried about the mornings.", "She has the children every weekend and would do more."),
)  # fmt: skip
DECIDED = (
    (Decision.Outcome.NOTHING, "Spoken to the parent and the school: explained, and no wider worry.", "The parenting group at the family hub, and a call in two weeks."),
    (Decision.Outcome.INFORMATION, "The family asked where to find help with money and food.", "Advice line and the food network."),
    (Decision.Outcome.EARLY_HELP, "Several small worries that the family wants help with.", "A family help practitioner, with consent."),
    (Decision.Outcome.FAMILY_HELP, "Third contact, each with the same worry. It needs somebody to get to the bottom of it.", ""),
)  # fmt: skip
BABY = "Expecting, and has missed three appointments. An older child was looked after."


def add_front_door(seed: int, as_of: date) -> None:
    """Contacts about children who are known now or were: some decided, some waiting, one of somebody not yet born."""
    random, team = Random(f"front door {seed}"), _team(as_of)
    taker, manager = signed_in(Role.FRONT_DOOR), signed_in(Role.HEAD_OF_SERVICE)
    children = _known(as_of)
    if not children:
        return
    for place, child in enumerate(children[:10]):
        _decided(
            random, child, team, (taker, manager), as_of, 12 + 25 * place, DECIDED[place % 4], TOLD[place % 6]
        )
    for child in children[10:12]:  # nothing done twice: for another manager to look at again
        for days in (150, 20):
            who = (taker, signed_in(Role.TEAM_MANAGER))
            _decided(random, child, team, who, as_of, days, DECIDED[0], TOLD[days % 6])
    _waiting(children, team, taker, as_of)


def _team(as_of: date) -> Team:
    """The front door's own team, with whoever signs in for it and a manager."""
    team = Team.objects.create(name="Front door")
    since = date(as_of.year - 1, 1, 1)
    for role in (Role.FRONT_DOOR, Role.DUTY, Role.HEAD_OF_SERVICE):
        TeamMembership.objects.create(
            team=team, worker=signed_in(role), start_on=since, manages=role is Role.HEAD_OF_SERVICE
        )
    return team


def _known(as_of: date) -> list[Person]:
    """Children of the borough with somebody who works with them, born and under eighteen."""
    held = Allocation.objects.on(as_of).values("child")
    young = Person.objects.children().filter(born_on__gt=as_of - timedelta(days=17 * 365), died_on=None)
    return list(young.filter(pk__in=held, restrictions=None).order_by("pk")[:16])


def _at(as_of: date, days: int, hour: int) -> datetime:
    """A moment on a working day about so many days ago, before the demonstration's morning."""
    day = as_of - timedelta(days=days)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(hour, 20), LONDON)


def _contact(child: Person, team: Team, by: Worker, at: datetime, told: tuple, **more: object) -> Contact:
    source, who, worries, working = told
    contact = Contact.objects.create(
        received_at=at, taken_at=at + timedelta(minutes=25), taken_by=by, team=team, means="telephone", source=source,
        source_name=who, source_reached="01632 960 144" if who else "", worries=worries, working=working, **more,
    )  # fmt: skip
    ContactChild.objects.create(contact=contact, child=child)
    return contact


def _decided(
    random: Random, child: Person, team: Team, who: tuple[Worker, Worker], as_of: date, days: int, decided: tuple, told: tuple
) -> None:  # fmt: skip
    """A contact decided the same day or the next working day, and whoever made it told."""
    taker, manager = who
    at, (outcome, reason, offered) = _at(as_of, days, 10), decided
    contact = _contact(child, team, taker, at, told)
    when = _at(as_of, days - (random.random() < 0.4) * 3 if days > 15 else days, 16)
    when = max(when, at + timedelta(hours=2))
    decision = Decision.objects.create(
        contact=contact,
        child=child,
        outcome=outcome,
        reason=reason,
        offered=offered,
        decided_at=when,
        by=manager,
    )
    contact.about.update(decided_at=when)
    if outcome in Decision.REFERS:
        Referral.objects.create(
            child=child, decision=decision, referred_on=at.date(), source=contact.source, primary_need="N1"
        )
    Telling.objects.create(
        contact=contact, whom="referrer", what="decided", told_at=when + timedelta(minutes=30), by=taker,
        written_at=when + timedelta(minutes=31),
    )  # fmt: skip


def _waiting(children: list[Person], team: Team, taker: Worker, as_of: date) -> None:
    """What waits this morning: one late, one in danger, one about a child not yet born, one of somebody known before."""
    late, today, early = _at(as_of, 5, 11), _at(as_of, 1, 15), _at(as_of, 1, 16)
    first = _contact(children[0], team, taker, late, TOLD[1], priority=2, outside_home=True)
    PartnerCheck.objects.create(
        contact=first, agency="police", asked="Call-outs in the last year?", asked_at=late + timedelta(hours=1),
        asked_by=taker, answered_at=late + timedelta(hours=3), answer="Two call-outs, no arrest.", answer_by=taker,
        intelligence=True,
    )  # fmt: skip
    PartnerCheck.objects.create(
        contact=first,
        agency="education",
        asked="Attendance?",
        asked_at=late + timedelta(hours=1),
        asked_by=taker,
    )
    Telling.objects.create(
        contact=first,
        whom="referrer",
        what="received",
        told_at=late + timedelta(hours=1),
        by=taker,
        written_at=late + timedelta(hours=1),
    )
    _contact(children[-1], team, taker, today, TOLD[4], priority=1, in_danger=True)
    unborn = (
        Person.objects.children().filter(born_on=None, expected_on__gt=as_of, pregnancy_ended_on=None).first()
    )
    if unborn:
        _contact(unborn, team, taker, early, ("3F", "Midwife", BABY, ""))
