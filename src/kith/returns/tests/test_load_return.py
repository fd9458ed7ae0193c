"""Loading: every table has a home, years become one history, and the same again changes nothing."""

from datetime import date

import pytest

from kith.access.models import AuditEntry
from kith.access.roles import Permission, Role
from kith.care.models import (
    Adoption,
    AdoptionPlan,
    DeprivationOfLiberty,
    HomePostcode,
    LegalStatus,
    NeedCode,
    Parenthood,
    PeriodOfCare,
    Placement,
    PreviousPermanence,
    Review,
    Unaccompanied,
)
from kith.casework.models import HealthYear, MissingPeriod
from kith.deadlines.models import DeadlineRow
from kith.leavingcare.models import CareLeaverContact
from kith.people.factories import a_child
from kith.people.models import Person
from kith.reach.doing import NotPermitted
from kith.reach.seeing import Relation, relation, visible_to
from kith.returns.comparing import fingerprint
from kith.returns.models import Load, LoadedRow, SourceRow
from kith.returns.queries import sources_of
from kith.returns.ssda903 import BROUGHT
from kith.returns.tests.making import EPISODES, HEADER, ONE_CHILD, about, child, load, returned
from kith.testing.standing import DAY, at_work
from kith.workforce.factories import a_worker
from kith.workforce.models import Allocation, Worker

EVERYTHING = f"""{HEADER.replace("UPN", "UPN            MOTHER  MC_DOB").replace("A123456789123", "A123456789123  1       02/01/2026")}
{EPISODES}
Reviews
CHILD  DOB         REVIEW      REVIEW_CODE
A1     03/05/2008  20/06/2017  PN1

UASC
CHILD  SEX  DOB         DUC
A1     1    03/05/2008  03/05/2026

OC2
CHILD  DOB         SDQ_SCORE  SDQ_REASON  CONVICTED  HEALTH_CHECK  IMMUNISATIONS  TEETH_CHECK  HEALTH_ASSESSMENT  SUBSTANCE_MISUSE  INTERVENTION_RECEIVED  INTERVENTION_OFFERED
A1     03/05/2008  14         .           0          .             1              1            1                  0                 .                      .

OC3
CHILD  DOB         IN_TOUCH  ACTIV  ACCOM
A1     03/05/2008  YES       F1     B1

AD1
CHILD  DOB         DATE_INT    DATE_MATCH  FOSTER_CARE  NB_ADOPTR  SEX_ADOPTR  LS_ADOPTR
A1     03/05/2008  01/10/2017  01/11/2017  0            2          MF          L11

PlacedAdoption
CHILD  DOB         DATE_PLACED  DATE_PLACED_CEASED  REASON_PLACED_CEASED
A1     03/05/2008  01/09/2017   01/02/2018          RD4

PrevPerm
CHILD  DOB         PREV_PERM  LA_PERM  DATE_PERM
A1     03/05/2008  P1         999      ZZ/ZZ/2012

Missing
CHILD  DOB         MISSING  MIS_START   MIS_END
A1     03/05/2008  M        01/12/2017  03/12/2017

SWEpisodes
CHILD  DOB         SW_ID  SW_DECOM    SW_DEC  SW_REASON
A1     03/05/2008  SW77   01/06/2017  .       FCONTA

DoLo
CHILD  DOB         DOLO_START  DOLO_END
A1     03/05/2008  01/01/2018  01/02/2018
"""


def test_a_child_nobody_knew_has_a_record_from_today_and_a_past_from_the_return(analyst):
    made = load(analyst, ONE_CHILD)
    robin = child()
    assert (made.state, made.counts["new"]) == (Load.State.DONE, 1)
    assert (robin.record_opened_on, robin.recorded_from, robin.born_on, robin.sex) == (
        DAY,
        DAY,
        date(2008, 5, 3),
        "M",
    )
    assert PeriodOfCare.objects.get(child=robin).start_on == date(2017, 6, 1)
    assert [each.home.postcode for each in Placement.objects.filter(child=robin).order_by("start_on")] == [
        "LE1 1FZ",
        "NG1 2DT",
    ]


@pytest.mark.parametrize("model", BROUGHT)
def test_nothing_in_the_twelve_tables_lacks_a_home(analyst, model):
    load(analyst, EVERYTHING)
    assert model.objects.filter(child=child()).exists()


