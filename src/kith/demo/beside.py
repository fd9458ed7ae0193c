"""What stands beside the story: alerts, what is withheld from whom, the professional network, managers' oversight."""

from datetime import date, timedelta

from kith.demo import names, places, words
from kith.demo import tables as t
from kith.demo.book import Book, between, weekday
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import Stream, about, pick
from kith.demo.workers import Workforce

ALERTS = (
    ("risk", "Father has threatened workers. Visit in pairs and leave word of when you will be back."),
    ("risk", "Large dog, not always shut away. Ring before you come."),
    ("allergy", "Severe nut allergy. Carries two adrenaline pens; staff and carers are trained."),
    ("allergy", "Allergic to penicillin."),
    ("medical", "Epilepsy. A seizure of more than five minutes is an emergency: ring 999."),
    ("medical", "Asthma. Blue inhaler always at hand."),
    ("other", "Do not speak to the child at school: it was asked that visits be at home."),
)
REASONS = (
    "A non-molestation order is in force, and the placement would be at risk if the address were known.",
    "Threats were made to the carers. Agreed at the placement planning meeting.",
)


def add_beside(book: Book, family: Family, force: Workforce) -> None:
    random = book.stream("beside", family.number)
    for child in family.with_record:
        _alerts(book, random, child)
        _network(book, random, child)
        if child.is_open:
            _oversight(book, random, child, force)
    for child in family.of(Kind.LOOKED_AFTER):
        _withheld(book, random, family, child)


def _alerts(book: Book, random: Stream, child: Child) -> None:
    chance = 0.07 if child.is_open else 0.02
    if "alert" not in child.traits and random.random() > chance:
        return
    kind, text = pick(random, ALERTS)
    start = between(random, child.opened_on or book.as_of, child.closed_on or child.care_end or book.as_of)
    ended = (
        start + timedelta(days=400)
        if kind == "risk" and random.random() < 0.3 and "alert" not in child.traits
        else None
    )
    book.add(t.Alert, child.id, kind, text, start, ended if ended and ended < book.as_of else None)


def _withheld(book: Book, random: Stream, family: Family, child: Child) -> None:
    """An address (sometimes a school or telephone too) that a parent must not learn: never one who lives in the family's
    home, where the child lived or visits."""
    apart = [each for each in family.fathers if each not in family.together]
    parents = apart or ([0] if family.fathers else [family.mother])
    if not parents[0] or ("withheld" not in child.traits and random.random() > 0.03):
        return
    for what in (
        "address",
        *(("school",) if random.random() < 0.4 else ()),
        *(("telephone",) if random.random() < 0.2 else ()),
    ):
        book.add(t.Withholding, child.id, what, parents[0], pick(random, REASONS), child.care_start)


def _network(book: Book, random: Stream, child: Child) -> None:
    """Health visitor or school nurse, school, doctor; for some a counsellor, police, or family support."""
    age = child.age_on(book.as_of)
    until = child.closed_on or child.care_end
    about_them = (
        [("Health visitor", "Estermere Community Health")]
        if age < 5
        else [("Designated teacher", child.school or "School")]
    )
    if child.unborn:
        about_them = [("Midwife", "Estermere and Wickshire Hospitals Trust")]
    if child.is_open and random.random() < 0.6:
        about_them.append(
            (
                "General practitioner",
                pick(random, ("Fold Lane Surgery", "Marlby Health Centre", "The Wick Practice")),
            )
        )
    if child.is_open and age > 6 and random.random() < 0.25:
        about_them.append(("Counsellor", "Estermere Young Minds Service"))
    if child.is_open and random.random() < 0.08:
        about_them.append(("Police officer", "Wickshire Police"))
    for profession, organisation in about_them if child.is_open or random.random() < 0.3 else []:
        name = names.worker_name(random)
        email = f"{name.lower().replace(' ', '.')}@example.org"
        book.add(t.Professional, child.id, name, profession, organisation, places.office_telephone(random), email,
                 child.opened_on, until)  # fmt: skip


def _oversight(book: Book, random: Stream, child: Child, force: Workforce) -> None:
    """A manager reads an open record every six to ten weeks; the last year of it."""
    day = max(child.opened_on or book.as_of, book.as_of - timedelta(days=365)) + timedelta(
        days=about(random, 5, 45)
    )
    while day < book.as_of:
        day = max(weekday(day), child.opened_on or day)
        worker = child.worker_on(day)
        manager = managers(force).get(worker or 0)
        if manager:
            _one_oversight(book, random, child, manager, day)
        day += timedelta(days=about(random, 42, 70))


def _one_oversight(book: Book, random: Stream, child: Child, manager: int, day: date) -> None:
    text, decision = random.fresh(words.OVERSIGHT), random.fresh(words.DECISIONS)
    book.add(t.Oversight, child.id, manager, book.moment(random, day), day, text, decision)


def managers(force: Workforce) -> dict[int, int]:
    """Worker -> the manager now. Kept on the workforce: it is asked for every child."""
    if not force.managers:
        for post in (*force.assessment, *force.need, *force.care, *([force.hers] if force.hers else [])):
            for _, _, worker in post.holders:
                force.managers[worker] = post.manager.now if post.manager else post.now
    return force.managers
