"""A strategy discussion recorded from a contact, about children whom nobody holds yet."""

from django.http import HttpResponse
from django.urls import path, reverse
from django.utils import timezone

from kith.frontdoor.seeing import children_of, get_contact, require_deciding
from kith.protection.actions import strategy
from kith.protection.front_door import children_to_discuss
from kith.reach.seeing import NotFound
from kith.web import contact_words as words
from kith.web.forms import protection as forms
from kith.web.request import Request
from kith.web.saving import save
from kith.web.saving_apart import ask_apart


def new(request: Request, contact: int) -> HttpResponse:
    found = get_contact(request.worker, contact)
    require_deciding(request.worker, found)
    about = children_to_discuss(request.worker, found)
    if not about:
        raise NotFound(
            "The children of this contact are held by others: their manager records the discussion."
        )
    form = forms.StrategyForm(request.POST or None, as_of=request.as_of)
    children = [
        forms.StrategyChildForm(request.POST or None, prefix=f"child-{each.pk}", child=each, may_be_left_out=len(about) > 1)
        for each in about
    ]  # fmt: skip
    back = reverse("contact", args=[found.pk])
    if all(each.is_valid() for each in children):
        said = [each.said for each in children if each.is_about]
        saved = save(
            request, form,
            lambda: strategy.hold_strategy_discussion(about=said, **form.said, at=timezone.now(), by=request.worker),
            said="The strategy discussion is recorded on the children’s records", to=back,
        )  # fmt: skip
        if saved:
            return saved
    return ask_apart(
        request, form, template="contacts/strategy_form.html", title="Record a strategy discussion", back=back,
        button="Save the discussion", about=words.names(children_of(found)), children=children, forms=[form, *children],
    )  # fmt: skip


urls = [path("contacts/<int:contact>/strategy/", new, name="contact-strategy")]