def test_what_the_tables_say_is_what_the_record_says(analyst):
    load(analyst, EVERYTHING)
    robin = child()
    one = {model: model.objects.get(child=robin) for model in (
        Review, MissingPeriod, HealthYear, CareLeaverContact, Adoption, AdoptionPlan, PreviousPermanence, Unaccompanied,
        Parenthood, DeprivationOfLiberty, LegalStatus, NeedCode, HomePostcode,
    )}  # fmt: skip
    assert (one[Review].held_on, one[Review].participation) == (date(2017, 6, 20), "PN1")
    assert (one[MissingPeriod].kind, one[MissingPeriod].times_known) == ("M", False)
    assert (one[HealthYear].sdq_score, one[HealthYear].teeth_check, one[HealthYear].health_check) == (
        14,
        True,
        None,
    )
    assert (one[CareLeaverContact].collection_year, one[CareLeaverContact].activity) == ("2017-18", "F1")
    assert (one[Adoption].adopters_sex, one[Adoption].by_foster_carer) == ("MF", False)
    assert one[AdoptionPlan].cease_reason == "RD4"
    assert one[PreviousPermanence].date == "ZZ/ZZ/2012"
    assert one[Unaccompanied].ended_on == date(2026, 5, 3)
    assert one[Parenthood].mother and one[Parenthood].first_child_born_on == date(2026, 1, 2)
    assert one[DeprivationOfLiberty].end_on == date(2018, 2, 1)
    assert (one[LegalStatus].code, one[NeedCode].code, one[HomePostcode].postcode) == ("V2", "N1", "LE1 5WW")


def test_a_social_worker_known_from_the_return_has_a_number_and_no_login(analyst):
    load(analyst, EVERYTHING)
    worker = Worker.objects.get(social_work_england="SW77")
    assert (worker.user, worker.name) == (None, "Social worker SW77")
    assert Allocation.objects.get(child=child()).reason == "FCONTA"


def test_loading_the_same_again_changes_nothing(analyst, team):
    load(analyst, EVERYTHING, team=team)
    before = everything_there_is()
    again = load(analyst, EVERYTHING, team=team)
    assert (again.counts["new"], again.counts["changed"], again.counts["unchanged"]) == (0, 0, 1)
    assert everything_there_is() == before
    assert not SourceRow.objects.filter(load=again).exists()


def everything_there_is() -> dict:
    rows = {
        (model, row.pk): fingerprint(row)
        for model in (*BROUGHT, Person, Worker)
        for row in model.objects.all()
    }
    history = {
        model: model._meta.apps.get_model(model._meta.app_label, f"{model.__name__}Before")
        for model in BROUGHT
    }
    return rows | {("before", model): kept.objects.count() for model, kept in history.items()}


def test_it_is_known_how_far_the_returns_tell_and_a_later_year_moves_it(analyst):
    load(analyst, NEXT_YEAR, "2018-19")
    assert child().returned_until == date(2019, 3, 31)
    load(analyst, ONE_CHILD)
    assert child().returned_until == date(2019, 3, 31)
    load(analyst, NEXT_YEAR, "2019-20")
    assert child().returned_until == date(2020, 3, 31)


def test_a_year_that_says_nothing_new_still_moves_it_and_what_is_due(analyst):
    load(analyst, ONE_CHILD)
    late = DeadlineRow.objects.get(timescale="care.first_review")
    assert late.ended_on == date(2018, 4, 1)
    load(analyst, ONE_CHILD, "2018-19")
    assert DeadlineRow.objects.get(timescale="care.first_review").ended_on == date(2019, 4, 1)


def test_a_child_known_before_any_return_has_no_gap(analyst):
    a_child(authority_id="A1")
    load(analyst, ONE_CHILD)
    assert child().returned_until is None


SOME_WAY_IN = ONE_CHILD.replace("01/06/2017  S", "01/06/2017  U")


def test_care_told_from_some_way_in_says_so_until_a_year_before_it_is_loaded(analyst):
    load(analyst, SOME_WAY_IN)
    period = PeriodOfCare.objects.get()
    assert (period.began_earlier, period.first_rne) == (True, "U")
    assert not DeadlineRow.objects.filter(timescale__in=["care.first_review", "care.care_plan"]).exists()
    load(analyst, ONE_CHILD)
    period.refresh_from_db()
    assert (period.began_earlier, period.first_rne) == (False, "")


NEXT_YEAR = """
Header
CHILD  SEX  DOB         ETHNIC  UPN
A1     1    03/05/2008  WIRI    A123456789123

Episodes
CHILD  DECOM       RNE  LS  CIN  PLACE  PLACE_PROVIDER  DEC         REC  REASON_PLACE_CHANGE  HOME_POST  PL_POST   URN
A1     04/09/2017  P    V2  N1   K2     PR4             10/05/2018  X1   .                    LE1 5WW    NG1 2DT   1234567
A1     10/05/2018  L    C2  N1   K2     PR4             .           .    .                    LE1 5WW    NG1 2DT   1234567
"""


