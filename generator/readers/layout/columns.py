"""Entries -> fields. In: an entry and its blocks. Out: its authors, venue, date, abstract and links, and what each block was used as.

They are the other columns of the groups whose titles were found: what a label, a table's head or an element's class names; names after
the title; a venue or a year beside it. What nobody names and that is no such column is somebody's text, and nobody's abstract.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from generator.model import Use
from generator.readers.labels import field_of, labelled
from generator.readers.layout.entries import Entry
from generator.readers.layout.facts import BlockFacts, is_name_alone
from generator.readers.layout.links import Links, links_of
from generator.readers.layout.referenced import Referenced
from generator.readers.layout.segments import CellText, Segment
from generator.readers.layout.shapes import Decision
from generator.readers.layout.structures import Block
from generator.readers.layout.tags import field_named
from generator.readers.layout.words import is_foreign, is_venue, leading_date, venue_of
from generator.readers.lexicon import bare_key, lexicon

_USES: dict[str, Use] = {"title": "title", "authors": "authors", "abstract": "abstract"}
PRINTED = ("volume", "issue", "pages", "firstpage", "lastpage", "pmid", "pmcid")
_CUT = re.compile(r"(?:…|\.\.\.)\s*$")


class EntryFields(msgspec.Struct):
    """What an entry says: field -> text; its links; block -> what it was used as. `cut`: the abstract breaks off;
    `assumed`: it is text that no label names; `accounts`: the names in the column of authors are those of accounts;
    `referenced`: what it says as a reference."""

    values: dict[str, str] = {}
    venues: list[str] = []
    links: Links | None = None
    uses: dict[int, Use] = {}
    cut: bool = False
    assumed: bool = False
    accounts: bool = False
    referenced: Referenced | None = None


def fields_of(decision: Decision, entry: Entry) -> EntryFields:
    fields = EntryFields({}, [], None, {})
    choice = entry.choice
    fields.links = links_of(decision, entry)
    fields.uses[choice.block] = "title"
    if choice.candidate.shape.cut == "reference":
        fields.referenced = decision.references[choice.block]
        _below(fields, decision, entry)
    else:
        _columns(fields, decision, entry)
    return fields


def _columns(fields: EntryFields, decision: Decision, entry: Entry) -> None:
    """What stands beside and below a title, by labels, heads and looks."""
    choice = entry.choice
    block, facts = decision.blocks[choice.block], decision.facts[choice.block]
    if block.kind == "row":
        _row(fields, decision, choice.block, choice.candidate.cell)
    if not entry.more or block.kind != "row":
        line = facts.lines[choice.candidate.cell]
        _beside(fields, line, choice.candidate.first, choice.candidate.last)
    _below(fields, decision, entry)
    if block.kind == "heading" and "abstract" not in fields.values:
        _assume(fields, decision, entry)
    abstract = fields.values.get("abstract", "")
    fields.cut = bool(_CUT.search(abstract))
    if fields.cut or (is_foreign(abstract) and not is_foreign(choice.candidate.text)):
        fields.values.pop("abstract", None)
    if is_foreign(fields.values.get("keywords", "")) and not is_foreign(choice.candidate.text):
        fields.values.pop("keywords")


def _row(fields: EntryFields, decision: Decision, at: int, title: int) -> None:
    """The other cells of a row: by the head of their column, else by what they show."""
    block = decision.blocks[at]
    for cell, line in enumerate(decision.facts[at].lines):
        if cell == title or not line.segments:
            continue
        name = field_of(block.columns[cell]) if cell < len(block.columns) else ""
        text = " ".join(
            "".join(run.text for run in block.cells[cell] if not run.image and run.tag != "summary").split()
        )
        if name == "authors" and (block.mark, cell) in decision.accounts:
            fields.accounts = True
        elif (block.mark, cell) in decision.studies:
            _study(fields, text)
        elif name and (printed := lexicon().field_of(block.columns[cell])) in PRINTED:
            _set(fields, printed, text)
        elif name:
            _labelled(fields, name, text)
        else:
            _beside(fields, line, len(line.segments), len(line.segments))


def _study(fields: EntryFields, text: str) -> None:
    from generator.text.studies import study_of

    for field, value in zip(("authors", "date"), study_of(text), strict=True):
        _set(fields, field, value)


def _set(fields: EntryFields, name: str, text: str) -> None:
    if name == "venue":
        if re.search(r"[^\W\d_]", text) and text not in fields.venues:
            fields.venues.append(text)
    elif text and not fields.values.get(name):
        fields.values[name] = text


def _beside(fields: EntryFields, line: CellText, first: int, last: int) -> None:
    """Authors, venue and date among the segments of a line; the title's own are left out."""
    segments = line.segments
    others = [one for at, one in enumerate(segments) if not first <= at <= last]
    journals = _journals(segments, last)
    if "authors" not in fields.values:
        names = row_of_names(line, segments, first, last) or _name_below(segments[max(first, last) + 1 :])
        if names:
            fields.values["authors"] = names
    for one in others:
        told = one.kind == "venue" or one in journals or (one.kind == "label" and is_venue(one.text))
        venue = venue_of(one.text) if told else ""
        if venue and len(fields.venues) < 3 and venue not in fields.venues:
            fields.venues.append(venue)
        elif one.kind == "date":
            fields.values.setdefault("date", one.text.strip("()[]'’ "))


