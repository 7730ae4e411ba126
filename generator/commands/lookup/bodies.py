"""The body of an answer. In: bytes from anywhere: a login page, half a JSON, the name of a file. Out: the tree of an XML, or records of a
kind; what is neither is NoAnswer, which is not the same as knowing nothing."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from lxml import etree

from generator.commands.lookup.candidate import NoAnswer

T = TypeVar("T")


def json_body(body: bytes, kind: type[T]) -> T:
    """The records of a JSON answer. Raises NoAnswer."""
    try:
        return msgspec.json.decode(body, type=kind, strict=False)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise NoAnswer(f"no JSON of its kind ({str(error)[:100]})") from error


def xml_body(body: bytes) -> etree._Element:
    """The root of an XML answer: bytes only, without entities, types of document, files and network. Raises NoAnswer."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NoAnswer("no XML") from error
    if root.getroottree().docinfo.doctype:
        raise NoAnswer("XML that declares a type of document")
    return root


def none_known(said: bool) -> None:
    """An answer without works has to say that there are none. Raises NoAnswer."""
    if not said:
        raise NoAnswer("neither works nor the word that there are none")
