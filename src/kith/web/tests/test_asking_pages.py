"""Ask for help: the public pages, attacked first; and what the front door makes of a request."""

import pytest
from django.test import Client
from django.urls import reverse

from kith.access.models import AuditEntry
from kith.frontdoor.asking import HelpAnswers, HelpRequest, HelpTry
from kith.frontdoor.factories import a_front_door_worker
from kith.frontdoor.models import Contact
from kith.people.factories import a_child
from kith.people.models import Person
from kith.reach.models import Restriction
from kith.testing.standing import DAY, days_ago
from kith.web.tests.test_contact_pages import page, send, signed_in
from kith.work import work

pytestmark = pytest.mark.django_db
ANSWERS = {
    "who": {"whom": "mine"},
    "children": {"children": "1", "child0-given": "Zedna", "child0-family": "Zedson", "child0-age": "8"},
    "worries": {"worries": "Zedword is shouting at night"},
    "well": {"working": "Her aunt"},
    "help": {"would_help": "Somebody to talk to"},
    "reach": {"name": "Sam", "telephone": "07700 900123"},
    "safe": {"when": "Mornings", "avoid": ["message", "letter"]},
}  # fmt: skip


def begun() -> Client:
    client = Client()
    client.post(reverse("help-start"))
    return client


def answered(**other) -> Client:
    client = begun()
    for question, said in ANSWERS.items():
        client.post(reverse("help-question", args=[question]), said | other.get(question, {}))
    return client


def kept():
    with work(None, DAY, via="test", everyone=True):
        return list(HelpRequest.objects.order_by("pk"))


def text(response) -> str:
    return response.content.decode()


def test_a_parent_asks_checks_sends_and_has_a_reference():
    client = answered()
    checked = text(client.get(reverse("help-check")))
    for words in ("Zedna Zedson, 8", "Zedword is shouting", "Do not leave a message", "07700 900123"):
        assert words in checked
    client.post(reverse("help-check"))
    (asked,) = kept()
    assert asked.reference in text(client.get(reverse("help-check")))
    assert (asked.whom, asked.children[0]["age"], asked.avoid) == ("mine", "8", ["message", "letter"])


def test_sending_twice_sends_once_and_leaves_nothing_to_read():
    client = answered()
    client.post(reverse("help-check"))
    again = text(client.post(reverse("help-check")))
    assert len(kept()) == 1
    for question in ANSWERS:
        assert "Zed" not in text(client.get(reverse("help-question", args=[question])))
    assert "Zed" not in again


def test_nothing_of_anybody_is_in_an_address_a_cookie_or_what_the_server_keeps_meanwhile():
    client = answered()
    for question in ANSWERS:
        response = client.get(reverse("help-question", args=[question]))
        assert "no-store" in response["Cache-Control"]
    assert not any("Zed" in each.value for each in client.cookies.values())
    assert client.cookies["kith-help"]["httponly"]
    assert client.cookies["kith-help"]["samesite"] == "Strict"
    assert "sessionid" not in client.cookies and "kith" not in client.cookies
    with work(None, DAY, via="test"):
        assert not any("Zed" in each.sealed for each in HelpAnswers.objects.all())
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "a" * 5000, "' OR 1=1 --", "%00"])
def test_somebody_elses_answers_open_to_no_other_key(key):
    answered()
    other = Client()
    other.cookies["kith-help"] = key
    for address in (reverse("help-check"), reverse("help-question", args=["worries"])):
        assert other.get(address)["Location"] == f"{reverse('help-start')}?ended=1"


def test_leaving_removes_the_answers_and_leads_away():
    client = answered()
    response = client.get(reverse("help-leave"))
    assert response["Location"] == "https://www.bbc.co.uk/weather"
    assert client.cookies["kith-help"].value == ""
    assert client.get(reverse("help-check"))["Location"].endswith("ended=1")


def test_what_is_missing_is_asked_before_anything_is_sent():
    client = begun()
    assert client.post(reverse("help-check"))["Location"] == reverse("help-question", args=["who"])
    assert kept() == []


def test_faults_are_said_and_words_stay():
    client = begun()
    said = text(client.post(reverse("help-question", args=["reach"]), {"name": "Zedsam"}))
    assert "Enter one way to contact you" in said and "Zedsam" in said
    said = text(client.post(reverse("help-question", args=["reach"]), {"telephone": "1", "no_contact": "on"}))
    assert "asked us not to" in said
    assert "first name of at least one child" in text(
        client.post(reverse("help-question", args=["children"]), {})
    )


def test_another_child_is_added_without_losing_a_word_and_no_more_than_six():
    client = begun()
    said = text(
        client.post(reverse("help-question", args=["children"]), ANSWERS["children"] | {"more": "yes"})
    )
    assert "Child 2" in said and "Zedna" in said and "Error" not in said
    said = text(client.post(reverse("help-question", args=["children"]), {"children": "99", "more": "yes"}))
    assert "Child 6" in said and "Child 7" not in said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("worries", {"worries": "x" * 4001}), ("worries", {"worries": "a\0b"}), ("who", {"whom": "<script>"}),
        ("safe", {"avoid": ["everything"]}), ("children", {"child0-given": "x" * 101}),
    ],
)  # fmt: skip
def test_what_is_too_long_or_not_offered_is_not_kept(question, said):
    response = begun().post(reverse("help-question", args=[question]), said)
    assert response.status_code == 200
    assert "There is a problem" in text(response)