def test_another_year_loaded_later_goes_on_with_the_same_history(analyst):
    load(analyst, ONE_CHILD)
    numbers = set(Placement.objects.values_list("pk", flat=True))
    made = load(analyst, NEXT_YEAR, "2018-19")
    assert made.counts["changed"] == 1
    assert [(each.code, each.end_on) for each in LegalStatus.objects.order_by("start_on")] == [
        ("V2", date(2018, 5, 10)),
        ("C2", None),
    ]
    assert set(Placement.objects.values_list("pk", flat=True)) == numbers


def test_an_earlier_year_loaded_later_comes_to_the_same(analyst):
    load(analyst, NEXT_YEAR, "2018-19")
    load(analyst, ONE_CHILD)
    assert LegalStatus.objects.get(code="C2").start_on == date(2018, 5, 10)
    assert Placement.objects.count() == 2


def test_where_years_disagree_the_later_wins_and_both_values_are_listed(analyst):
    load(analyst, ONE_CHILD)
    made = load(analyst, NEXT_YEAR, "2018-19")
    said = made.issues.get(kind="disagreement")
    assert child().ethnicity == "WIRI"
    assert said.says == "ETHNIC of Header: WBRI in 2017-18, WIRI in 2018-19. The later was taken."
    assert [(row["file"], row["row"], row["year"]) for row in said.rows] == [
        ("header.csv", 2, "2017-18"),
        ("header.csv", 2, "2018-19"),
    ]


def test_the_same_year_sent_again_takes_the_place_of_what_it_said_before(analyst):
    load(analyst, ONE_CHILD)
    made = load(analyst, ONE_CHILD.replace("04/09/2017", "11/09/2017"))
    assert [each.start_on for each in Placement.objects.order_by("start_on")] == [
        date(2017, 6, 1),
        date(2017, 9, 11),
    ]
    assert made.counts["changed"] == 1


CANNOT_STAND = f"""{ONE_CHILD}
Reviews
CHILD  DOB         REVIEW      REVIEW_CODE
B2     01/01/2010  20/06/2017  PN1
""".replace(
    "SC123456\n",
    "SC123456\nB2     05/06/2017  S    V2  N1   U6     PR1             01/06/2017  X1   .                    .          .         .\n",
)


def test_a_child_whose_timeline_cannot_stand_is_left_out_whole_and_named(analyst):
    made = load(analyst, CANNOT_STAND)
    said = made.issues.get(kind="left_out")
    assert (said.child_identifier, said.about) == ("B2", "ends before it starts")
    assert said.mend and said.rows[0]["values"]["DECOM"] == "2017-06-05"
    assert not Person.objects.filter(authority_id="B2").exists()
    assert child("A1")


def test_a_child_left_out_comes_in_once_the_file_is_mended(analyst):
    load(analyst, CANNOT_STAND)
    mended = load(analyst, CANNOT_STAND.replace("01/06/2017  X1   .  ", "01/07/2017  E4A  .  "))
    assert mended.counts["new"] == 1
    assert Review.objects.get(child=child("B2")).held_on == date(2017, 6, 20)


def test_a_code_nobody_knows_is_cut_and_never_costs_the_child(analyst):
    made = load(analyst, ONE_CHILD.replace("N1 ", "N12345 ", 1))
    assert NeedCode.objects.order_by("start_on").first().code == "N1"
    assert "longer than the record holds" in about(made, "warning")


def test_a_pupil_number_that_fails_its_check_is_kept_and_listed(analyst):
    made = load(analyst, ONE_CHILD)
    assert child().upn == "A123456789123"
    assert "pupil number fails its check" in about(made, "warning")


def test_a_child_the_record_knows_is_found_by_the_authoritys_number(analyst):
    known = a_child(authority_id="a1", born_on=date(2008, 5, 4))
    made = load(analyst, ONE_CHILD)
    assert PeriodOfCare.objects.get().child == known
    assert Person.objects.get(pk=known.pk).born_on == date(2008, 5, 4)
    assert about(made, "warning").count("record says otherwise") >= 1


def test_a_child_on_whom_people_have_recorded_care_is_left_as_it_is(analyst):
    known = a_child(authority_id="A1")
    PeriodOfCare.objects.create(child=known, start_on=date(2020, 1, 1))
    made = load(analyst, ONE_CHILD)
    assert about(made, "left_out") == ["work in the record"]
    assert PeriodOfCare.objects.get().start_on == date(2020, 1, 1)
    assert not Placement.objects.exists()


