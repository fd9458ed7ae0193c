"""Jobs. Like pages, each is a piece of work; like pages, they are the only ones to ask what day it is."""

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from procrastinate.contrib.django import app

from kith.casework.actions.drafts import forget_dropped
from kith.casework.actions.duplicates import list_duplicates
from kith.deadlines.projection import rebuild_all
from kith.filechecks import kept, running
from kith.filechecks.actions.checking import check_files, fail_check, remove_old
from kith.filechecks.models import FileCheck
from kith.filechecks.queries import over
from kith.frontdoor.answers import forget_old as forget_answers
from kith.returns import builds, built_files, uploads
from kith.returns.actions.building import build_return, fail_build
from kith.returns.actions.loading import fail_load, load_return
from kith.returns.actions.undoing import WorkFollowed, leave_standing, undo_load
from kith.returns.kinds import kind_of
from kith.returns.models import BuiltReturn, Load
from kith.returns.running import Busy, written_beside
from kith.web.middleware import today
from kith.web.models import FormSent
from kith.web.sent import LIMITS
from kith.work import work
from kith.workforce.models import Worker

KEPT = timedelta(days=1)
FAULT = (
    "Something went wrong in Kith ({}), which is a fault of Kith and not of your files. Nothing of it was kept. "
    "Send the files again; if it happens again, tell whoever looks after Kith the words in brackets."
)


@app.periodic(cron="5 0 * * *")
@app.task(name="deadlines.rebuild", queueing_lock="deadlines.rebuild")
def rebuild_deadlines(timestamp: int) -> None:
    """Just after midnight: bring up to date what changes with the passing of days alone, such as birthdays."""
    with work(None, today(), via="job", page="deadlines.rebuild", everyone=True):
        rebuild_all(as_of=today())


@app.periodic(cron="25 1 * * *")
@app.task(name="people.list_duplicates", queueing_lock="people.list_duplicates")
def find_duplicates(timestamp: int) -> None:
    """Every night: who may be on the record twice. Whom a restriction hides is hidden from this work too."""
    with work(None, today(), via="job", page="people.list_duplicates"):
        list_duplicates(as_of=today())


@app.periodic(cron="35 * * * *")
@app.task(name="sessions.clear", queueing_lock="sessions.clear")
def clear_sessions(timestamp: int) -> None:
    """Every hour: sessions whose time is over go, with what was searched for in them."""
    SessionStore.clear_expired()


@app.periodic(cron="15 0 * * *")
@app.task(name="web.forget_forms", queueing_lock="web.forget_forms")
def forget_forms(timestamp: int) -> None:
    """Every night: a form sent a day ago is not sent twice any more, and what is known of it goes."""
    with work(None, today(), via="job", page="web.forget_forms"):
        FormSent.objects.filter(sent_at__lt=timezone.now() - KEPT).delete()


@app.periodic(cron="*/10 * * * *")
@app.task(name="asking.forget", queueing_lock="asking.forget")
def forget_asking(timestamp: int) -> None:
    """Every ten minutes: answers on the public page that were begun an hour ago and not sent go."""
    with work(None, today(), via="job", page="asking.forget"):
        forget_answers(timezone.now())


@app.task(name="returns.load")
def run_load(load: int, worker: int) -> None:
    """Load what somebody has confirmed. Whatever goes wrong is told on the load's page, and nothing is half loaded."""
    found, by = Load.objects.get(pk=load), Worker.objects.select_related("user").get(pk=worker)
    sent = uploads.kept(found)
    try:
        if sent is None:
            raise FileNotFoundError("the files are no longer kept; send them again")
        what = kind_of(found).read(sent, LIMITS)
        with (
            work(by, today(), via="job", page="returns.load", everyone=True),
            written_beside(found) as progress,
        ):
            load_return(load=found, read=what, as_of=today(), at=timezone.now(), by=by, progress=progress)
    except Exception as error:
        with work(by, today(), via="job", page="returns.load", everyone=True):
            fail_load(load=found, why=f"{type(error).__name__}: {error}"[:2000], at=timezone.now(), by=by)
        raise
    uploads.forget(found)


@app.task(name="returns.undo")
def run_undo(load: int, worker: int) -> None:
    """Undo a load that somebody asked to undo. What stands in the way is told on its page, and nothing is half undone."""
    found, by = Load.objects.get(pk=load), Worker.objects.select_related("user").get(pk=worker)
    try:
        with (
            work(by, today(), via="job", page="returns.undo", everyone=True),
            written_beside(found, Load.State.UNDOING) as progress,
        ):
            undo_load(load=found, as_of=today(), at=timezone.now(), by=by, progress=progress)
    except Exception as error:
        with work(by, today(), via="job", page="returns.undo", everyone=True):
            leave_standing(load=found, why=error, by=by)
        if not isinstance(error, (WorkFollowed, Busy)):
            raise


@app.task(name="returns.build", lock="returns.build")
def run_build(built: int, worker: int) -> None:
    """Build and check what somebody asked for, one after another. What goes wrong is told on its page."""
    found = BuiltReturn.objects.get(pk=built)
    by = Worker.objects.select_related("user").get(pk=worker)
    try:
        with (
            work(by, today(), via="job", page="returns.build", everyone=True),
            builds.written_beside(found) as progress,
        ):
            build_return(built=found, as_of=today(), at=timezone.now(), by=by, progress=progress)
    except Exception as error:
        with work(by, today(), via="job", page="returns.build", everyone=True):
            fail_build(built=found, why=f"{type(error).__name__}: {error}"[:2000], at=timezone.now(), by=by)
        raise


@app.task(name="filechecks.check")
def run_check(check: int, worker: int) -> None:
    """Check the files that somebody sent. Whatever goes wrong is told on the check's page, and names nobody."""
    found = FileCheck.objects.get(pk=check)
    by = Worker.objects.select_related("user").get(pk=worker)
    try:
        with (
            work(by, today(), via="job", page="filechecks.check"),
            running.written_beside(found) as progress,
        ):
            check_files(check=found, limits=LIMITS, at=timezone.now(), by=by, progress=progress)
    except Exception as error:
        with work(by, today(), via="job", page="filechecks.check"):
            fail_check(check=found, why=FAULT.format(type(error).__name__), at=timezone.now(), by=by)
        raise


@app.periodic(cron="35 0 * * *")
@app.task(name="drafts.forget", queueing_lock="drafts.forget")
def forget_drafts(timestamp: int) -> None:
    """Every night: the words of drafts thrown away a fortnight ago go."""
    with work(None, today(), via="job", page="drafts.forget", everyone=True):
        forget_dropped(at=timezone.now())


@app.periodic(cron="17 * * * *")
@app.task(name="returns.forget_uploads", queueing_lock="returns.forget_uploads")
def forget_uploads(timestamp: int) -> None:
    """Every hour: files that were sent a day ago go, loaded or not; and the tables of returns built long ago."""
    uploads.forget_old(timezone.now())
    built_files.forget_old(timezone.now())


@app.periodic(cron="27 * * * *")
@app.task(name="filechecks.forget", queueing_lock="filechecks.forget")
def forget_checks(timestamp: int) -> None:
    """Every hour: what checks of files found goes when its time is over, and their files after a day at most."""
    with work(None, today(), via="job", page="filechecks.forget"):
        remove_old(over=list(over(timezone.now())), at=timezone.now())
    kept.forget_old(timezone.now())