def _journals(segments: Sequence[Segment], last: int) -> list[Segment]:
    """What alone is in italics behind a title (segments[last]), or opens a line below it, with a date or a number behind it: the journal,
    whether it is known or not."""
    titled = segments[last : last + 1]
    if any(one.run.em for one in titled) or not (titled or any(one.run.em for one in segments[:1])):
        return []
    behind = segments[last + 1 :] if titled else segments
    at = next((at for at, one in enumerate(behind) if one.run.em), len(behind))
    told = at + 1 < len(behind) and behind[at + 1].kind in ("date", "number")
    return [behind[at]] if told and behind[at].kind == "words" and not behind[at].text.split()[0].islower() else []


def _name_below(behind: Sequence[Segment]) -> str:
    """The one name that is the whole of the next line of a cell, or ""."""
    if not behind or behind[0].kind != "name" or "\n" not in behind[0].before:
        return ""
    return behind[0].text if len(behind) == 1 or "\n" in behind[1].before else ""


def row_of_names(line: CellText, segments: Sequence[Segment], first: int = 0, last: int = -1) -> str:
    """The first row of names in a line, as it stands there."""
    start = next((at for at, one in enumerate(segments) if one.named and not first <= at <= last), -1)
    if start < 0 or re.match(r"(?:and|&)\s", segments[start].text):
        return ""
    end = start
    while end + 1 < len(segments) and segments[end + 1].named and not first <= end + 1 <= last:
        end += 1
    text = re.sub(r"^(?:by|with)\s+|\s+and$", "", line.text[segments[start].start : segments[end].end], flags=re.I)
    behind = line.text[segments[end].end : segments[end].end + 12]
    if text.count("(") > text.count(")") and behind.lstrip()[:1] == ")":
        text, behind = f"{text})", behind.lstrip()[1:]
    more = re.match(r"[\s,.]*(?:et\.? ?al|等|\.\.\.|…)", behind)
    return " ".join((text + (more[0] if more else "")).split())


