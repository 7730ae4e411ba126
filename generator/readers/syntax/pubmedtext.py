"""Abstracts as PubMed prints them. In: a text of numbered entries (one may have no number), each of paragraphs: where it was printed, the
title, the names, where these work, the abstract, the ids. Out: its records, with their lines. The order of the paragraphs is its grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

import msgspec

from generator.model import Problem, Source
from generator.readers.record import Object, Parsed, Record
from generator.text.printed import citation_in

NAME = "PubMed (Abstract, text)"
SAMPLE = "1. J Knots. 2019;12(3):3-19.\n\nA Title.\n\nLovelace A(1).\n\nAn abstract.\n\nPMID: 30000001"
_ENDS = re.compile(r"^PMID:\s*\d", re.M)
_OPENS = re.compile(r"(?P<number>\d{1,6})\. (?P<printed>\S.*)")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
# Of a preprint, and ahead of print, the number of the work stands right behind its day.
_PRINTED = re.compile(
    r"(?P<venue>[^\d]{2,200}?)(?P<type> \[Preprint\])?\. (?P<date>(?:1[89]|20)\d\d(?: [A-Z][a-z]{2}(?: \d{1,2})?)?)\b"
    r"(?::(?P<pages>\S+?)\.?(?=\s|$))?"
)
_DOI = re.compile(r"\bdoi: (?P<doi>10\.\S+?)\.?(?:\s|$)")
_ID = re.compile(r"^(?P<kind>DOI|PMCID|PMID):\s*(?P<id>\S+)", re.M)
_PLACES = "Author information:"
_PLACE = re.compile(r"^\((?P<number>\d{1,4}|[#*†‡])\)", re.M)
_NUMBERS = re.compile(r"(?P<numbers>(?:\((?:\d{1,4}|[#*†‡])\)){0,60})\.?$")
# A name ends in initials: "van der Berg AB Jr"; one of a group has none.
_NAME = re.compile(
    r"(?P<family>\S.*?) (?P<given>[^\W\d_a-z](?:-?[^\W\d_a-z]){0,4})(?: (?P<suffix>Jr|Sr|2nd|3rd|[4-9]th))?"
)
_ASIDE = re.compile(
    r"(?:Comment|Erratum|Update|Retraction|Republished|Corrected|Expression of concern|Summary for patients|Original report)\b.{0,20} "
    r"(?:in|on|of|for|from)\b|©|Copyright\b|Published by\b|Conflict of interest statement:|Collaborators:|"
    r"\[?(?:Article|No authors|Review)\b.{0,40}\]$",
    re.S,
)
_FEWEST = 3


class _Part(msgspec.Struct, frozen=True):
    """A paragraph and its first and last lines."""

    text: str
    first: int
    last: int


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a text of such entries; None for a text in which one of them has no id of PubMed or no title."""
    entries = _entries(list(_paragraphs(text))) if _ENDS.search(text) or _DOI.search(text[:400]) else []
    # A file that was cut ends behind the first line of its last entry, or lacks the end of it.
    lost = entries.pop() if len(entries) > 1 and len(entries[-1]) == 1 else ()
    whole = [len(one) >= _FEWEST and any(_ENDS.search(part.text) for part in one) for one in entries]
    cut = entries[-1:] and len(entries[-1]) > 1 and (len(entries) > 1 or _DOI.search(_unwrapped(entries[-1][0].text)))
    if not entries or not all(whole[:-1]) or not (whole[-1] or cut):
        return None
    message = "this entry ends behind its first line and was left out; the file is cut: get it again."
    said = tuple(Problem(Source(source.path, one.first), "warning", "broken-entry", message) for one in lost)
    return Parsed(NAME, tuple(map(_record, entries)), (), said, noun="entry")


def _paragraphs(text: str) -> Iterator[_Part]:
    lines: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        if line.strip(" \t`"):
            lines.append(line.strip())
        elif lines:
            yield from _apart(lines, number - len(lines))
            lines = []


