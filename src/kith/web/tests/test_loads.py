"""Loading a return by page: upload, confirm, wait, look, undo."""

import os
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kith.access.models import AuditEntry
from kith.access.roles import Role
from kith.people.models import Person
from kith.returns import uploads
from kith.returns.models import Load
from kith.returns.running import written_beside
from kith.returns.tests.making import ONE_CHILD, child, files
from kith.returns.tests.making import load as loaded
from kith.returns.tests.test_load_return import CANNOT_STAND
from kith.web import tasks
from kith.workforce.factories import a_team, a_worker
from kith.workforce.models import Allocation


@pytest.fixture
def analyst(db, settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        }
    }
    return a_worker("Dana Data", Role.DATA)


@pytest.fixture
def client(analyst):
    signed_in = Client()
    signed_in.force_login(analyst.user)
    return signed_in


@pytest.fixture
def jobs(monkeypatch):
    """Jobs as they are asked for, to be done when the test says."""
    asked = []
    for job in (tasks.run_load, tasks.run_undo):
        monkeypatch.setattr(job, "defer", lambda **given: asked.append(given))
    return asked


def send(client, text=ONE_CHILD):
    sent = [SimpleUploadedFile(name, data) for name, data in files(text).items()]
    return client.post(reverse("loads"), {"sent": sent})


def confirm(client, found, **other):
    years = {f"year_{place}": "2017-18" for place in range(2)}
    return client.post(reverse("load-confirm", args=[found.pk]), years | {"team": ""} | other)


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_files_sent_are_read_and_put_to_the_person_and_nothing_is_loaded(client):
    page = client.get(send(client).url)
    assert "1 child in the files: 1 new, 0 already known." in words(page)
    assert 'value="2017-18" selected' in page.content.decode()
    assert not Person.objects.exists()


def test_confirmed_it_is_loaded_by_a_job_and_the_files_are_forgotten(client, jobs):
    send(client)
    found = Load.objects.get()
    confirm(client, found, team=a_team("Riverside").pk)
    waiting = client.get(reverse("load", args=[found.pk]))
    assert "Waiting for its turn" in words(waiting) and "http-equiv" in waiting.content.decode()
    tasks.run_load(**jobs[0])
    assert "New children" not in words(client.get(reverse("load", args=[found.pk])))
    assert Allocation.objects.get(child=child()).team.name == "Riverside"
    assert not uploads.are_kept(found)


def test_the_year_put_right_on_the_page_is_the_year_loaded(client, jobs):
    send(client)
    found = Load.objects.get()
    confirm(client, found, year_1="2018-19", each="yes")
    found.refresh_from_db()
    assert [file["year"] for file in found.files] == ["2017-18", "2018-19"]


def test_files_of_one_year_are_confirmed_together_unless_asked_one_by_one(client):
    address = send(client).url
    assert "Year of episodes.csv and 1 more" in words(client.get(address))
    assert "Year of header.csv" in words(client.get(f"{address}?each=yes"))


def test_files_that_are_not_wanted_are_forgotten(client):
    send(client)
    found = Load.objects.get()
    client.post(reverse("load-confirm", args=[found.pk]), {"drop": "yes"})
    assert not uploads.are_kept(found)
    assert "These files were not loaded" in words(client.get(reverse("load", args=[found.pk])))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("return.exe", b"MZ", "return.exe is not a CSV, XML or zip file"),
        ("shopping.csv", b"apples\n1\n", "Nothing of an SSDA903 return could be read"),
        ("return.zip", b"PK\x03\x04nonsense", "Nothing of an SSDA903 return could be read"),
        ("return.csv", b"", "The selected file is empty"),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_nothing_is_kept(client, tmp_path, name, data, says):
    answer = client.post(reverse("loads"), {"sent": [SimpleUploadedFile(name, data)]})
    assert says in words(answer)
    assert not Load.objects.exists()
    assert not list(tmp_path.glob("loads/*"))


def test_more_than_may_be_sent_is_refused(client, monkeypatch):
    monkeypatch.setattr("kith.web.forms.loads.MOST_SENT", 20)
    assert "must be smaller than" in words(send(client))


def test_a_name_that_would_climb_out_of_its_folder_stays_a_name(client, tmp_path):
    data = files(ONE_CHILD)["episodes.csv"]
    client.post(reverse("loads"), {"sent": [SimpleUploadedFile("../../../episodes.csv", data)]})
    there = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    number = Load.objects.get().pk
    assert there == [f"loads/{number}/0", f"loads/{number}/names.json"]


def test_files_are_kept_for_nobody_else_and_for_a_day(client, tmp_path):
    send(client)
    folder = tmp_path / "loads" / str(Load.objects.get().pk)
    assert folder.stat().st_mode & 0o077 == (folder / "0").stat().st_mode & 0o077 == 0
    long_ago = (datetime.now(UTC) - timedelta(hours=25)).timestamp()
    assert uploads.forget_old(datetime.now(UTC)) == []
    os.utime(folder, (long_ago, long_ago))
    assert uploads.forget_old(datetime.now(UTC)) == [Load.objects.get().pk]


