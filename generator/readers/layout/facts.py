"""What a block holds besides words. In: blocks and their segments. Out: the Facts of each, and how far what stands below it reaches."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

import msgspec

from generator.readers.labels import field_of, labelled, summarises
from generator.readers.layout.imprints import imprint_in, leads_to_marked, mark_printed, may_be_names
from generator.readers.layout.segments import CellText, Segment, cell_text
from generator.readers.layout.structures import Block, Run
from generator.readers.layout.tags import field_named
from generator.readers.layout.vocabulary import asides_in
from generator.readers.layout.words import is_label, leads_to_paper, names_section, says_paper
from generator.text import pattern_of
from generator.text.ids import ARXIV_FORM, DOI_FORM, address_of_id, ids_in
from generator.text.people import is_known_name

# What stands further below a line than so many blocks is not its own.
_REACH = 14
# Names stand among so many segments of a line.
_NEAR = 12
# So much of a block is looked through for ids.
_NAMED_IN = 4000
# What a link of a copied page said.
_BUTTON = re.compile(r"\[([^\[\]\d]{2,24})\]")
# An arXiv id in plain text: "arXiv:2401.00001", "arXiv 2401.00001".
_NAMED = re.compile(rf"arxiv(?:\.org/(?:abs|pdf)/|[\s:.]{{1,3}}\[?)({ARXIV_FORM})(?!\d)", re.I)
_DOI_ALONE = pattern_of(DOI_FORM)
_DOI = re.compile(r"\bdoi\b\s*[:=]?\s*10\.", re.I)
# Volume, year and pages behind whatever name a journal has: "12 (2019), S. 14–31", "44(2), 300-312". They end a line.
_PRINTED = pattern_of(
    r"\d\s?\(\d{1,4}\)(?:\s?[,:;]|\W*$)|\b(?:(?:pp?|S|s|с|n[o°º])\.|ص(?:\s?ص)?\.?|עמ['׳])\s?\d{1,5}\s?[-–]\s?\d"
)
_TAIL = 120
# A key of a bibliography alone on its line, as notes for pandoc have it below the title.
_KEY = pattern_of(r"\[(?:@[\w:.-]{4,80}(?:;\s*)?){1,4}\]")


class BlockFacts(msgspec.Struct):
    """Of a block: its cells as segments; the addresses that lead to papers; whether a link says "paper"; names, venue, date; its
    label (the field it names); how many words it has; `named`: the addresses of the ids in its text; `reach`: the place of the
    first block behind it that is not below it; `titled`: a link in it, or one that opens an item below a heading, says the title of the
    paper to which it leads; `summary`: it stands below the words "Abstract" or "AI summary" alone; `imprint`: it says who wrote what the
    heading above names, where that was printed and when, and nothing else."""

    lines: list[CellText]
    papers: list[str]
    says_paper: bool
    names: bool
    venue: bool
    date: bool
    label: str
    words: int
    reach: int = 0
    named: list[str] = []
    names_below: bool = False
    papers_below: bool = False
    record_below: bool = False
    listed: bool = False
    aside: bool = False
    page: bool = False
    titled: bool = False
    summary: bool = False
    imprint: bool = False


def facts_of_blocks(blocks: Sequence[Block]) -> list[BlockFacts]:
    facts = [_facts(block) for block in blocks]
    _mark_single_names(blocks, facts)
    for line in (line for one in facts for line in one.lines):
        mark_printed(line.segments)
    _mark_imprints(blocks, facts)
    _reaches(blocks, facts)
    _mark_headings(blocks, facts)
    for at in range(len(facts)):
        _look_below(blocks, facts, at)
    return facts


def _look_below(blocks: Sequence[Block], facts: Sequence[BlockFacts], at: int) -> None:
    """Set what stands above and below a block."""
    one = facts[at]
    one.summary = bool(at) and _is_summary(blocks[at - 1], blocks[at], facts[at - 1])
    below = facts[at + 1 : one.reach]
    one.names_below = any(other.names and other.words < 80 for other in below[:4]) or any(map(is_name_alone, below[:1]))
    one.papers_below = any(other.papers or other.says_paper or other.named for other in below)
    one.titled = _is_titled(blocks[at], blocks[at + 1 : one.reach])
    one.label = "title" if one.titled and one.label == "link" else one.label
    one.record_below = _is_record(blocks[at], blocks[at + 1 : one.reach], below)
    one.says_paper = one.says_paper or bool(below and _is_key(blocks[at + 1]))
    # The heading of a note on one paper is that paper's title.
    one.page = one.page and not (one.record_below and one.papers_below)


def is_name_alone(facts: BlockFacts) -> bool:
    """Whether a line is one name, with nothing behind it but where and when something was printed."""
    first, *rest = facts.lines[0].segments if facts.lines and facts.lines[0].segments else [None]
    if first is None or first.kind != "name" or (first.run.url and not first.run.em):
        return False
    return all(one.kind in ("date", "venue", "label", "number", "signs") or one.run.em for one in rest if one)


def _is_summary(above: Block, block: Block, before: BlockFacts) -> bool:
    """Whether a block stands below a label that names an abstract or a summary, or goes on the list that does."""
    if block.kind not in ("line", "item") or above.kind == "row":
        return False
    same = block.depth >= above.depth if block.kind == "item" else block.paragraph == above.paragraph
    goes_on = before.summary and above.kind == block.kind and same
    return goes_on or (not above.urls and summarises(above.text.strip(" :：")))


def _is_record(above: Block, blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> bool:
    """Whether an imprint, or authors or an abstract that a label or a class names, stand below, before another heading that is no part;
    below a line in bold an address of a paper behind its label says as much."""
    part = above.depth if above.kind == "heading" else 6
    led = above.kind == "line" and not above.urls and all(run.strong for cell in above.cells for run in cell[:1])
    for block, one in zip(blocks[:8], facts, strict=False):
        label = (
            one.label
            or field_named(block.tag, block.cls)
            or (field_of(block.text) if block.kind == "heading" or block.tag == "summary" else "")
        )
        if one.imprint or label in ("authors", "abstract") or (label == "link" and one.papers and led):
            return True
        if block.kind == "heading" and not label and block.depth <= part:
            return False
    return False


def _is_titled(block: Block, below: Sequence[Block]) -> bool:
    """Whether a link in a text, or one that opens an item below a heading, says the title of the paper to which it leads."""
    if block.kind == "heading":
        opening = [next((run for run in one.cells[0] if run.text.strip()), None) for one in below if one.kind == "item"]
        return any(run and _says_title(run, 1) for run in opening)
    return block.kind in ("line", "item") and any(_says_title(run, 2) for cell in block.cells for run in cell)


def _says_title(run: Run, spaces: int) -> bool:
    """A title has three words; two are a name, or "our paper", and "Prado, Sarr (1993)" cites one."""
    text = run.text
    titled = text.count(" ") >= spaces and text[:1].isupper() and not _CITES.search(text)
    return titled and leads_to_paper(run.url) and not is_label(text)


_CITES = pattern_of(r"\b(?:19|20)\d\d[a-z]?\W*$")


def _facts(block: Block) -> BlockFacts:
    lines = [cell_text(cell, number) for number, cell in enumerate(block.cells)]
    segments = [segment for line in lines for segment in line.segments]
    label = labelled(lines[0].text[:200])[0] if len(lines) == 1 and segments else ""
    label = "link" if _is_key(block) else label
    kinds = {segment.kind for segment in segments}
    words = sum(segment.text.count(" ") + 1 for segment in segments)
    papers, named = [url for url in block.urls if leads_to_paper(url)], _named(lines)
    names, date = _has_names(block, lines), "date" in kinds
    venue = "venue" in kinds or bool(_PRINTED.search(block.text[-_TAIL:]))
    return BlockFacts(lines, papers, _says_paper(block), names, venue, date, label, words, named=named)


def _says_paper(block: Block) -> bool:
    """Whether the words of a link, or of what was one on a copied page, say that it leads to a paper."""
    linked = (run.text for cell in block.cells for run in cell if run.url and not run.url.startswith("#"))
    return any(map(says_paper, linked)) or any(map(says_paper, _BUTTON.findall(block.text)))


def _mark_single_names(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> None:
    """A single name is names where others of its kind have a row of them, behind the same sign and in the same look; or where hardly
    anything else stands there, and most are known for names (the talks of a seminar)."""
    held: dict[tuple[object, ...], list[tuple[BlockFacts, Segment, Sequence[Segment]]]] = {}
    for block, one in zip(blocks, facts, strict=True):
        for place, segment, more in (found for line in one.lines for found in _places(line.segments[:_NEAR])):
            held.setdefault((*_kind(block), *place), []).append((one, segment, more))
    for there in held.values():
        segments = [segment for _, segment, _ in there]
        if 3 * sum(one.named or may_be_names(one) for one in segments) < 2 * len(there):
            continue
        names = [one.text for one in segments if one.kind == "name"]
        known = len(names) > 1 and 2 * sum(map(is_known_name, names)) > len(names)
        if known or any(one.named for one in segments):
            for one, segment, more in there:
                _mark(segment, more)
                one.names = one.names or segment.named


def _mark(segment: Segment, more: Sequence[Segment]) -> None:
    """Mark a segment that may be names, and those behind commas that may be more of them: "King, Ulm & Voss"."""
    for one in (segment, *takewhile(lambda one: one.before.strip() == "," and not one.run.em, more)):
        if not (one.named or may_be_names(one) or leads_to_marked(one, more)):
            break
        one.named = True


def _mark_imprints(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> None:
    """A line right below a heading may be the imprint of what it names; where others are named there too, it names a section."""
    held = Counter(block.section for block, one in zip(blocks, facts, strict=True) if one.names and not one.label)
    for above, below in pairwise(range(len(blocks))):
        title, one = blocks[above], facts[below]
        titled = title.kind == "heading" and title.text.count(" ") > 1 and not names_section(title.text)
        if titled and blocks[below].kind == "line" and held[above] < 2 and not one.label:
            found = imprint_in(one.lines[0])
            one.lines[0].segments = found or one.lines[0].segments
            one.imprint, one.venue = bool(found), one.venue or bool(found)


def _places(segments: Sequence[Segment]) -> Iterator[tuple[tuple[object, ...], Segment, Sequence[Segment]]]:
    """The segments behind a sign, and one that opens a line in italics or before others, each with where it stands and how it looks, and
    what follows; not inside of names."""
    above: Segment | None = None
    for at, one in enumerate(segments):
        sign = one.before.strip(" ") if above else "^" * (one.run.em or len(segments) > 1)
        if sign and not (above and above.named):
            yield (one.cell, sign, one.run.em, one.run.strong, bool(one.run.url)), one, segments[at + 1 :]
        above = one


def _is_key(block: Block) -> bool:
    """Whether a block cites by keys and says nothing else: "[@prado2017moss]", [[cite:prado-2017][Prado 2017: Moss]]."""
    urls = block.urls
    return bool(_KEY.fullmatch(block.text[:200])) or (bool(urls) and all(url.startswith("cite:") for url in urls))


def _named(lines: Sequence[CellText]) -> list[str]:
    """The addresses of the arXiv ids in the text of a block, and of the DOI behind its label, or alone."""
    texts = [line.text[:_NAMED_IN] for line in lines]
    held = [text for text in texts if "rxiv" in text.lower()]
    arxiv = [f"https://arxiv.org/abs/{found}" for text in held for found in _NAMED.findall(text)]
    dois = [ids_in(text[found.start() :]).get("doi", "") for text in texts if (found := _DOI.search(text))]
    dois += [text for text in texts if text.startswith("10.") and _DOI_ALONE.fullmatch(text)]
    return arxiv + [address_of_id("doi", doi) for doi in dois if doi]


def _has_names(block: Block, lines: Sequence[CellText]) -> bool:
    """Whether names stand in a block, or something in a table's column of authors."""
    columns = zip(block.columns, lines, strict=False)
    listed = any(line.segments and field_of(column) == "authors" for column, line in columns)
    return listed or any(segment.named for line in lines for segment in line.segments)


