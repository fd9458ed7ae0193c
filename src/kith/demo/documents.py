"""A few small documents: real files, some of them PDF, on the records of a few children."""

from datetime import timedelta

from kith.demo import tables as t
from kith.demo.book import Book
from kith.demo.cast import Child, Family, Kind

FOLDER = "documents/demonstration"
TITLES = (
    ("Care plan", "pdf"), ("School report", "pdf"), ("Letter from the hospital", "txt"), ("Family time agreement", "txt"),
)  # fmt: skip
TYPES = {"pdf": "application/pdf", "txt": "text/plain"}
MOST = 40


def add_documents(book: Book, families: list[Family]) -> dict[str, bytes]:
    """Rows for the documents of her children and some others; the files themselves, by their path."""
    files: dict[str, bytes] = {}
    chosen = sorted(families, key=lambda family: not family.hers)
    children = [child for family in chosen for child in family.of(Kind.LOOKED_AFTER)][: MOST // 2]
    for place, child in enumerate(children):
        for number in range(1 + place % 2):
            _document(book, child, *TITLES[(place + number) % len(TITLES)], files)
    return files


def _document(book: Book, child: Child, title: str, kind: str, files: dict[str, bytes]) -> None:
    random = book.stream("documents", child.id)
    day = book.as_of - timedelta(days=20 + int(random.random() * 60))
    day = max(day, child.care_start or day)
    worker = child.worker_on(day)
    if worker is None:
        return
    name = f"{child.given} {child.family_name}"
    lines = (
        title,
        f"About {name}, {day:%d %B %Y}",
        "A document of the demonstration authority. Nobody in it exists.",
    )
    path = f"{FOLDER}/{title.lower().replace(' ', '-')}-{book.totals[t.Document] + 1}.{kind}"
    files[path] = pdf(lines) if kind == "pdf" else "\n\n".join(lines).encode()
    book.add(
        t.Document,
        child.id,
        title,
        day,
        path,
        TYPES[kind],
        len(files[path]),
        worker,
        book.moment(random, day),
    )


def pdf(lines: tuple[str, ...]) -> bytes:
    """One page with some lines of text."""
    text = " T* ".join(f"({line.encode('latin-1', 'replace').decode('latin-1')}) Tj" for line in lines)
    page = f"BT /F1 14 Tf 60 780 Td 24 TL {text} ET".encode("latin-1")
    parts = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(made))
    )
