"""A file is what its first bytes say, and its name must agree."""

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.casework.files import NotKept, kind_of, name_to_keep


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


def holding(parts, **how):
    """An archive of these parts and what they hold."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED, **how) as made:
        for name, words in parts.items():
            made.writestr(name, words)
    return whole.getvalue()


OFFICE = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
MACROS = "<Types><Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/></Types>"


@pytest.mark.parametrize(
    ("name", "whole", "why"),
    [
        ("a.docx", holding(OFFICE | {"word/vbaProject.bin": "x"}), "macros"),
        ("a.docx", holding(OFFICE | {"word/VBAPROJECT.BIN": "x"}), "macros"),
        ("a.docx", holding(OFFICE | {"word/vbaData.xml": "x"}), "macros"),
        ("a.docx", holding(OFFICE | {"word/activeX/activeX1.xml": "x"}), "macros"),
        ("a.docx", holding(OFFICE | {"word/embeddings/oleObject1.bin": "x"}), "macros"),
        ("a.docx", holding(OFFICE | {"[Content_Types].xml": MACROS}), "macros"),
        ("a.xlsx", holding({"[Content_Types].xml": "", "xl/workbook.xml": "", "xl/macrosheets/s.xml": ""}), "macros"),
        ("a.odt", holding({"mimetype": "", "content.xml": "", "META-INF/manifest.xml": "", "Basic/Standard/M.xml": ""}), "macros"),
        ("a.docx", holding(OFFICE | {"word/media/a.bmp": b"0" * 60_000_000}), "too large once unpacked"),
        ("a.pdf", b"%PDF-1.7 << /S /Launch /F (calc.exe) >>", "program or another file"),
        ("a.pdf", b"%PDF-1.7 " + b"x" * (1024 * 1024 - 12) + b"/EmbeddedFile >>", "program or another file"),
        ("a.rtf", b"{\\rtf1 {\\object\\objemb{\\*\\objdata 0105}}}", "program or another file"),
        ("a.eml", EMAIL + b"\r\nContent-Disposition: attachment; filename=\"invoice.pdf.exe\"", "program attached"),
    ],
)  # fmt: skip
def test_what_could_harm_is_refused_in_words(name, whole, why):
    with pytest.raises(NotKept, match=why):
        kind_of(io.BytesIO(whole), name)


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("chart.docx", holding(OFFICE | {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": "x"})),
        ("long.docx", holding(OFFICE | {"word/document.xml": "<w:t>The school rang.</w:t>" * 100_000})),
        ("form.pdf", b"%PDF-1.7 << /S /JavaScript /JS (sum()) >>"),
        ("mail.eml", EMAIL + b'\r\nContent-Disposition: attachment; filename="plan.docx"'),
    ],
)
def test_what_people_send_every_day_is_kept(name, whole):
    assert kind_of(io.BytesIO(whole), name)


def test_a_locked_document_is_refused_in_words():
    whole = bytearray(holding(OFFICE))
    for start in (i for i in range(len(whole)) if whole[i : i + 4] in (b"PK\x03\x04", b"PK\x01\x02")):
        whole[start + (6 if whole[start + 2] == 3 else 8)] |= 1
    with pytest.raises(NotKept, match="locked with a password"):
        kind_of(io.BytesIO(bytes(whole)), "a.docx")


def test_an_archive_whose_list_lies_about_sizes_is_unpacked_to_see():
    whole = bytearray(holding(OFFICE | {"word/media/a.bmp": b"0" * 60_000_000}))
    at = whole.rfind(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<L", 1000)
    with pytest.raises(NotKept):
        kind_of(io.BytesIO(bytes(whole)), "a.docx")


def test_an_archive_that_lists_more_than_any_document_is_not_read():
    whole = holding({f"{'a' * 200}{number}": "" for number in range(6_000)} | OFFICE)
    with pytest.raises(NotKept, match="must be PDF"):
        kind_of(io.BytesIO(whole), "a.docx")


@given(st.binary(max_size=300), st.sampled_from(["a.docx", "a.pdf", "a.eml", "a.txt", "a.rtf", "a.odt"]))
def test_whatever_it_is_it_is_kept_or_refused_and_nothing_breaks(junk, name):
    for start in (b"", b"PK\x03\x04", b"%PDF-", b"{\\rtf"):
        with contextlib.suppress(NotKept):
            kind_of(io.BytesIO(start + junk), name)


@pytest.mark.parametrize(
    ("title", "called"),
    [("Letter from the school", "Letter from the school.pdf"), ("../../etc/passwd", "etcpasswd.pdf"),
     ("\u202egpj.exe", "gpj.exe.pdf"), ("a\r\nSet-Cookie: b", "aSet-Cookie b.pdf"), ("...", "document.pdf"),
     ('x"; filename="y.html', "x; filename=y.html.pdf"), ("Plan für Élodie", "Plan für Élodie.pdf")],
)  # fmt: skip
def test_a_file_is_called_by_its_title_without_what_is_no_name(title, called):
    assert name_to_keep(title, "pdf") == called


@given(st.text())
def test_no_title_makes_a_name_that_is_a_path_or_hides_its_ending(title):
    called = name_to_keep(title, "pdf")
    assert called.endswith(".pdf") and called.isprintable() and len(called) < 160
    assert not set(called) & set('/\\:*?"<>|')
