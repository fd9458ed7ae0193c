"""A referral has its contact, an assessment its referral, an enquiry its discussion, a conference its enquiry, a plan its conference."""

from itertools import pairwise

from kith.demo import tables as t
from kith.demo.tests.making import DAY, borough, by_child
from kith.statutory.cin import codes

AUTHORITY, ROWS = borough(400)
NUMBERED = {table: {row.id: row for row in rows} for table, rows in ROWS.items()}


def test_there_is_something_of_everything():
    assert all(ROWS[table] for table in (t.Referral, t.Closure, t.NeedPlanReview, t.Checkpoint, t.ProtectionPlan, t.CoreGroup))  # fmt: skip


def test_a_referral_comes_of_a_decision_about_a_contact_about_the_child():
    about = {(row.contact_id, row.child_id) for row in ROWS[t.ContactChild]}
    for row in ROWS[t.Referral]:
        decision = NUMBERED[t.Decision][row.decision_id]
        contact = NUMBERED[t.Contact][decision.contact_id]
        assert (contact.id, row.child_id) in about and decision.child_id == row.child_id
        assert contact.received_at.date() == row.referred_on <= decision.decided_at.date()
        assert contact.taken_by_id != decision.by_id


def test_an_assessment_answers_a_referral_of_the_child_and_is_not_authorised_by_whoever_wrote_it():
    for row in ROWS[t.AssessmentChild]:
        assessment, referral = NUMBERED[t.Assessment][row.assessment_id], NUMBERED[t.Referral][row.referral_id]  # fmt: skip
        assert referral.child_id == row.child_id and referral.referred_on <= assessment.started_on
        assert assessment.lead_id != assessment.authorised_by_id
        assert bool(assessment.authorised_on) == bool(row.outcome) == bool(row.factors)
        assert not referral.no_further_action


def test_a_closure_is_not_before_what_it_ends():
    done = {row.referral_id: NUMBERED[t.Assessment][row.assessment_id] for row in ROWS[t.AssessmentChild]}
    for row in ROWS[t.Closure]:
        assert NUMBERED[t.Referral][row.referral_id].child_id == row.child_id
        assert done[row.referral_id].started_on <= row.closed_on <= DAY


def test_an_enquiry_comes_of_a_discussion_about_the_child():
    about = {(row.discussion_id, row.child_id) for row in ROWS[t.StrategyChild]}
    for row in ROWS[t.Enquiry]:
        assert (row.clock_id, row.child_id) in about
        assert NUMBERED[t.StrategyDiscussion][row.clock_id].held_at.date() == row.started_on
        assert bool(row.outcome) == bool(row.ended_on)


def test_a_plan_comes_of_a_conference_and_the_conference_of_an_enquiry_that_asked_for_it():
    parts = {(row.conference_id, row.child_id): row for row in ROWS[t.ConferenceChild]}
    for plan in ROWS[t.ProtectionPlan]:
        part = parts[plan.conference_id, plan.child_id]
        enquiry = NUMBERED[t.Enquiry][part.enquiry_id]
        assert part.decision == "plan" and enquiry.child_id == plan.child_id
        assert enquiry.outcome == "conference" and enquiry.ended_on < plan.start_on
        assert NUMBERED[t.Conference][plan.conference_id].held_on == plan.start_on


def test_no_two_plans_of_one_kind_stand_at_once():
    for table in (t.NeedPlan, t.ProtectionPlan):
        for rows in by_child(ROWS[table]).values():
            rows.sort(key=lambda row: row.start_on)
            assert all(one.end_on and one.end_on <= other.start_on for one, other in pairwise(rows))


def test_no_need_plan_stands_beside_a_protection_plan():
    protected = by_child(ROWS[t.ProtectionPlan])
    for need in ROWS[t.NeedPlan]:
        for plan in protected[need.child_id]:
            assert need.start_on >= (plan.end_on or DAY) or (need.end_on and need.end_on <= plan.start_on)


def test_codes_of_the_journey_are_published_ones():
    assert all(row.source in codes.REFERRAL_SOURCE for row in ROWS[t.Referral])
    assert all(row.primary_need in codes.PRIMARY_NEED for row in ROWS[t.Referral])
    assert all(row.reason in codes.REASON_FOR_CLOSURE for row in ROWS[t.Closure])
    assert all(row.initial_category in codes.ABUSE for row in ROWS[t.ProtectionPlan])
    assert all(each in codes.ASSESSMENT_FACTOR for row in ROWS[t.AssessmentChild] for each in row.factors)


def test_of_those_whose_story_is_told_by_hand_nothing_more_is_made():
    hers = {child.id for family in AUTHORITY.hers for child in family.children}
    assert not hers & {row.child_id for row in ROWS[t.Referral]}


def test_the_letters_and_braces_of_what_is_told_are_not_shown():
    said = [row.worries + row.working for row in ROWS[t.Contact]] + [row.analysis for row in ROWS[t.AssessmentChild]]  # fmt: skip
    assert said and not any("{" in each or "|" in each for each in said)
