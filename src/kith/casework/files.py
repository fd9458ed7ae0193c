"""What kind of file somebody brings, told by its first bytes and not by its name alone; and what it is called again."""

import re
from dataclasses import dataclass
from typing import IO

from kith.casework.harm import harm_in, parts_of

LARGEST = 20 * 1024 * 1024
ZIP, HEAD = b"PK\x03\x04", 4096
NOT_IN_NAMES, LONGEST_NAME = '/\\:*?"<>|', 150
EMAIL = re.compile(
    rb"\A(?:[!-9;-~]+:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*)*?(?:from|received|date|message-id):", re.IGNORECASE
)


@dataclass(frozen=True)
class FileKind:
    """A kind of file that may be kept: its ending, how it is served, and what people call it."""

    ending: str
    content_type: str
    words: str


OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.ending: kind
    for kind in (
        FileKind("pdf", "application/pdf", "PDF"),
        FileKind("png", "image/png", "PNG picture"),
        FileKind("jpg", "image/jpeg", "JPEG picture"),
        FileKind("docx", f"{OFFICE}.wordprocessingml.document", "Word document"),
        FileKind("xlsx", f"{OFFICE}.spreadsheetml.sheet", "Excel workbook"),
        FileKind("odt", "application/vnd.oasis.opendocument.text", "OpenDocument text"),
        FileKind("rtf", "application/rtf", "Rich text"),
        FileKind("eml", "message/rfc822", "Email"),
        FileKind("txt", "text/plain; charset=utf-8", "Plain text"),
    )
}
ALLOWED = (
    "PDF, PNG, JPEG, Word (DOCX), Excel (XLSX), OpenDocument (ODT), RTF, email (EML) or plain text (TXT)"
)


class NotKept(ValueError):
    """A file of a kind, or with an ending, that is not kept; the sentence says what to do."""


def kind_of(file: IO[bytes], name: str) -> FileKind:
    """The kind of a file. Raises NotKept when it is none of ours, its name says another, or it could do harm."""
    ending = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    found = _recognised(file, ending)
    if found is None:
        raise NotKept(f"The file must be {ALLOWED}. Save it as one of these and choose it again.")
    if found != ending:
        raise NotKept(
            f"The file is named “.{ending[:10]}” but is of another kind: {KINDS[found].words}. Rename it and choose it again."
        )
    if why := harm_in(file, found):
        raise NotKept(f"The file {why}. Save it as PDF and choose that.")
    return KINDS[found]


def name_to_keep(title: str, ending: str) -> str:
    """What a downloaded file is called: its title, without what is no part of a name or hides what the name is."""
    plain = "".join(each for each in title if each.isprintable() and each not in NOT_IN_NAMES)
    return f"{' '.join(plain.split()).strip('. ')[:LONGEST_NAME] or 'document'}.{ending}"


def _recognised(file: IO[bytes], ending: str) -> str | None:
    file.seek(0)
    head = file.read(HEAD)
    for start, found in (
        (b"%PDF-", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff", "jpg"),
        (b"{\\rtf", "rtf"),
    ):
        if head.startswith(start):
            return found
    if head.startswith(ZIP):
        return _in_zip(file)
    return _written(file, head, ending)


def _in_zip(file: IO[bytes]) -> str | None:
    """Office documents are zips; only their list of parts is read here."""
    names = set(parts_of(file) or ())
    if "[Content_Types].xml" in names:
        known = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
        return next((kind for part, kind in known if part in names), None)
    return "odt" if {"mimetype", "content.xml", "META-INF/manifest.xml"} <= names else None


def _written(file: IO[bytes], head: bytes, ending: str) -> str | None:
    """Words in UTF-8; an email is words that begin as emails do."""
    file.seek(0)
    whole = file.read(LARGEST + 1)
    try:
        words = whole.decode("utf-8")
    except UnicodeDecodeError:
        return "eml" if ending == "eml" and EMAIL.match(head) and b"\0" not in whole else None
    if not words.strip() or "\0" in words:
        return None
    return "eml" if ending == "eml" and EMAIL.match(head) else "txt"