def test_a_load_that_fails_says_why_and_may_be_run_again(client, jobs, monkeypatch):
    send(client)
    found = Load.objects.get()
    confirm(client, found)
    monkeypatch.setattr(tasks, "load_return", lambda **given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.run_load(**jobs[0])
    page = words(client.get(reverse("load", args=[found.pk])))
    assert "nothing of it was kept" in page and "ZeroDivisionError" in page
    client.post(reverse("load-confirm", args=[found.pk]))
    assert len(jobs) == 2


def test_a_load_broken_off_says_so(client):
    send(client)
    found = Load.objects.get()
    Load.objects.update(state=Load.State.LOADING)
    assert "broken off before its end" in words(client.get(reverse("load", args=[found.pk])))


def test_what_came_of_it_is_shown_filtered_and_paged(client, analyst):
    made = loaded(analyst, CANNOT_STAND)
    page = words(client.get(reverse("load", args=[made.pk]), {"kind": "left_out"}))
    assert "Child left out: ends before it starts" in page and "To mend it: Correct DECOM or DEC." in page
    assert "1 thing to look at" in page and "It was kept" not in page
    assert "Nothing to look at fits" in words(client.get(reverse("load", args=[made.pk]), {"child": "Z9"}))


def test_the_file_to_look_at_is_in_the_audit_and_runs_no_formulas(client, analyst):
    made = loaded(analyst, CANNOT_STAND.replace("B2", "=B2"))
    answer = client.get(reverse("load-issues-file", args=[made.pk]))
    assert "'=B2" in answer.content.decode() and ",=B2" not in answer.content.decode()
    assert AuditEntry.objects.filter(page="GET load-issues-file", event="document opened").exists()


def test_undoing_by_page_is_a_job_and_takes_it_back(client, analyst, jobs):
    made = loaded(analyst, ONE_CHILD)
    client.post(reverse("load-undo", args=[made.pk]))
    waiting = words(client.get(reverse("load", args=[made.pk])))
    assert "Waiting for its turn" in waiting and "the undoing goes on" in waiting
    tasks.run_undo(**jobs[0])
    assert not Person.objects.exists()
    assert "What it brought is no longer in the record" in words(client.get(reverse("load", args=[made.pk])))


def test_undoing_where_work_followed_names_the_children_and_changes_nothing(client, analyst, standing, jobs):
    made = loaded(analyst, ONE_CHILD)
    Allocation.objects.create(child=child(), worker=standing.worker, start_on=standing.worker.start_on)
    client.post(reverse("load-undo", args=[made.pk]))
    tasks.run_undo(**jobs[0])
    page = words(client.get(reverse("load", args=[made.pk])))
    assert "cannot be undone" in page and "A1" in page and "allocations" in page
    assert "Undo this load" in page and child()


def test_an_undoing_that_fails_says_why_and_the_load_stands(client, analyst, jobs, monkeypatch):
    made = loaded(analyst, ONE_CHILD)
    client.post(reverse("load-undo", args=[made.pk]))
    monkeypatch.setattr(tasks, "undo_load", fails)
    with pytest.raises(OSError):
        tasks.run_undo(**jobs[0])
    made.refresh_from_db()
    assert made.state == Load.State.DONE
    assert "no space left" in words(client.get(reverse("load", args=[made.pk])))


def fails(**given):
    raise OSError("no space left")


def test_an_undoing_broken_off_says_so_and_may_be_asked_for_again(client, jobs):
    made = Load.objects.create(
        state=Load.State.UNDOING, progress="Taking back what it told", begun_at=datetime.now(UTC)
    )
    assert "The undoing was broken off" in words(client.get(reverse("load", args=[made.pk])))
    client.post(reverse("load-undo", args=[made.pk]))
    tasks.run_undo(**jobs[0])
    made.refresh_from_db()
    assert made.state == Load.State.UNDONE


def test_a_load_asked_to_be_undone_stands_until_it_is(client, analyst, jobs):
    made = loaded(analyst, ONE_CHILD)
    client.post(reverse("load-undo", args=[made.pk]))
    assert loaded(analyst, ONE_CHILD).counts["unchanged"] == 1


@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.HEAD_OF_SERVICE, Role.ADMINISTRATOR]
)
def test_nobody_else_finds_any_of_it(analyst, role):
    made = loaded(analyst, ONE_CHILD)
    other = Client()
    other.force_login(a_worker("Someone Else", role).user)
    for page in ("load", "load-issues-file"):
        assert other.get(reverse(page, args=[made.pk])).status_code == 404
    for page in ("load-confirm", "load-undo"):
        assert other.post(reverse(page, args=[made.pk])).status_code == 404
    assert other.get(reverse("loads")).status_code == 404
    assert child()


def test_progress_is_written_where_others_see_it(analyst, transactional_db):
    made = Load.objects.create(state=Load.State.WAITING, begun_at=datetime.now(UTC))
    with written_beside(made) as say:
        say("Writing the records")
    made.refresh_from_db()
    assert (made.state, made.progress) == (Load.State.LOADING, "Writing the records")
