"""Loading a census: everything has a home, years go on from each other, conflicts are shown, undone it is gone."""

from datetime import date

import pytest

from kith.assessment.models import Assessment, AssessmentChild, Closure, NeedPlan
from kith.childfile.gather import gather_for_census
from kith.frontdoor.models import Referral
from kith.people.factories import a_child as a_person
from kith.people.models import Person
from kith.protection.models import Conference, ConferenceChild, Enquiry, ProtectionPlan
from kith.reach.models import Restriction
from kith.returns.actions.loading import MayNotBeLoaded
from kith.returns.actions.undoing import WorkFollowed
from kith.returns.census import Census
from kith.returns.census_wanted import BROUGHT
from kith.returns.models import Load, LoadedRow, LoadIssue, SourceRow
from kith.returns.queries import sources_of
from kith.returns.tests.census import OVER, REFERRAL, WHO, a_child, census, load, made_up
from kith.returns.tests.making import ONE_CHILD, about, child, undo
from kith.returns.tests.making import load as load_ssda903
from kith.returns.tests.test_load_return import everything_there_is
from kith.statutory.cin.building import build
from kith.testing.standing import DAY


def test_what_the_census_says_is_what_the_record_says(analyst):
    made = load(analyst, census(a_child(**OVER)))
    robin = child("C1")
    assert (made.state, made.counts["new"], made.counts["left_out"]) == (Load.State.DONE, 1, 0)
    assert (robin.born_on, robin.sex, robin.ethnicity, robin.disabilities) == (
        date(2015, 3, 14), "F", "WBRI", ["NONE"],
    )  # fmt: skip
    referral = Referral.objects.get(child=robin)
    assert (referral.referred_on, referral.source, referral.primary_need) == (date(2024, 6, 3), "2A", "N1")
    part = AssessmentChild.objects.get(child=robin)
    assert (part.referral, part.assessment.started_on, part.factors) == (
        referral,
        date(2024, 6, 4),
        ["3A", "16A"],
    )
    assert (part.assessment.lead, part.assessment.authorised_on) == (None, date(2024, 7, 30))
    assert NeedPlan.objects.get(child=robin).end_on == date(2025, 6, 30)
    assert Closure.objects.get(referral=referral).reason == "RC7"


def test_enquiry_conference_plan_and_review_hang_together(analyst):
    load(analyst, census(a_child()))
    enquiry, plan = Enquiry.objects.get(), ProtectionPlan.objects.get()
    initial, review = ConferenceChild.objects.order_by("conference__held_on")
    assert (enquiry.started_on, enquiry.told_target_on, enquiry.outcome) == (
        date(2024, 6, 10),
        date(2024, 7, 1),
        "",
    )
    assert (initial.enquiry, initial.decision, initial.category) == (enquiry, "plan", "NEG")
    assert (plan.conference, plan.initial_category, plan.latest_category) == (
        initial.conference,
        "NEG",
        "EMO",
    )
    assert (review.conference.kind, review.conference.held_on, review.decision) == (
        "review", date(2024, 9, 20), "goes_on",
    )  # fmt: skip
    assert plan.earlier_elsewhere == 1


def test_the_same_again_changes_nothing(analyst, tmp_path):
    load(analyst, made_up(60, tmp_path))
    before = everything_there_is()
    again = load(analyst, made_up(60, tmp_path))
    assert everything_there_is() == before
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 60)


def test_every_row_of_a_valid_census_is_taken(analyst, tmp_path):
    made = load(analyst, made_up(60, tmp_path, "2026-27", seed=4))
    assert made.counts["not_taken"] == made.counts["left_out"] == 0
    assert [model for model in BROUGHT if not model.objects.exists()] == []


