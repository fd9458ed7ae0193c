"""Documents: the list, adding one, and the file itself, which is only ever downloaded."""

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone

from kith.access.audit import Event, viewed
from kith.access.roles import Permission
from kith.casework.actions.documents import add_document
from kith.casework.files import KINDS, name_to_keep
from kith.casework.models import Document
from kith.reach.doing import get_child_to, may
from kith.reach.seeing import NotFound, get_child
from kith.web.forms.documents import DocumentForm
from kith.web.record import record_frame
from kith.web.request import Request
from kith.web.saving import ask, save

ADD = Permission.DOCUMENT_ADD
BY_TYPE = {kind.content_type: kind for kind in KINDS.values()}


def documents(request: Request, child: int) -> HttpResponse:
    whose = get_child(request.worker, child, Permission.NARRATIVE_SEE)
    rows = Document.objects.filter(child=whose).select_related("added_by").order_by("-about_on", "-pk")
    page = Paginator(rows, 20).get_page(request.GET.get("page"))
    kinds = {kind.content_type: kind.words for kind in KINDS.values()}
    frame = record_frame(
        whose, "documents", title="Documents", page=page, kinds=kinds, may_add=may(request.worker, ADD, whose)
    )
    return render(request, "casework/documents.html", frame)


def new(request: Request, child: int) -> HttpResponse:
    whose = get_child_to(ADD, request.worker, child, Permission.NARRATIVE_SEE)
    back = reverse("documents", args=[child])
    form = DocumentForm(request.POST or None, request.FILES or None, as_of=request.as_of)
    saved = save(
        request, form,
        lambda: add_document(child=whose, **form.cleaned_data, at=timezone.now(), by=request.worker),
        said="The document is added", to=back,
    )  # fmt: skip
    return saved or ask(request, whose, form, title="Add a document", back=back, button="Add the document")


def file(request: Request, child: int, document: int) -> FileResponse:
    whose = get_child(request.worker, child, Permission.NARRATIVE_SEE)
    found = Document.objects.filter(child=whose, pk=document).first()
    if found is None:
        raise NotFound("There is no such document on this record.")
    viewed(Event.DOCUMENT_OPENED, child=whose.pk, row=found)
    return _download(found)


def _download(document: Document) -> FileResponse:
    """As a file to keep, never shown by the browser as a page of ours."""
    kind = BY_TYPE.get(document.content_type)
    name = name_to_keep(document.title, kind.ending if kind else "bin")
    try:
        opened = document.file.open("rb")
    except FileNotFoundError:
        raise NotFound(
            "The file is missing from the store. Tell whoever runs Kith, so that it is restored."
        ) from None
    content_type = kind.content_type if kind else "application/octet-stream"
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


urls = [
    path("children/<int:child>/documents/", documents, name="documents"),
    path("children/<int:child>/documents/new/", new, name="document-new"),
    path("children/<int:child>/documents/<int:document>/file/", file, name="document-file"),
]
