"""What `kith load` does once the database is there. Django is loaded by then."""

import csv
import os
from pathlib import Path

import click
from django.utils import timezone

from kith.access.models import Installation
from kith.cli.acting import today, worker_called
from kith.cli.prepare import table
from kith.cli.problem import Problem
from kith.lib.words import plural
from kith.reach.doing import NotPermitted
from kith.returns.actions.loading import confirm_load, drop_load, fail_load, load_return, propose_load
from kith.returns.actions.undoing import NotLoaded, WorkFollowed, undo_load
from kith.returns.kinds import KINDS
from kith.returns.models import Load, LoadIssue
from kith.returns.proposal import Proposal, propose
from kith.returns.queries import issue_lines, issues
from kith.returns.running import Busy, written_beside
from kith.statutory.returns.reading import Read
from kith.work import work
from kith.workforce.models import Team, Worker

MOST_SHOWN = 10


def load_files(
    read: Read, authority: str, years: dict[str, str], team: str | None, yes: bool, listing: Path | None,
    username: str | None, collection: str = "ssda903",
) -> None:  # fmt: skip
    """Propose, ask, load, and say what came of it."""
    _check_authority(authority)
    if why := KINDS[collection].refusal(read, authority):
        raise Problem(why)
    worker, holding = worker_called(username), _team(team)
    with work(worker, today(), via="command", everyone=True):
        proposal = propose(read, _by_full_name(years, read), collection)
        _show(proposal)
        load = _propose(collection, proposal, authority, holding, worker)
    if not yes and not click.confirm("Are these the right years? Load them"):
        with work(worker, today(), via="command", everyone=True):
            drop_load(load=load, at=timezone.now(), by=worker)
        click.echo("Nothing was loaded. Put a year right with --year FILE=2017-18.")
        return
    with work(worker, today(), via="command", everyone=True):
        confirm_load(load=load, years=_chosen(proposal), team=holding, by=worker)
    _load(load, read, worker)
    _say(load, holding, listing)


def undo_number(number: int, username: str | None) -> None:
    """Undo one load, or say why not."""
    worker = worker_called(username)
    load = Load.objects.filter(pk=number).first()
    if load is None:
        raise Problem(f"There is no load {number}. The page “Load a return” lists them all.")
    try:
        with work(worker, today(), via="command", everyone=True):
            undo_load(load=load, as_of=today(), at=timezone.now(), by=worker)
    except WorkFollowed as followed:
        rows = [(child, ", ".join(kinds)) for child, kinds in list(followed.children.values())[:MOST_SHOWN]]
        click.echo(table(("Child", "What followed"), rows))
        raise Problem(str(followed)) from None
    except (NotLoaded, Busy, NotPermitted) as refused:
        raise Problem(str(refused)) from None
    click.echo(f"Load {number} is undone.")


def _check_authority(code: str) -> None:
    """One database holds one authority's records, so the return of another is refused; a demonstration may stand in
    for any, and says so."""
    here = Installation.objects.first()
    if here is None:
        raise Problem(
            "This database does not know yet whose records it holds, and nobody could sign in to see what is loaded. "
            f'Run kith authority --code {code} --name "..." and kith account add, then this again; or kith demo to try things.'
        )
    if here.authority_code != code and not here.demonstration:
        raise Problem(
            f"This database holds the records of {here.authority_name} ({here.authority_code}), not of {code}. "
            "Each authority has a database of its own: point DATABASE_URL at the right one."
        )
    if here.authority_code != code:
        click.echo(
            f"This is a demonstration ({here.authority_code}); the return of {code} is loaded beside its records."
        )