def _reaches(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> None:
    """A block reaches to the next of its kind, to the next heading, or a few blocks down; a line to a table of several rows with a head."""
    last: dict[tuple[object, ...], int] = {}
    heading: dict[int, int] = {}
    table = len(blocks)
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        key = _kind(block)
        if block.columns and at + 1 < len(blocks) and blocks[at + 1].columns and blocks[at + 1].mark == block.mark:
            table = at
        stops = [last.get(key, len(blocks)), at + _REACH, table if block.kind == "line" else len(blocks)]
        levels = range(1, block.depth + 1) if block.kind == "heading" else range(1, 7)
        stops += [heading[level] for level in levels if level in heading]
        facts[at].reach = min(stops)
        # A line with its label is a part of the entry above.
        if facts[at].label in ("", "title"):
            last[key] = at
        if block.kind == "heading":
            heading[block.depth] = at


_LISTS = re.compile(
    r"\bpapers?\b|\barticles?\b|publication|literature|reading (?:list|group)|bibliograph|references|preprints?|arxiv|论文|文献|論文|논문|"
    r"статьи|публикаци|art[ií]culos|artigos|articoli|veröffentlichung|publikation|aufsätze|schriften|beiträge|monogra|publica[cç]|"
    r"pubblicaz|ouvrages|chapitres|livros|capítulos|kapitel|业绩|業績|論著|著書|연구성과|surveys?\b",
    re.I,
)


def _mark_headings(blocks: Sequence[Block], facts: Sequence[BlockFacts]) -> None:
    """Set which blocks stand under a heading that promises papers or other things, and which heading is the page's own."""
    first = next((at for at, block in enumerate(blocks) if block.kind == "heading"), -1)
    asides = asides_in(blocks)
    for at, (block, one) in enumerate(zip(blocks, facts, strict=True)):
        above = facts[block.section].listed if block.section >= 0 else first >= 0 and facts[first].listed
        one.listed = above or (block.kind == "heading" and (one.venue or bool(_LISTS.search(block.text))))
        one.aside = block.section >= 0 and facts[block.section].aside and not facts[block.section].listed
        if block.kind == "heading":
            promised = bool(_LISTS.search(block.text))
            one.aside = not promised and (one.aside or at in asides)
            one.listed = one.listed and not one.aside
        one.aside = one.aside or any(_EVENTS.search(column) for column in block.columns)
        one.page = at == first and block.depth == 1


# Tables of meetings have a column of such.
_EVENTS = pattern_of(r"\bdeadlines?\b|\bcfp\b|截稿|마감|締切", re.I)


def _kind(block: Block) -> tuple[object, ...]:
    """What blocks of one kind share; a line in italics, as of names below a title, is of its own."""
    rank = min(block.rank, 2) if block.kind == "line" else 0
    mark = block.mark if block.kind == "item" else ""
    italic = block.kind == "line" and any(run.em for cell in block.cells for run in cell[:1])
    return (block.kind, block.depth, rank, block.quote, block.tag, block.cls, mark, italic)
