"""The directory and what becomes of a family that asks a service."""

import pytest
from django.core.exceptions import ValidationError

from kith.access.roles import Role
from kith.familyhelp.actions.directory import add_service, change_service
from kith.familyhelp.actions.help import close_family_help
from kith.familyhelp.actions.referring import end_service, record_session, refer_to_service, start_service
from kith.familyhelp.factories import a_service, family_help
from kith.familyhelp.models import Service, ServiceReferral, ServiceSession
from kith.familyhelp.queries import Wanted, languages, search_directory
from kith.reach.doing import NotPermitted
from kith.testing.refused import OUTSIDERS, refused
from kith.testing.standing import DAY, at_work, days_ago
from kith.workforce.factories import a_worker

OFFERED = {
    "organisation": "Weir Lane Trust",
    "name": "Stay and Play",
    "description": "Toys",
    "category": "play",
}


@pytest.fixture
def asked(standing):
    standing.help = family_help(standing.child, lead=standing.worker)
    standing.doing = {"child": standing.child, "by": standing.worker}
    with at_work(standing.worker):
        standing.referral = refer_to_service(
            family_help=standing.help, service=a_service(capacity=1), for_whom="Robin", referred_on=days_ago(20), **standing.doing
        )  # fmt: skip
    return standing


def names(**wanted) -> list[str]:
    return [each.name for each in search_directory(Wanted(**wanted))]


def test_the_directory_is_searched_by_all_that_a_family_asks(db):
    a_service(
        "Talk", minimum_age=11, maximum_age=17, place="Eastgate", postcode_area="ES2", languages=["Polish"]
    )
    a_service("Play", description="Toys", category="play", maximum_age=5, place="Westgate")
    a_service("Gone", status="defunct")
    assert names() == ["Play", "Talk"]
    assert names(category="play") == names(age=3) == names(place="west") == ["Play"]
    assert names(language="Polish") == names(words="talk") == names(place="es2") == ["Talk"]
    assert languages() == ["Polish"]


def test_a_full_service_has_no_room(asked):
    assert names(with_room=True) == ["Talking Walks"]
    with at_work(asked.worker):
        start_service(referral=asked.referral, started_on=days_ago(10), **asked.doing)
    assert names(with_room=True) == []
    (found,) = search_directory(Wanted())
    assert (found.taken, found.waiting) == (1, 0)


def test_a_family_waits_starts_attends_misses_and_ends(asked):
    row, doing = asked.referral, asked.doing
    with at_work(asked.worker):
        start_service(referral=row, started_on=days_ago(10), **doing)
        record_session(referral=row, held_on=days_ago(8), attended=True, missed_because="", **doing)
        with pytest.raises(ValidationError, match="why it was missed"):
            record_session(referral=row, held_on=days_ago(1), attended=False, missed_because="", **doing)
        record_session(referral=row, held_on=days_ago(1), attended=False, missed_because="The bus", **doing)
        record_session(referral=row, held_on=days_ago(1), attended=True, missed_because="", **doing)
        end_service(referral=row, ended_on=DAY, outcome="completed", outcome_text="Talks again", **doing)
    assert list(ServiceSession.objects.order_by("held_on").values_list("attended", flat=True)) == [True, True]
    with at_work(asked.worker), pytest.raises(NotPermitted, match="has ended"):
        record_session(referral=row, held_on=DAY, attended=True, missed_because="", **doing)


def test_what_never_started_is_not_completed(asked):
    with at_work(asked.worker), pytest.raises(ValidationError, match="had not started"):
        end_service(
            referral=asked.referral, ended_on=DAY, outcome="completed", outcome_text="", **asked.doing
        )
    with at_work(asked.worker), pytest.raises(ValidationError, match="has started"):
        record_session(referral=asked.referral, held_on=DAY, attended=True, missed_because="", **asked.doing)


def test_help_is_not_closed_while_a_service_is_waited_for(asked):
    with at_work(asked.worker), pytest.raises(ValidationError, match="Talking Walks, for Robin"):
        close_family_help(family_help=asked.help, end_on=DAY, end_reason="met", changed="x", **asked.doing)


def test_a_service_that_takes_nobody_is_not_asked(asked):
    full = a_service("Full", status="inactive")
    with at_work(asked.worker), pytest.raises(ValidationError, match="takes nobody now"):
        refer_to_service(
            family_help=asked.help, service=full, for_whom="Robin", referred_on=DAY, **asked.doing
        )


@pytest.mark.parametrize("who", OUTSIDERS)
def test_others_ask_no_service(asked, who):
    with refused(asked, who) as worker:
        start_service(referral=asked.referral, child=asked.child, started_on=DAY, by=worker)


def test_who_keeps_the_directory_adds_and_changes(standing):
    keeper = a_worker("Kim Keeper", Role.PLACEMENTS)
    with at_work(keeper):
        made = add_service(**OFFERED, by=keeper)
        change_service(service=made, status="inactive", by=keeper)
    assert Service.objects.get().status == "inactive"
    with at_work(standing.worker), pytest.raises(NotPermitted):
        change_service(service=made, status="active", by=standing.worker)


def test_a_referral_is_waiting_until_it_starts(asked):
    assert ServiceReferral.objects.get().started_on is None
