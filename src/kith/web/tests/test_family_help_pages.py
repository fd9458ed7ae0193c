"""Family help as pages: started, written, stopped gently, closed with what has changed; and the directory."""

import pytest
from django.urls import reverse

from kith.access.roles import Role
from kith.assessment.factories import a_need_plan
from kith.familyhelp.factories import a_consent, a_service, family_help
from kith.familyhelp.models import FamilyHelp, GoalScore, Service, ServiceReferral, Statement
from kith.people.models import Family, Withholding
from kith.testing.standing import DAY, days_ago
from kith.web.tests.test_assessment_pages import page, signed_in
from kith.workforce.factories import a_worker, is_also


@pytest.fixture
def helped(standing):
    standing.help = family_help(standing.child, lead=standing.worker)
    standing.at = (standing.child.pk, standing.help.pk)
    return standing


def send(worker, address, *args, **said):
    return signed_in(worker).post(reverse(address, args=args), said)


def whole(standing) -> str:
    return page(standing.worker, "family-help", standing.child.pk)


def test_nothing_recorded_is_said_and_it_is_started_with_consent(standing):
    assert "No family help is recorded yet" in whole(standing)
    told = {
        "family": Family.objects.get().pk, "children": standing.child.pk, "wants": "Quiet evenings", "lead": standing.worker.pk,
        "kind": "consent", "who": "Sam, mother", "to_what": "Help", "start_on": "2026-11-16",
    }  # fmt: skip
    send(standing.worker, "family-help-new", standing.child.pk, **told)
    assert FamilyHelp.objects.get().lead == standing.worker
    text = whole(standing)
    assert "Sam, mother" in text
    assert "In force" in text
    again = signed_in(standing.worker).get(reverse("family-help-new", args=[standing.child.pk]))
    assert again.headers["Location"] == reverse("family-help", args=[standing.child.pk])


def test_a_goal_is_set_scored_and_drawn_with_the_same_in_a_table(helped):
    send(
        helped.worker, "goal-new", *helped.at, words="I want to sleep", of_whom="Robin", start_on="2026-11-01"
    )
    goal = helped.help.goals.get()
    for day, score in (("2026-11-01", 2), ("2026-11-16", 8)):
        send(helped.worker, "goal-score", *helped.at, goal.pk, who="Robin", score=score, scored_on=day)
    assert GoalScore.objects.count() == 2
    text = whole(helped)
    assert "From 2 to 8 out of 10, scored by Robin" in text
    assert "<polyline" in text
    assert 'aria-label="Scores. Robin: from 2 on 1 November 2026 to 8 on 16 November 2026"' in text
    assert text.count('govuk-table__cell--numeric">') == 2


def test_every_part_of_the_plan_is_written_and_shown(helped):
    who, at = helped.worker, helped.at
    send(who, "statement-new", *at, kind="worry", text="Up at night", who="Sam", start_on="2026-11-10")
    worry = Statement.objects.get()
    send(who, "statement-instead", *at, worry.pk, text="Up once a week", who="Sam", start_on="2026-11-16")
    send(
        who,
        "family-team-new",
        *at,
        name="Jo Nurse",
        role="School nurse",
        start_on="2026-11-10",
        reached="01632 960003",
    )
    send(who, "family-action-new", *at, what="Ring the school", who="Sam", by_on="2026-12-01")
    send(who, "family-action-done", *at, helped.help.actions.get().pk)
    send(who, "family-review-new", *at, held_on="2026-11-16", who="Everybody", text="Going well")
    send(who, "network-plan-new", *at, made_on="2026-11-16", who="Gran", text="Gran: Tuesdays")
    text = whole(helped)
    for words in (
        "Up at night",
        "Up once a week",
        "Jo Nurse",
        "<strong>Done",
        "Going well",
        "Gran: Tuesdays",
    ):
        assert words in text


def test_a_service_is_found_asked_attended_and_ended(helped):
    who, at, service = helped.worker, helped.at, a_service(capacity=2)
    assert "Ask this service" in page(who, "family-services", *at)
    send(who, "service-ask", *at, service.pk, for_whom="Robin", referred_on="2026-11-10")
    asked = ServiceReferral.objects.get()
    assert "Waiting since 10 November 2026" in whole(helped)
    send(who, "service-start", *at, asked.pk, started_on="2026-11-12")
    missed = {"held_on": "2026-11-13", "attended": "no"}
    assert "Enter why it was missed" in send(who, "service-session", *at, asked.pk, **missed).content.decode()
    send(who, "service-session", *at, asked.pk, **missed, missed_because="The bus", draft_version="1")
    send(who, "service-end", *at, asked.pk, ended_on="2026-11-16", outcome="left", outcome_text="A start")
    text = whole(helped)
    assert "0 sessions attended, 1 missed" in text
    assert "they stopped before the end" in text


def test_withdrawn_consent_stops_the_work_gently(helped):
    helped.help.goals.create(of_whom="Robin", words="I want to sleep", start_on=days_ago(20))
    basis = helped.help.bases.get()
    send(
        helped.worker,
        "consent-withdraw",
        *helped.at,
        basis.pk,
        withdrawn_on="2026-11-16",
        because="Enough for now",
    )
    text = whole(helped)
    for words in ("Work with the family has stopped", "Enough for now", "I want to sleep", "Record consent"):
        assert words in text
    assert "Record a score" not in text
    assert signed_in(helped.worker).get(reverse("goal-new", args=helped.at)).status_code == 404
    told = {"kind": "consent", "who": "Sam", "to_what": "Help", "start_on": "2026-11-16"}
    send(helped.worker, "consent-new", *helped.at, **told)
    assert "Record a score" in whole(helped)


