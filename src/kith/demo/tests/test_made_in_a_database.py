"""The demonstration in a real database: everything stands, and it is never made beside somebody's records."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from kith.access.models import AuditEntry, Installation, User
from kith.access.roles import Role
from kith.care.models import Placement
from kith.casework.models import Note
from kith.deadlines.models import DeadlineRow, LatenessReason
from kith.deadlines.queries import open_deadlines
from kith.demo import borough, places
from kith.demo.accounts import NAMES, PASSWORD, sign_ins
from kith.demo.tables import MODELS
from kith.people.factories import a_child
from kith.people.models import Person, PersonName, Relationship
from kith.reach.models import AccessReason
from kith.store.history import before
from kith.workforce.models import Worker

DAY = date(2026, 11, 16)


def make(said=None, **changed):
    said = [] if said is None else said
    borough.make(**({"seed": 1, "open_children": 40, "as_of": DAY, "progress": said.append} | changed))


@pytest.fixture
def kept_files(tmp_path, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    return tmp_path


@pytest.mark.usefixtures("owned")
def test_every_row_satisfies_its_model(kept_files):
    make()
    for label in MODELS.values():
        for row in apps.get_model(label).objects.order_by("?")[:25]:
            row.full_clean(exclude=[name for name, value in vars(row).items() if value is None])


@pytest.mark.usefixtures("owned")
def test_it_says_that_it_is_a_demonstration_and_everybody_can_sign_in(kept_files):
    make()
    assert Installation.objects.get().demonstration
    assert len(sign_ins()) == len(NAMES) == 18
    for _, username, password in sign_ins():
        user = User.objects.get(username=username)
        assert user.check_password(password) and user.roles_on(DAY) and user.worker
    assert password == PASSWORD


@pytest.mark.usefixtures("owned")
def test_what_is_recorded_seldom_is_there_too_and_satisfies_its_model(kept_files):
    make(open_children=200)
    for label in (
        "keeping.Schedule",
        "keeping.Hold",
        "casework.Attendance",
        "casework.ImmunisationCheck",
        "care.SecureStay",
    ):
        rows = apps.get_model(label).objects.all()
        assert rows, label
        for row in rows:
            row.full_clean(exclude=[name for name, value in vars(row).items() if value is None])


@pytest.mark.usefixtures("owned")
def test_no_sign_in_is_named_after_somebody_of_the_record(kept_files):
    make()
    for role in (Role.PARENT, Role.YOUNG_PERSON):
        worker = Worker.objects.get(user__username=NAMES[role][0])
        assert not {*worker.name.casefold().split()} & {
            word for name in PersonName.objects.all() for word in name.whole.casefold().split()
        }


@pytest.mark.usefixtures("owned")
def test_its_documents_can_be_opened(kept_files):
    make()
    for document in apps.get_model("casework.Document").objects.all():
        assert document.file.size == document.size


@pytest.mark.usefixtures("owned")
def test_it_is_not_made_where_there_is_a_person():
    a_child()
    with pytest.raises(borough.NotEmpty):
        make()


@pytest.mark.usefixtures("owned")
def test_it_is_not_made_where_there_is_an_authority():
    Installation.objects.create(authority_code="E1", authority_name="Somewhere")
    with pytest.raises(borough.NotEmpty):
        make()


def hers():
    """The children whom the social worker who signs in holds, and their open deadlines."""
    worker = User.objects.get(username="social.worker").worker
    held = worker.allocations.on(DAY).filter(part="lead").select_related("child")
    children = [each.child for each in held]
    return children, open_deadlines([child.pk for child in children])


def where(child):
    return child.placements.on(DAY).filter(temporary=False).select_related("home").first()


@pytest.mark.usefixtures("owned")
def test_the_social_worker_who_signs_in_has_something_of_everything(kept_files):
    make(open_children=150)
    children, due = hers()
    late, soon = due.filter(due_on__lt=DAY), due.filter(due_on__range=(DAY, DAY + timedelta(days=7)))
    back = [each.missing_periods.order_by("started_at").last() for each in children]
    assert 17 <= len(children) <= 23
    assert sum(child.is_unborn for child in children) >= 1
    assert (
        1 <= late.filter(timescale="care.later_review").count() <= 3
    )  # of one child, or of those who live together
    told = late.filter(timescale__regex="^(assessment|protection)[.]")  # two stories told by hand
    assert late.filter(timescale__startswith="visit.").exists() and late.count() - told.count() <= 6
    assert told.count() <= 6
    assert soon.filter(timescale__startswith="visit.", due_on=DAY + timedelta(days=2)).exists()
    assert soon.filter(timescale="missing.return_interview").exists()
    assert any(each and each.started_at.date() == DAY - timedelta(days=3) for each in back)
    assert any(child.withheld.filter(what="address").exists() for child in children)
    assert any(child.alerts.on(DAY).exists() for child in children)
    assert any((stay := where(child)) and stay.home.postcode in places.FAR for child in children)
    homes_of_brothers_and_sisters(children)


def homes_of_brothers_and_sisters(children):
    """Some live together, and of the same family some live apart."""
    homes = {child.pk: stay.home_id for child in children if (stay := where(child))}
    pairs = Relationship.objects.filter(
        kind__in=("sibling", "half_sibling"), person__in=homes, other__in=homes
    )
    together = {homes[pair.person_id] == homes[pair.other_id] for pair in pairs}
    assert together == {True, False}


@pytest.mark.usefixtures("owned")
def test_the_day_the_team_and_the_audit_have_something_true_to_show(kept_files):
    make()
    entries = AuditEntry.objects.exclude(via="command")
    assert entries.filter(event="record viewed").exists() and entries.filter(event="finalised").exists()
    assert not entries.exclude(worker__in=Worker.objects.values("pk")).exists()
    of_a_child = entries.filter(child__isnull=False)
    assert not of_a_child.exclude(child__in=Person.objects.children().values("pk")).exists()
    for entry in entries.filter(model="casework.Note").order_by("?")[:20]:
        note = Note.objects.get(pk=entry.row)
        assert note.author_id == entry.worker and note.children.filter(pk=entry.child).exists()
    for given in AccessReason.objects.all():
        assert entries.filter(event="reason given to open a record", row=given.pk, worker=given.worker_id)


@pytest.mark.usefixtures("owned")
def test_what_was_put_right_says_what_stood_before(kept_files):
    make()
    kept = [each for row in Placement.objects.all() for each in before(row)]
    assert kept and all(each.pgh_context.metadata["worker"] for each in kept)


@pytest.mark.usefixtures("owned")
def test_reasons_for_lateness_are_of_what_was_late(kept_files):
    make()
    assert LatenessReason.objects.exists()
    for given in LatenessReason.objects.all():
        row = DeadlineRow.objects.get(
            child=given.child, timescale=given.timescale, started_on=given.started_on
        )
        assert row.due_on < (row.met_on or DAY)