def _team(name: str | None) -> Team | None:
    if name is None:
        return None
    found = Team.objects.filter(name__iexact=name).first()
    if found is None:
        names = ", ".join(Team.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise Problem(f"There is no team called {name}. The teams are: {names}.")
    return found


def _by_full_name(years: dict[str, str], read: Read) -> dict[str, str]:
    """`--year episodes.csv=...` may leave out the folder, where that names one file only."""
    found = {}
    for given, year in years.items():
        files = [file for file in read.files if file == given or file.endswith(f"/{given}")]
        if len(files) != 1:
            raise Problem(f"--year {given} names {len(files)} files. The files are: {', '.join(read.files)}.")
        found[files[0]] = year
    return found


def _propose(collection: str, proposal: Proposal, authority: str, team: Team | None, worker: Worker) -> Load:
    try:
        return propose_load(
            files=proposal.files,
            counts=proposal.counts,
            authority=authority,
            team=team,
            at=timezone.now(),
            by=worker,
            collection=collection,
        )
    except NotPermitted as refused:
        raise Problem(f"{refused} Give a data analyst's user name with --as.") from None


def _chosen(proposal: Proposal) -> dict[str, str]:
    return {each["name"]: each["year"] for each in proposal.files if each["year"]}


def _show(proposal: Proposal) -> None:
    rows = [
        (each["name"], _tables(each), each["year"] or "not known", each["why"]) for each in proposal.files
    ]
    click.echo(table(("File", "Rows", "Year", "Why"), rows))
    for problem in proposal.problems[:MOST_SHOWN]:
        where = f"{problem.file} line {problem.row}" if problem.row else problem.file
        click.echo(f"  {where}: {problem.says}")
    if len(proposal.problems) > MOST_SHOWN:
        click.echo(f"  and {len(proposal.problems) - MOST_SHOWN:,} more, listed with the load")
    if proposal.without_year:
        click.echo(
            f"Without a year, and so left out: {', '.join(proposal.without_year)}. Give one with --year."
        )
    counts = proposal.counts
    click.echo(
        f"{plural(counts['children_read'], 'child', 'children')}: {counts['proposed_new']:,} new, {counts['proposed_known']:,} already known,"
        f" {counts['proposed_left_out']:,} whose history cannot stand and who will be left out"
    )


def _tables(file: dict) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in file["tables"].items())


def _load(load: Load, read: Read, worker: Worker) -> None:
    try:
        with work(worker, today(), via="command", everyone=True), written_beside(load) as beside:

            def progress(said: str) -> None:
                beside(said)
                click.echo(f"  {said}")

            load_return(load=load, read=read, as_of=today(), at=timezone.now(), by=worker, progress=progress)
    except Busy as busy:
        raise Problem(str(busy)) from None
    except Exception as error:
        with work(worker, today(), via="command", everyone=True):
            fail_load(load=load, why=f"{type(error).__name__}: {error}", at=timezone.now(), by=worker)
        raise


def _say(load: Load, team: Team | None, listing: Path | None) -> None:
    counts = load.counts
    if not counts["new"] and not counts["changed"]:
        click.echo(
            f"Nothing new: the record already holds what these files tell of {plural(counts['unchanged'], 'child', 'children')}."
        )
    else:
        click.echo(
            f"Loaded: {plural(counts['new'], 'new child', 'new children')}, {counts['changed']:,} changed, {counts['unchanged']:,} as they were."
        )
        held = f"{team} holds the new children until somebody is allocated." if team else _NOBODY_HOLDS
        click.echo(f"{held} To take this load back: kith load undo {load.pk}")
    found = issues(load)
    if found.exists():
        kinds = [(kind.label, f"{counts[kind.value]:,}") for kind in LoadIssue.Kind if counts[kind.value]]
        click.echo(table(("To look at", "How many"), kinds))
        click.echo(
            f"They are listed on the load's page and in {_write_list(load, listing)} (it names children: keep it safe)."
        )


_NOBODY_HOLDS = (
    "No team holds the new children yet: only heads of service find them in a list. Use --team NAME."
)


def _write_list(load: Load, listing: Path | None) -> Path:
    path = listing or Path(f"kith-load-{load.pk}.csv")
    with open(path, "w", newline="", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        csv.writer(file).writerows(issue_lines(issues(load)))
    return path