def test_next_year_goes_on_from_what_was_open(analyst):
    load(analyst, census(a_child()))
    made = load(analyst, census(a_child(**OVER), year="2026"))
    assert (made.counts["changed"], made.counts["disagreement"]) == (1, 0)
    assert Assessment.objects.get().authorised_on == date(2024, 7, 30)
    assert NeedPlan.objects.get().end_on == date(2025, 6, 30)
    assert ProtectionPlan.objects.get().end_on == date(2025, 5, 1)
    assert Closure.objects.get().closed_on == date(2025, 6, 30)
    assert child("C1").returned_until == date(2026, 3, 31)


def test_what_next_year_tells_no_more_stays(analyst):
    load(analyst, census(a_child(**OVER)))
    later = REFERRAL.replace("2024", "2025")
    load(analyst, census(a_child(details=later), year="2026"))
    assert Referral.objects.count() == Assessment.objects.count() == 2
    assert Closure.objects.count() == 1


def test_an_authorised_assessment_told_otherwise_by_a_later_load_is_replaced(analyst):
    load(analyst, census(a_child(**OVER)))
    load(analyst, census(a_child(**OVER | {"authorised": OVER["authorised"].replace("16A", "15A")})))
    assert AssessmentChild.objects.get().factors == ["3A", "15A"]
    assert Assessment.objects.count() == 1


def test_undone_everything_is_gone(analyst, team):
    made = load(analyst, census(a_child(**OVER)), team=team)
    undo(analyst, made)
    assert not [model for model in (*BROUGHT, Person, LoadedRow, SourceRow) if model.objects.exists()]


def test_undone_it_is_as_the_year_before_told_it(analyst):
    load(analyst, census(a_child()))
    undo(analyst, load(analyst, census(a_child(**OVER), year="2026")))
    assert not Closure.objects.exists()
    assert (NeedPlan.objects.get().end_on, Assessment.objects.get().authorised_on) == (None, None)


def test_it_is_not_undone_where_work_followed(analyst):
    made = load(analyst, census(a_child()))
    Enquiry.objects.create(child=child("C1"), started_on=DAY)
    with pytest.raises(WorkFollowed):
        undo(analyst, made)
    assert ProtectionPlan.objects.exists()


# Who is known already


def test_a_child_of_ssda903_is_the_same_child_by_the_number(analyst):
    load_ssda903(analyst, ONE_CHILD)
    before = everything_there_is()
    made = load(
        analyst, census(a_child("A1", WHO.replace("2015-03-14", "2008-05-03").replace("<Sex>F", "<Sex>M")))
    )
    assert (Person.objects.count(), Referral.objects.get().child) == (1, child())
    assert child().disabilities == ["NONE"]
    undo(analyst, made)
    kept = {key: row for key, row in everything_there_is().items() if key[0] != "before"}
    assert kept == {key: row for key, row in before.items() if key[0] != "before"}


def test_undoing_ssda903_leaves_the_child_to_the_census(analyst):
    first = load_ssda903(analyst, ONE_CHILD)
    load(analyst, census(a_child("A1", WHO.replace("2015-03-14", "2008-05-03").replace("<Sex>F", "<Sex>M"))))
    undo(analyst, first)
    assert Referral.objects.get().child == child()
    assert child().record_opened_on == DAY


@pytest.mark.parametrize(
    ("who", "what"),
    [
        (WHO.replace("<Sex>F", "<Sex>M"), "conflict: date of birth"),
        (WHO.replace("2015-03-14", "2008-05-03"), "conflict: sex"),
        (WHO.replace("2015-03-14", "2008-05-03").replace("<Sex>F", "<Sex>M").replace("9123", "9124"),
         "conflict: unique pupil number"),
    ],
)  # fmt: skip
def test_a_conflict_is_shown_and_nothing_of_the_child_is_taken(analyst, who, what):
    load_ssda903(analyst, ONE_CHILD)
    made = load(analyst, census(a_child("A1", who)))
    assert about(made, LoadIssue.Kind.LEFT_OUT) == [what]
    assert not Referral.objects.exists()


