"""Forms that each record one thing of a child and lead back to the page that lists it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from kith.access.roles import Permission
from kith.reach.doing import get_child_to
from kith.web.forms.record import RecordForm
from kith.web.request import Request
from kith.web.saving import ask, save


@dataclass(frozen=True)
class Entry:
    """One thing recorded: its form, its action, and what is said."""

    form: type[RecordForm]
    act: Callable
    title: str
    said: str


def recorder(
    entries: Mapping[str, Entry], permission: Permission, *, back: str
) -> Callable[..., HttpResponse]:
    """The view of all these forms; `back` is the page that lists what they record."""

    def new(request: Request, child: int, entry: str) -> HttpResponse:
        whose = get_child_to(permission, request.worker, child, Permission.RECORD_SEE)
        kind, to = entries[entry], reverse(back, args=[child])
        form = kind.form(request.POST or None, as_of=request.as_of)
        saved = save(
            request,
            form,
            lambda: kind.act(child=whose, **form.cleaned_data, by=request.worker),
            said=kind.said,
            to=to,
        )
        return saved or ask(request, whose, form, title=kind.title, back=to)

    return new
