"""Pages of people, families, workers and teams: who may open them, and what their forms do."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access.roles import Role
from kith.people.factories import a_child, a_family, a_person
from kith.people.models import (
    Address,
    Alert,
    ParentalResponsibility,
    Professional,
    Relationship,
    Residence,
    Telephone,
    Withholding,
)
from kith.reach.models import AccessReason
from kith.workforce.factories import a_team, a_worker, allocated
from kith.workforce.models import Allocation, Cover

pytestmark = pytest.mark.django_db
SINCE = date(2024, 1, 1)
OF_CHILD = ["details", "family", "workers"]
FORMS = [
    "relationship-new", "responsibility-new", "family-new", "professional-new", "alert-new", "withhold-new",
]  # fmt: skip
OF_PERSON = [
    "person-change",
    "name-new",
    "address-new",
    "telephone-new",
    "email-new",
    "birth",
    "pregnancy-ended",
    "death",
]


def today():
    return timezone.localdate()


def boxes(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


@pytest.fixture
def at(standing, client):
    """Sign in as one of the standing people and open a page."""

    def sign_in(who):
        worker = getattr(standing, who) if isinstance(who, str) else who
        client.force_login(worker.user)
        return client

    return sign_in


@pytest.fixture
def full(standing):
    """A record with something of everything these pages show."""
    child, parent = standing.child, standing.parent
    place = Address.objects.create(lines="7 Millrace Lane, Ottermouth", postcode="ZZ1 1ZZ")
    for person in (child, parent):
        Residence.objects.create(person=person, address=place, start_on=SINCE)
    Telephone.objects.create(person=child, number="01632 960001", start_on=SINCE)
    Telephone.objects.create(person=parent, number="01632 960002", start_on=SINCE)
    ParentalResponsibility.objects.create(child=child, holder=parent, basis="Mother", start_on=SINCE)
    Professional.objects.create(child=child, name="Jo Fern", profession="Health visitor", start_on=SINCE)
    Alert.objects.create(child=child, kind="allergy", text="Nuts", start_on=SINCE)
    return standing


@pytest.mark.parametrize("name", [*OF_CHILD, *FORMS])
def test_the_childs_worker_opens_it(full, at, name):
    assert at("worker").get(reverse(name, args=[full.child.pk])).status_code == 200


@pytest.mark.parametrize("name", OF_PERSON)
def test_the_childs_worker_opens_the_form_for_child_and_parent(full, at, name):
    for person in (full.child, full.parent):
        assert at("worker").get(reverse(name, args=[person.pk])).status_code == 200


@pytest.mark.parametrize("name", [*OF_CHILD, *FORMS, *OF_PERSON, "card", "person", "allocate"])
def test_the_stranger_finds_nothing(full, at, name):
    client, address = at("stranger"), reverse(name, args=[full.child.pk])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code in (404, 405)


@pytest.mark.parametrize("name", OF_CHILD)
def test_a_colleague_is_asked_for_a_reason(full, at, name):
    assert (
        reverse("reason", args=[full.child.pk])
        in at("colleague").get(reverse(name, args=[full.child.pk])).url
    )


@pytest.mark.parametrize("name", [*FORMS, *OF_PERSON])
def test_a_colleague_is_not_asked_for_a_reason_to_open_what_it_would_not_open(full, at, name):
    assert at("colleague").get(reverse(name, args=[full.child.pk])).status_code == 404


@pytest.mark.parametrize("name", FORMS)
def test_with_a_reason_a_record_is_read_and_not_changed(full, at, name):
    AccessReason.objects.create(child=full.child, worker=full.colleague, given_on=today(), reason="Duty call")
    client = at("colleague")
    assert client.get(reverse("family", args=[full.child.pk])).status_code == 200
    assert client.get(reverse(name, args=[full.child.pk])).status_code == 404


def test_a_personal_adviser_sees_the_young_person_and_nothing_of_the_parents(full, at):
    adviser = a_worker("Pat Adviser", Role.PERSONAL_ADVISER)
    allocated(full.child, adviser)
    client = at(adviser)
    assert client.get(reverse("details", args=[full.child.pk])).status_code == 200
    assert client.get(reverse("family", args=[full.child.pk])).status_code == 404
    assert client.get(reverse("person", args=[full.parent.pk])).status_code == 404
    assert b"Sam" not in client.get(reverse("details", args=[full.child.pk])).content


def test_a_family_help_worker_sees_own_families_only(full, at):
    helper = a_worker("Fay Helper", Role.FAMILY_HELP)
    client = at(helper)
    assert client.get(reverse("family", args=[full.child.pk])).status_code == 404
    allocated(full.child, helper)
    assert client.get(reverse("family", args=[full.child.pk])).status_code == 200
    assert client.get(reverse("person", args=[full.parent.pk])).status_code == 200
    assert client.get(reverse("alert-new", args=[full.child.pk])).status_code == 404


def test_the_front_door_sees_a_card_and_asks_before_more(full, at):
    client = at(a_worker("Fin Door", Role.FRONT_DOOR))
    assert b"Wyn Worker" in client.get(reverse("card", args=[full.child.pk])).content
    assert reverse("reason", args=[full.child.pk]) in client.get(reverse("family", args=[full.child.pk])).url
    assert client.get(reverse("person", args=[full.parent.pk])).status_code == 404


def test_another_teams_child_is_a_relative_only(full, at):
    brother = a_child("Jay", "Example", sex="M", nhs_number="9434765919")
    Relationship.objects.create(person=brother, other=full.child, kind="sibling", start_on=SINCE)
    page = at("worker").get(reverse("person", args=[brother.pk])).content.decode()
    assert "as a relative only" in page
    assert "943 476 5919" not in page


def test_ones_own_child_is_shown_in_the_record(full, at):
    response = at("worker").get(reverse("person", args=[full.child.pk]))
    assert response.url == reverse("details", args=[full.child.pk])


def test_the_family_page_says_who_is_who(full, at):
    page = at("worker").get(reverse("family", args=[full.child.pk])).content.decode()
    for words in (
        "Sam Example",
        "7 Millrace Lane",
        "Parental responsibility",
        "Jo Fern",
        "Nuts",
        "Lives with",
    ):
        assert words in page


def queries(client, address):
    client.get(address)  # the first page after signing in writes the session
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_more_relatives_need_no_more_queries(full, at):
    client, address = at("worker"), reverse("family", args=[full.child.pk])
    before = queries(client, address)
    for number in range(10):
        each = a_person(f"Cousin{number}")
        Relationship.objects.create(person=each, other=full.child, kind="cousin", start_on=SINCE)
        Telephone.objects.create(person=each, number=f"01632 96010{number}", start_on=SINCE)
    assert queries(client, address) == before


def test_more_children_and_workers_need_no_more_queries_on_the_team_page(full, at):
    client, address = at("manager"), reverse("team")
    before = queries(client, address)
    for number in range(10):
        allocated(a_child("Zebedee"), a_worker(f"Worker {number}", team=full.team), full.team)
    assert queries(client, address) == before


def test_an_unborn_child_and_a_doubtful_birth_are_shown_as_such(standing, at):
    unborn = a_child("Baby", "Example", born_on=None, expected_on=today() + timedelta(days=60))
    doubtful = a_child("Ali", "Example", birth_date_is="disputed")
    for child, words in ((unborn, "Expected"), (doubtful, "(disputed)")):
        allocated(child, standing.worker)
        for name in ("details", "family", "card"):
            assert words in at("worker").get(reverse(name, args=[child.pk])).content.decode()
    client = at("worker")
    assert "Record the birth" in client.get(reverse("details", args=[unborn.pk])).content.decode()


# What the forms do


def send(client, name, *args, **given):
    token = {"form_token": "8f14e45f-ceea-467f-a8f6-5f4d9cd3f5d1"}
    return client.post(reverse(name, args=args), given | token)


def test_a_name_changes(full, at):
    response = send(
        at("worker"), "name-new", full.child.pk, kind="legal", given="Robin", family="Newname",
        **boxes("start_on", today()),
    )  # fmt: skip
    assert response.url == reverse("details", args=[full.child.pk])
    assert type(full.child).objects.get(pk=full.child.pk).name == "Robin Newname"


def test_wrong_details_are_said_beside_the_field(full, at):
    response = send(
        at("worker"), "person-change", full.child.pk, sex="F", nhs_number="943 476 5918", disabilities="NONE"
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert "its ten digits do not fit together" in page
    assert 'value="9434765918"' in page or "943 476 5918" in page


def test_details_change_and_a_wrong_number_from_elsewhere_stands_in_nobodys_way(full, at):
    type(full.child).objects.filter(pk=full.child.pk).update(upn="A801200005001")
    response = send(
        at("worker"), "person-change", full.child.pk, sex="F", birth_date_is="estimated", upn="A801200005001",
        languages="Polish, English", disabilities=["LD", "AUT"], **boxes("born_on", date(2014, 5, 6)),
    )  # fmt: skip
    assert response.status_code == 302
    child = type(full.child).objects.get(pk=full.child.pk)
    assert (child.languages, child.disabilities, child.birth_date_is) == (
        ["Polish", "English"],
        ["LD", "AUT"],
        "estimated",
    )


@pytest.mark.parametrize(
    ("name", "given", "model"),
    [
        ("address-new", {"lines": "2 New Road", "postcode": "ZZ1 1ZZ"}, Residence),
        ("telephone-new", {"number": "01632 960 003"}, Telephone),
    ],
)
def test_a_parent_moves_and_is_reached(full, at, name, given, model):
    response = send(at("worker"), name, full.parent.pk, **given, **boxes("start_on", today()))
    assert response.url == reverse("person", args=[full.parent.pk])
    assert model.objects.filter(person=full.parent, start_on=today()).exists()


def test_a_telephone_ends(full, at):
    row = Telephone.objects.get(person=full.parent)
    assert at("worker").get(reverse("telephone-end", args=[full.parent.pk, row.pk])).status_code == 200
    send(at("worker"), "telephone-end", full.parent.pk, row.pk, **boxes("end_on", today()))
    row.refresh_from_db()
    assert row.end_on == today()


def test_somebody_elses_row_is_not_found(full, at):
    row = Telephone.objects.create(person=a_person(), number="1", start_on=SINCE)
    assert (
        send(at("worker"), "telephone-end", full.parent.pk, row.pk, **boxes("end_on", today())).status_code
        == 404
    )


def test_a_relative_is_found_and_related(full, at):
    aunt = a_person("Valentina", "Quill", sex="F")
    client, address = at("worker"), reverse("relationship-new", args=[full.child.pk])
    assert b"Valentina Quill" in client.post(address, {"words": "valentina"}).content
    assert b"What is Valentina Quill to Robin Example?" in client.get(f"{address}?person={aunt.pk}").content
    client.post(f"{address}?person={aunt.pk}", {"kind": "aunt_uncle", **boxes("start_on", SINCE)})
    assert Relationship.objects.filter(person=aunt, other=full.child, kind="aunt_uncle").exists()


def test_a_relation_is_read_from_the_childs_side_too(full, at):
    baby = a_person("Kit", "Example")
    address = reverse("relationship-new", args=[full.child.pk]) + f"?person={baby.pk}"
    at("worker").post(address, {"kind": "child is parent", **boxes("start_on", SINCE)})
    assert Relationship.objects.filter(person=full.child, other=baby, kind="parent").exists()


def test_a_relationship_already_there_is_refused_in_words(full, at):
    address = reverse("relationship-new", args=[full.child.pk]) + f"?person={full.parent.pk}"
    page = at("worker").post(address, {"kind": "parent", **boxes("start_on", today())}).content.decode()
    assert "is already recorded as parent of Robin Example" in page


def test_a_relative_not_on_the_record_is_added(full, at):
    address = reverse("relationship-new", args=[full.child.pk]) + "?person=new"
    assert at("worker").get(address).status_code == 200
    at("worker").post(
        address,
        {"given": "Gil", "family": "Quill", "kind": "grandparent", "sex": "M", **boxes("start_on", SINCE)},
    )
    assert "grandfather" in at("worker").get(reverse("family", args=[full.child.pk])).content.decode()


def test_everything_else_of_the_family_is_added(full, at):
    client, child, day = at("worker"), full.child.pk, boxes("start_on", today())
    sent = [
        send(client, "responsibility-new", child, holder="", basis="Care order", **day),
        client.post(
            reverse("family-new", args=[child]), {"name": "At mother’s", "members": [full.parent.pk], **day}
        ),
        client.post(
            reverse("professional-new", args=[child]), {"name": "Al", "profession": "Teacher", **day}
        ),
        client.post(reverse("alert-new", args=[child]), {"kind": "risk", "text": "Visit in pairs", **day}),
        client.post(
            reverse("withhold-new", args=[child]),
            {"withheld_from": full.parent.pk, "what": ["address", "school"], "reason": "Violence", **day},
        ),
    ]
    assert {each.status_code for each in sent} == {302}
    page = client.get(reverse("family", args=[child])).content.decode()
    for words in ("The authority", "At mother’s", "Teacher", "Visit in pairs", "Violence"):
        assert words in page


@pytest.mark.parametrize(
    ("name", "model"),
    [("alert-end", Alert), ("professional-end", Professional), ("responsibility-end", ParentalResponsibility),
     ("relationship-end", Relationship)],
)  # fmt: skip
def test_it_ends(full, at, name, model):
    row = model.objects.get()
    address = reverse(name, args=[full.child.pk, row.pk])
    assert at("worker").get(address).status_code == 200
    assert at("worker").post(address, {"reason": "Over", **boxes("end_on", today())}).status_code == 302
    row.refresh_from_db()
    assert row.end_on == today()
    assert at("worker").get(address).status_code == 404


def test_a_family_is_joined_left_and_ended(full, at):
    family = full.child.families.get()
    brother = a_person("Jay")
    Relationship.objects.create(person=brother, other=full.child, kind="sibling", start_on=SINCE)
    client, child, day = at("worker"), full.child.pk, today()
    client.post(
        reverse("member-new", args=[child, family.pk]), {"person": brother.pk, **boxes("start_on", day)}
    )
    member = family.memberships.get(person=brother)
    client.post(reverse("member-end", args=[child, member.pk]), boxes("end_on", day))
    client.post(reverse("family-end", args=[child, family.pk]), boxes("end_on", day))
    assert not family.memberships.on(day).exists()
    assert client.get(reverse("family", args=[child])).status_code == 200


# Adding and finding


def test_a_child_is_added_and_leads_to_the_card(standing, at):
    client = at(a_worker("Fin Door", Role.FRONT_DOOR))
    sent = {"given": "Zebedee", "family": "Yarrow", "sex": "M", **boxes("born_on", date(2020, 2, 3))}
    response = client.post(reverse("person-new"), sent, follow=True)
    assert "Zebedee Yarrow" in response.content.decode()
    assert response.redirect_chain[0][0].endswith("/card/")


def test_a_child_who_may_be_known_already_is_asked_about_first(standing, at):
    client = at(a_worker("Fin Door", Role.FRONT_DOOR))
    sent = {"given": "Robyn", "family": "Example", "sex": "F", **boxes("born_on", date(2014, 5, 6))}
    page = client.post(reverse("person-new"), sent).content.decode()
    assert "Is it one of these?" in page
    assert "Robin Example" in page
    looked_at = {"looked_at": str(standing.child.pk)}
    assert client.post(reverse("person-new"), sent | looked_at).status_code == 302


def test_a_search_leads_to_cards_and_keeps_names_out_of_addresses(full, at):
    client = at("worker")
    response = client.post(reverse("search"), {"words": "Exampel"})
    assert response.url == reverse("search") + "?page=1"
    page = client.get(response.url).content.decode()
    assert reverse("child", args=[full.child.pk]) in page
    assert reverse("person", args=[full.parent.pk]) in page
    assert "Wyn Worker, Riverside" in page
    assert "“Exampel” sounds like “Example”" in page or "“Exampel” is spelt like “Example”" in page


def test_another_teams_child_leads_to_the_card(full, at):
    elsewhere = a_child("Zebedee", "Yarrow")
    client = at("worker")
    client.post(reverse("search"), {"words": "zebedee"})
    assert reverse("card", args=[elsewhere.pk]) in client.get(reverse("search") + "?page=1").content.decode()


def test_nobody_found_says_what_to_try(full, at):
    client = at("worker")
    client.post(reverse("search"), {"words": "Bogumil"})
    page = client.get(reverse("search") + "?page=1").content.decode()
    assert "Nobody was found" in page
    assert "Add a child who is not on the record" in page


def test_many_found_come_in_pages_with_a_constant_number_of_queries(full, at):
    client = at("worker")
    client.post(reverse("search"), {"words": "zebedee"})
    allocated(a_child("Zebedee", "Yarrow"), full.worker)
    before = queries(client, reverse("search") + "?page=1")
    for _ in range(44):
        allocated(a_child("Zebedee", "Yarrow"), full.worker)
    assert queries(client, reverse("search") + "?page=2") == before
    assert "21 to 40 of 45" in client.get(reverse("search") + "?page=2").content.decode()


@pytest.mark.parametrize("who", ["stranger"])
def test_the_stranger_may_not_search_or_add(standing, at, who):
    for name in ("search", "person-new", "team", "service", "cover-new"):
        assert at(who).get(reverse(name)).status_code == 404


# Workers and teams


def test_a_manager_allocates_hands_over_and_ends(full, at):
    client, child = at("manager"), full.child.pk
    client.post(
        reverse("allocate", args=[child]),
        {"worker": full.colleague.pk, "part": "second", **boxes("start_on", today())},
    )
    second = Allocation.objects.get(worker=full.colleague)
    client.post(reverse("allocation-end", args=[child, second.pk]), boxes("end_on", today()))
    first = Allocation.objects.get(worker=full.worker)
    client.post(
        reverse("allocation-transfer", args=[child, first.pk]),
        {"to": full.colleague.pk, "reason": "LEFTRL", **boxes("on", today())},
    )
    page = client.get(reverse("workers", args=[child])).content.decode()
    assert "Came because" not in page.split("Before")[0]
    assert Allocation.objects.on(today()).get(child=child).reason == "LEFTRL"


@pytest.mark.parametrize("who", ["worker", "head"])
def test_only_a_manager_is_offered_to_allocate(full, at, who):
    assert (
        "Allocate to a worker" not in at(who).get(reverse("workers", args=[full.child.pk])).content.decode()
    )
    assert at(who).get(reverse("allocate", args=[full.child.pk])).status_code == 404


def test_a_new_child_waits_on_the_team_page_and_is_allocated(full, at):
    new = a_child("Zebedee", "Yarrow", record_opened_on=today())
    older = a_child("Yolanda", "Yarrow", record_opened_on=today() - timedelta(days=28))
    client = at("manager")
    page = client.get(reverse("team")).content.decode()
    assert reverse("allocate", args=[new.pk]) in page and reverse("allocate", args=[older.pk]) not in page
    client.post(
        reverse("allocate", args=[new.pk]),
        {"worker": full.worker.pk, "part": "lead", **boxes("start_on", today())},
    )
    assert "Zebedee" not in client.get(reverse("team")).content.decode()


def test_the_team_page_shows_caseloads_and_who_opened_records_and_why(full, at):
    AccessReason.objects.create(
        child=full.child, worker=full.other, given_on=today(), reason="Out of hours call"
    )
    page = at("manager").get(reverse("team")).content.decode()
    for words in ("Wyn Worker", "1 child", "Oli Other", "Out of hours call"):
        assert words in page


def test_a_head_of_service_chooses_a_team_and_a_manager_sees_only_their_own(full, at):
    elsewhere = a_team("Hillside")
    assert "Hillside" in at("head").get(reverse("team")).content.decode()
    assert at("head").get(f"{reverse('team')}?team={elsewhere.pk}").status_code == 200
    assert at("manager").get(f"{reverse('team')}?team={elsewhere.pk}").status_code == 404


def test_a_manager_arranges_cover_and_ends_it(full, at):
    client = at("manager")
    client.post(
        reverse("cover-new"),
        {"absent": full.worker.pk, "covering": full.colleague.pk, **boxes("start_on", today())},
    )
    cover = Cover.objects.get()
    assert "stands in for" in client.get(reverse("team")).content.decode()
    assert at("colleague").get(reverse("family", args=[full.child.pk])).status_code == 200
    at("manager").post(reverse("cover-end", args=[cover.pk]), boxes("end_on", today()))
    cover.refresh_from_db()
    assert cover.end_on == today()


def test_the_same_form_sent_twice_is_saved_once(full, at):
    client = at("worker")
    for _ in range(2):
        response = send(
            client, "alert-new", full.child.pk, kind="risk", text="Dog", **boxes("start_on", today())
        )
        assert response.status_code == 302
    assert Alert.objects.filter(text="Dog").count() == 1


def test_errors_lose_nothing(full, at):
    response = at("worker").post(reverse("alert-new", args=[full.child.pk]), {"text": "Visit in pairs"})
    page = response.content.decode()
    assert "There is a problem" in page
    assert "Visit in pairs" in page


def test_a_family_of_nobody_is_empty_in_words(standing, at):
    Relationship.objects.all().delete()
    child = a_child("Lone", "Example")
    allocated(child, standing.worker)
    page = at("worker").get(reverse("family", args=[child.pk])).content.decode()
    assert "No relatives are recorded" in page
    assert a_family(child).memberships.count() == 1
    assert Withholding.objects.count() == 0


def test_a_child_held_by_a_team_is_nobodys_yet_on_every_page(full, at):
    waiting = a_child("Zebedee", "Yarrow")
    Allocation.objects.create(child=waiting, team=full.team, start_on=SINCE)
    client = at("manager")
    for name in ("workers", "card", "details", "family"):
        page = client.get(reverse(name, args=[waiting.pk])).content.decode()
        assert "None" not in page.split("Legal status")[0]
        assert "obody allocated" in page
    assert "Held by the team" in client.get(reverse("team")).content.decode()
    client.post(reverse("search"), {"words": "zebedee"})
    assert "Nobody allocated, Riverside" in client.get(reverse("search") + "?page=1").content.decode()
