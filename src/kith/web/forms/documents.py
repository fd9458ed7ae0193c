"""The form that adds a document."""

from django import forms

from kith.web.forms.fields import DateField
from kith.web.forms.record import RecordForm

ENDINGS = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.odt,.rtf,.eml,.txt"


class DocumentForm(RecordForm):
    """A file, what it is, and its date."""

    past = ("about_on",)
    called = {"title": "a title"}

    title = forms.CharField(
        label="Title", max_length=150, help_text="What it is, such as “Letter from the school”"
    )
    about_on = DateField(
        label="Date of the document", called="the date of the document", help_text="For example, 16 11 2026"
    )
    file = forms.FileField(
        label="File", widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text="PDF, picture, Word, Excel, OpenDocument, email or text, smaller than 20 MB",
    )  # fmt: skip
