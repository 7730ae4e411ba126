"""Lists that name papers by ids alone. In: arXiv ids, DOIs, PubMed numbers, addresses. Out: a Reading whose papers wait for a title. Of
any other list the ids that no paper got: a line taken for text of the page may name one all the same.

One a line, in bullets, or in running text between commas and blanks; a number alone counts behind its label, or where every line is one, as
PubMed saves a search. Nothing is made up: such a paper is `named`, and no paper, until a fact gives its title (enrich/filing.py)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from generator.model import Paper, Problem, Reading, Source, Span
from generator.readers.parts.account import account, digest_of
from generator.text.ids import SICI_FORM, address_of_id, doi_of, id_of, ids_in
from generator.text.late import pattern_of

NAME = "list of ids"
SAMPLE = """2401.00001
https://doi.org/10.1145/3597926.3598082
PMID: 31978945"""
# How people call the ids that they know a paper by.
KINDS = {
    "arxiv": "arXiv",
    "doi": "DOI",
    "pmid": "PMID",
    "pmcid": "PubMed Central",
    "acl": "ACL Anthology",
    "openreview": "OpenReview",
}
_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_MARK = re.compile(r"\s*(?:[-*+•·–]|\d{1,4}[.)]|\[\d{1,4}\]|\[[ xX]?\])\s+")
_LABEL = re.compile(r"(arxiv|doi|pmid|pmcid|pubmed|acl)s?(?:\s+ids?)?\s*[:#=]?", re.IGNORECASE)
_LABELLED = re.compile(r"(?:arxiv|doi|pmid|pmcid|acl)[:=]+(?=\S)", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CUT = re.compile(r"[\s,;|\"'<>{}]+|(?<=\w)\]\(|(?<=\s)[\[(]|[\])](?=\s|,|$)")
# What stands among ids and names none: a remark, their number, that there is none; and behind one, what somebody says of it.
_NOTE = pattern_of(r"\s*(?:(?:#(?!\d)|//).{0,200}|n\s?=\s?\d+|n/a|none|[-–—]+|\[ reached .{0,100})\s*", re.IGNORECASE)
_SAID = pattern_of(r"\s\([^\W\d][^()\d]{2,30}\)\s*$")
_SICI = re.compile(SICI_FORM)
_PUBMED = re.compile(r"\s*\d{7,8}\s*")
# A line of ids is short; a longer one is prose, or a program's.
_LONGEST = 20_000
_LONGEST_HEADING = 80
# So many rows, with no more lines above them and so long a text behind an id, are posts.
_ROW = re.compile(r"\s*(?P<id>\S{6,80})\s*[|\t]\s*(?P<rest>.*)")
_FEWEST, _HEADS, _POST = 5, 2, 200

# Others than these stand in addresses of people and places too.
_KINDS = ("doi", "arxiv", "pmid", "pmcid")
_SHOWN = 3
# A longer line is prose or the script of a page.
_LINE = 300


class LineOfIds(msgspec.Struct, frozen=True):
    """What one line names: kind and id each, or kind "" and an address that tells no id; `note`: a heading or remark, which names none."""

    line: int
    found: tuple[tuple[str, str], ...] = ()
    note: bool = False


def recognise(text: str, path: str) -> float:
    """1 for a text that names papers by ids and says nothing else."""
    return 1.0 if _names(text) else 0.0


def read(text: str, source: Source) -> Reading:
    """Each id once, in the order of the list. Problems: warning `known-by-id`, warning `no-title`."""
    first: dict[tuple[str, str], int] = {}
    spans, named, loose = [], [], []
    for line in _names(text):
        new = [one for one in line.found if one[0] and one not in first]
        first |= dict.fromkeys(new, line.line)
        named += [_paper(*one, Source(source.path, line.line)) for one in new]
        loose += [Source(source.path, line.line)] * any(not kind for kind, _ in line.found)
        spans.append(_span(line, new, first))
    digest, problems = digest_of(source.path, NAME)
    if loose:
        problems.append(Problem(loose[0], "warning", "no-title", _addresses(len(loose))))
    lines = account(text, spans)
    reading = Reading(digest, (), tuple(problems), lines, text.count("\n") + 1, _told(named), tuple(named))
    return msgspec.structs.replace(reading, problems=(*reading.problems, *waiting(reading)))


def _told(named: list[Paper]) -> str:
    counts = Counter(KINDS.get(kind, kind) for paper in named for kind in paper.ids)
    return f"{len(named):,} known by id: {', '.join(f'{count:,} {kind}' for kind, count in counts.items())}"


def waiting(reading: Reading) -> tuple[Problem, ...]:
    """The one Problem that says which papers of a digest are known by id alone, and what to do."""
    if not reading.named:
        return ()
    count = len(reading.named)
    said = ", ".join(shown_id(paper) for paper in reading.named[:3]) + (f" and {count - 3:,} more" if count > 3 else "")
    what = "paper is known by its id alone and is" if count == 1 else "papers are known by their ids alone and are"
    message = (
        f"{count:,} {what} not yet filed ({said}); `offprint lookup` asks public services for title, authors, abstract and date, or write"
        " the title beside the id."
    )
    return (Problem(reading.named[0].source, "warning", "known-by-id", message),)


def shown_id(paper: Paper) -> str:
    """ "arXiv 2401.00001", for a paper that is known by an id."""
    kind, value = next(iter(paper.ids.items()))
    return f"{KINDS.get(kind, kind)} {value}"


def _names(text: str) -> list[LineOfIds]:
    """What each line names; nothing when a line says anything else, or none names an id."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    numbers = {line.strip() for _, line in lines}
    if lines and len(numbers) == len(lines) and all(_PUBMED.fullmatch(line) for line in numbers):
        return [LineOfIds(number, (("pmid", line.strip()),)) for number, line in lines]
    return _dumped(lines) or _listed(lines)


