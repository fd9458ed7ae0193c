"""Saving a form: once however often it is sent, and with every refusal shown where it was typed."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from kith.access.audit import current
from kith.casework.actions.drafts import finish
from kith.people.models import Person
from kith.web.drafting import TOKEN, asks, attend, number_of, page_here, token_of, written
from kith.web.models import FormSent
from kith.web.overtaken import STOOD, changed_since, require_unchanged, stood
from kith.web.record import record_frame
from kith.web.request import Request

__all__ = ["REFUSED", "TOKEN", "ask", "save"]

# What the database refuses whoever came first, in words. Its constraints are the keys.
REFUSED = {
    "care_one_placement_at_once": "This overlaps another placement. Somebody may have recorded one just now: look at Homes and needs.",
    "care_one_temporary_stay_at_once": "This overlaps another temporary stay. Look at Homes and needs, and put one of the dates right.",
    "care_one_legal_status_at_once": "This overlaps another legal status. Somebody may have recorded one just now: look at the timeline.",
    "care_one_period_at_once": "This overlaps another period of care. Look at the timeline, and put one of the dates right.",
    "care_one_review_a_day": "A review on that day is already recorded. Look at Reviews, or give another day.",
    "care_one_need_code_a_day": "A main need from that day is already recorded. Give another day.",
    "care_one_home_postcode_a_day": "A home postcode from that day is already recorded. Give another day.",
    "protection_one_plan_at_once": "There is another protection plan then. Somebody may have recorded a conference just now: look at Protection.",
    "people_one_legal_name_at_once": "Another legal name holds then. Somebody may have recorded one just now: look at Details.",
    "people_one_relationship_of_a_kind_at_once": "This relationship is already recorded. Look at Family.",
    "people_one_parental_responsibility_at_once": "Parental responsibility is already recorded for them. Look at Family.",
    "people_one_membership_of_a_family_at_once": "They are already in this family. Look at Family.",
    "workforce_one_part_of_a_worker_at_once": "This worker already holds the child in this part. Look at Workers.",
    "reach_sealedidentity_first_id_key": "A sealed record of this child is kept by an adoption worker who has not let you in. Ask who works with the adoption.",
    "reach_one_restriction_of_a_kind_at_once": "This worker already owns a restriction of the same kind on this record, which was merged with another. Choose another owner, or end one of the two.",
    "casework_merged_into_one": "Somebody has just merged this record with another. Nothing was changed now: look at Merged records.",
    "returns_signed_version_once": "Somebody has signed this return off just now. Look at Returns signed off.",
    "returns_signedreturn_earlier_id_key": "Somebody has signed this return off just now. Look at Returns signed off.",
    "familyhelp_one_of_a_family_at_once": "Help goes on with this family already. Somebody may have started it just now: look at Family help.",
    "familyhelp_child_once_at_a_time": "The help is for this child already then. Look at Family help, or give a later day.",
    "familyhelp_session_once_a_day": "A session on that day has just been recorded. Look at Family help.",
    "assessment_one_need_plan_at_once": "Another child in need plan stands then. End that one first: look at Assessments and plans.",
    "protection_pre_proceedings_open_once": "Other pre-proceedings of the child are under way. Look at Before court and in court.",
    "assessment_referral_closed_once": "Somebody has just closed this. Look at Assessments and plans.",
    "deadlines_lateness_explained_once": "Somebody has just recorded why this was late. Look at Deadlines.",
}

Act = Callable[[], object]


def save(
    request: Request, form: BaseForm, act: Act, *, said: str, to: str | Callable[..., str], row: Model | None = None
) -> HttpResponse | None:  # fmt: skip
    """If the form was sent and is right: do the one action, say so and go to `to` (which may be asked of the result).

    `row` is what the form changes: nothing is saved over what somebody else made of it since the form was opened.
    None when the form has still to be shown: it was not sent, or the action refused, which the form then says.
    """
    if request.method != "POST" or asks(request) or not form.is_valid():
        return None
    entries, touched = list(current().entries), set(current().touched)
    try:
        with transaction.atomic():
            address = _once(request, act, said, to, row)
    except (ValidationError, IntegrityError) as refused:
        current().entries[:], current().touched = entries, touched
        _explain(form, refused)
        return None
    return redirect(address)


def _once(request: Request, act: Act, said: str, to: str | Callable[..., str], row: Model | None) -> str:
    """Do it, unless this copy of the form has been saved: then lead to where that led."""
    sent, first = FormSent.objects.get_or_create(user=request.user, token=token_of(request.POST))
    if not first:
        return sent.led_to
    require_unchanged(request, row)
    finish_draft(request)  # before the act, which may end what the worker sees of the child
    result = act()
    sent.led_to = to if isinstance(to, str) else to(result)
    sent.save(update_fields=["led_to"])
    messages.success(request, said)
    return sent.led_to


def finish_draft(request: Request) -> None:
    """What was written stands on the record now, and nowhere else."""
    page = page_here(request)
    if page:
        told = written(request.POST)
        finish(page=page, written=told, at=timezone.now(), by=request.worker, number=number_of(request))


def _explain(form: BaseForm, refused: ValidationError | IntegrityError) -> None:
    """Put a refusal beside the field it is about, or above the form."""
    if isinstance(refused, IntegrityError):
        name = getattr(getattr(refused.__cause__, "diag", None), "constraint_name", None)
        if name not in REFUSED:
            raise refused
        form.add_error(None, REFUSED[name])
        return
    by_field = refused.error_dict if hasattr(refused, "error_dict") else {None: refused.error_list}
    for field, errors in by_field.items():
        form.add_error(field if field in form.fields else None, errors)


def ask(
    request: Request, child: Person, form: BaseForm, *, row: Model | None = None, **context: Any
) -> HttpResponse:  # fmt: skip
    """Show a form of a child's record: `title`, `back` (an address), `button`, and a template if not the plain one.

    Its draft is kept, shown and offered here for every form alike.
    """
    kept = attend(request, context.get("forms") or [form])
    if isinstance(kept, HttpResponse):
        return kept
    template = context.pop("template", "record_form.html")
    token = request.POST.get(TOKEN) or uuid4()
    frame = record_frame(
        child, "", form=form, form_token=token, **kept, **about_row(request, row, form, kept), **context
    )
    return render(request, str(template), frame | {"sections": []})


def about_row(request: Request, row: Model | None, form: BaseForm, kept: dict) -> dict:
    """What the form is opened upon, and what somebody else has changed since it was, or since its draft was begun."""
    if row is None:
        return {}
    upon = request.POST.get(STOOD, "") or kept.get("draft", {}).get("upon", "")
    return {"row_field": STOOD, "row_stood": stood(row), "changed": changed_since(upon, row, form)}