# An abstract of fewer words may as well be a remark or a long title.
_FEWEST = 15
_REMARK = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my)\b(?!['’.])")
_END = re.compile(r"[.!?…][\"'”’)*_]*$")


def _assume(fields: EntryFields, decision: Decision, entry: Entry) -> None:
    """Where nothing but prose, names and links stands under a heading that leads to one paper, the prose is its abstract."""
    prose = [at for at in entry.below if fields.uses.get(at) == "skipped"]
    told = any(decision.facts[at].label == "other" or decision.blocks[at].kind == "heading" for at in entry.below)
    plain = all(
        decision.blocks[at].kind == "line" and not decision.blocks[at].quote and _is_prose(decision.blocks[at])
        for at in prose
    )
    if prose and plain and not told and fields.links and fields.links.own:
        fields.values["abstract"] = "\n\n".join(decision.blocks[at].text for at in prose)
        fields.assumed = True
        fields.uses.update(dict.fromkeys(prose, "abstract"))


def _is_prose(block: Block) -> bool:
    """Whether a line is sentences of an author rather than a reference or a remark: long, ended, mostly small letters, no bold lead."""
    text = block.text
    words = [word for word in text.split() if word[:1].isalpha()]
    small = sum(word[0].isupper() for word in words) < 0.4 * len(words)
    opens = any(cell[0].strong for cell in block.cells[:1] if cell)
    sentences = len(words) >= _FEWEST and small and bool(_END.search(text))
    return sentences and not (is_foreign(text) or opens or _REMARK.search(text))


def _below(fields: EntryFields, decision: Decision, entry: Entry) -> None:
    """What the blocks below the title say; under a heading or a label alone the next text belongs to that label."""
    waiting = ""
    paragraph = -1
    for at in entry.below:
        block, facts = decision.blocks[at], decision.facts[at]
        if alone := _label_alone(block):
            waiting, paragraph = "other" if alone == "abstract" in fields.values else alone, -1  # a translation
            fields.uses[at] = "meta"
            continue
        name, text = _named(block, facts)
        other = block.lead and bare_key(block.lead) not in lexicon().words["parts"]
        goes_on = not name and waiting and facts.words and not (other or _only_links(facts))
        if not name and not goes_on:
            waiting = ""
            _unlabelled(fields, decision, at)
            continue
        if name:
            _labelled(fields, name, text)
            # Further paragraphs belong to an abstract; to anything else only what stands below a label with nothing behind it.
            waiting = name if name == "abstract" or (facts.label and not text) else ""
        else:
            _more(fields, waiting, block, same=block.paragraph == paragraph)
            name, waiting = waiting, waiting if waiting == "abstract" else ""
        fields.uses[at] = _USES.get(name, "meta")
        paragraph = block.paragraph


def _named(block: Block, facts: BlockFacts) -> tuple[str, str]:
    """The field that a block says it is, by its label or its class, and its text; "" when it says none."""
    if not facts.label:
        return field_named(block.tag, block.cls), block.text
    name, value = labelled(block.text)
    if name == "abstract" and _SUMMARY.match(block.text) and (is_foreign(value) or value.count(" ") <= 5):
        name = "other"
    return name or field_named(block.tag, block.cls), value


# Under these labels stands the abstract itself when it is in the language of the title, else a summary.
_SUMMARY = re.compile(r"\W{0,4}(?:中文)?(?:摘要|초록|요약|要旨|要約|概要|抄録)\W")


def _label_alone(block: Block) -> str:
    """The field that a heading, a folded block's label or a line in bold names, when it says nothing else."""
    text = block.text
    if len(text) > 60:
        return ""
    strong = all(run.strong or not run.text.strip() for cell in block.cells for run in cell)
    if (
        block.kind == "heading"
        or block.tag == "summary"
        or (strong and block.kind != "row")
        or text.rstrip().endswith((":", "："))
    ):
        found = field_of(text)
        return found or ("other" if block.kind == "heading" or block.tag == "summary" else "")
    return ""


def _labelled(fields: EntryFields, name: str, text: str) -> None:
    name = "date" if name == "venue" and leading_date(text) else name  # "发表: 2026-09-29"
    if name in ("authors", "abstract", "date", "venue", "keywords", "categories", "comment"):
        _set(fields, name, text.strip())


def _more(fields: EntryFields, name: str, block: Block, *, same: bool) -> None:
    """Text below a label that stands alone."""
    if name == "abstract":
        held = fields.values.get("abstract", "")
        between = " " if same else "\n\n"
        fields.values["abstract"] = f"{held}{between}{block.text}" if held else block.text
    else:
        _labelled(fields, name, block.text)


def _only_links(facts: BlockFacts) -> bool:
    segments = [one for line in facts.lines for one in line.segments]
    return bool(segments) and all(one.run.url or one.kind in ("label", "signs", "address") for one in segments)


def _unlabelled(fields: EntryFields, decision: Decision, at: int) -> None:
    """A line without a label: a row of names, a venue, a year, links; anything longer is somebody's text."""
    block, facts = decision.blocks[at], decision.facts[at]
    long = facts.words > 25
    segments = [one for line in facts.lines for one in line.segments]
    if facts.names and (not long or sum(one.named for one in segments) * 2 > len(segments)):
        before = "authors" in fields.values
        _beside(fields, facts.lines[0], 0, -1)
        fields.uses[at] = "meta" if before else "authors"
    elif block.kind == "line" and "authors" not in fields.values and is_name_alone(facts):
        fields.values["authors"] = facts.lines[0].segments[0].text
        _beside(fields, facts.lines[0], 0, 0)
        fields.uses[at] = "authors"
    elif not long and (facts.venue or facts.date or facts.papers or _only_links(facts) or facts.words < 4):
        _beside(fields, facts.lines[0], 0, -1) if facts.lines else None
        fields.uses[at] = "meta"
    else:
        fields.uses[at] = "skipped"
