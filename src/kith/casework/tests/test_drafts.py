"""Drafts: every word that was acknowledged stays, whoever else writes there."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kith.access.models import AuditEntry
from kith.casework.actions import drafts as act
from kith.casework.actions.drafts import Outcome, Overtaken
from kith.casework.drafts import FORMS, Draft, Page, TimeSpent, Written, both, written_beside
from kith.reach.doing import NotPermitted
from kith.testing.refused import OUTSIDERS, audited, refused
from kith.testing.standing import DAY, MOMENT, at_work
from kith.workforce.factories import a_team, a_worker, allocated

pytestmark = pytest.mark.django_db


def page(standing, form="note-new"):
    return Page(form=form, child=standing.child.pk)


def words(text, **more):
    return Written(**({"values": {"text": [text]}, "token": uuid4()} | more))


def save(standing, written, by=None, at=MOMENT):
    by = by or standing.worker
    with at_work(by):
        return act.save_draft(page=page(standing), written=written, at=at, by=by)


def test_what_is_written_is_kept_and_written_on(standing):
    first = words("Robin")
    saved = save(standing, first)
    save(standing, words("Robin was cheerful", token=first.token, version=1, turn=2))
    draft = Draft.objects.get()
    assert (saved.outcome, draft.version, draft.values) == (
        Outcome.SAVED,
        2,
        {"text": ["Robin was cheerful"]},
    )
    assert audited(standing.child) == [("draft begun", "Draft")]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_else_writes_a_draft(standing, who):
    with refused(standing, who) as worker:
        act.save_draft(page=page(standing), written=words("No"), at=MOMENT, by=worker)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_needs_what_its_form_needs(standing, form):
    allowed = {True: set(), False: set()}
    for worker in (standing.worker, standing.manager, standing.head):
        with at_work(worker) as doing:
            may = FORMS[form].permission in {
                p for terms in doing.user.terms_on(DAY) for p in terms.permissions
            }
            allowed[may].add(_may_draft(worker, page(standing, form)))
    assert (allowed[True] or {True}, allowed[False] or {False}) == ({True}, {False})


def _may_draft(worker, where):
    try:
        act.save_draft(page=where, written=words("Words"), at=MOMENT, by=worker)
    except NotPermitted:
        return False
    return True


def test_an_older_version_is_never_written_over_the_newer_one(standing):
    save(standing, words("From the desk"))
    again = save(standing, words("From the car", version=0), at=MOMENT + timedelta(minutes=2))
    draft = Draft.objects.get()
    assert (again.outcome, draft.values) == (Outcome.OVERTAKEN, {"text": ["From the desk"]})
    assert draft.copies.get().values == {"text": ["From the car"]}


def test_what_goes_on_beside_the_draft_is_kept_as_one_other_version(standing):
    save(standing, words("From the desk"))
    car = words("From the car")
    save(standing, car)
    save(standing, words("From the car, longer", token=car.token))
    assert [each.values["text"] for each in Draft.objects.get().copies.all()] == [["From the car, longer"]]


def test_an_answer_that_was_lost_on_the_way_is_no_conflict(standing):
    first = words("Robin")
    save(standing, first)
    again = save(standing, words("Robin was", token=first.token, version=0, turn=2))
    assert (again.outcome, again.draft.version) == (Outcome.SAVED, 2)


def test_what_arrives_late_is_known_to_be_old(standing):
    first = words("Robin was cheerful", turn=2)
    save(standing, first)
    assert save(standing, words("Robin", token=first.token, turn=1)).outcome is Outcome.LATE
    assert Draft.objects.get().values == {"text": ["Robin was cheerful"]}


def test_both_are_shown_and_kept(standing):
    save(standing, words("From the desk"))
    car = words("From the car")
    with at_work(standing.worker):
        draft = act.prefer(page=page(standing), written=car, at=MOMENT, by=standing.worker)
        other = draft.copies.get()
        joined = words("From the car", token=car.token, version=draft.version)
        act.keep_both(
            page=page(standing), written=joined, other=other.pk, prose={"text"}, at=MOMENT, by=standing.worker
        )
    assert Draft.objects.get().values == {"text": ["From the car\n\nFrom the desk"]}
    assert not Draft.objects.get().copies.exists()


def test_a_version_that_is_not_wanted_goes(standing):
    save(standing, words("From the desk"))
    save(standing, words("From the car"))
    draft = Draft.objects.get()
    with at_work(standing.worker):
        act.forget_copy(page=page(standing), other=draft.copies.get().pk, by=standing.worker)
    assert not draft.copies.exists()


def finish(standing, written):
    with at_work(standing.worker):
        act.finish(page=page(standing), written=written, at=MOMENT, by=standing.worker)


def test_a_finished_draft_holds_no_words_and_its_time_names_nobody(standing):
    first = words("Robin", seconds=90)
    save(standing, first)
    finish(standing, words("Robin", token=first.token, version=1, seconds=120))
    assert Draft.objects.get().values == {}
    spent = TimeSpent.objects.get()
    assert (spent.form, spent.finished_on, spent.seconds) == ("note-new", DAY, 120)
    assert {field.name for field in TimeSpent._meta.get_fields()} == {"id", "form", "finished_on", "seconds"}


def test_a_save_that_arrives_after_the_form_was_sent_begins_no_draft(standing):
    sent = words("Robin")
    finish(standing, sent)
    late = save(standing, words("Rob", token=sent.token, turn=1))
    assert late.outcome is Outcome.SENT
    assert not Draft.objects.unfinished().exists()


def test_a_form_is_not_finished_over_words_it_never_showed(standing):
    save(standing, words("From the desk"))
    with pytest.raises(Overtaken):
        finish(standing, words("From the car"))
    assert Draft.objects.unfinished().get().values == {"text": ["From the desk"]}


def test_after_a_form_is_sent_the_next_draft_is_a_new_one(standing):
    finish(standing, words("Robin"))
    save(standing, words("Another day"))
    assert Draft.objects.unfinished().get().values == {"text": ["Another day"]}


def test_a_draft_thrown_away_can_be_brought_back(standing):
    save(standing, words("Robin"))
    with at_work(standing.worker):
        draft = act.drop_draft(page=page(standing), token=uuid4(), at=MOMENT, by=standing.worker)
        assert not Draft.objects.unfinished().exists()
        assert act.bring_back(draft=draft, by=standing.worker)
    assert Draft.objects.unfinished().get().values == {"text": ["Robin"]}


def test_it_is_not_brought_back_over_another(standing):
    save(standing, words("Robin"))
    with at_work(standing.worker):
        draft = act.drop_draft(page=page(standing), token=uuid4(), at=MOMENT, by=standing.worker)
        act.save_draft(page=page(standing), written=words("Anew"), at=MOMENT, by=standing.worker)
        assert not act.bring_back(draft=draft, by=standing.worker)


def test_after_a_fortnight_what_was_thrown_away_is_gone(standing):
    save(standing, words("Robin"))
    with at_work(standing.worker):
        act.drop_draft(page=page(standing), token=uuid4(), at=MOMENT, by=standing.worker)
    assert act.forget_dropped(at=MOMENT + timedelta(days=14)) == 0
    assert act.forget_dropped(at=MOMENT + timedelta(days=15)) == 1
    assert Draft.objects.get().values == {}


def leave(worker):
    worker.user.ended_on = DAY
    worker.user.save()


def test_a_leavers_draft_is_the_managers_to_finish(standing):
    save(standing, words("Robin"))
    assert not Draft.objects.of(standing.manager, DAY).exists()
    leave(standing.worker)
    draft = Draft.objects.of(standing.manager, DAY).get()
    with at_work(standing.manager):
        act.finish(
            page=draft.page,
            written=words("Robin", version=1),
            at=MOMENT,
            by=standing.manager,
            number=draft.pk,
        )
    assert Draft.objects.get().finished_at == MOMENT


def test_a_leavers_draft_is_nobody_elses(standing):
    save(standing, words("Robin"))
    leave(standing.worker)
    for worker in (standing.colleague, standing.head, standing.other, standing.stranger):
        assert not Draft.objects.of(worker, DAY).exists()


def test_of_a_child_of_another_team_it_is_that_teams_managers_too(standing):
    save(standing, words("Robin"))
    there = a_worker("Thea Manager", "team_manager", a_team("Hillside"))
    there.memberships.update(manages=True)
    standing.child.allocations.update(end_on=DAY)
    allocated(standing.child, standing.other, there.memberships.get().team, start_on=DAY)
    assert not Draft.objects.of(there, DAY).exists()
    leave(standing.worker)
    assert Draft.objects.of(there, DAY).exists()


@pytest.mark.parametrize("why", ["no team", "no manager", "the manager left"])
def test_where_nobody_manages_the_leavers_team_the_head_of_service_reads_it(standing, why):
    save(standing, words("Robin"))
    if why == "no team":
        standing.worker.memberships.all().delete()
    elif why == "no manager":
        standing.team.memberships.update(manages=False)
    leave(standing.worker)
    if why == "the manager left":
        leave(standing.manager)
    assert Draft.objects.of(standing.head, DAY).exists()


def test_two_managers_in_one_leavers_draft_are_told_apart(standing):
    second = a_worker("Mia Manager", "team_manager", standing.team)
    standing.team.memberships.filter(worker=second).update(manages=True)
    save(standing, words("Robin"))
    leave(standing.worker)
    number = Draft.objects.get().pk
    for manager, text in ((standing.manager, "Robin, as Mo knows"), (second, "Robin, as Mia knows")):
        with at_work(manager):
            saved = act.save_draft(
                page=page(standing), written=words(text, version=1), at=MOMENT, by=manager, number=number
            )
    assert (saved.outcome, saved.draft.saved_by) == (Outcome.OVERTAKEN, standing.manager)
    assert saved.draft.copies.get().saved_by == second


def test_who_else_is_writing_is_known(standing):
    allocated(standing.child, standing.colleague, standing.team, part="second")
    save(standing, words("Robin"), by=standing.colleague)
    since = MOMENT - timedelta(hours=1)
    assert [each.saved_by for each in written_beside(page(standing), standing.worker, since)] == [
        standing.colleague
    ]
    assert not written_beside(page(standing), standing.colleague, since).exists()


def test_the_audit_says_that_a_draft_was_begun_and_not_every_letter(standing):
    first = words("R")
    save(standing, first)
    for turn in range(2, 6):
        save(standing, words("R" * turn, token=first.token, turn=turn, version=turn - 1))
    assert AuditEntry.objects.filter(event="draft begun").count() == 1


@pytest.mark.parametrize(
    ("mine", "other", "made"),
    [
        ("", "Theirs", "Theirs"),
        ("Mine", "", "Mine"),
        ("Mine", "Theirs", "Mine\n\nTheirs"),
        ("Mine and theirs", "theirs", "Mine and theirs"),
        ("Mine", "Mine and more", "Mine and more"),
    ],
)
def test_both_versions_of_words(mine, other, made):
    assert both({"text": [mine]}, {"text": [other]}, {"text"}) == {"text": [made]}


def test_of_other_answers_mine_stand():
    assert both({"kind": ["meeting"], "on": [""]}, {"kind": ["telephone"], "on": ["1"]}, ()) == {
        "kind": ["meeting"],
        "on": ["1"],
    }
