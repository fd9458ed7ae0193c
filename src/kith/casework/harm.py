"""What in a file could harm whoever opens it: macros, programs inside documents, archives that burst when unpacked.

A file that is refused here was not scanned for viruses: the council's own scanner does that on the folder of files.
"""

import re
import struct
import zipfile
from typing import IO

# Bytes that list an archive's parts: a list of millions would itself fill the memory.
LARGEST_LIST = 1024 * 1024
# Bytes once unpacked, and how many times the packed size: a picture is 1, XML is 20.
MOST_UNPACKED, MOST_TIMES = 200 * 1024 * 1024, 200
CHUNK = 1024 * 1024
END = b"PK\x05\x06"
ENCRYPTED = 1
# Parts of office documents that run, or bring along what does.
RUNS = re.compile(
    r"vba(project|data)[^/]*|activex/|embeddings/.*\.(bin|ole|exe|js|vbs|bat|cmd|com|scr|docm|xlsm|pptm|zip)$"
    r"|xl/(macrosheets|dialogsheets)/|^basic/|^scripts/", re.IGNORECASE,
)  # fmt: skip
RUNS_IN_TYPES = re.compile(rb"macroEnabled|vnd\.ms-office\.(vbaProject|activeX)", re.IGNORECASE)
# Not scripts: forms of courts and of the NHS have them, and readers keep them in a box.
PDF_RUNS = re.compile(rb"/(Launch|EmbeddedFile|RichMedia)[\s/<(\[]")
RTF_RUNS = re.compile(rb"\\\s*(obj(data|update|ocx|emb|link|autlink)|ddeauto)", re.IGNORECASE)
MAIL_RUNS = re.compile(
    rb"(file)?name\*?\s*=[^\r\n;]*\.(exe|scr|com|bat|cmd|js|jse|vbs|vbe|wsf|hta|msi|lnk|iso|img|ps1|jar|docm|xlsm|pptm)\b",
    re.IGNORECASE,
)  # fmt: skip


def harm_in(file: IO[bytes], kind: str) -> str:
    """What is wrong with a file of that kind, in words that follow "The file"; empty where nothing is seen."""
    if kind in ("docx", "xlsx", "odt"):
        return _in_office(file)
    marks, words = {
        "pdf": (PDF_RUNS, "holds a program or another file inside"),
        "rtf": (RTF_RUNS, "holds a program or another file inside"),
        "eml": (MAIL_RUNS, "has a program attached"),
    }.get(kind, (None, ""))
    return words if marks and _holds(file, marks) else ""


def parts_of(file: IO[bytes]) -> list[str] | None:
    """The names of an archive's parts; None for what is no archive, or lists more than any document has."""
    try:
        if _list_is_long(file):
            return None
        return zipfile.ZipFile(file).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, struct.error):
        return None


def _list_is_long(file: IO[bytes]) -> bool:
    """Asked of the archive's end, before the list is read."""
    file.seek(0, 2)
    file.seek(max(0, file.tell() - 66_000))
    tail = file.read()
    at = tail.rfind(END)
    return at < 0 or struct.unpack("<L", tail[at + 12 : at + 16])[0] > LARGEST_LIST


def _in_office(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            return _in_archive(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError, EOFError):
        return "is damaged"


def _in_archive(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    if any(part.flag_bits & ENCRYPTED for part in parts):
        return "is locked with a password"
    if any(RUNS.search(part.filename) for part in parts):
        return "holds macros or programs"
    if _bursts(archive, parts):
        return "would be too large once unpacked"
    types = (
        archive.open("[Content_Types].xml").read(CHUNK)
        if "[Content_Types].xml" in archive.namelist()
        else b""
    )
    return "holds macros or programs" if RUNS_IN_TYPES.search(types) else ""


def _bursts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    """Whether its parts are larger than a document's, told by unpacking them and not by what the list says."""
    packed, whole = sum(part.compress_size for part in parts), 0
    most = min(MOST_UNPACKED, max(packed, CHUNK // 4) * MOST_TIMES)
    for part in parts:
        with archive.open(part) as opened:
            while chunk := opened.read(CHUNK):
                whole += len(chunk)
                if whole > most:
                    return True
    return False


def _holds(file: IO[bytes], marks: re.Pattern[bytes]) -> bool:
    """Whether any of the marks is in the file, also across the edges of what is read at a time."""
    file.seek(0)
    last = b""
    while chunk := file.read(CHUNK):
        if marks.search(last + chunk):
            return True
        last = chunk[-200:]
    return False
