"""An administrator helps whoever cannot sign in, and ends access; never their own, and never unseen."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry, OneTimeCode, User
from kith.access.roles import Role
from kith.casework.actions.accounts import end_account, give_code
from kith.reach.doing import NotPermitted
from kith.reach.models import Notice
from kith.testing.standing import at_work
from kith.web import sessions
from kith.web.tests.signing_in import (
    code_now,
    give_password,
    is_asked_for_second_step,
    is_in,
    shown_code,
    with_app,
    with_codes,
)
from kith.workforce.factories import PASSWORD, a_worker

NEW = "a new long sentence"


@pytest.fixture
def admin(standing):
    """Signed in as an administrator."""
    client = Client()
    client.force_login(a_worker("Ada Admin", Role.ADMINISTRATOR).user)
    session = client.session
    session[sessions.STEP] = "key"
    session.save()
    return client


@pytest.fixture
def user(standing):
    return standing.worker.user


def a_code(admin, user, opens):
    answer = admin.post(reverse("account-code", args=[user.pk]), {"opens": opens})
    return shown_code(answer)


def use(client, user, code, password=NEW):
    client.post(reverse("one-time-code"), {"username": user.username, "code": code})
    return client.post(reverse("new-password"), {"password": password, "again": password})


def test_accounts_are_listed_and_found_by_part_of_a_name(admin, user):
    page = admin.post(reverse("accounts"), {"words": "wyn"}).content.decode()
    assert "Wyn Worker" in page and "Cal Colleague" not in page
    assert "Cal Colleague" in admin.get(reverse("accounts")).content.decode()


def test_a_forgotten_password_is_replaced_with_a_one_time_code(admin, user, client):
    use(client, user, a_code(admin, user, "password"))
    assert is_in(client)
    give_password(again := Client(), user, NEW)
    assert is_in(again)


def test_the_old_password_and_every_session_end_when_the_code_is_made(admin, user, client):
    give_password(client, user)
    a_code(admin, user, "password")
    assert not is_in(client)
    give_password(client, user)
    assert not is_in(client)


def test_a_code_for_the_password_does_not_replace_the_second_step(admin, user, client):
    secret = with_app(user)
    use(client, user, a_code(admin, user, "password"))
    assert is_asked_for_second_step(client)
    client.post(reverse("second-step-code"), {"code": code_now(secret)})
    assert is_in(client)


def test_a_lost_second_step_is_replaced_once_password_and_code_are_given(admin, user, client, settings):
    settings.SECOND_STEP_REQUIRED = True
    with_app(user)
    codes = with_codes(user)
    code = a_code(admin, user, "second_step")
    give_password(client, user)
    client.post(reverse("second-step-recovery"), {"code": code})
    assert is_in(client) and client.get(reverse("day")).url == reverse("own-account")
    user = User.objects.get(pk=user.pk)
    assert not hasattr(user, "authenticator_app") and not user.recovery_codes.exists() and codes


def test_a_code_for_the_second_step_opens_nothing_without_the_password(admin, user, client):
    with_app(user)
    assert use(client, user, a_code(admin, user, "second_step")).url == reverse("one-time-code")
    assert not is_in(client)


def test_until_the_code_is_used_the_second_step_is_asked_for(admin, user, client):
    with_app(user)
    a_code(admin, user, "second_step")
    OneTimeCode.objects.update(ends_at=timezone.now())
    give_password(client, user)
    assert is_asked_for_second_step(client)


def test_both_are_replaced_with_one_code(admin, user, client):
    with_app(user)
    use(client, user, a_code(admin, user, "both"))
    assert is_in(client) and not hasattr(User.objects.get(pk=user.pk), "authenticator_app")


def test_a_code_serves_once_and_the_newest_alone(admin, user):
    first, second = a_code(admin, user, "password"), a_code(admin, user, "password")
    for code, opened in ((first, False), (second, True), (second, False)):
        use(there := Client(), user, code)
        assert is_in(there) is opened


def test_a_code_is_good_for_a_day(admin, user, client):
    code = a_code(admin, user, "password")
    OneTimeCode.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    use(client, user, code)
    assert not is_in(client)


def test_a_weak_new_password_is_asked_for_again_and_the_code_still_serves(admin, user, client):
    code = a_code(admin, user, "password")
    assert "too short" in use(client, user, code, "short").content.decode()
    assert client.post(reverse("new-password"), {"password": NEW, "again": NEW}).status_code == 302
    assert is_in(client)


def test_wrong_codes_must_wait_like_wrong_passwords_and_tell_no_accounts(admin, user, client):
    code = a_code(admin, user, "password")
    answers = [
        client.post(reverse("one-time-code"), {"username": name, "code": "x"})
        for name in ("nobody", user.username)
    ]
    assert (
        len({each.content.decode().partition("error-summary")[2].partition("</div>")[0] for each in answers})
        == 1
    )
    for _ in range(9):
        client.post(reverse("one-time-code"), {"username": user.username, "code": "x"})
    use(client, user, code)
    assert not is_in(client)


def test_somebody_elses_code_opens_nothing(admin, user, standing, client):
    code = a_code(admin, standing.colleague.user, "password")
    use(client, user, code)
    assert not is_in(client)


def test_whoever_got_a_code_is_told_who_made_it(admin, user, client):
    answer = use(client, user, a_code(admin, user, "password"))
    page = client.get(answer.url, follow=True).content.decode()
    assert "Ada Admin made a one-time code for your account" in page
    assert "One-time code made by somebody" in client.get(reverse("own-account")).content.decode()


@pytest.mark.parametrize(("manages", "told"), [(True, "Mo Manager"), (False, "Hari Head")])
def test_the_managers_have_a_notice_in_the_same_moment(admin, user, standing, manages, told):
    standing.manager.memberships.update(manages=manages)
    a_code(admin, user, "password")
    (notice,) = Notice.objects.filter(kind="code")
    assert (notice.worker.name, notice.about.name) == (told, "Ada Admin")
    theirs = Client()
    theirs.force_login(notice.worker.user)
    page = theirs.get(reverse("notices")).content.decode()
    assert f"Ada Admin made it, for {user.worker.name}: password." in page


def test_it_is_in_the_audit_with_the_administrator_and_the_code_is_nowhere(admin, user):
    code = a_code(admin, user, "both")
    entry = AuditEntry.objects.get(event="one-time code made")
    assert (entry.row, entry.reason) == (user.pk, "Password and second step")
    assert entry.worker and code not in OneTimeCode.objects.get().hashed
    assert code not in admin.get(reverse("account", args=[user.pk])).content.decode()


def test_access_ends_from_today_and_no_door_opens_any_more(admin, user, client):
    give_password(client, user)
    today = timezone.localdate()
    sent = {"on-day": today.day, "on-month": today.month, "on-year": today.year}
    assert admin.post(reverse("account-end", args=[user.pk]), sent).status_code == 302
    assert not is_in(client)
    give_password(client, user)
    assert not is_in(client)
    assert "Ended on" in admin.get(reverse("account", args=[user.pk])).content.decode()
    assert admin.get(reverse("account-code", args=[user.pk])).status_code == 404


def test_access_can_end_on_a_day_to_come_and_until_then_it_is_open(admin, user, client):
    day = timezone.localdate() + timedelta(days=3)
    with at_work(worker_of(admin), timezone.localdate()):
        end_account(user=user, on=day, by=worker_of(admin))
    give_password(client, user)
    assert is_in(client)
    assert User.objects.get(pk=user.pk).roles_on(day) == []


def worker_of(client):
    return User.objects.get(pk=client.session["_auth_user_id"]).worker


def test_an_administrator_does_not_change_their_own_account(admin, client):
    own = worker_of(admin).user
    assert admin.get(reverse("account-code", args=[own.pk])).status_code == 404
    assert admin.post(reverse("account-end", args=[own.pk])).status_code == 404
    with at_work(worker_of(admin), timezone.localdate()), pytest.raises(NotPermitted):
        give_code(user=own, opens=OneTimeCode.Opens.BOTH, at=timezone.now(), by=worker_of(admin))


def test_nobody_else_makes_codes_or_ends_access(standing, user):
    for by in (standing.manager, standing.head, standing.stranger, standing.worker):
        with at_work(by, timezone.localdate()), pytest.raises(NotPermitted):
            give_code(user=standing.colleague.user, opens=OneTimeCode.Opens.BOTH, at=timezone.now(), by=by)
        with at_work(by, timezone.localdate()), pytest.raises(NotPermitted):
            end_account(user=standing.colleague.user, on=timezone.localdate(), by=by)
    assert PASSWORD and not OneTimeCode.objects.exists()
