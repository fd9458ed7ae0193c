"""What has changed from one check of a return to the next."""

from datetime import date

from kith.statutory.returns.since import changes, found
from kith.statutory.ssda903.asking import report_on, sort_out
from kith.statutory.ssda903.reading import read
from kith.statutory.ssda903.rules import RULES

HEAD = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
GOOD = "A1,01/05/2012,03/06/2026,PN1\n"
NO_DAY, NO_CODE = "A1,01/05/2012,,PN1\n", "A1,01/05/2012,03/06/2026,\n"
WANTED = {"166", "167"}


def checked(*rows, rules=WANTED):
    return report_of({"reviews.csv": (HEAD + "".join(rows)).encode()}, rules)


def report_of(files, rules=WANTED):
    report = report_on(
        sort_out(read(files), "2026-27"), year="2026-27", authority="E08000025", as_of=date(2027, 4, 1),
        rules=[rule for rule in RULES if rule.code in rules],
    )  # fmt: skip
    return found(report)


def test_an_issue_is_known_by_its_rows_key_in_words():
    assert checked(NO_CODE).issues["key"].to_list() == ["REVIEW 03/06/2026"]
    assert checked(NO_DAY, rules={"166"}).issues["key"].to_list() == [""]


def test_new_still_there_and_mended():
    before = checked(NO_DAY, GOOD)  # neither the day nor, without it, a use for the code
    now = checked(GOOD, NO_CODE)
    made = changes(now, before)
    assert made.issues.select("rule", "since").rows() == [("167", "new")]
    assert made.mended["rule"].to_list() == ["166", "167"]


def test_the_same_row_further_down_in_another_file_is_still_there():
    made = changes(checked(GOOD, GOOD, NO_CODE), checked(NO_CODE))
    assert made.issues["since"].to_list() == ["still"]
    assert made.mended.is_empty()


def test_of_two_rows_alike_one_may_be_mended():
    one, two = checked(NO_DAY, rules={"166"}), checked(NO_DAY, NO_DAY, rules={"166"})
    made = changes(one, two)
    assert (made.issues["since"].to_list(), made.mended.height) == (["still"], 1)
    assert changes(two, one).issues["since"].to_list() == ["still", "new"]


def test_a_row_without_a_child_is_known_again():
    nameless = ",01/05/2012,03/06/2026,\n"
    assert changes(checked(nameless), checked(nameless)).issues["since"].to_list() == ["still"]


def test_what_nobody_looked_for_before_is_not_called_new():
    made = changes(checked(NO_CODE), checked(NO_CODE, rules={"166"}))
    assert made.issues["since"].to_list() == ["not asked before"]


def test_a_rule_that_was_not_run_again_has_mended_nothing():
    made = changes(checked(NO_CODE, rules={"166"}), checked(NO_CODE))
    assert (made.mended.height, made.not_asked_again) == (0, 1)


def test_a_table_that_was_not_among_the_files_has_nothing_mended():
    header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nA1,1,01/05/2012,WBRI,A123456789123,,\n"
    without = report_of({"header.csv": header.encode()})
    made = changes(without, checked(NO_CODE))
    assert (made.mended.height, made.not_asked_again) == (0, 1)


def test_nothing_before_and_nothing_now():
    made = changes(checked(GOOD), checked(GOOD))
    assert (made.issues.height, made.mended.height, made.not_asked_again) == (0, 0, 0)
    assert made.issues.columns[-1] == "since"
