"""Showing a form that belongs to no child's record. Its draft is kept as that of every other."""

from typing import cast
from uuid import uuid4

from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from kith.web.drafting import attend
from kith.web.request import Request
from kith.web.saving import TOKEN, about_row


def ask_apart(
    request: Request, form: BaseForm, *, template: str = "people/form.html", row: Model | None = None, **context: object
) -> HttpResponse:  # fmt: skip
    """Show a form: `title`, `back` (an address), `button`; `person` where it is about one."""
    kept = attend(request, cast(list[BaseForm], context.get("forms")) or [form])
    if isinstance(kept, HttpResponse):
        return kept
    token = request.POST.get(TOKEN) or uuid4()
    about = kept | about_row(request, row, form, kept)
    return render(request, template, context | about | {"form": form, "form_token": token})