def test_a_pupil_number_of_another_child_is_a_conflict(analyst):
    load(analyst, census(a_child("C1")))
    made = load(analyst, census(a_child("C2")))
    assert about(made, LoadIssue.Kind.LEFT_OUT) == ["conflict: unique pupil number"]
    assert Person.objects.count() == 1


def test_a_child_entered_without_a_number_is_known_by_the_pupil_number(analyst):
    robin = a_person(authority_id="", upn="A123456789123", born_on=date(2015, 3, 14), sex="F")
    load(analyst, census(a_child()))
    assert Referral.objects.get().child == robin


def test_a_birth_date_and_a_sex_are_only_a_suggestion(analyst):
    a_person(authority_id="Z9", born_on=date(2015, 3, 14), sex="F")
    made = load(analyst, census(a_child()))
    assert "perhaps known already" in about(made, LoadIssue.Kind.WARNING)
    assert Referral.objects.get().child == child("C1")


def test_nobody_whom_a_restriction_hides_is_named_as_a_suggestion(analyst, standing):
    hidden = a_person(authority_id="Z9", born_on=date(2015, 3, 14), sex="F")
    Restriction.objects.create(
        person=hidden, kind="staff", reason="Works here", owner=standing.manager, start_on=DAY, review_on=DAY
    )
    made = load(analyst, census(a_child()))
    assert "perhaps known already" not in about(made, LoadIssue.Kind.WARNING)


def test_a_pupil_number_of_a_sealed_record_tells_nothing(analyst, standing):
    sealed = a_person(authority_id="Z9", upn="A123456789123")
    Restriction.objects.create(
        person=sealed, kind="adoption", reason="Adopted", owner=standing.manager, start_on=DAY, review_on=DAY
    )
    assert load(analyst, census(a_child())).counts["new"] == 1


def test_two_years_that_tell_two_birth_dates_are_a_conflict(analyst):
    load(analyst, census(a_child()))
    made = load(analyst, census(a_child(who=WHO.replace("2015-03-14", "2015-04-13"), **OVER), year="2026"))
    left_out = made.issues.get(kind=LoadIssue.Kind.LEFT_OUT)
    assert left_out.about == "conflict: date of birth"
    assert {"ChildIdentifiers", "CINdetails", "Reviews"} <= {row["table"] for row in left_out.rows}
    assert not Closure.objects.exists()


