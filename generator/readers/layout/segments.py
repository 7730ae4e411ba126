"""Blocks -> segments. In: the runs of a cell. Out: its segments: pieces of one look between two separators, with what each shows by itself.

A segment is cut where the look changes (link, bold, italic, code, element, brackets) and at separators: signs that part a title from its
authors, or an author from the next. `kind` is what its words show, `named` what a row of them shows: names one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal

import msgspec

from generator.readers.layout.structures import Run, between_separators
from generator.readers.layout.words import ACRONYM, is_label, is_venue, leading_date, led_by_venue, names_section
from generator.text.dates import names_day
from generator.text.late import end_of, pattern_of
from generator.text.people import is_known_name, looks_like_names, part_score
from generator.text.studies import LED

SegmentKind = Literal["words", "names", "name", "venue", "date", "label", "address", "number", "signs", "tag"]

_NUMBER = re.compile(r"[#(\[]{0,2}\d{1,4}[.)\]:、]{0,2}")
_YEAR = re.compile(r"[('‘’]{0,2}(?:19\d|20[0-4])\d[a-z]?[)']?")
_WORD, _DIGITS, _TWO_DIGITS = re.compile(r"[^\W\d_]"), re.compile(r"\d"), re.compile(r"\d\d")
# Where a name works, behind it.
_WORKPLACE = re.compile(r"\s?[(（](?!\d{4}[a-z]?[)）])[^()（）]{2,160}[)）]")
# Stands in `before` for a picture.
IMAGE = "\ufffc"


class Segment(msgspec.Struct):
    """text[start:end] of a cell's clean text. `before`: the separator that stands before it; `run`: its look; `cell`: which cell;
    `named`: it stands in a row of names."""

    text: str
    start: int
    end: int
    before: str
    run: Run
    cell: int
    kind: SegmentKind
    named: bool = False


class CellText(msgspec.Struct):
    """A cell as text: `text` is clean, without images; `segments` are its pieces in order."""

    text: str
    segments: list[Segment]


def cell_text(runs: Sequence[Run], cell: int = 0) -> CellText:
    """The segments of a cell, or of a block that has no cells."""
    segments: list[Segment] = []
    at, before = 0, ""
    for run in runs:
        if run.image or not run.text:
            before += IMAGE if run.image else ""
            continue
        for piece, start, sign in between_separators(run):
            if shown := piece.strip():
                left = at + start + len(piece) - len(piece.lstrip())
                for part, begin in _parted(shown):
                    segments.append(_segment(part, left + begin, left + begin + len(part), before, run, cell))
                    if not _LEADS.isdisjoint(shown[:begin].split()[-1:]):
                        segments[-1].kind = "names"
                    before = ""
            before += sign
        at += len(run.text)
    line = CellText("".join(run.text for run in runs if not run.image), segments)
    _mark_tags(segments)
    _mark_names(segments)
    if "(" in line.text or "（" in line.text:
        _mark_workplaces(line)
    _mark_tail(segments)
    return line


# So much is known of the words of names; of "by Inserting Vortices", which tells how, less.
_KNOWN = 2
# "State of the STARK by Eli Ben-Sasson"; "Le vin, par Hugo Martel", but "Marti A, di Marco B".
_LEADS = frozenset(("by", "von", "par", "por", "di", "av"))
_BY = pattern_of(
    r"(?:(?<=\w)\s+by|(?:^|(?<=\w),\s+)(?:von|par|por|di|av)(?=\s.+[a-zà-ÿ]{2}$))\s+(?!\w+ing\b)"
    r"((?:[A-ZÀ-Þ][\w.'’-]*\s?){2,5}(?:(?:,|\b(?:and|et|und|y|e|och|og)|&)\s+(?:[A-ZÀ-Þ][\w.'’-]*\s?){2,5}){0,6})$"
)
_AND = pattern_of(r"\s(?:et|und|y|e|och|og)\s")
IN_YEAR = pattern_of(r"(?:[^\W\d_][\w&.'’-]*,? ){1,4}(?:19|20)\d\d[a-z]?")
_VENUE_LAST = pattern_of(rf"(?<=\w)\s+({ACRONYM}(?:\s+(?i:oral|spotlight|poster|highlight|workshops?))?)$")
_PICTURES = pattern_of(r"(?:[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]\ufe0f?\s+)+(?=[^\W\d_])")


def _parted(text: str) -> list[tuple[str, int]]:
    """A piece without the pictures that open it ("👥 Ada Lovelace"), cut before "by" and names, or at its venue."""
    if lead := end_of(_PICTURES, text):
        return [(part, at + lead) for part, at in _parted(text[lead:])]
    led = None if _LEADS.isdisjoint(text.split()) or names_section(text) else _BY.search(text)
    names = _AND.sub(" and ", led[1]) if led else ""
    if led and (part_score(names) > _KNOWN or looks_like_names(names)):
        return [(text[: led.start()], 0)] * bool(led.start()) + [(text[led.start(1) :], led.start(1))]
    return _around_venue(text)


def _around_venue(text: str) -> list[tuple[str, int]]:
    """A piece cut behind a venue that opens it and before one that ends it: "ICLR'24-oral A Title", "A Title CVPR 2021"."""
    if len(text) < 9 or not _TWO_DIGITS.search(text):
        return [(text, 0)]
    venue, rest = led_by_venue(text)
    if venue:
        return [(venue, 0), (rest, len(text) - len(rest))]
    last = _VENUE_LAST.search(text[-40:])
    begin = len(text) - len(last[0]) if last else 0
    # Behind a little word it is what the title is about: "Contact Tracing for COVID-19".
    if last and is_venue(last[1]) and len(text) > 24 and not LED.search(text[:begin]):
        return [(text[:begin].rstrip(), 0), (last[1], len(text) - len(last[1]))]
    return [(text, 0)]


def _segment(text: str, start: int, end: int, before: str, run: Run, cell: int) -> Segment:
    kind = kind_of_segment(text)
    # What a link says may be a longer label.
    if run.url and kind in ("words", "names", "name") and len(text) <= 60 and is_label(text):
        kind = "label"
    # "[Gait & Posture 2019]": a few words and a year, linked and in brackets, say where a work came out, or who wrote it.
    if run.url and run.depth and len(text) <= 40 and IN_YEAR.fullmatch(text):
        kind = "venue"
    return Segment(text, start, end, before, run, cell, kind)


@lru_cache(maxsize=1 << 14)
def kind_of_segment(text: str) -> SegmentKind:
    """What the words of a segment show by themselves."""
    if "://" in text and re.fullmatch(r"https?://\S+", text):
        return "address"
    if not _WORD.search(text):
        if _YEAR.fullmatch(text) or leading_date(text):
            return "date"
        return "number" if _NUMBER.fullmatch(text) else "signs"
    if len(text) > 160:
        return "words"
    if _DIGITS.search(text) and names_day(text):
        return "date"
    if is_venue(text):
        return "venue"
    if len(text) < 24 and is_label(text):
        return "label"
    if looks_like_names(text):
        return "names"
    return "name" if is_known_name(text) else "words"


def _mark_names(segments: Sequence[Segment]) -> None:
    """Two names or more, one after the other between commas, "and" or blanks, are a row of names; what is half a name may be among them."""
    start = 0
    while start < len(segments):
        end, score = start, 0
        while end < len(segments) and (end == start or not segments[end].before.strip(" ,;،、，·&*†‡")):
            part = _part_score(segments[end])
            if part < -1 or (end > start and _ends_names(segments, start, end)):
                break
            score += part
            end += 1
        row = segments[start:end]
        if _is_row_of_names(segments, start, end, score):
            for one in row:
                one.named = True
        start = max(end, start + 1)


def _ends_names(segments: Sequence[Segment], start: int, at: int) -> bool:
    """Whether a row of names ends at another look: one that goes on words, or sets a journal apart; on somebody's page one name is bold."""
    first, one = segments[start], segments[at]
    if one.run.strong != first.run.strong:
        return one.kind != "name" or (start > 0 and segments[start - 1].run is first.run)
    printed = one.before.strip(" ") in ("·", "•") or (one.kind == "words" and part_score(one.text) <= 0)
    return one.run.em and not first.run.em and printed


