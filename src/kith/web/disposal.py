"""The keeping of one record: its date, its legal holds, and its disposal by two people."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.roles import Permission
from kith.keeping import queries
from kith.keeping.actions import disposal as act
from kith.keeping.actions.holds import lift_hold, place_hold, review_hold
from kith.keeping.forbidding import forbids
from kith.keeping.models import Hold, Proposal
from kith.lib.days import add_months
from kith.people.models import Person
from kith.reach.doing import may, require
from kith.reach.seeing import NotFound
from kith.statutory.retention import Kept
from kith.web.forms import keeping as forms
from kith.web.jinja import long_date, moment
from kith.web.person_words import kept_for, rows
from kith.web.request import Request
from kith.web.restriction_words import late_words
from kith.web.saving import save
from kith.web.saving_apart import ask_apart

P = Permission
USUAL = 6  # months until the review that a new hold proposes


def record(request: Request, child: int) -> HttpResponse:
    """How long this record is kept and why, what holds it, what forbids its disposal, and who proposed that."""
    whose = queries.get_record(request.worker, child)
    kept = queries.kept(whose, request.as_of)
    over = kept.until is not None and kept.until <= request.as_of
    proposal = queries.proposal_of(whose)
    forbidding = forbids(child, request.as_of)
    context = {
        "title": "Keeping", "person": whose, "facts": rows(facts(whose, kept)), "over": over,
        "unset": kept.local and kept.until is None and queries.schedule_on(request.as_of) is None,
        "holds": [hold_in_words(each, request) for each in queries.holds_of(whose)],
        "forbids": forbidding, "proposal": proposal and proposal_in_words(proposal, request),
        "may_hold": may(request.worker, P.HOLD_CHANGE),
        "may_propose": over and not forbidding and not proposal and may(request.worker, P.DISPOSAL_PROPOSE),
    }  # fmt: skip
    return render(request, "keeping/record.html", context)


def facts(child: Person, kept: Kept) -> list[tuple[str, str]]:
    born = long_date(child.born_on) if child.born_on else ""
    return [
        ("Record number", str(child.pk)),
        ("Authority’s own number", child.authority_id),
        ("Born", born),
        ("Record opened", long_date(child.record_opened_on)),
        kept_for(kept),
    ]


def hold_in_words(hold: Hold, request: Request) -> dict:
    stands = hold.holds_on(request.as_of)
    return {
        "row": hold,
        "stands": stands,
        "status": late_words(hold.review_on, request.as_of) if stands else None,
        "links": stands and may(request.worker, P.HOLD_CHANGE),
    }


def proposal_in_words(proposal: Proposal, request: Request) -> dict:
    return {
        "row": proposal,
        "when": moment(proposal.proposed_at),
        "lapsed": act.has_lapsed(proposal),
        "mine": proposal.proposed_by_id == request.worker.pk,
        "may_decide": may(request.worker, P.DISPOSAL_DECIDE),
    }


def of(child: int) -> str:
    return reverse("keeping-of", args=[child])


def hold_new(request: Request, child: int) -> HttpResponse:
    require(request.worker, P.HOLD_CHANGE)
    whose = queries.get_record(request.worker, child)
    form = forms.HoldForm(
        request.POST or None, as_of=request.as_of, initial={"review_on": add_months(request.as_of, USUAL)}
    )
    saved = save(
        request, form, lambda: place_hold(child=whose, **form.cleaned_data, by=request.worker),
        said="The legal hold is placed", to=of(child),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, person=whose, title="Place a legal hold", back=of(child), button="Place the hold",
        intro="While it stands nothing of this record is destroyed, whatever its date says.",
    )  # fmt: skip


def load_hold(request: Request, hold: int) -> Hold:
    """A hold that stands, of a record this worker may see the keeping of."""
    require(request.worker, P.HOLD_CHANGE)
    row = Hold.objects.on(request.as_of).filter(pk=hold).select_related("child").first()
    if row is None:
        raise NotFound("There is no such hold, or it has been lifted.")
    row.child = queries.get_record(request.worker, row.child_id)
    return row


def hold_review(request: Request, hold: int) -> HttpResponse:
    row = load_hold(request, hold)
    form = forms.HoldReviewForm(
        request.POST or None, as_of=request.as_of, initial={"review_on": add_months(request.as_of, USUAL)}
    )
    saved = save(
        request, form, lambda: review_hold(hold=row, **form.cleaned_data, by=request.worker),
        said="The review is recorded", to=of(row.child_id), row=row,
    )  # fmt: skip
    return saved or ask_apart(
        request, form, row=row, person=row.child, title="Review the legal hold", back=of(row.child_id),
        button="Save the review", intro=f"Held because: {row.reason}",
    )  # fmt: skip


def hold_lift(request: Request, hold: int) -> HttpResponse:
    row = load_hold(request, hold)
    form = forms.LiftForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form, lambda: lift_hold(hold=row, **form.cleaned_data, by=request.worker),
        said="The legal hold is lifted", to=of(row.child_id), row=row,
    )  # fmt: skip
    return saved or ask_apart(
        request, form, row=row, person=row.child, title="Lift the legal hold", back=of(row.child_id),
        button="Lift the hold", intro=f"Held because: {row.reason}",
    )  # fmt: skip


def propose(request: Request, child: int) -> HttpResponse:
    require(request.worker, P.DISPOSAL_PROPOSE)
    whose = queries.get_record(request.worker, child)
    form = forms.ProposeForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: act.propose_disposal(child=whose, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="The disposal is proposed. Somebody else decides", to=of(child),
    )  # fmt: skip
    return saved or ask_apart(
        request, form, person=whose, title="Propose disposal", back=of(child), button="Propose disposal",
        intro="Nothing is destroyed now. Somebody else of information governance, or the head of service, decides.",
    )  # fmt: skip


def load_proposal(request: Request, proposal: int) -> Proposal:
    require(request.worker, P.DISPOSAL_DECIDE)
    row = queries.proposals().filter(pk=proposal).first()
    if row is None:
        raise NotFound("There is no such proposal, or it no longer stands.")
    row.child = queries.get_record(request.worker, row.child_id)
    return row


def carry_out(request: Request, proposal: int) -> HttpResponse:
    row = load_proposal(request, proposal)
    form = forms.CarryOutForm(request.POST if request.method == "POST" else None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: act.carry_out_disposal(proposal=row, at=timezone.now(), by=request.worker),
        said="The record is disposed of. Its stub is below", to=reverse("keeping-disposed"), row=row,
    )  # fmt: skip
    return saved or ask_apart(
        request, form, row=row, person=row.child, title="Dispose of this record", back=of(row.child_id),
        button="Dispose of the record", template="keeping/carry_out.html",
        proposal=proposal_in_words(row, request), forbids=forbids(row.child_id, request.as_of),
    )  # fmt: skip


def withdraw(request: Request, proposal: int) -> HttpResponse:
    row = load_proposal(request, proposal)
    form = forms.WithdrawForm(request.POST or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: act.withdraw_proposal(proposal=row, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="The record stays", to=of(row.child_id), row=row,
    )  # fmt: skip
    return saved or ask_apart(
        request, form, row=row, person=row.child, title="Keep the record after all", back=of(row.child_id),
        button="Keep the record", intro=f"Proposed by {row.proposed_by.name} because: {row.reason}",
    )  # fmt: skip


urls = [
    path("children/<int:child>/keeping/", record, name="keeping-of"),
    path("children/<int:child>/keeping/hold/", hold_new, name="hold-new"),
    path("children/<int:child>/keeping/dispose/", propose, name="disposal-propose"),
    path("keeping/holds/<int:hold>/review/", hold_review, name="hold-review"),
    path("keeping/holds/<int:hold>/lift/", hold_lift, name="hold-lift"),
    path("keeping/proposals/<int:proposal>/carry-out/", carry_out, name="disposal-carry-out"),
    path("keeping/proposals/<int:proposal>/withdraw/", withdraw, name="disposal-withdraw"),
]
