"""XML as a stream of elements, within limits that a hostile file cannot pass: no document type, so no entities; no depth
and no element larger than a return ever has; nothing fetched."""

from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from kith.statutory.returns.problems import Problem
from kith.statutory.returns.sources import MEGABYTE

# One element that is waited for, such as a child with everything about them: a large one has some 50 kB.
LARGEST = 16 * MEGABYTE
_CHUNK = MEGABYTE // 4
_TOO_DEEP = "depth"


class RefusedXml(ValueError):
    """A file that is not read at all; says why, for a person."""


def elements(data: bytes, called: str, root: str, depths: Mapping[str, int]) -> Iterator[etree._Element]:
    """Each element of these names in turn, if it stands so many elements deep in the root, let go of once it is read so
    that memory does not grow with the file.
    `called` is the return, for messages. Raises RefusedXml, and XMLSyntaxError once what stood before was given."""
    _check_root(data, called, root)
    parser = etree.XMLPullParser(
        ("end",),
        tag=[f"{{*}}{name}" for name in depths],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
    )
    waited = 0
    for start in range(0, len(data), _CHUNK):
        broken = _fed(parser, data[start : start + _CHUNK])
        waited += _CHUNK
        for _, element in parser.read_events():
            if sum(1 for _ in element.iterancestors()) != depths[name_of(element)]:
                continue
            waited = 0
            yield element
            _let_go(element)
        if broken:
            raise broken
        if waited > LARGEST:
            largest = LARGEST // MEGABYTE
            raise RefusedXml(f"One part of this XML is larger than {largest} MB, so it was not read further.")
    parser.close()


def broken_at(file: str, error: etree.XMLSyntaxError) -> Problem:
    """A break in the file, said to a person."""
    says = f"The XML cannot be read past line {error.lineno} ({error.msg}). What stood before it was read."
    return Problem(file, says, row=error.lineno)


def name_of(element: etree._Element) -> str:
    """The name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _check_root(data: bytes, called: str, root: str) -> None:
    """Only the beginning of the file is looked at."""
    _, first = next(
        etree.iterparse(BytesIO(data), events=("start",), resolve_entities=False, no_network=True)
    )
    if first.getroottree().docinfo.doctype:
        raise RefusedXml(
            "This XML declares a document type, which the return never does, so it was not read."
        )
    if name_of(first) != root:
        raise RefusedXml(
            f"This XML begins with {name_of(first)}; {called} begins with {root}. It was not read."
        )


def _fed(parser: etree.XMLPullParser, data: bytes) -> etree.XMLSyntaxError | None:
    """What broke the file, if anything did: what was read before it is still to be had. Raises RefusedXml."""
    try:
        parser.feed(data)
    except etree.XMLSyntaxError as error:
        if _TOO_DEEP in str(error):
            raise RefusedXml(
                "This XML is nested far deeper than the return ever is, so it was not read."
            ) from None
        return error
    return None


def _let_go(element: etree._Element) -> None:
    element.clear(keep_tail=True)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