def _listed(lines: list[tuple[int, str]]) -> list[LineOfIds]:
    """Lines of ids, notes, and headings above two papers; nothing when another line is among them."""
    found: list[LineOfIds] = []
    kind, headings = "", []
    for number, line in lines:
        if _NOTE.fullmatch(line):
            found.append(LineOfIds(number, note=True))
            continue
        read = _line(line, kind) if len(line) <= _LONGEST else None
        if read is None and (len(line) > _LONGEST_HEADING or ids_in(line)):
            return []
        headings += [len(found)] * (read is None)
        kind, ids = read or ("", ())
        found.append(LineOfIds(number, ids, note=not ids))
    named = any(one for names in found for one, _ in names.found)
    return found if named and all(_heads(found[at + 1 : at + 3]) for at in headings) else []


def _heads(below: list[LineOfIds]) -> bool:
    """Whether what stands above these two lines is a heading: they name two papers, and a title has one."""
    (first, second) = (dict(line.found) for line in (*below, *[LineOfIds(0)] * (2 - len(below))))
    return any(kind and second.get(kind, value) != value for kind, value in first.items())


def _dumped(lines: list[tuple[int, str]]) -> list[LineOfIds]:
    """Rows of an id and the text that named it, a post of a forum or a chat: the text is nobody's title."""
    found = [(number, _ROW.match(line)) for number, line in lines]
    rows = [(number, row, one) for number, row in found if row and (one := _id(row["id"], "")) and one[0]]
    rests = sorted(len(row["rest"]) for _, row, _ in rows)
    if len(rows) < max(_FEWEST, len(lines) - _HEADS) or rests[len(rests) // 2] < _POST:
        return []
    return [LineOfIds(number, (one,)) for number, _, one in rows]


def _line(line: str, kind: str) -> tuple[str, tuple[tuple[str, str], ...]] | None:
    """The label that holds from here on, and the ids of a line; None when something else stands in it."""
    line = _SAID.sub("", line.replace("\\", ""))
    while mark := _MARK.match(line):
        line = line[mark.end() :]
    found: dict[tuple[str, str], None] = {}
    label = _LABEL.match(line)
    if label and (not line[label.end() :].strip() or not line[label.end() - 1].isalnum()):
        kind, line = {"pubmed": "pmid"}.get(label[1].lower(), label[1].lower()), line[label.end() :]
    # Old DOIs of one publisher hold angles and semicolons.
    parts = line.split() if _SICI.search(line) else [part.strip("[]().,;") for part in _CUT.split(line)]
    for word in filter(None, parts):
        if word.lower() in ("and", "&", "na", "nan", "null") or re.fullmatch(r"(?:19|20)\d\d", word):
            continue
        one = _id(word, kind)
        if one is None:
            return None
        found[one] = None
    return kind, tuple(found)


def _id(word: str, kind: str) -> tuple[str, str] | None:
    """(kind, id) of a word that is one as a whole; ("", address) for an address that tells none; None for any other word."""
    address = bool(_ADDRESS.fullmatch(word))
    ids = ids_in(word)
    bare = _LABELLED.sub("", word, count=1).lower()
    for one in sorted(ids, key=lambda one: (_ORDER.get(one, len(_ORDER)), one)):
        if address or bare.startswith((ids[one].lower(), "10.")):
            return one, ids[one]
    if kind in ("pmid", "pmcid") and word.isdecimal() and id_of(kind, word):
        return kind, id_of(kind, word)
    return ("", word) if address else None


def _paper(kind: str, value: str, source: Source) -> Paper:
    return Paper(title="", source=source, ids={kind: value}, url=address_of_id(kind, value) or None)


def _span(line: LineOfIds, new: list[tuple[str, str]], first: dict[tuple[str, str], int]) -> Span:
    if line.note:
        return Span(line.line, line.line, "chrome")
    if new:
        return Span(line.line, line.line, "entry", note=", ".join(f"{kind} {value}" for kind, value in new[:3]))
    again = [first[one] for one in line.found if one in first]
    note = f"the same as on line {again[0]}" if again else "an address that tells no id"
    return Span(line.line, line.line, "skipped" if again else "doubt", note=note)


def _addresses(count: int) -> str:
    what = "line holds an address that tells" if count == 1 else "lines hold addresses that tell"
    return f"{count:,} {what} no id; write the title beside the address."


# What the exports of Slack, Discord, Mattermost, Telegram, Matrix and Zulip have (JSON, CSV).
_CHAT = pattern_of(
    r'"ts"\s*:\s*"?\d{10}\.\d|"client_msg_id"|"guild"\s*:\s*\{|"create_at"\s*:\s*\d{13}|"from_id"\s*:\s*"(?:user|channel)|'
    r'"sender_full_name"|"event_id"\s*:\s*"\$|'
    # The names of columns, in the first line.
    r"\A\s*+(?=[^\n]{0,900}\b(?:author|user|sender|from|nick)(?:name|id)?\b)(?![^\n]{0,900}title)"
    r"(?=[^\n]{0,900}\b(?:content|message|text|body)\b)",
    re.I,
)
_CHAT_HEAD = 20_000
_LINK = re.compile(r"https?://[^\s\"'<>|()\[\]\\,;]{4,400}")


def read_chat(text: str, source: Source) -> Reading | None:
    """The papers that a chat links to; None for another text, or when it links to none. Problem: note `not-a-paper`."""
    if not _CHAT.search(text, 0, _CHAT_HEAD):
        return None
    links = (_LINK.findall(line.replace("\\/", "/")) for line in text.split("\n"))
    lines = [" ".join(one.rstrip(".") for one in found if ids_in(one)) for found in links]
    if not any(lines):
        return None
    reading = read("\n".join(lines), source)
    message = "is a chat: of its messages only the links to papers were read."
    said = Problem(Source(source.path, 1), "note", "not-a-paper", message)
    return replace(reading, account=account(text, reading.account, "skipped"), problems=(said, *reading.problems))


def ids_of_nobody(text: str, reading: Reading, source: Source) -> tuple[Problem, ...]:
    """One warning for all ids in lines that belong to no paper and of which nothing else was said."""
    if not reading.papers or text.lstrip()[:1] == "<":
        return ()
    had = {value for paper in reading.papers for value in paper.ids.values()}
    had |= {value for paper in reading.papers for url in (paper.url or "", *paper.urls) for value in _named(url)}
    found = [(number, value) for number, value in _ids_beside(text, reading) if value not in had]
    if not found:
        return ()
    values = list(dict.fromkeys(value for _, value in found))
    more = f" and {len(values) - _SHOWN:,} more" if len(values) > _SHOWN else ""
    message = (
        f"{', '.join(values[:_SHOWN])}{more}: named beside the papers, and of none of them; write the title on the same line, or put ids "
        "alone into a file, one a line, which `offprint lookup` fills."
    )
    return (Problem(Source(source.path, found[0][0]), "warning", "id-of-nobody", message),)


def _ids_beside(text: str, reading: Reading) -> Iterator[tuple[int, str]]:
    lines = text.split("\n")
    told = {problem.source.line for problem in reading.problems}
    for span in reading.account:
        if span.paper >= 0 or span.use == "doubt":
            continue
        for number in range(span.first, min(span.last, len(lines)) + 1):
            if number not in told and len(lines[number - 1]) <= _LINE:
                yield from ((number, value) for value in _named(lines[number - 1]))


def _named(text: str) -> list[str]:
    """The ids of works that a text names, a DOI also without a label."""
    if not any(sign.isdigit() for sign in text):
        return []
    ids = ids_in(text.strip())
    return [*filter(None, [doi_of(text)]), *(ids[kind] for kind in _KINDS[1:] if kind in ids)]
