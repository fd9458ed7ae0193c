"""Checking a return's files by page: send, wait, look, filter, compare, take away, remove."""

import re
from datetime import timedelta

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import AuditEntry, Installation
from kith.access.roles import Role
from kith.filechecks import kept
from kith.filechecks.models import FileCheck
from kith.filechecks.tests.making import (
    A1,
    B2,
    NO_CODE,
    NO_SEX,
    a_census,
    asked,
    checked,
    checked_census,
    files,
)
from kith.people.factories import a_child
from kith.store import folders
from kith.web import tasks
from kith.web.middleware import today
from kith.workforce.factories import a_worker

VIEWS = (
    "file-check", "file-check-rules", "file-check-children", "file-check-issues", "file-check-not-run",
    "file-check-not-read",
)  # fmt: skip
State = FileCheck.State


@pytest.fixture
def analyst(db, tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "default_storage", FileSystemStorage(tmp_path))
    return a_worker("Dana Data", Role.DATA)


@pytest.fixture
def client(analyst):
    signed_in = Client()
    signed_in.force_login(analyst.user)
    return signed_in


@pytest.fixture
def jobs(monkeypatch):
    """Jobs as they are asked for, to be done when the test says."""
    waiting = []
    monkeypatch.setattr(tasks.run_check, "defer", lambda **given: waiting.append(given))
    return waiting


def send(client, sent=None, **other):
    given = {"year": "2026-27", "authority": "E08000025", "as_of": "2026-11-22"} | other
    sent = [SimpleUploadedFile(name, data) for name, data in (sent or files()).items()]
    return client.post(reverse("file-checks"), given | {"sent": sent})


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client, name, made, **query):
    return client.get(reverse(name, args=[made.pk]), query)


def test_the_form_knows_year_authority_and_day(client):
    Installation.objects.update_or_create(
        pk=1, defaults={"authority_code": "E06000999", "authority_name": "Estermere"}
    )
    shown = client.get(reverse("file-checks")).content.decode()
    assert 'value="E06000999"' in shown and f'value="{today().year}"' in shown
    assert "Nothing has been checked yet." in shown


def test_files_sent_are_checked_by_a_job_and_the_page_waits_for_it(client, jobs):
    address = send(client).url
    waiting = client.get(address)
    assert "Waiting for its turn" in words(waiting) and "http-equiv" in waiting.content.decode()
    tasks.run_check(**jobs[0])
    assert "1 issue" in words(client.get(address)) or "issues of 1 child" in words(client.get(address))
    assert not kept.are_sent(FileCheck.objects.get())


@pytest.mark.parametrize(
    ("sent", "other", "says"),
    [
        ({"return.exe": b"MZ"}, {}, "return.exe is not a CSV, XML or zip file"),
        ({"return.csv": b""}, {}, "The selected file is empty"),
        (None, {"authority": "E08009999"}, "E08009999 is not the code of an authority in England"),
        (None, {"authority": "E07000008"}, "E07000008 is a district. The return is its county’s: E10000003"),
        (None, {"year": "2019-20"}, "Choose collection year from those shown"),
        (None, {"as_of": ""}, "Enter the day the files were drawn"),
    ],
)
def test_what_is_wrong_with_the_question_is_said_beside_it_and_nothing_is_kept(
    client, tmp_path, sent, other, says
):
    assert says in words(send(client, sent, **other))
    assert not FileCheck.objects.exists() and not list(tmp_path.glob("checks/*"))


def test_more_than_may_be_sent_is_refused_last_years_files_and_all(client, monkeypatch):
    monkeypatch.setattr("kith.web.forms.file_checks.MOST_SENT", 150)
    last = SimpleUploadedFile("last.csv", files()["header.csv"])
    assert "must be smaller than" in words(send(client, last=[last]))


def test_a_list_of_providers_is_a_workbook_or_csv(client):
    answer = send(client, lists=[SimpleUploadedFile("list.pdf", b"x")])
    assert "list.pdf is not a CSV or XLSX file" in words(answer)


def test_a_form_from_elsewhere_is_refused(analyst):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(analyst.user)
    made = checked(analyst)
    assert send(strict).status_code == 403
    assert strict.post(reverse("file-check-remove", args=[made.pk])).status_code == 403
    assert kept.result(made)


def test_the_summary_says_what_was_found_read_and_not_run(client, analyst):
    told = words(page(client, "file-check", checked(analyst, files(NO_SEX + B2))))
    assert "Rule 101" in told and "Header" in told and "header.csv" in told
    assert "need what was not given" in told and "wait for the end of the year" in told
    assert "removed after" in told


def test_no_issues_is_a_good_result_and_says_so(client, analyst, monkeypatch):
    from kith.statutory.ssda903 import asking

    monkeypatch.setattr(asking, "RULES", tuple(rule for rule in asking.RULES if rule.code == "101"))
    made = checked(analyst, files(A1))
    assert "No issues" in words(page(client, "file-check", made))
    for view in ("file-check-rules", "file-check-children", "file-check-issues"):
        assert "a rule that was not run has not been passed" in words(page(client, view, made))