def _is_row_of_names(segments: Sequence[Segment], start: int, end: int, score: int) -> bool:
    """Whether segments start..end, worth `score` as names, are names: several, or one that stands apart."""
    row = segments[start:end]
    if len(row) == 1:
        solid = score > 1 and bool(SOLID_NAME.fullmatch(row[0].text)) and _dashed(segments, start, end)
        return row[0].kind == "names" or solid or (score > 2 and _stands_apart(segments, start, end))
    solid = any(len(one.text) > 2 or not one.text.isascii() for one in row)  # "Cr, Mn, Ni" are elements.
    return any(one.kind == "names" for one in row) or (score > 0 and solid)


SOLID_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}|[\uac00-\ud7a3]{2,4}")


def _dashed(segments: Sequence[Segment], at: int, end: int) -> bool:
    """Whether a single name without blanks stands between a dash behind a title and the end of its line or a year."""
    above, below = segments[at - 1 : at], segments[end : end + 1]
    return bool(above and len(above[0].text) > 5 and segments[at].before.strip() in ("-", "–", "—", "——", "by")) and (
        not below or below[0].kind == "date"
    )


def _stands_apart(segments: Sequence[Segment], at: int, end: int) -> bool:
    """Whether a single name is parted from what follows, or ends a line behind a title; no journal in italics behind names."""
    above, one = segments[at - 1 : at], segments[at]
    if end < len(segments):
        sign, linked = segments[end].before.strip(' "“„«‘'), bool(one.run.url) and segments[end].run.url == one.run.url
        printed = one.run.em and bool(above) and not above[0].run.em and one.before.strip() == "."
        # Before a colon a word of it has to be known for a name: "Letting Logs Lie: Recovery Without Syncing".
        known = part_score(one.text) > len(one.text.split())
        return sign in (",", ".", ":", "،", "，") and not (printed or (sign == ":" and (linked or not known)))
    titled = (
        above
        and len(above[0].text.split()) > 2
        and (above[0].run.url != one.run.url or above[0].run.strong != one.run.strong)
    )
    return bool(titled and one.before.strip(" ()") in (",", "-", "–", "—", "by", "."))


