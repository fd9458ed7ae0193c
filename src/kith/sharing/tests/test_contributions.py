"""Partners contribute by a link: attacked first, then as it is meant."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from kith.access.roles import Role
from kith.people.factories import a_child
from kith.reach.doing import NotPermitted
from kith.reach.models import Notice, Restriction
from kith.sharing import links
from kith.sharing.actions.asking import ask_for_contribution, end_link
from kith.sharing.actions.contributing import open_form, save_draft, send_contribution
from kith.sharing.factories import a_contribution
from kith.sharing.models import Contribution, Sharing
from kith.sharing.queries import contributions_of, log_of, whole_log
from kith.testing.standing import DAY, MOMENT, at_work, days_ago
from kith.work import work
from kith.workforce.factories import a_worker, allocated

pytestmark = pytest.mark.django_db
ASKED = {
    "to": "conference", "agency": "health", "partner": "Jo Marsh", "question": "Were the appointments kept?", "shown": ["born"],
    "basis": "enquiry", "because": "An enquiry is under way", "days": 7, "at": MOMENT,
}  # fmt: skip
SOON = MOMENT + timedelta(hours=1)


def asked(standing, *children):
    with at_work(standing.worker):
        return ask_for_contribution(children=children or [standing.child], by=standing.worker, **ASKED)


def nobody():
    return work(None, DAY, via="test")


def restrict(person, owner):
    Restriction.objects.create(
        person=person, kind="relocated", reason="Safety", owner=owner, review_on=DAY, start_on=days_ago(1)
    )


def test_a_guessed_link_opens_nothing(standing):
    made = asked(standing)
    with nobody():
        for guess in ("", made.link[:-1], made.link.swapcase(), made.contribution.link, "x" * 43):
            assert links.opened(guess, SOON) is None
        assert links.opened(made.link, SOON) == made.contribution


def test_a_partner_may_be_shown_no_more_than_a_first_name(standing):
    with at_work(standing.worker):
        made = ask_for_contribution(children=[standing.child], by=standing.worker, **ASKED | {"shown": []})
    assert made.contribution.shown == []


def test_neither_the_link_nor_the_code_is_in_the_database(standing):
    made = asked(standing)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(kept)::text FROM sharing_contribution kept")
        (kept,) = cursor.fetchone()
    assert made.link not in kept and made.code not in kept


def test_after_five_wrong_codes_the_link_is_dead_for_the_right_one_too(standing):
    made = asked(standing)
    with nobody():
        for _ in range(5):
            assert not links.proves(links.opened(made.link, SOON), "aaaa-bbbb")
        assert links.opened(made.link, SOON) is None


def test_an_old_an_ended_and_a_used_link_open_nothing(standing):
    old, ended, used = asked(standing), asked(standing), asked(standing)
    with at_work(standing.worker):
        end_link(contribution=ended.contribution, at=SOON, by=standing.worker)
    with nobody():
        send_contribution(contribution=used.contribution, text="Kept", at=SOON)
        assert links.opened(old.link, MOMENT + timedelta(days=7)) is None
        assert links.opened(ended.link, SOON) is None
        assert links.opened(used.link, SOON) is None


def test_another_familys_code_proves_nothing(standing):
    sister = a_child("Wren")
    allocated(sister, standing.worker, standing.team)
    first, second = asked(standing), asked(standing, sister)
    with nobody():
        assert not links.proves(links.opened(first.link, SOON), second.code)


def test_a_link_dies_with_any_child_who_becomes_restricted(standing):
    sister = a_child("Wren")
    allocated(sister, standing.worker, standing.team)
    made = asked(standing, standing.child, sister)
    restrict(sister, standing.manager)
    with nobody():
        assert links.opened(made.link, SOON) is None
        assert not Contribution.objects.exists()


def test_of_a_restricted_child_no_link_is_made(standing):
    restrict(standing.child, standing.worker)
    with pytest.raises(ValidationError, match="restricted"):
        asked(standing)


def test_what_partners_wrote_is_behind_the_wall_with_the_child(standing):
    made = asked(standing)
    with nobody():
        send_contribution(contribution=made.contribution, text="Zedword", at=SOON)
    restrict(standing.child, standing.manager)
    for who in (standing.worker, standing.head, standing.stranger):
        with at_work(who):
            assert not contributions_of(standing.child).exists()
            assert not log_of(standing.child).exists()
            assert not whole_log().exists()


def test_only_whoever_works_with_each_child_asks_and_ends(standing):
    other = a_child("Other")
    for who in (standing.stranger, standing.other, standing.head, standing.colleague):
        with at_work(who), pytest.raises(NotPermitted):
            ask_for_contribution(children=[standing.child], by=who, **ASKED)
    with pytest.raises(NotPermitted):
        asked(standing, standing.child, other)
    made = asked(standing)
    with at_work(standing.other), pytest.raises(NotPermitted):
        end_link(contribution=made.contribution, at=SOON, by=standing.other)


@pytest.mark.parametrize("days", [0, 31, -1])
def test_a_link_lasts_between_a_day_and_thirty(standing, days):
    with at_work(standing.worker), pytest.raises(ValidationError):
        ask_for_contribution(children=[standing.child], by=standing.worker, **ASKED | {"days": days})


def test_what_was_sent_can_be_changed_by_nobody(standing):
    made = asked(standing)
    with nobody():
        send_contribution(contribution=made.contribution, text="So it was", at=SOON)
    with at_work(standing.worker), pytest.raises(DatabaseError), transaction.atomic():
        Contribution.objects.update(text="It was not")
    with at_work(standing.worker), pytest.raises(NotPermitted):
        end_link(contribution=made.contribution, at=SOON, by=standing.worker)


def test_the_log_can_only_be_added_to(standing):
    asked(standing)
    for change in ("UPDATE sharing_sharing SET basis = 'x'", "DELETE FROM sharing_sharing"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_who_asked_is_told_and_the_log_says_what_with_whom_and_why(standing):
    made = asked(standing)
    with nobody():
        open_form(contribution=made.contribution, at=SOON)
        save_draft(contribution=made.contribution, text="Half", at=SOON)
        send_contribution(contribution=made.contribution, text="Both were missed", at=SOON)
    with at_work(standing.worker):
        notice = Notice.objects.get(worker=standing.worker)
        assert (notice.kind, notice.person_id) == ("contribution", standing.child.pk)
        first, *_ = log_of(standing.child).order_by("pk")
        assert [each.what for each in log_of(standing.child).order_by("pk")] == ["asked", "opened", "sent"]
    assert first.whom == "Jo Marsh (Health)"
    assert "Date of birth" in first.shared.replace("date", "Date") and "section 47(9)" in first.basis
    assert (first.by, Contribution.objects.get().draft) == (standing.worker, "")


def test_a_personal_adviser_and_a_stranger_ask_nobody(standing):
    adviser = a_worker("Ada Adviser", Role.PERSONAL_ADVISER, standing.team)
    allocated(standing.child, adviser, standing.team, part="personal_adviser")
    with at_work(adviser), pytest.raises(NotPermitted):
        ask_for_contribution(children=[standing.child], by=adviser, **ASKED)


@pytest.mark.django_db(transaction=True)
def test_codes_guessed_all_at_once_are_counted_one_after_another(standing):
    made = a_contribution(standing.child, by=standing.worker)
    together, wrong = Barrier(8), []

    def guess():
        together.wait()
        with nobody():
            found = links.opened(f"link-{made.pk}", made.asked_at)
            if found is not None:
                wrong.append(links.proves(found, "zzzz-zzzz"))
        connection.close()

    threads = [Thread(target=guess) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert wrong == [False] * 5
    assert Sharing.objects.count() == 0
