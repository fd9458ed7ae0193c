"""Jobs. Like pages, each is a piece of work; like pages, they are the only ones to ask what day it is."""

from procrastinate.contrib.django import app

from kith.deadlines.projection import rebuild_all
from kith.web.middleware import today
from kith.work import work


@app.periodic(cron="5 0 * * *")
@app.task(name="deadlines.rebuild", queueing_lock="deadlines.rebuild")
def rebuild_deadlines(timestamp: int) -> None:
    """Just after midnight: bring up to date what changes with the passing of days alone, such as birthdays."""
    with work(None, today(), via="job", page="deadlines.rebuild"):
        rebuild_all(as_of=today())
