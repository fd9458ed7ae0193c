"""A partner's page and the worker's: whatever is wrong with a link, it answers alike."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.reach.models import Restriction
from kith.sharing.factories import a_contribution
from kith.sharing.models import Contribution
from kith.testing.standing import DAY, days_ago
from kith.web.tests.test_contact_pages import page, send, signed_in
from kith.workforce.factories import a_worker

pytestmark = pytest.mark.django_db
ASKED = {
    "to": "conference", "agency": "health", "partner": "Jo Marsh", "question": "Zedword: were the appointments kept?",
    "shown": ["age"], "basis": "enquiry", "because": "An enquiry is under way", "days": "7",
}  # fmt: skip


@pytest.fixture
def asked(standing):
    return a_contribution(standing.child, by=standing.worker, question="Zedword")


def link(asked) -> str:
    return reverse("contribute", args=[f"link-{asked.pk}"])


def text(response) -> str:
    return response.content.decode()


def plain(response) -> str:
    """The page without what differs at every asking."""
    return re.sub(r"csrfmiddlewaretoken[^>]*", "", text(response))


def proved(asked) -> Client:
    client = Client()
    client.post(link(asked), {"code": "ABCD EFGH"})
    return client


def spoil(asked, how: str) -> None:
    now = timezone.now()
    spoilt = {
        "old": {"asked_at": now - timedelta(2), "ends_at": now - timedelta(1)}, "ended": {"revoked_at": now}, "tried": {"tries": 5},
        "used": {"sent_at": now, "text": "x"},
    }  # fmt: skip
    if how == "restricted":
        child = asked.children.get()
        Restriction.objects.create(
            person=child,
            kind="relocated",
            reason="x",
            owner=asked.asked_by,
            review_on=DAY,
            start_on=days_ago(1),
        )
    else:
        Contribution.objects.filter(pk=asked.pk).update(**spoilt[how])


@pytest.mark.parametrize("how", ["old", "ended", "tried", "used", "restricted"])
def test_every_link_that_cannot_be_used_answers_like_one_that_never_was(asked, how):
    client = proved(asked)
    never = Client().get(reverse("contribute", args=["x" * 43]))
    spoil(asked, how)
    for answer in (
        Client().get(link(asked)),
        client.get(link(asked)),
        client.post(link(asked), {"text": "x"}),
    ):
        assert (answer.status_code, plain(answer)) == (404, plain(never))
    assert "This link cannot be used" in text(never)


def test_before_the_code_nothing_is_said_of_whom_it_is_about(asked, standing):
    shown = text(Client().get(link(asked)))
    for words in (
        standing.child.name,
        standing.child.current_name.given,
        "Zedword",
        standing.worker.name,
        "Jo Marsh",
    ):
        assert words not in shown


def test_with_another_links_proof_this_one_asks_for_its_own_code(asked, standing):
    other = a_contribution(standing.child, by=standing.worker, question="Other")
    client = proved(other)
    assert "Enter your code" in text(client.get(link(asked)))
    assert "Zedword" not in text(client.post(link(asked), {"text": "x"}))
    client.cookies["kith-partner"] = "forged"
    assert "Enter your code" in text(client.get(link(other)))


def test_a_wrong_code_is_said_and_five_close_the_link(asked):
    client = Client()
    assert "This is not the code" in text(client.post(link(asked), {"code": "zzzz-zzzz"}))
    for _ in range(4):
        last = client.post(link(asked), {"code": "zzzz-zzzz"})
    assert last.status_code == 404
    assert client.post(link(asked), {"code": "abcd-efgh"}).status_code == 404


def test_they_see_what_was_chosen_and_no_more(asked, standing):
    name = standing.child.current_name
    shown = text(proved(asked).get(link(asked)))
    assert name.given in shown and "Zedword" in shown
    assert name.family not in shown
    assert "born" not in shown.split("About</h2>")[1].split("</ul>")[0]
    Contribution.objects.update(shown=["last_name", "born"])
    assert name.whole in text(proved(asked).get(link(asked)))


def test_they_save_come_back_and_send_once(asked, standing):
    client = proved(asked)
    client.post(link(asked), {"text": "Half a sentence", "save": "yes"})
    assert "Half a sentence" in text(proved(asked).get(link(asked)))
    assert "Half a sentence" not in page(standing.worker, "contributions", standing.child.pk)
    assert "Sent: thank you" in text(client.post(link(asked), {"text": "Both were missed"}))
    assert client.post(link(asked), {"text": "More"}).status_code == 404
    assert "Both were missed" in page(standing.worker, "contributions", standing.child.pk)
    assert "Jo Marsh (Health)" in page(standing.worker, "notices")


@pytest.mark.parametrize("said", ["", " ", "x" * 20_001, "a\0b"])
def test_what_is_empty_too_long_or_no_text_is_not_sent(asked, said):
    client = proved(asked)
    assert "There is a problem" in text(client.post(link(asked), {"text": said}))
    assert client.post(link(asked), {"text": "x" * 300_000}).status_code == 413
    assert Contribution.objects.get().sent_at is None


def test_the_link_is_in_no_audit_and_the_page_in_no_cache(asked):
    client = proved(asked)
    answer = client.get(link(asked))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert not AuditEntry.objects.filter(page__contains="link-").exists()


def test_the_worker_asks_and_sees_link_and_code_once(standing):
    shown = text(
        send(standing.worker, "contribution-new", standing.child.pk, children=[standing.child.pk], **ASKED)
    )
    (address,) = re.findall(r"http://testserver(/contribute/[^<]+)<", shown)
    (code,) = re.findall(r"<strong>([a-z0-9]{4}-[a-z0-9]{4})</strong>", shown)
    client = Client()
    client.post(address, {"code": code})
    assert "Zedword" in text(client.get(address))
    again = page(standing.worker, "contributions", standing.child.pk)
    assert code not in again and address not in again
    assert "section 47(9)" in again


def test_the_form_says_what_is_missing(standing):
    shown = text(send(standing.worker, "contribution-new", standing.child.pk, days="7"))
    for words in (
        "Enter what you ask them",
        "Select the basis for sharing",
        "Select the children whom it is about",
    ):
        assert words in shown


def test_the_worker_ends_a_link_and_nobody_else_does(asked, standing):
    where = {"name": "contribution-end"}
    for who, status in ((standing.other, 404), (standing.head, 404), (standing.worker, 302)):
        address = reverse(where["name"], args=[standing.child.pk, asked.pk])
        assert signed_in(who).post(address).status_code == status
    assert Client().get(link(asked)).status_code == 404


def test_information_governance_reads_the_log_and_no_word_of_the_contribution(standing):
    send(standing.worker, "contribution-new", standing.child.pk, children=[standing.child.pk], **ASKED)
    Contribution.objects.update(text="Secret words", sent_at=timezone.now(), draft="")
    shown = page(a_worker("Ira Governance", Role.INFORMATION_GOVERNANCE), "sharing-log")
    assert "Jo Marsh (Health)" in shown and "section 47(9)" in shown
    assert "Secret words" not in shown
    assert signed_in(standing.worker).get(reverse("sharing-log")).status_code == 404


def test_a_worker_signed_in_on_the_same_machine_is_nobody_on_the_partners_page(asked, standing):
    shown = text(signed_in(standing.head).get(link(asked)))
    assert "Enter your code" in shown and standing.head.name not in shown