def test_a_child_whose_loaded_rows_people_have_changed_is_left_as_it_is(analyst):
    load(analyst, ONE_CHILD)
    LegalStatus.objects.update(code="C1")
    made = load(analyst, NEXT_YEAR, "2018-19")
    assert about(made, "left_out") == ["work in the record"]
    assert LegalStatus.objects.get().code == "C1"


def test_what_people_changed_stays_where_the_return_says_nothing_new_of_it(analyst):
    load(analyst, ONE_CHILD)
    Placement.objects.filter(end_on=None).update(emergency=True)
    made = load(analyst, NEXT_YEAR, "2018-19")
    assert (made.counts["left_out"], made.counts["changed"]) == (0, 1)
    assert Placement.objects.get(end_on=None).emergency


def test_a_correction_of_the_childs_details_stands_and_what_the_return_says_is_listed(analyst):
    load(analyst, ONE_CHILD)
    Person.objects.update(ethnicity="MWBC")
    made = load(analyst, NEXT_YEAR, "2018-19")
    assert (child().ethnicity, made.counts["changed"]) == ("MWBC", 1)
    assert (
        "Ethnicity: MWBC in the record, WIRI in the return"
        in made.issues.get(about="record says otherwise").says
    )


def test_an_allocation_made_here_does_not_stand_in_the_way(analyst, standing):
    load(analyst, EVERYTHING)
    Allocation.objects.create(child=child(), worker=standing.worker, start_on=DAY)
    assert load(analyst, NEXT_YEAR, "2018-19").counts["changed"] == 1


def test_the_same_worker_allocated_twice_at_one_time_leaves_the_child_out(analyst):
    known = a_child(authority_id="A1")
    worker = a_worker("Sue Seventy", social_work_england="SW77")
    Allocation.objects.create(child=known, worker=worker, start_on=date(2017, 1, 1))
    assert about(load(analyst, EVERYTHING), "left_out") == ["work in the record"]


def test_a_number_that_two_persons_have_is_nobodys(analyst):
    a_child(authority_id="A1")
    a_child(authority_id="A1")
    assert about(load(analyst, ONE_CHILD), "left_out") == ["number held by several"]


def test_the_team_chosen_holds_the_children_and_its_manager_finds_them(analyst, team):
    manager = a_worker("Mo Manager", Role.TEAM_MANAGER, team)
    load(analyst, ONE_CHILD, team=team)
    with at_work(manager):
        assert relation(manager, child().pk, DAY) is Relation.COLLEAGUE
        assert list(visible_to(manager, Permission.RECORD_SEE)) == [child()]
    assert Allocation.objects.get().who == "Riverside, nobody allocated yet"


def test_every_row_says_which_line_of_which_file_it_came_from(analyst):
    load(analyst, ONE_CHILD)
    robin = child()
    where = sources_of(robin.pk)
    first = Placement.objects.order_by("start_on").first()
    assert where["care.Placement", first.pk] == ["SSDA903 2017-18, episodes.csv line 2"]
    assert where["people.Person", robin.pk] == ["SSDA903 2017-18, header.csv line 2"]
    told = set(LoadedRow.objects.exclude(sources=[]).values_list("model", flat=True))
    assert len(told) >= 6


def test_files_of_one_name_in_two_years_are_told_apart(analyst):
    load(analyst, ONE_CHILD)
    load(analyst, NEXT_YEAR, "2018-19")
    last = Placement.objects.get(end_on=None)
    assert sources_of(child().pk)["care.Placement", last.pk] == [
        "SSDA903 2017-18, episodes.csv line 3",
        "SSDA903 2018-19, episodes.csv line 2",
        "SSDA903 2018-19, episodes.csv line 3",
    ]


def test_every_child_loaded_is_in_the_audit(analyst):
    load(analyst, ONE_CHILD)
    entry = AuditEntry.objects.get(child=child().pk, event="loaded from a return")
    assert entry.worker == analyst.pk


def test_only_who_may_load_a_return_loads_one(analyst, standing):
    with pytest.raises(NotPermitted):
        load(standing.worker, ONE_CHILD)
    assert not Load.objects.exists()


def test_a_hundred_children_take_no_more_queries_than_one(analyst, django_assert_max_num_queries):
    many = "\n".join(f"C{n}     1    03/05/2008  WBRI    A123456789123" for n in range(100))
    found = returned(
        ONE_CHILD.replace(
            "A1     1    03/05/2008  WBRI    A123456789123\n", f"A1     1    03/05/2008  WBRI    .\n{many}\n"
        )
    )
    with django_assert_max_num_queries(150):
        load(analyst, found)
    assert Person.objects.children().count() == 101