def test_markup_is_shown_as_it_was_typed():
    client = answered(worries={"worries": "<script>alert(1)</script>"})
    assert "&lt;script&gt;" in text(client.get(reverse("help-check")))


def test_an_enormous_answer_is_refused_unread():
    response = begun().post(reverse("help-question", args=["worries"]), {"worries": "x" * 300_000})
    assert response.status_code == 413
    assert "write less" in text(response)


def test_a_question_that_is_not_asked_is_not_found():
    assert begun().get(reverse("help-question", args=["salary"])).status_code == 404


def test_after_too_many_a_polite_page_gives_the_telephone_number(settings):
    settings.HELP_TELEPHONE = "01632 960 123"
    HelpTry.objects.bulk_create(
        [HelpTry(kind="sent", where=str(each), at="2999-01-01T00:00Z") for each in range(60)]
    )
    response = answered().post(reverse("help-check"))
    assert response.status_code == 429
    assert "01632 960 123" in text(response)
    assert kept() == []


def test_a_worker_signed_in_on_the_same_machine_is_nobody_there(standing):
    client = signed_in(standing.head)
    start = text(client.get(reverse("help-start")))
    assert standing.head.name not in start and "Sign out" not in start
    client.post(reverse("help-start"))
    with work(None, DAY, via="test", everyone=True):
        assert not AuditEntry.objects.filter(page__contains="help").exists()


@pytest.mark.parametrize("restricted", [False, True])
def test_whether_a_child_is_known_or_restricted_changes_nothing_that_the_asker_sees(standing, restricted):
    child = a_child("Zedna", "Zedson")
    if restricted:
        Restriction.objects.create(
            person=child,
            kind="relocated",
            reason="Safety",
            owner=standing.manager,
            review_on=DAY,
            start_on=days_ago(1),
        )
    count, client = everybody(), answered()
    said = text(client.post(reverse("help-check"), follow=True))
    assert "We have your request" in said and "Zed" not in said
    assert everybody() == count


def everybody() -> int:
    with work(None, DAY, via="test", everyone=True):
        return Person.objects.count()


def test_as_many_questions_to_the_database_whoever_is_named(standing):
    counted = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for name in ("Nobody", standing.child.names.get().given):
        client = answered(children={"child0-given": name})
        with CaptureQueriesContext(connection) as asked:
            client.post(reverse("help-check"))
        counted.append(len(asked))
    assert counted[0] == counted[1]


# The front door


@pytest.fixture
def fay(standing):
    answered().post(reverse("help-check"))
    return a_front_door_worker()


def test_it_waits_in_the_queue_with_its_clock_and_how_to_be_safe(fay):
    (asked,) = kept()
    assert "1 request sent online" in page(fay, "contacts")
    assert "Zedna Zedson, 8" in page(fay, "help-requests")
    said = page(fay, "help-request", asked.pk)
    for words in ("Do not write to the address", "Zedword is shouting", asked.reference, "Decision due"):
        assert words in said


def test_it_is_taken_on_one_form_already_filled_in(fay):
    (asked,) = kept()
    form = page(fay, "help-request-take", asked.pk)
    assert 'value="Zedna"' in form and "they wrote “8” for the age" in form
    send(
        fay,
        "help-request-take",
        asked.pk,
        source="1A",
        priority="3",
        **{"child0-given": "Zedna", "child0-family": "Zedson"},
    )
    contact = Contact.objects.get()
    assert (contact.received_at, contact.worries) == (asked.sent_at, asked.worries)
    shown = page(fay, "contact", contact.pk)
    assert "Do not leave a message" in shown and asked.reference in shown
    assert "Sent online: nothing is waiting" in page(fay, "contacts")


def test_a_child_on_the_record_is_found_and_no_second_one_is_made(fay):
    (asked,), known = kept(), a_child("Zedna", "Zedson")
    said = {"source": "1A", "priority": "3", "child0-given": "Zedna", "child0-family": "Zedson"}
    assert "Say whether the child is one of these" in text(send(fay, "help-request-take", asked.pk, **said))
    send(fay, "help-request-take", asked.pk, **said, **{"child0-who": str(known.pk)})
    assert Contact.objects.get().children.get() == known


def test_a_restricted_name_is_not_shown_and_the_worker_is_told_whom_to_ask(fay, standing):
    (asked,), child = kept(), a_child("Zedna", "Zedson")
    Restriction.objects.create(
        person=child,
        kind="relocated",
        reason="Safety",
        owner=standing.manager,
        review_on=DAY,
        start_on=days_ago(1),
    )
    said = {"source": "1A", "priority": "3", "child0-given": "Zedna", "child0-family": "Zedson"}
    assert "duty manager" in text(send(fay, "help-request-take", asked.pk, **said))
    assert not Contact.objects.exists()


def test_it_is_set_aside_with_a_reason_and_can_be_read_there(fay):
    (asked,) = kept()
    send(fay, "help-request-aside", asked.pk, reason="Sent twice: see ABCD-EFGH")
    assert "Zedna" in text(signed_in(fay).get(reverse("help-requests") + "?show=aside"))
    assert "Sent twice" in page(fay, "help-request", asked.pk)
    assert signed_in(fay).get(reverse("help-request-take", args=[asked.pk])).status_code == 404
