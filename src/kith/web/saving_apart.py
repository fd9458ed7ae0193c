"""Showing a form that belongs to no child's record."""

from uuid import uuid4

from django.db.models import Model
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from kith.web.request import Request
from kith.web.saving import TOKEN, about_row


def ask_apart(
    request: Request, form: BaseForm, *, template: str = "people/form.html", row: Model | None = None, **context: object
) -> HttpResponse:  # fmt: skip
    """Show a form: `title`, `back` (an address), `button`; `person` where it is about one."""
    token = request.POST.get(TOKEN) or uuid4()
    return render(
        request, template, context | about_row(request, row, form, {}) | {"form": form, "form_token": token}
    )