# What cannot be taken


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ("<CINreferralDate>2024-06-03</CINreferralDate>", "", "referral without a day"),
        ("<AssessmentActualStartDate>2024-06-04", "<AssessmentActualStartDate>yesterday", "assessment without a day"),
        ("<CINPlanStartDate>2024-08-01", "<CINPlanStartDate>2026-08-01", "child in need plan ends before it begins"),
        ("<S47ActualStartDate>2024-06-10</S47ActualStartDate>", "", "enquiry without a day"),
        ("<CPPstartDate>2024-06-28</CPPstartDate>", "", "protection plan without a day"),
        ("<CPPreviewDate>2024-09-20</CPPreviewDate>", "<CPPreviewDate/>", "review without a day"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_taken_is_listed_with_its_reason(analyst, was, becomes, says):
    made = load(analyst, census(a_child(details=REFERRAL.replace(was, becomes), **OVER)))
    found = made.issues.filter(kind=LoadIssue.Kind.NOT_TAKEN)
    assert [each.about for each in found] == [says]
    assert found[0].rows[0]["row"] and made.counts["new"] == 1


def test_a_day_in_which_nothing_can_have_been_costs_no_more_than_itself(analyst):
    details = REFERRAL.replace("2024-09-20", "1970-10-06").replace(
        "<CINPlanStartDate>2024", "<CINPlanStartDate>9999"
    )
    made = load(analyst, census(a_child(details=details)))
    assert about(made, LoadIssue.Kind.WARNING).count("day that cannot be") == 2
    assert (Enquiry.objects.count(), NeedPlan.objects.count(), made.counts["not_taken"]) == (1, 0, 2)


def test_a_child_born_when_nobody_can_have_been_is_left_out(analyst):
    made = load(analyst, census(a_child(who=WHO.replace("2015-03-14", "9999-12-31"))))
    assert about(made, LoadIssue.Kind.LEFT_OUT) == ["day that cannot be"]
    assert not Person.objects.exists()


def test_a_child_without_a_number_is_not_taken(analyst):
    made = load(analyst, census(a_child(who=WHO.replace("<LAchildID>{number}</LAchildID>", ""))))
    assert about(made, LoadIssue.Kind.NOT_TAKEN) == ["child without a number"]
    assert not Person.objects.exists()


@pytest.mark.parametrize("other", ["C1", "c1"])
def test_a_number_on_two_children_of_a_file_is_a_conflict(analyst, other):
    twin = WHO.replace("A123456789123", "A123456789124")
    made = load(analyst, census(a_child(), a_child(other, who=twin), a_child("C2", who=twin)))
    assert about(made, LoadIssue.Kind.LEFT_OUT) == ["conflict: number of two children"]
    assert [each.authority_id for each in Person.objects.all()] == ["C2"]


def test_fewer_earlier_plans_told_than_are_known_come_back_as_told(analyst):
    more = (
        "<ChildProtectionPlans><CPPstartDate>2025-02-03</CPPstartDate><InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>"
        "<LatestCategoryOfAbuse>NEG</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP></ChildProtectionPlans>"
    )
    ended = {"protection_end": "<CPPendDate>2024-12-02</CPPendDate>"}
    load(analyst, census(a_child(details=REFERRAL + more, **ended)))
    plans = build(gather_for_census(), "2024-25")["ChildProtectionPlans"]
    assert plans["NumberOfPreviousCPP"].to_list() == [1, 0]


def test_episodes_out_of_order_come_back_in_order_and_otherwise_the_same(analyst):
    earlier = "<CINreferralDate>2024-04-02</CINreferralDate><ReferralSource>4</ReferralSource><ReferralNFA>1</ReferralNFA>"
    told = REFERRAL + "</CINdetails><CINdetails>" + earlier
    load(analyst, census(a_child(details=told)))
    details = build(gather_for_census(), "2024-25")["CINdetails"]
    assert details.select("CINdetailsID", "ReferralSource", "ReferralNFA").rows() == [
        ("1", "4", "1"),
        ("2", "2A", "0"),
    ]


@pytest.mark.parametrize(
    ("authority", "refused"), [("E08000025", False), ("E09000001", True), ("E06000999", False)]
)
def test_a_header_of_another_authority_is_refused(authority, refused):
    said = Census().refusal(census(a_child()), authority)
    assert bool(said) is refused
    assert not refused or said.startswith(
        "The header of cin2025.xml says LEA 330, and this record is that of E09000001"
    )


def test_nothing_of_another_authoritys_census_comes_into_the_record(analyst):
    with pytest.raises(MayNotBeLoaded, match="which is LEA 201"):
        load(analyst, census(a_child()), authority="E09000001")
    assert not Person.objects.exists()


def test_a_row_of_the_record_says_where_it_came_from(analyst):
    load(analyst, census(a_child()))
    found = sources_of(child("C1").pk)[Referral._meta.label, Referral.objects.get().pk]
    assert found[0].startswith("Children in need census 2024-25, cin2025.xml line ")


def test_what_is_loaded_brings_nothing_that_reads_as_late(analyst, tmp_path):
    from kith.deadlines.models import DeadlineRow

    load(analyst, made_up(60, tmp_path))
    assert not DeadlineRow.objects.filter(due_on__lt=DAY, met_on__isnull=True, ended_on__isnull=True).exists()
    assert Conference.objects.exists()
