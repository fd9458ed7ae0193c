"""A file is what its first bytes say, and its name must agree."""

import io
import zipfile

import pytest

from kith.casework.files import NotKept, kind_of


def zipped(*names):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as parts:
        for name in names:
            parts.writestr(name, "words")
    return whole.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")
EMAIL = b"Received: from mail.example by kith.example\r\n id 1\r\nFrom: school@example.org\r\nSubject: Robin\r\n\r\nHello"


@pytest.mark.parametrize(
    ("name", "whole", "ending"),
    [
        ("letter.PDF", b"%PDF-1.7 and so on", "pdf"),
        ("a.b.png", b"\x89PNG\r\n\x1a\n....", "png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0....", "jpg"),
        ("report.docx", zipped(*WORD), "docx"),
        ("sums.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        ("report.odt", zipped("mimetype", "content.xml", "META-INF/manifest.xml"), "odt"),
        ("old.rtf", b"{\\rtf1 words}", "rtf"),
        ("words.txt", "Robin’s words".encode(), "txt"),
        ("message.eml", EMAIL, "eml"),
        ("message.eml", b"Subject: Robin\r\nFrom: school@example.org\r\n\r\n\xff\xfe", "eml"),
    ],
)
def test_what_may_be_kept(name, whole, ending):
    assert kind_of(io.BytesIO(whole), name).ending == ending


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("page.html", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("picture.png", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("letter.pdf", b"MZ\x90\x00 a program"),
        ("letter.docx", b"%PDF-1.7"),
        ("letter", b"%PDF-1.7"),
        ("macros.docx", zipped(*WORD, "word/vbaProject.bin")),
        ("archive.zip", zipped("anything.exe")),
        ("broken.docx", b"PK\x03\x04 and nothing more"),
        ("empty.txt", b"  "),
        ("binary.txt", b"words\x00more"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
)
def test_what_may_not(name, whole):
    with pytest.raises(NotKept):
        kind_of(io.BytesIO(whole), name)
