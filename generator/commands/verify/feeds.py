"""Feeds. In: the content of an Atom feed or a JSON Feed. Out: what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec
from lxml import etree

from generator.commands.verify.addresses import Ground, resolve_address
from generator.commands.verify.markup import Wrong

_ATOM = "{http://www.w3.org/2005/Atom}"
_ELEMENTS = frozenset(
    "feed entry id title updated published link author name summary category rights subtitle generator icon logo uri".split()
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")


class JsonAuthor(msgspec.Struct, forbid_unknown_fields=True):
    """Who wrote an entry."""

    name: str


class JsonItem(msgspec.Struct, forbid_unknown_fields=True):
    """What an item of a JSON Feed has: text, and no HTML."""

    id: str
    url: str
    date_published: str
    content_text: str
    title: str = ""
    authors: list[JsonAuthor] = []
    tags: list[str] = []
    external_url: str = ""
    summary: str = ""
    date_modified: str = ""
    language: str = ""


class JsonFeed(msgspec.Struct, forbid_unknown_fields=True):
    """What a JSON Feed has."""

    version: str
    title: str
    home_page_url: str
    feed_url: str
    items: list[JsonItem]
    description: str = ""
    language: str = ""
    icon: str = ""


def is_time(text: str) -> bool:
    """Whether a text is a day and time of the calendar as RFC 3339 writes it."""
    return bool(_TIME.fullmatch(text)) and _is_real(text)


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, YYYY-MM-DD."""
    return bool(_DAY.fullmatch(text)) and _is_real(text)


def _is_real(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def xml_of(content: bytes) -> tuple[etree._Element | None, Wrong]:
    """The root of an XML file, or what is wrong: no entities, no type of document, no instructions to whoever reads it."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return None, Wrong("not-xml", f"is no XML: {error}.")
    tree = root.getroottree()
    if tree.docinfo.doctype or any(not isinstance(part.tag, str) for part in root.itersiblings(preceding=True)):
        return None, Wrong("not-xml", "begins with more than its own root: a type of document, or an instruction.")
    return root, Wrong("", "")


def look_at_json_feed(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    """Version, addresses, ids and dates of a JSON Feed."""
    try:
        feed = msgspec.json.decode(content, type=JsonFeed)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        yield Wrong("feed-invalid", f"is no JSON Feed: {error}.")
        return
    if feed.version != "https://jsonfeed.org/version/1.1":
        yield Wrong("feed-invalid", f"says version {feed.version!r}.")
    yield from _own_address(ground, path, feed.feed_url)
    yield from _entries(ground, path, [(item.id, item.url, item.date_published) for item in feed.items])


def look_at_atom(ground: Ground, path: str, content: bytes) -> Iterator[Wrong]:
    """Elements, addresses, ids and dates of an Atom feed."""
    root, wrong = xml_of(content)
    if root is None:
        yield wrong
        return
    if root.tag != f"{_ATOM}feed":
        yield Wrong("feed-invalid", "is no Atom feed.")
        return
    strange = next((element for element in root.iter() if not _is_ours(element)), None)
    if strange is not None:
        yield Wrong("feed-invalid", f"has <{str(strange.tag).rpartition('}')[2][:30]}>, which no feed of ours has.")
        return
    yield from _own_address(ground, path, _address(root, "self"))
    entries = root.findall(f"{_ATOM}entry")
    yield from _missing(root, ("id", "title", "updated"))
    for entry in entries:
        yield from _missing(entry, ("id", "updated"))
    yield from _entries(ground, path, list(map(_said, (root, *entries))))


def _missing(element: etree._Element, names: Iterable[str]) -> Iterator[Wrong]:
    for name in names:
        if not (element.findtext(f"{_ATOM}{name}") or "").strip():
            yield Wrong("feed-invalid", f"<{name}> is missing or empty.")


def _address(element: etree._Element, rel: str) -> str:
    """Where the first link of a kind leads; "" when there is none."""
    link = element.find(f"{_ATOM}link[@rel='{rel}']")
    return "" if link is None else link.get("href", "")


def _is_ours(element: etree._Element) -> bool:
    known = isinstance(element.tag, str) and element.tag.removeprefix(_ATOM) in _ELEMENTS
    return known and element.get("type") not in ("html", "xhtml")


def _said(element: etree._Element) -> tuple[str, str, str]:
    """Id, address and day of a feed or an entry; of two days the one that is none, if there is one."""
    parts = (*element.findall(f"{_ATOM}published"), *element.findall(f"{_ATOM}updated"))
    days = [part.text or "" for part in parts]
    wrong = [day for day in days if not is_time(day)]
    day = next(iter((*wrong, *days)), "")
    return element.findtext(f"{_ATOM}id") or "", _address(element, "alternate"), day


def _own_address(ground: Ground, path: str, address: str) -> Iterator[Wrong]:
    """A feed that names itself elsewhere sends its readers there."""
    if ground.url and resolve_address(ground, path, address).file != path:
        yield Wrong("feed-invalid", f"says that its own address is {address[:100] or 'nowhere'}.")


def _entries(ground: Ground, path: str, entries: list[tuple[str, str, str]]) -> Iterator[Wrong]:
    """`entries`: the id, the address and the day of each."""
    ids = [name for name, _, _ in entries]
    if not all(ids):
        yield Wrong("feed-invalid", "an entry has no id.")
    elif len(set(ids)) != len(ids):
        yield Wrong("feed-invalid", "two entries have one id.")
    for _, address, day in entries:
        if resolve_address(ground, path, address).kind != "inside":
            yield Wrong("broken-link", f"{address or 'an entry without an address'} is no page of this site.")
        if not is_time(day):
            yield Wrong("feed-invalid", f"{day[:40]!r} is no time of the calendar, such as 2025-03-14T00:00:00Z.")