def test_issues_are_narrowed_by_rule_table_and_child(client, analyst):
    made = checked(analyst, files(NO_SEX + NO_SEX.replace("A1", "C3"), NO_CODE))
    found = kept.result(made)
    assert "Rule 101" not in lines(page(client, "file-check-issues", made, rule="167"))
    assert "Rule 167" not in lines(page(client, "file-check-issues", made, table="Header"))
    place = found.by_child["child"].to_list().index("C3")
    assert "A1" not in lines(page(client, "file-check-issues", made, child=place))
    assert "No issue fits" in words(page(client, "file-check-issues", made, rule="167", table="Header"))


def lines(response) -> str:
    """What stands in the table of a page."""
    return words(response).split("Pages of", 1)[0].split("keep it safe.", 1)[1]


def test_a_childs_number_is_sent_and_stands_in_no_address(client, analyst):
    made = checked(analyst, files(NO_SEX + NO_SEX.replace("A1", "QUENBYTH")))
    answer = client.post(reverse("file-check-children", args=[made.pk]), {"number": " quenbyth "})
    assert answer.status_code == 302 and "quenbyth" not in answer.url.lower()
    assert "Child QUENBYTH" in words(client.get(answer.url))
    for view in VIEWS:
        addresses = re.findall(r'(?:href|action)="([^"]*)"', page(client, view, made).content.decode())
        assert not [each for each in addresses if "quenbyth" in each.lower()]
    unknown = client.post(reverse("file-check-children", args=[made.pk]), {"number": "Z9"})
    assert "No issue was found of a child with this number" in words(unknown)


def test_a_child_on_the_record_is_one_click_away(client, analyst):
    child = a_child("Own", authority_id="A1")
    made = checked(analyst)
    assert reverse("child", args=[child.pk]) in page(client, "file-check-issues", made).content.decode()


@pytest.mark.parametrize(
    "query", [{"child": "99999999999999999999"}, {"child": "-1"}, {"rule": "x"}, {"page": "9"}]
)
def test_an_odd_question_is_no_fault_of_ours(client, analyst, query):
    assert page(client, "file-check-issues", checked(analyst), **query).status_code == 200


def test_what_has_changed_since_the_check_before(client, analyst):
    checked(analyst, files(NO_SEX, NO_CODE))
    second = checked(analyst, files(B2, NO_CODE + NO_CODE.replace("A1", "B2")), later=5)
    told = words(page(client, "file-check", second))
    assert "still there" in told and "mended" in told and "new" in told
    mended = lines(page(client, "file-check-issues", second, since="mended"))
    assert "Rule 101" in mended and "A1" in mended and "no longer" in mended
    new = lines(page(client, "file-check-issues", second, since="new"))
    assert "B2" in new and "REVIEW 03/06/2026" in new


@pytest.mark.parametrize(("name", "ending"), [("file-check-file", "xlsx"), ("file-check-file", "json"), ("file-check-issues-file", "")])  # fmt: skip
def test_what_is_taken_away_is_in_the_audit(client, analyst, name, ending):
    made = checked(analyst)
    answer = client.get(reverse(name, args=[made.pk, *([ending] if ending else [])]))
    assert answer.status_code == 200 and f"check-{made.pk}-ssda903-2026-27" in answer["Content-Disposition"]
    entry = AuditEntry.objects.get(event="check of files taken away as a file")
    assert (entry.model, entry.row, entry.page) == ("filechecks.FileCheck", made.pk, f"GET {name}")


def test_the_spreadsheet_has_what_the_page_shows_and_runs_no_formula(client, analyst):
    made = checked(analyst, files(NO_SEX.replace("A1", "=A1"), NO_CODE))
    text = client.get(reverse("file-check-issues-file", args=[made.pk]), {"rule": "101"}).content.decode()
    assert "'=A1" in text and ",=A1" not in text and "\n167," not in text


@pytest.mark.parametrize("view", VIEWS)
def test_whoever_looks_is_in_the_audit(client, analyst, view):
    page(client, view, checked(analyst))
    assert AuditEntry.objects.filter(event="check of files viewed", page=f"GET {view}").exists()


def test_names_from_outside_are_only_text(client, analyst):
    name = "<script>alert(1)</script>.csv"
    made = checked(analyst, {name: files(NO_SEX.replace("A1", "<b>x</b>"))["header.csv"]})
    for view in VIEWS:
        shown = page(client, view, made).content.decode()
        assert "<script>alert" not in shown and "<b>x" not in shown.lower()


def test_files_in_which_nothing_can_be_read_say_which_and_what_was_wanted(client, jobs):
    address = send(client, {"header.csv": b"CHILD,SEX,DOB,UPN,MOTHER\nA1,M,01/05/2012,,\n"}).url
    tasks.run_check(**jobs[0])
    told = words(client.get(address))
    assert "could not be checked, and they are no longer kept" in told
    assert "It is most like" in told and "DOB, MOTHER, SEX, UPN" in told