def _apart(lines: list[str], first: int) -> Iterator[_Part]:
    """A paragraph; the lines of an entry that has no empty ones, each a paragraph, with those on which it goes on."""
    starts = [0]
    # Where a second one opens in it, a paragraph is a list of references.
    if _OPENS.match(lines[0]) and any(map(_ENDS.match, lines)) and not any(map(_OPENS.match, lines[1:])):
        starts += [at for at in range(1, len(lines)) if lines[at - 1][-1] in ".?!"]
    for start, end in pairwise([*starts, len(lines)]):
        yield _Part("\n".join(lines[start:end]), first + start, first + end - 1)


def _entries(parts: list[_Part]) -> list[list[_Part]]:
    """The paragraphs of each entry; each has the number that follows the one before."""
    entries: list[list[_Part]] = []
    for part in parts:
        found = _OPENS.match(part.text)
        alone = not entries and part is parts[0] and _PRINTED.match(part.text) and _DOI.search(_unwrapped(part.text))
        if alone or (found and int(found["number"]) == len(entries) + 1 and _YEAR.search(part.text)):
            entries.append([])
        if entries:
            entries[-1].append(part)
    return entries


def _record(parts: list[_Part]) -> Record:
    """The record of an entry: by the place of its paragraphs, those apart that say by their first words what they are."""
    printed, title, *rest = (part.text for part in parts)
    value: Object = {
        "title": _unwrapped(title).strip("[]").removesuffix(".").strip("[]"),
        **printed_at(_unwrapped(printed)),
    }
    said = [part for part in rest if not _ASIDE.match(part)]
    if said and (names := _names(_unwrapped(said[0]))):
        places = {} if len(said) < 2 or not said[1].startswith(_PLACES) else _places(said[1])
        value["authors"] = [_person(one, places) for one in names]
        del said[0]
    value.update({found["kind"].lower(): found["id"] for found in _ID.finditer("\n".join(said))})
    above = takewhile(lambda part: not _ID.match(part), said)
    value["abstract"] = "\n\n".join(_unwrapped(part) for part in above if not part.startswith(_PLACES))
    return Record(value, parts[0].first, parts[-1].last)


def _unwrapped(text: str) -> str:
    return " ".join(text.split())


def printed_at(line: str) -> Object:
    """Where and when a work was printed: journal, volume, issue, pages, day, DOI."""
    line = line[found.start("printed") :] if (found := _OPENS.match(line)) else line
    doi = _DOI.search(line)
    told: Object = {"doi": doi["doi"]} if doi else {}
    bare = line[: doi.start()] if doi else line
    when = _PRINTED.match(bare)
    if not (when and when["pages"]) and (cited := citation_in(bare)):
        return told | cited.fields
    return told | when.groupdict() if when else told


def _names(line: str) -> list[str]:
    """The names of a paragraph that holds nothing else: most of them end in initials."""
    names = [name for one in re.split(r"[,;] ", line.removesuffix(".")) if (name := one.strip())]
    plain = [_NUMBERS.sub("", name) for name in names]
    return names if sum(bool(_NAME.fullmatch(name)) for name in plain) * 2 >= len(plain) else []


def _places(text: str) -> dict[str, str]:
    """Where authors work, by number; by "" where all work at one place."""
    parts = _PLACE.split(text.removeprefix(_PLACES))
    if len(parts) == 1:
        return {"": _unwrapped(parts[0])}
    return {number: _unwrapped(place) for number, place in zip(parts[1::2], parts[2::2], strict=True)}


def _person(name: str, places: dict[str, str]) -> Object:
    numbers = _NUMBERS.search(name)
    plain = name[: numbers.start()] if numbers else name
    marks = re.findall(r"\d+", numbers["numbers"]) if numbers else []
    where = [places[mark] for mark in marks or [""] if mark in places]
    found = _NAME.fullmatch(plain)
    parts: Object = {"name": plain} if found is None else {key: part for key, part in found.groupdict().items() if part}
    return parts | ({"affiliation": where} if where else {})
