"""A child's genogram: the family as it was on a day, drawn, and in words for those who do not see the drawing."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from markupsafe import Markup

from kith.access.roles import Permission
from kith.childfile.genogram import Genogram
from kith.childfile.relatives import genogram_of, genogram_of_family
from kith.lib.words import plural
from kith.people.models import Family, Person
from kith.people.queries import families_of
from kith.reach.seeing import NotFound, get_child
from kith.reach.withheld import hidden_carers
from kith.web.child import may_read, prepare_for
from kith.web.family_drawing.key import sign, signs, whole
from kith.web.family_drawing.picture import Drawing, draw, drawing
from kith.web.forms.genogram import GenogramForm
from kith.web.genogram_words import Words
from kith.web.jinja import long_date
from kith.web.record import record_frame
from kith.web.request import Request


def genogram(request: Request, child: int) -> HttpResponse:
    asked = Asked(request, child)
    words, made = asked.words, asked.drawing
    frame = record_frame(
        asked.child, "family", title="Genogram", form=asked.form, family=asked.family, on=asked.on,
        addressee=asked.addressee, heading=asked.heading, drawn=bool(asked.genogram.marked),
        picture=Markup(draw(made, title=asked.heading, described=asked.described)),  # noqa: S704 - made of escaped words
        key=[(Markup(sign(each)), means) for each, means in signs(asked.genogram)],  # noqa: S704
        generations=words.generations(),
        download=f"{reverse('genogram-picture', args=[child])}{asked.query}",
        readers=[] if asked.addressee else readers(request, asked.child),
    )  # fmt: skip
    if asked.addressee:
        frame |= {"child": None, "sections": None}
    return render(request, "family/genogram.html", frame)


def readers(request: Request, child: Person) -> list[Person]:
    """For whom it could be printed; not those of whom the present reader may not be told."""
    secret = hidden_carers()
    return [each for each in may_read(request, child) if each.pk not in secret]


@never_cache
def picture(request: Request, child: int) -> HttpResponse:
    """The drawing by itself, with its key: the same people, under the same rules of seeing and withholding."""
    asked = Asked(request, child)
    svg = whole(asked.drawing, title=asked.heading, described=asked.described)
    return HttpResponse(
        svg,
        content_type="image/svg+xml",
        headers={"Content-Disposition": 'attachment; filename="genogram.svg"'},
    )


class Asked:
    """What is asked for: whose family, as it was when, for whom."""

    def __init__(self, request: Request, child: int) -> None:
        self.child = get_child(request.worker, child, Permission.FAMILY_SEE)
        self.addressee: Person | None = prepare_for(request, self.child)
        self.form, self.on = self._day(request)
        self.family = self._family(request)
        self.genogram: Genogram = (
            genogram_of_family(child, self.family, request.worker, self.on)
            if self.family
            else genogram_of(child, request.worker, self.on)
        )
        self.words = Words(self.genogram, child)

    @staticmethod
    def _day(request: Request) -> tuple[GenogramForm, date]:
        """Today, unless another day is asked for."""
        if not any(each == "on" or each.startswith("on-") for each in request.GET):
            return GenogramForm(initial={"on": request.as_of}, as_of=request.as_of), request.as_of
        form = GenogramForm(request.GET, as_of=request.as_of)
        return form, (form.is_valid() and form.cleaned_data["on"]) or request.as_of

    def _family(self, request: Request) -> Family | None:
        wanted = request.GET.get("family", "")
        if not wanted:
            return None
        found = next((each for each in families_of(self.child) if str(each.pk) == wanted), None)
        if found is None:
            raise NotFound("The child is in no such family, or you may not see it.")
        return found

    @property
    def drawing(self) -> Drawing:
        return drawing(self.genogram, self.words.labels(), self.words.notes())

    @property
    def heading(self) -> str:
        whose = self.family.name if self.family else self.child.name
        return f"Genogram of {whose} on {long_date(self.on)}"

    @property
    def described(self) -> str:
        """What the drawing shows, for those who do not see it."""
        generations = self.words.generations()
        people = sum(len(each["people"]) for each in generations)
        return (
            f"{plural(people, 'person', 'people')} in {plural(len(generations), 'generation')}. "
            "The list says the same in words."
        )

    @property
    def query(self) -> str:
        parts = {
            "on": self.on.isoformat(), "for": self.addressee.pk if self.addressee else "",
            "family": self.family.pk if self.family else "",
        }  # fmt: skip
        return f"?{urlencode({name: value for name, value in parts.items() if value})}"


urls = [
    path("children/<int:child>/genogram/", genogram, name="genogram"),
    path("children/<int:child>/genogram/picture.svg", picture, name="genogram-picture"),
]
