"""What may stand on a page. In: the text of a page, and its elements. Out: what no page of ours has.

A list of what may be there: elements, their attributes, and the form of a tag. The form comes first. Browsers and other parsers read well
formed tags alike; where they differ (comments that one of them thinks closed, zero bytes, attributes without quotes) things hide. So a
page is refused that is not made of plain tags, whatever any parser makes of it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from generator.text.formulas import MATH_ATTRIBUTES, MATH_ELEMENTS


class Wrong(NamedTuple):
    """What is wrong with a file: a stable code, and what to do about it."""

    code: str
    message: str


_VALUE = r"""(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`]++)"""
_ATTRIBUTES = rf"(?:\s++[A-Za-z_:][-\w:.]*+(?:\s*+=\s*+{_VALUE})?+)*+\s*+/?>"
# What these hold is text to our parser. To a browser it is not inside a drawing or a formula, so it holds no tag at all.
_TEXT = "title|style|script|textarea|xmp|iframe|noembed|noframes|plaintext"
_WHOLE = "|".join(rf"{name}(?![A-Za-z0-9-]){_ATTRIBUTES}[^<]*+</{name}\s*+>" for name in _TEXT.split("|"))
_TAG = rf"(?!/?(?:{_TEXT})(?![A-Za-z0-9-]))/?[A-Za-z][A-Za-z0-9-]*+{_ATTRIBUTES}"
_COMMENT = r"!--(?!-?>)(?:[^<>-]|-(?!-))*+-->"
_PLAIN = re.compile(rf"\s*+<!doctype html>(?:[^<]++|<(?:{_WHOLE}|{_TAG}|{_COMMENT}))*+", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
# The character set comes before all else, so that nothing is read in another one.
_CHARSET = re.compile(r"<head>\s*+<meta charset=[\"']?utf-8[\"']?>", re.IGNORECASE)

_KNOWN = tomllib.loads(Path(__file__).with_name("markup.toml").read_text("utf-8"))
_RELS, _INPUTS = frozenset(_KNOWN["rels"].split()), frozenset(("", *_KNOWN["inputs"].split()))
_METAS = re.compile(
    r"viewport|color-scheme|theme-color|description|author|keywords|generator|robots|referrer|format-detection|application-name|"
    r"(?:offprint|og|article|twitter):[a-z_:]+|citation_[a-z_]+|dc\.[a-z.]+|(?:google-site|msvalidate\.01|yandex|p:domain)[-_a-z]*"
)


def _table() -> dict[str, frozenset[str]]:
    """Element -> the attributes that it may have, data-* and aria-* aside."""
    anywhere = frozenset(_KNOWN["anywhere"].split())
    drawing = anywhere | frozenset(_KNOWN["drawing"].split()) | {"href", "xlink:href"}
    table = dict.fromkeys(_KNOWN["elements"].split(), anywhere)
    table |= {name: anywhere | frozenset(more.split()) for name, more in _KNOWN["attributes"].items()}
    table |= {name: anywhere | MATH_ATTRIBUTES | table.get(name, anywhere) for name in MATH_ELEMENTS}
    return table | {name: drawing | table.get(name, anywhere) for name in _KNOWN["drawn"].split()}


_MAY = _table()
DRAWN = frozenset(_KNOWN["drawn"].split())


def well_formed(content: bytes) -> Iterator[Wrong]:
    """Whether a page is text made of plain tags, which every parser reads alike."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        yield Wrong("strange-markup", f"is not UTF-8 at byte {error.start}.")
        return
    control = _CONTROL.search(text)
    if control:
        yield Wrong("strange-markup", f"holds the character U+{ord(control[0]):04X}, which no page has.")
    found = _PLAIN.match(text)
    end = found.end() if found else 0
    if end < len(text):
        shown = " ".join(text[end : end + 60].split())
        yield Wrong("strange-markup", f"has no plain tag at line {text.count(chr(10), 0, end) + 1}: {shown}")
    if not _CHARSET.search(text):
        yield Wrong("strange-markup", 'does not begin its head with <meta charset="utf-8">.')


def strange_elements(elements: Iterable[etree._Element]) -> Iterator[Wrong]:
    """Elements, attributes, and the few values that decide what an element does, which no page of ours has."""
    for element in elements:
        yield from strange(str(element.tag), tuple(map(str, element.attrib)))
        if element.tag in ("meta", "input", "form", "link", "script"):
            yield from _decisive(element)


@lru_cache(maxsize=1 << 12)
def strange(tag: str, names: tuple[str, ...]) -> tuple[Wrong, ...]:
    """What no page of ours has of an element with these attributes."""
    tag = tag.rpartition("}")[2].lower()
    if tag not in _MAY:
        return (Wrong("strange-markup", f"has the element <{tag[:30]}>, which no page of ours has."),)
    bad = [n for n in names if n.rpartition("}")[2].lower() not in _MAY[tag] and not n.startswith(("data-", "aria-"))]
    return tuple(
        Wrong("strange-markup", f"has <{tag}> with the attribute {name[:30]}, which no page of ours has.")
        for name in bad
    )


def _meta(element: etree._Element) -> Iterator[Wrong]:
    header, letters = element.get("http-equiv"), element.get("charset")
    name = str(element.get("name") or element.get("property") or "")
    if header is not None:
        if str(header).lower() not in ("content-security-policy", "refresh"):
            yield Wrong("strange-markup", f"has a <meta> for {str(header)[:30]!r}.")
    elif letters is not None:
        if str(letters).lower() != "utf-8":
            yield Wrong("strange-markup", "has a <meta> for another character set.")
    elif not _METAS.fullmatch(name.lower()):
        yield Wrong("strange-markup", f"has a <meta> called {name[:30]!r}.")


def _decisive(element: etree._Element) -> Iterator[Wrong]:
    tag = element.tag
    kind = str(element.get("type", "")).strip().lower()
    if tag == "input" and kind not in _INPUTS:
        yield Wrong("strange-markup", f"asks for a {kind[:30]}.")
    elif tag == "form" and str(element.get("method", "get")).strip().lower() != "get":
        yield Wrong("strange-markup", "has a form that sends what is typed.")
    elif tag == "link" and not set(str(element.get("rel", "")).lower().split()) <= _RELS:
        yield Wrong("strange-markup", f"has a <link> that is {str(element.get('rel'))[:30]!r}.")
    elif tag == "meta":
        yield from _meta(element)
    elif tag == "script" and element.get("src") is not None and (element.text or "").strip():
        yield Wrong("strange-markup", "has a <script> with an address and a text.")
