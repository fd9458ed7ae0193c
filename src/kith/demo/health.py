"""Health and education of looked-after children: assessments, teeth, questionnaires, schools and plans."""

from datetime import date, timedelta
from random import Random

from kith.demo import figures
from kith.demo import tables as t
from kith.demo.book import Book, between, weekday
from kith.demo.cast import Child, Family, Kind
from kith.demo.chance import about, choose, pick
from kith.demo.story import Story
from kith.lib.days import add_months, add_working_days

RECEIVED = {True: figures.SDQ_RECEIVED.value, False: figures.SDQ_EXPECTED.value - figures.SDQ_RECEIVED.value}
PRIMARY = ("Sallowbridge Primary", "Harlow Fold Primary", "St Osyth's Church of England Primary", "Old Marlby Infants and Juniors",
           "Quarrendale Primary", "Wickby Lane Primary", "Our Lady of the Ford Primary", "Lantern Street Academy")  # fmt: skip
SECONDARY = (
    "Estermere High School",
    "Fennaby Cross Academy",
    "The Quarrendale School",
    "Bishop Wynne School",
    "Marlby Vale Academy",
)
SPECIAL = ("Rowan Bank School", "The Larches")
COLLEGE = ("Estermere College", "Wickshire Sixth Form College")
SUMMARY = ("Well. Immunisations up to date.", "Growing well; glasses to be checked.", "Sleep is poor; advice given to carers.",
           "Asthma well controlled; new inhaler.", "Emotional health discussed; referral made.", "Well; dentist to be seen.")  # fmt: skip


def add_health(book: Book, family: Family, story: Story) -> None:
    for child in story.children:
        random = book.stream("health", child.id)
        last = min(story.end - timedelta(days=1), book.as_of) if story.end else book.as_of
        _assessments(book, random, child, story.start, last)
        _teeth(book, random, child, story.start, last)
        _questionnaires(book, random, child, story.start, last)
        _education_plans(book, random, child, story.start, last)
        _health_years(book, book.stream("health years", child.id), child, story.start, last)


def _health_years(book: Book, random: Random, child: Child, start: date, last: date) -> None:
    """The years to 31 March that were reported: immunisations mostly up to date, teeth checked or not."""
    for year in range(max(start.year + 1, book.as_of.year - 4), book.as_of.year + 1):
        day = date(year, 3, 31)
        if start <= add_months(day, -12) and day <= last:
            young = _up_to_date(book, random, "young", year) if child.age_on(day) < 5 else None
            immunised, teeth, assessed = (
                _up_to_date(book, random, what, year) for what in ("immunised", "teeth", "assessed")
            )
            name = f"{year - 1}-{year % 100:02}"
            book.add(t.HealthYear, child.id, name, young, immunised, teeth, assessed)


def _up_to_date(book: Book, random: Random, what: str, year: int) -> bool:
    done, of = figures.HEALTH[what]
    return book.turn(f"{what} {year}", random, {True: done, False: of - done})


def _assessments(book: Book, random: Random, child: Child, start: date, last: date) -> None:
    """The first within 20 working days for most; then every six months under five, yearly from five."""
    day = add_working_days(start, about(random, 8, 20) if random.random() < 0.85 else about(random, 21, 45))
    kind = "initial"
    while day <= last:
        book.add(t.HealthAssessment, child.id, kind, day, pick(random, SUMMARY))
        kind = "review"
        months = 6 if child.age_on(add_months(day, 6)) < 5 else 12
        late = about(random, 5, 50) if random.random() < 0.1 else -about(random, 0, 25)
        day = weekday(add_months(day, months) + timedelta(days=late))


def _teeth(book: Book, random: Random, child: Child, start: date, last: date) -> None:
    day = start + timedelta(days=about(random, 30, 200))
    while day <= last:
        if child.age_on(day) > 1:
            book.add(t.DentalCheck, child.id, weekday(day))
        day += timedelta(days=about(random, 180, 380))


def _questionnaires(book: Book, random: Random, child: Child, start: date, last: date) -> None:
    """Each year from 1 April in which the child is 4 to 16; about four in five come back with a score."""
    for year in range(start.year, last.year + 1):
        opens, closes = date(year, 4, 1), date(year + 1, 3, 31)
        day = between(random, opens + timedelta(days=30), closes - timedelta(days=20))
        if start > opens or day > last or not 4.1 < child.age_on(closes) < 17:
            continue
        if book.turn(f"questionnaire {year}", random, RECEIVED):
            band = choose(random, {(0, 13): 45, (14, 16): 13, (17, 34): 42})
            book.add(t.StrengthsQuestionnaire, child.id, day, about(random, *band))
        elif random.random() < 0.7:
            book.add(t.StrengthsQuestionnaire, child.id, day, None, pick(random, ("SDQ2", "SDQ4", "SDQ5")))


def _education_plans(book: Book, random: Random, child: Child, start: date, last: date) -> None:
    """One at the start, then each term."""
    day = add_working_days(start, about(random, 4, 10) if random.random() < 0.88 else about(random, 11, 25))
    first = True
    while day <= last:
        if 3.5 < child.age_on(day) < 18 and (first or day.month != 8):
            first = False
            said = pick(
                random,
                (
                    "Targets for reading and attendance set.",
                    "Catch-up sessions to go on.",
                    "A mentor was found.",
                ),
            )
            book.add(t.EducationPlan, child.id, day, said)
        day = weekday(day + timedelta(days=about(random, 95, 125)))


def add_schools(book: Book, family: Family) -> None:
    """Where children go to school: primary, then secondary at eleven; brothers and sisters mostly at the same one."""
    random = book.stream("schools", family.number)
    primary, secondary = pick(random, PRIMARY), pick(random, SECONDARY)
    for child in family.with_record:
        since = max(child.opened_on or child.born_on, date(child.born_on.year + 4, 9, 1))
        until = child.closed_on or child.care_end or book.as_of
        at_eleven = date(child.born_on.year + 11, 9, 1)
        if child.age_on(until) < 4.3 or child.age_on(since) > 17.5 or since >= until:
            continue
        second = pick(random, SPECIAL) if random.random() < 0.05 else secondary
        if since < at_eleven:
            over = at_eleven if at_eleven < until else None
            _place(book, child, primary, since, over)
            if over:
                _place(book, child, second, over, None)
        else:
            _place(book, child, pick(random, COLLEGE) if child.age_on(since) > 16 else second, since, None)
        if child.kind is Kind.LOOKED_AFTER and random.random() < 0.02:
            child.traits.add("school withheld")


def _place(book: Book, child: Child, school: str, start: date, end: date | None) -> None:
    year = (end or book.as_of).year - child.born_on.year - 5
    group = "Reception" if year <= 0 else f"Year {min(year, 13)}"
    book.add(t.SchoolPlace, child.id, school, group, start, end)
    child.school = school