def test_closing_shows_what_has_changed_against_the_goals(helped):
    goal = helped.help.goals.create(of_whom="Robin", words="I want to sleep", start_on=days_ago(20))
    for days, score in ((20, 2), (1, 9)):
        GoalScore.objects.create(
            help=helped.help, goal=goal, scored_on=days_ago(days), who="Robin", score=score, by=helped.worker
        )
    assert "From 2 to 9 out of 10" in page(helped.worker, "family-help-close", *helped.at)
    told = {"end_on": "2026-11-16", "end_reason": "met", "changed": "They sleep"}
    send(helped.worker, "family-help-close", *helped.at, **told)
    assert FamilyHelp.objects.get().end_on == DAY
    text = whole(helped)
    assert "They sleep" in text
    assert "Start family help again" in text


def test_earlier_help_is_read_from_there(helped):
    helped.help.end_on, helped.help.end_reason = days_ago(9), "met"
    helped.help.save()
    later = family_help(helped.child, lead=helped.worker, days=3)
    assert reverse("family-help-of", args=helped.at) in whole(helped)
    assert "Closed" in page(helped.worker, "family-help-of", *helped.at)
    assert page(helped.worker, "family-help-of", helped.child.pk, later.pk)


def test_the_familys_plan_is_printed_in_their_words(helped):
    helped.help.goals.create(of_whom="Robin", words="I want to sleep", start_on=days_ago(20))
    text = page(helped.worker, "family-help-print", *helped.at)
    assert "Our family’s plan" in text
    assert "I want to sleep" in text
    assert "We can say no at any time" in text


def test_the_pages_of_other_plans_show_the_familys_goals(helped):
    helped.help.goals.create(of_whom="Robin", words="I want to sleep", start_on=days_ago(20))
    text = page(helped.worker, "assessments", helped.child.pk)
    assert "I want to sleep" in text
    assert "Nothing in it begins again" in text
    assert "I want to sleep" in page(helped.worker, "protection", helped.child.pk)
    a_need_plan(helped.child)
    assert "Child in need plan since" in whole(helped)


def test_a_need_plan_that_ends_for_early_help_leads_to_the_familys_help(helped):
    plan = a_need_plan(helped.child)
    told = {"end_on": "2026-11-16", "end_reason": "early_help", "ended_because": "Better"}
    answer = send(helped.worker, "need-plan-end", helped.child.pk, plan.pk, **told)
    assert answer.headers["Location"] == reverse("family-help", args=[helped.child.pk])


def test_where_the_team_works_is_not_told_to_whom_the_school_is_withheld_from(helped):
    helped.help.team.create(
        name="Jo", role="Teacher", organisation="Weir School", reached="01632 960004", start_on=DAY
    )
    Withholding.objects.create(
        child=helped.child, what="school", withheld_from=helped.parent, reason="x", start_on=days_ago(9)
    )
    assert "Weir School" in whole(helped)
    is_also(helped.worker, helped.parent)
    text = whole(helped)
    assert "Weir School" not in text
    assert "01632 960004" not in text


def test_the_chronology_tells_of_it(helped):
    a_consent(helped.help, who="Father", withdrawn_on=days_ago(5), withdrawn_because="Enough")
    address = reverse("chronology", args=[helped.child.pk])
    text = signed_in(helped.worker).get(f"{address}?show=everything").content.decode()
    for words in ("Family help started", "Consent to family help withdrawn", "Consent: Sam Example, mother"):
        assert words in text


def test_the_directory_is_searched_and_kept(standing):
    keeper = a_worker("Kim Keeper", Role.PLACEMENTS)
    told = {
        "name": "Stay and Play", "organisation": "Weir Lane Trust", "description": "Toys", "category": "play",
        "languages": "Polish, Urdu", "minimum_age": "2", "maximum_age": "5", "status": "active", "capacity": "8",
        "postcode_area": "es1",
    }  # fmt: skip
    refused = send(keeper, "directory-new", **told | {"maximum_age": "1"}).content.decode()
    assert "same as or above the first" in refused
    send(keeper, "directory-new", **told)
    made = Service.objects.get()
    assert (made.languages, made.postcode_area) == (["Polish", "Urdu"], "ES1")
    address = reverse("directory")
    text = signed_in(standing.worker).get(f"{address}?category=play&age=3&with_room=on").content.decode()
    assert "Room for 8 of 8" in text
    assert "No service fits" in signed_in(standing.worker).get(f"{address}?age=9").content.decode()
    send(keeper, "directory-change", made.pk, **told | {"status": "inactive"})
    assert "Not taking anybody now" in page(standing.worker, "directory-service", made.pk)


def test_one_familys_help_is_not_found_on_another_childs_record(helped):
    from kith.people.factories import a_child
    from kith.workforce.factories import allocated

    other = a_child("Other")
    allocated(other, helped.worker, helped.team)
    client = signed_in(helped.worker)
    for name in ("family-help-of", "family-help-print", "goal-new", "consent-new", "family-help-close"):
        assert client.get(reverse(name, args=[other.pk, helped.help.pk])).status_code == 404
