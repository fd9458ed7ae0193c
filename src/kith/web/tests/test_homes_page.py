"""Homes and needs: everything SSDA903 asks about care has a place where it can be seen."""

from kith.access.roles import Role
from kith.care.models import (
    Adoption,
    AdoptionPlan,
    DeprivationOfLiberty,
    Parenthood,
    Placement,
    PreviousPermanence,
    ShortBreak,
    Unaccompanied,
)
from kith.leavingcare.models import CareLeaverContact
from kith.testing.standing import at_work
from kith.web.tests.record_pages import address, ago, looked_after
from kith.workforce.factories import a_worker


def read(client, worker, child):
    client.force_login(worker.user)
    return client.get(address("homes", child)).content.decode()


def test_a_placements_officer_reads_it_and_is_not_led_to_the_rest(client, standing):
    looked_after(standing.child, standing.worker)
    told = read(client, a_worker("Pip Placements", Role.PLACEMENTS), standing.child)
    assert "Larch House" in told and "Start a placement" in told
    assert "/chronology/" not in told and "Change legal status" not in told


def test_a_placement_says_why_it_changed_and_what_lay_inside_it(client, standing):
    Placement.objects.create(
        child=standing.child, place="U6", start_on=ago(90), end_on=ago(10), end_reason="CHILD"
    )
    Placement.objects.create(
        child=standing.child, place="T1", start_on=ago(50), end_on=ago(48), temporary=True
    )
    told = read(client, standing.worker, standing.child)
    assert told.index("Child asked") < told.index("Temporarily in hospital")


def test_a_correction_shows_what_stood_before(client, standing):
    looked_after(standing.child, standing.worker)
    with at_work(standing.worker):
        Placement.objects.update(place="U4")
    told = read(client, standing.worker, standing.child)
    assert "by Wyn Worker; before" in told and "Kind of placement: Foster care" in told


def test_the_rarer_things_are_shown_where_there_are_any(client, standing):
    child = standing.child
    AdoptionPlan.objects.create(child=child, decided_on=ago(90), ceased_on=ago(9), cease_reason="RD1")
    Adoption.objects.create(
        child=child, best_interest_on=ago(90), matched_on=ago(80), by_foster_carer=True, adopters="2",
        adopters_sex="MF", adopters_status="L11",
    )  # fmt: skip
    DeprivationOfLiberty.objects.create(child=child, start_on=ago(90))
    PreviousPermanence.objects.create(child=child, kind="P2", date="zz/zz/2019")
    ShortBreak.objects.create(child=child, start_on=ago(90), end_on=ago(88))
    Unaccompanied.objects.create(child=child)
    Parenthood.objects.create(child=child, mother=True, first_child_born_on=ago(30))
    CareLeaverContact.objects.create(
        child=child, collection_year="2025-26", in_touch="YES", activity="F1", accommodation="U1"
    )
    told = read(client, standing.worker, child)
    for words in (
        "needs changed", "Sealed: the return has", "Deprivation of liberty", "Special guardianship, zz/zz/2019",
        "Short breaks", "Unaccompanied", "first child born", "Higher education",
    ):  # fmt: skip
        assert words in told
    assert "A man and a woman" not in told and "former foster carer" not in told


def test_the_episodes_are_shown_with_what_their_codes_mean(client, standing):
    looked_after(standing.child, standing.worker)
    told = read(client, standing.worker, standing.child)
    assert "S: Started to be looked after" in told and "U6: Foster care" in told
