"""What a family is given on paper: for one reader, with what somebody left out, and nothing that is withheld."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access.models import AuditEntry
from kith.assessment.factories import a_need_plan, an_assessment
from kith.familyhelp.factories import family_help
from kith.frontdoor.factories import a_contact, a_front_door_worker
from kith.frontdoor.models import Decision
from kith.people.factories import a_child, a_parent_of, a_person
from kith.people.models import Withholding
from kith.protection.factories import a_discussion, a_plan
from kith.protection.models import CoreGroup, CoreGroupChild, Enquiry
from kith.reach.actions.restrictions import hide
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.web.tests.test_assessment_pages import page, signed_in


@pytest.fixture
def met(standing):
    """A core group with minutes in two paragraphs: one of the child, one of somebody else."""
    held = CoreGroup.objects.create(
        held_on=days_ago(3),
        text="Robin likes the new school.\n\nGran has been ill.",
        written_by=standing.worker,
    )
    CoreGroupChild.objects.create(core_group=held, child=standing.child)
    standing.held, standing.at = held, (standing.child.pk, "core-group", held.pk)
    return standing


def given(people, reader=None, at=None, **query) -> str:
    """What is printed."""
    asked = "&".join(
        f"{name}={value}" for name, value in {"for": (reader or people.parent).pk, **query}.items()
    )
    answer = signed_in(people.worker).get(reverse("paper", args=at or people.at) + f"?{asked}")
    assert answer.status_code == 200
    return printed(answer.content.decode())


def printed(text: str) -> str:
    """The paper itself, without what is said to the worker."""
    return text[text.index('<div class="kith-paper') : text.index("</main>")]


def parts(people, reader=None, at=None) -> tuple[str, str]:
    address = reverse("paper-parts", args=at or people.at) + f"?for={(reader or people.parent).pk}"
    return address, signed_in(people.worker).get(address).content.decode()


def look_through(people, *leave_out: str, reader=None, at=None, because: str = "others") -> None:
    """Save the page of parts with those ticked whose words hold one of these."""
    address, text = parts(people, reader, at)
    said = {}
    for part in text.split('<div class="kith-part">')[1:]:
        key = re.search(r'name="because-([^"]+)"', part)[1]
        said[f"because-{key}"] = because
        if any(words in part for words in leave_out):
            said[f"out-{key}"] = "on"
    answer = signed_in(people.worker).post(address, said)
    assert answer.status_code == 302, answer.content.decode()[:3000]


def test_nothing_written_is_given_before_somebody_has_looked(met):
    text = given(met)
    assert "The core group met on 13 November 2026" in text
    assert "school" not in text
    assert "Parts that are about other people" in text


def test_what_is_left_out_stays_out_when_it_is_printed_again_and_leaves_no_trace(met):
    look_through(met, "Gran")
    for _ in range(2):
        text = given(met)
        assert "Robin likes the new school" in text
        assert "Gran" not in text
        assert "ill" not in text.replace("will", "")
        assert (
            "Parts that are about other people, or that are not for this paper, have been left out." in text
        )


def test_it_is_left_out_for_that_reader_alone(met):
    second = a_parent_of(met.child, "Second")
    look_through(met, "Gran")
    look_through(met, reader=second)
    assert "Gran has been ill" in given(met, second)
    assert "Gran" not in given(met)


def test_words_that_changed_are_not_given_and_the_page_says_so(met):
    look_through(met, "Gran")
    met.held.text = "Robin likes the new school.\n\nHis grandmother has been ill."
    met.held.save()
    assert "grandmother" not in given(met)
    address = reverse("paper", args=met.at) + f"?for={met.parent.pk}"
    whole = signed_in(met.worker).get(address).content.decode()
    assert "1 part was written differently since somebody looked" in whole
    address, text = parts(met)
    assert "Written differently" in text
    assert len(re.findall(r'name="out-[^>]* checked', text)) == 1


def test_a_part_whose_words_changed_while_the_page_was_open_is_not_said_to_be_given(met):
    address, text = parts(met)
    said = {f"because-{key}": "others" for key in re.findall(r'name="because-([^"]+)"', text)}
    met.held.text = "Robin likes the new school.\n\nGran has been very ill."
    met.held.save()
    signed_in(met.worker).post(address, said)
    assert "very ill" not in given(met)
    assert "likes the new school" in given(met)


def test_who_prepared_it_when_and_whom_to_ask_stand_on_it(standing):
    plan = a_plan(standing.child, days_ago(20), visit_every=10)
    text = given(standing, at=(standing.child.pk, "protection-plan", plan.pk))
    assert f"For <strong>{standing.parent.name}</strong>" in text
    assert "by Wyn Worker" in text
    assert "tell Wyn Worker" in text
    assert "at least every 10 working days" in text
    assert "neglect" in text


def test_large_print_is_kept_in_the_address_and_says_so_to_the_style(met):
    assert 'class="kith-paper kith-paper--large"' in given(met, size="large")
    assert "kith-paper--large" not in given(met)


def test_what_tells_a_withheld_school_is_out_whatever_was_ticked(met):
    met.child.school_places.create(school="Hill Top Primary", start_on=days_ago(99))
    met.held.text = "Robin likes Hill  Top primary.\n\nRobin sleeps well."
    met.held.save()
    look_through(met)
    assert "Hill" in given(met)
    Withholding.objects.create(
        child=met.child, what="school", withheld_from=met.parent, reason="Safety", start_on=days_ago(9)
    )
    assert "Hill" not in given(met)
    assert "sleeps well" in given(met)
    assert "Hill" not in parts(met)[1].split("</main>")[0].split("kith-part", 1)[1]


def test_a_paper_about_somebody_hidden_too_is_not_there(met):
    other = a_child("Hidden")
    CoreGroupChild.objects.create(core_group=met.held, child=other)
    with at_work(met.head):
        hide(
            person=other,
            kind="relocated",
            reason="Safety",
            review_on=days_ago(-30),
            allowed=[],
            owner=met.head,
        )
    answer = signed_in(met.worker).get(reverse("paper", args=met.at) + f"?for={met.parent.pk}")
    assert answer.status_code == 404


def test_somebody_who_is_not_around_the_child_is_given_nothing(met):
    for wanted in (a_person("Nobody").pk, "x", 0):
        answer = signed_in(met.worker).get(reverse("paper", args=met.at) + f"?for={wanted}")
        assert answer.status_code == 404


def test_that_it_was_made_and_for_whom_is_in_the_audit(met):
    given(met)
    kept = AuditEntry.objects.get(event="prepared to be given to somebody")
    assert (kept.child, kept.row, kept.worker) == (met.child.pk, met.parent.pk, met.worker.pk)


def test_a_strategy_discussion_makes_no_paper(standing):
    a_discussion(standing.child, by=standing.manager)
    assert "There is nothing to give yet" in page(standing.worker, "papers", standing.child.pk)


def test_who_contacted_us_is_on_no_paper(standing):
    taker = a_front_door_worker("Fay Frontdoor", standing.team.name)
    contact = a_contact(standing.child, by=taker, source_name="Ned Neighbour", worries="Shouting at night")
    row = Decision.objects.create(
        contact=contact, child=standing.child, outcome="nothing", reason="All is well", decided_at=MOMENT, by=standing.manager
    )  # fmt: skip
    at = (standing.child.pk, "contact-decision", row.pk)
    look_through(standing, at=at)
    text = given(standing, at=at)
    assert "All is well" in text
    assert "Ned" not in text
    assert "Shouting" not in text


def test_every_kind_of_paper_is_listed_and_opens(standing):
    child, worker = standing.child, standing.worker
    a_plan(child, days_ago(20))
    plan = a_need_plan(child)
    plan.reviews.create(child=child, held_on=DAY, who="Sam", text="Better", by=worker)
    made = family_help(child, lead=worker)
    made.reviews.create(held_on=DAY, who="Sam", text="Better", by=worker)
    an_assessment(child, lead=worker, authorised_on=days_ago(1))
    Enquiry.objects.create(
        child=child, started_on=days_ago(20), outcome="not_found", ended_on=days_ago(9), found="Well"
    )
    text = page(worker, "papers", child.pk)
    found = re.findall(rf'href="(/children/{child.pk}/papers/[a-z-]+/\d+/)"', text)
    assert {each.split("/")[4] for each in found} == {
        "protection-plan", "need-plan", "family-plan", "assessment-decision", "enquiry-decision", "conference",
        "need-review", "family-review",
    }  # fmt: skip
    for address in found:
        for reader in (standing.parent, child):
            answer = signed_in(worker).get(f"{address}?for={reader.pk}")
            assert answer.status_code == 200


def test_the_list_asks_as_many_queries_for_many_as_for_few(met):
    def asked(*at: object, **query) -> int:
        client = signed_in(met.worker)
        address = reverse(at[0], args=at[1:]) + "".join(f"?{name}={value}" for name, value in query.items())
        client.get(address)
        with CaptureQueriesContext(connection) as kept:
            client.get(address)
        return len(kept)

    few = asked("papers", met.child.pk), asked("paper", *met.at, **{"for": met.parent.pk})
    met.held.text = "\n\n".join(f"Paragraph {number}" for number in range(30))
    met.held.save()
    for number in range(5):
        held = CoreGroup.objects.create(held_on=days_ago(9 + number), text="Met", written_by=met.worker)
        CoreGroupChild.objects.create(core_group=held, child=met.child)
    assert (asked("papers", met.child.pk), asked("paper", *met.at, **{"for": met.parent.pk})) == few