def test_a_fault_of_kith_is_said_to_be_one_and_names_nobody(client, jobs, monkeypatch):
    address = send(client).url
    monkeypatch.setattr(tasks, "check_files", lambda **given: {}["A1, born 01/05/2012"])
    with pytest.raises(KeyError):
        tasks.run_check(**jobs[0])
    told = words(client.get(address))
    assert "(KeyError), which is a fault of Kith and not of your files" in told and "born" not in told


def test_a_rule_that_fails_is_told_on_the_summary_and_under_not_run(client, analyst, monkeypatch):
    from kith.lib.rule import Rules
    from kith.statutory.ssda903 import asking

    rule = Rules()

    @rule("101", fields="SEX")
    def broken(r):
        """It fails."""
        raise ValueError("no such thing")

    monkeypatch.setattr(asking, "RULES", tuple(rule))
    made = checked(analyst)
    assert "1 rule could not be checked, which is a fault of Kith" in words(page(client, "file-check", made))
    assert "1 rule: could not be checked" in words(page(client, "file-check-not-run", made))


def test_a_check_broken_off_says_so_and_may_be_done_again(client, analyst, jobs):
    made = asked(analyst)
    FileCheck.objects.update(state=State.CHECKING, progress="Reading the files")
    assert "broken off before its end" in words(page(client, "file-check", made))
    client.post(reverse("file-check", args=[made.pk]))
    tasks.run_check(**jobs[0])
    made.refresh_from_db()
    assert made.state == State.DONE


def test_a_check_whose_files_are_gone_asks_for_them_once_more(client, analyst, jobs):
    made = asked(analyst)
    kept.forget_sent(made)
    assert "Send the files again" in words(page(client, "file-check", made))
    client.post(reverse("file-check", args=[made.pk]))
    assert not jobs


def test_when_its_time_is_over_the_line_stays_and_says_so(client, analyst, settings):
    made = checked(analyst)
    FileCheck.objects.update(ended_at=timezone.now() - timedelta(days=settings.CHECKS_KEPT, hours=1))
    tasks.forget_checks(timestamp=0)
    assert "What this check found was removed" in words(page(client, "file-check", made))
    assert "Result removed" in words(client.get(reverse("file-checks")))
    for view in VIEWS[1:]:
        assert page(client, view, made).url == reverse("file-check", args=[made.pk])


def test_it_can_be_removed_before_its_time(client, analyst):
    made = checked(analyst)
    answer = client.post(reverse("file-check-remove", args=[made.pk]), follow=True)
    assert f"The result of check {made.pk} is removed" in words(answer)
    assert kept.result(FileCheck.objects.get(pk=made.pk)) is None


@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.ADMINISTRATOR]
)
def test_nobody_else_finds_any_of_it(analyst, role):
    made = checked(analyst)
    other = Client()
    other.force_login(a_worker("Someone Else", role).user)
    for view in (*VIEWS, "file-check-issues-file"):
        assert page(other, view, made).status_code == 404
    for view in ("file-check", "file-check-remove"):
        assert other.post(reverse(view, args=[made.pk])).status_code == 404
    assert other.get(reverse("file-checks")).status_code == send(other).status_code == 404
    assert kept.result(made)


def test_as_many_questions_to_the_database_for_many_issues_as_for_few(
    client, analyst, django_assert_max_num_queries
):
    many = checked(analyst, files("".join(NO_SEX.replace("A1", f"C{n}") for n in range(200))))
    assert "1 to 50 of" in words(page(client, "file-check-issues", many))
    with django_assert_max_num_queries(30):
        page(client, "file-check-issues", many)


def test_a_census_is_recognised_and_checked_by_the_same_pages(client, jobs):
    address = send(client, a_census(Sex="7"), year="2025-26").url
    tasks.run_check(**jobs[0])
    made = FileCheck.objects.get()
    assert made.collection == "cin"
    assert "Children in need census 2025-26, E08000025" in words(client.get(address))
    for view in VIEWS:
        assert page(client, view, made).status_code == 200
    told = words(page(client, "file-check-issues", made))
    assert " line " in told and "Last year’s files" not in words(client.get(address))


def test_the_rules_that_found_something_in_a_census_are_explained(client, analyst):
    made = checked_census(analyst, a_census(Sex="7"))
    shown = page(client, "file-check-rules", made).content.decode()
    assert "/rules-of-returns/cin/" in shown and "/rules-of-returns/ssda903/" not in shown


def test_files_of_two_returns_are_not_checked_together(client):
    told = words(send(client, files() | a_census()))
    assert "These are the files of two returns" in told and not FileCheck.objects.exists()


def test_the_census_is_compared_with_no_last_year(client):
    last = [SimpleUploadedFile("last.csv", files()["header.csv"])]
    told = words(send(client, a_census(), last=last))
    assert "The children in need census is not compared with last year’s files" in told


def test_a_census_taken_away_is_called_one(client, analyst):
    made = checked_census(analyst)
    answer = client.get(reverse("file-check-issues-file", args=[made.pk]))
    assert f"check-{made.pk}-cin-2025-26-issues.csv" in answer["Content-Disposition"]