_OPENS, _CLOSES = re.compile(r"^[^\w<《]*[\[(【（]$"), re.compile(r"[\])】）]")


def _mark_tags(segments: Sequence[Segment]) -> None:
    """What stands in brackets or code before all but venues ("[new 001]", "(oral)", "【CVPR】", "`GAN`") is a tag, unless it is long."""
    for one in segments[:8]:
        if one.kind == "signs":
            continue
        if not one.run.code or one.run.url or len(one.text.split()) > 3 or segments[-1].run.code:
            break
        one.kind = "tag"
    _mark_bracketed(segments)


def _mark_bracketed(segments: Sequence[Segment]) -> None:
    """The same in brackets. With nothing but a venue behind it, it is what a list sets titles in: "[Moss and Peat] ACL 2020"."""
    start = next((at for at, one in enumerate(segments[:8]) if one.kind not in ("signs", "tag", "venue")), 0)
    if len(segments) < start + 2 or not _OPENS.match(segments[start].before.strip()):
        return
    close = next(
        (at for at in range(start + 1, min(len(segments), start + 7)) if _CLOSES.search(segments[at].before)), 0
    )
    words = sum(len(one.text.split()) for one in segments[start:close])
    leads = close and any(one.kind in ("words", "name", "names") for one in segments[close:])
    for one in segments[start:close] if leads and words <= 5 else ():
        one.kind = "tag" if one.kind in ("words", "name", "number", "signs") else one.kind


def _mark_tail(segments: Sequence[Segment]) -> None:
    """A short piece in capitals between a comma and a year, with a title before it, is where it was printed: ", Machine Learning, 1996";
    and so is what stands in 《…》 behind a title that is marked."""
    led = False
    for at in range(1, len(segments) - 1):
        one, above, below = segments[at], segments[at - 1], segments[at + 1]
        led = led or above.run.strong or bool(above.run.url)
        if led and one.before.strip()[-1:] == "《":
            one.kind = "venue"
        if one.kind not in ("words", "name") or one.named or below.kind != "date" or len(one.text.split()) > 5:
            continue
        printed = all(word[0].isupper() for word in one.text.split() if len(word) > 3)
        marked = (above.run.em, above.run.strong) > (one.run.em, one.run.strong)
        titled = above.kind == "words" and (marked or len(above.text.split()) > 3)
        if printed and titled and one.before.strip() in (",", ".", ",.") and one.run.url == above.run.url:
            one.kind = "venue"


def _mark_workplaces(line: CellText) -> None:
    """A line of names with the places where they work in brackets is a row of names, brackets and all."""
    segments = line.segments
    starts = [0, *(at for at in range(1, len(segments)) if "\n" in segments[at].before), len(segments)]
    for start, end in pairwise(starts):
        part = segments[start:end]
        bracketed = any(one.before.strip()[-1:] in ("(", "（") for one in part[1:])
        if not bracketed or any(one.run.url for one in part):
            continue
        text = line.text[part[0].start : segments[end].start if end < len(segments) else len(line.text)].strip()
        named = " ".join(_WORKPLACE.sub("", text).split()).strip(" .,;")
        if (len(text) < 3000 and named != text and looks_like_names(named)) or (
            is_known_name(named) and not part[0].run.url
        ):
            for one in part:
                one.named = True


_BETWEEN = re.compile(r"(?:and\s+)?(?:[A-Z]\.\s?-?){1,3}|(?:and\s+)?(?:et al|others|&)|and")


def _part_score(segment: Segment) -> int:
    """How much a segment can be one of a row of names; less than -1 when it cannot."""
    if segment.kind == "names":
        return 4
    if segment.kind == "signs" and not segment.text.strip(" .…"):
        return 0
    if segment.kind not in ("name", "words"):
        return -9
    return 1 if _BETWEEN.fullmatch(segment.text) else part_score(segment.text)
