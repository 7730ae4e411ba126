"""YAML. In: pages of front matter between `---` lines with a body below, as sites and notebooks keep papers, or a whole file of YAML, as
citation files and lists of references are. Out: the records.

YAML is loaded as plain strings, so that a title `0` or `Yes` stays what it is, and without aliases. Front matter that is no YAML is read
key by key. Every object knows its lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from textwrap import dedent

import msgspec
import yaml
from msgspec.structs import replace

from generator.model import Problem, Source, Span
from generator.readers.fields import titled, wrapped
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.record import Element, Parsed, Record, elements
from generator.readers.syntax.tree import meant, records_of
from generator.readers.syntax.yamltree import YamlTree
from generator.readers.values import text_of
from generator.text.late import end_of, pattern_of

NAME = "front matter and YAML"
SAMPLE = "---\ntitle: A Title\nauthors: Ada Lovelace\nyear: 2024\n---\nThe abstract."
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,40}?)\s*:(?:\s+(?P<value>.*))?\s*$")
_OPEN = re.compile(r"---\s*$")
_CLOSE = re.compile(r"(?:---|\.\.\.)\s*$")
_RULE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"^(?:tex_)?title\s*:", re.MULTILINE)
_TOP = re.compile(
    r"(?:%YAML[^\n]*\n)?(?:---[ \t]*\n|#[^\n]*\n|[ \t]*\n)*+(?:-\s+)?(?:[^\W\d]|[\"']|(?=(?:19|20)\d\d:))"
    r"[\w .\"'\u0900-\u0e7f\u200c-]{0,40}:(?:[ \t]|\n)"
)
# Front matter with none of these is that of a page about something, whose body may hold a list.
_PAPERLIKE = frozenset(("authors", "abstract", "doi", "arxiv", "venue", "pmid"))
_LINK, _EMPHASIS = (
    re.compile(r"!?\[([^\]\n]{0,300})\]\([^()\n]{0,400}\)"),
    re.compile(r"(\*{1,3}|_{2,3})(?=\S)(.{1,400}?)(?<=\S)\1", re.S),
)
_LAID_OUT = re.compile(r"^[ \t]*+(?:[-*+>|<#!{]|\d{1,4}[.)]\s)", re.M)
# Who says so much of himself wrote a post, and no abstract.
_SPOKEN = pattern_of(r"\b(?:I|I['’](?:m|ve|d|ll)|my|me)\b(?!['’.])")
# What a page lists: whoever wrote the page is the author of none of it.
_LISTED = re.compile(r"^[ \t]*+(?:[-*+]\s|\d{1,3}[.)]\s|!\[|\[|\*\*|\|)[^\n]{20}", re.M)
# A page of this title lists what somebody published, whatever its front matter was copied from.
_SECTIONS = re.compile(
    r"(?:\w+ )?(?:publi[ckz]\w+|papers|articles|art[ií]culos|artigos|articoli|aufsätze|beiträge|bücher|monograph\w+|books|li[vb]ros|"
    r"论文|論文|业绩|業績|논문|публикации|статьи)", re.I,
)  # fmt: skip
_LONGEST, _DEEPEST = 1 << 18, 40
_KEYS = re.compile(r"^[^\S\n]*+(?:- ++)?[\"']?([^\W\d][\w '’\u0900-\u0e7f\u200c-]{1,30}?)[\"']?[^\S\n]*+:", re.M)
_BEHIND_BUTTONS = pattern_of(r"(?:^(?:>\s)?|PDF|\(experimental\))Abstract:\s*(\S[^\n]{60,})", re.M)
_HEADED = pattern_of(r"^#{1,6} ?(?:url|link|paper|arxiv|doi)\s{0,9}\n\W{0,4}(https?://[^\s\])>]+)", re.I | re.M)
_ABSTRACT = re.compile(r"#{1,6}\s*abstract\s*$|\*\*abstract\W{0,6}\s|abstract\s*[:.]\s", re.IGNORECASE)


class FrontMatter(msgspec.Struct, frozen=True):
    """Lines from 1: the rules around the front matter, and the body's last line."""

    first: int
    close: int
    last: int
    matter: str
    body: str


def is_matter(lines: Iterable[str]) -> bool:
    """Whether lines between two rules are keys and values, and not the first part of a list."""
    return any(map(_KEY.match, lines))


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of pages or of a whole file; None for a text that is neither. Problems: note `yaml-repaired`; warnings `yaml-broken`,
    `yaml-alias`, `no-body-read`."""
    # What a program wrote as one long text of YAML is YAML again; what it is to Python stands on its first line.
    text = f"\n{dedent(text[2:])}" if text[:2] == "|\n" else re.sub(r"\A!!python/\S+(?=\n)", "", text)
    # Several documents, a paper each, are no front matter with text below.
    documents = [one for one in _RULE.split(text) if one.strip()]
    stream = len(documents) > 1 and all(map(_TITLE.search, documents))
    opened = not stream and re.match(r"\ufeff?\s*---[ \t]*\n", text)
    pages = _pages(text.split("\n")) if opened else []
    if pages and (len(pages) > 1 or pages[0].body.strip() or _TITLE.search(pages[0].matter)):
        return _of_pages(pages, source)
    return _whole(text, source) if _TOP.match(text) else None


def _whole(text: str, source: Source) -> Parsed | None:
    """A file that is YAML all through: a list of references, a citation file; without records one that holds no paper, such as settings."""
    if len(text) > 8 * _LONGEST:
        return None
    root, said = _loaded(text, source, 0)
    if not _names_works(text):
        # No one writes labels with keys or lists below them.
        nested = isinstance(root, Element) and any(isinstance(value, (list, Element)) for value in root.values())
        return Parsed("a file of settings (YAML)", ()) if nested and not said else None
    records = list(records_of(root if isinstance(root, Element) else elements(root)))
    structured = (
        isinstance(root, list)
        or len(records) > 1
        or any(isinstance(value, (list, Element)) for one in records for value in one.value.values())
    )
    return Parsed("YAML", tuple(records), (), tuple(said)) if records and structured else None


def _names_works(text: str) -> bool:
    """Whether a key of a file is that of titles, or of printed references."""
    known = lexicon()
    keys = {bare_key(key).rstrip("0123456789") for key in _KEYS.findall(text)}
    fields = {field for key in keys for field, _ in known.fields_of(key)[:1]}
    sure = {field for key in keys - known.words["weak"] for field, _ in known.fields_of(key)}
    return bool(sure & {"title", "reference"}) or {"title", "authors"} < fields & (_PAPERLIKE | {"title"})


def _of_pages(pages: list[FrontMatter], source: Source) -> Parsed | None:
    from generator.readers.references.items import left_below

    values = [(page, *_values(page, source)) for page in pages]
    named = {page.first: value for page, value, _ in values if titled(value) or "textitle" in value}
    if about(list(named.values()), pages):
        return _listed(values)
    records: list[Record] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    for page, value, said in values:
        problems += said
        if page.first in named:
            inner = _inside(value)
            uses = uses_of(page, used=with_body(value, page))
            records += inner or [Record(value, page.first, page.last, uses=uses)]
            problems += left_below(page.body, replace(source, line=page.close + 1))
        else:
            spans.append(Span(page.first, page.last, "skipped", -1, "no title"))
            message = "this page has no title and was skipped; add a title line to its front matter."
            problems += [] if said else [Problem(Source(source.path, page.first), "warning", "no-title", message)]
    return Parsed("front matter", tuple(records), tuple(spans), tuple(problems), noun="page")


def _inside(value: Element) -> list[Record]:
    """The records that front matter holds in place of its own: one that it wraps, or what Pandoc has a text cite."""
    cited = elements(value.get("references")) if not {"abstract", "doi"} & meant(value) else []
    return list(records_of([one for one in cited if titled(one)] if titled(value) else value))


def about(titles: list[Element], pages: list[FrontMatter]) -> bool:
    """Whether pages with a title and nothing else of a paper are about something: a body may hold a list, unless it is an abstract."""
    laid_out = [page for page in pages if len(_LISTED.findall(page.body)) > 2]
    own = not any("authors" in one for one in titles)
    spoken = own and all(len(_SPOKEN.findall(page.body)) > 2 for page in pages)
    told = _PAPERLIKE - {"authors"} if spoken or len(laid_out) == len(pages) else _PAPERLIKE
    if len(laid_out) == len(pages) == len(titles) == 1 and _SECTIONS.fullmatch(text_of(titles[0].get("title"))):
        return True
    # What is nothing but sentences is an abstract; a list, or a page with headings, is none.
    prose = all(page.body.strip() and not _LAID_OUT.search(page.body) for page in pages)
    return not any(told & meant(value) for value in titles) and (spoken or not prose)


def _listed(values: list[tuple[FrontMatter, Element, list[Problem]]]) -> Parsed | None:
    """The papers that the front matter of a page lists; None when it lists none, and the body may."""
    lists = [below for _, value, _ in values for below in value.values() if isinstance(below, list)]
    records = [record for below in lists for one in elements(below) if titled(one) for record in records_of(one)]
    return Parsed("front matter", tuple(records), noun="page") if records else None


def uses_of(page: FrontMatter, *, used: bool) -> tuple[Span, ...]:
    """What the lines of a page are; `used`: its body is the abstract."""
    matter = Span(page.first, page.close, "entry", 1)
    if not page.body.strip():
        return (matter,)
    below = Span(page.close + 1, page.last, "abstract", 1)
    return matter, below if used else replace(below, use="skipped", paper=0, note="text below the front matter")


def opens(text: str) -> bool:
    """Whether a text opens with front matter: its lines are those of a page, never labels of a paper."""
    return bool(re.match(r"\ufeff?\s*---[ \t]*\n", text)) and _closing(text.lstrip("\ufeff \t\n").split("\n"), 0) > 0


def with_body(value: Element, page: FrontMatter) -> bool:
    """Put the abstract that the body holds into the record; whether it holds one."""
    body = "" if "abstract" in meant(value) else _abstract_in(page.body.strip())
    if body:
        value["abstract"] = body
    if "url" not in meant(value) and (found := _HEADED.search(page.body)):
        value["url"] = found[1]
    return bool(body)


def _pages(lines: list[str]) -> list[FrontMatter]:
    """The documents: each opens with `---` over a `key:` line and has a second `---`; a lone `---` in a body is a rule."""
    marks: list[tuple[int, int]] = []
    number = 0
    while number < len(lines):
        close = _closing(lines, number) if _OPEN.match(lines[number]) else 0
        if close and (not marks or _TITLE.search("\n".join(lines[number + 1 : close]))):
            marks.append((number, close))
            number = close
        number += 1
    ends = [start for start, _ in [*marks, (len(lines), 0)]][1:]
    return [
        FrontMatter(start + 1, close + 1, end, "\n".join(lines[start + 1 : close]), "\n".join(lines[close + 1 : end]))
        for (start, close), end in zip(marks, ends, strict=True)
    ]


def _closing(lines: list[str], start: int) -> int:
    """The index of the `---` that closes the front matter opened at `start`; 0 when nothing there looks like YAML."""
    if start + 1 >= len(lines) or not (_KEY.match(lines[start + 1]) or lines[start + 1].startswith("#")):
        return 0
    for number in range(start + 1, min(len(lines), start + 2000)):
        if _CLOSE.match(lines[number]):
            return number if is_matter(lines[start + 1 : number]) else 0
    return 0


def _values(page: FrontMatter, source: Source) -> tuple[Element, list[Problem]]:
    """The front matter's values, strings, lists and objects of them."""
    if len(page.matter) > _LONGEST:
        return _by_key(page, source, "is too long to be front matter")
    loaded, problems = _loaded(page.matter, source, page.first)
    if problems and problems[0].code == "yaml-repaired":
        return _by_key(page, source, problems[0].message)
    inner = wrapped(loaded) if isinstance(loaded, Element) else Element(page.first, page.close)
    return next(one for one in (inner, loaded) if isinstance(one, Element)), problems


def _loaded(text: str, source: Source, above: int) -> tuple[object, list[Problem]]:
    """YAML as objects with their lines, `above` lines standing before it; or the Problem that it has (`yaml-repaired`: what is wrong)."""
    place = Source(source.path, max(above, 1))
    tree = YamlTree(above)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                message = "uses a YAML alias (*name), which is not read; write the value out."
                return None, [Problem(place, "warning", "yaml-alias", message)]
            tree.take(event)
            if len(tree.open) > _DEEPEST:
                message = "is nested too deep for a record; it was not read."
                return None, [Problem(place, "warning", "yaml-broken", message)]
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        fault = re.sub(r"\s+", " ", getattr(error, "problem", "") or "is no YAML")
        return None, [Problem(place, "note", "yaml-repaired", fault)]
    return tree.root, []


_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _by_key(page: FrontMatter, source: Source, fault: str) -> tuple[Element, list[Problem]]:
    """Front matter that is no YAML, read one key at a time: what is sound as YAML, what is not as the text that it is."""
    values = Element(page.first, page.close)
    problems: list[Problem] = []
    lines = page.matter.split("\n")
    starts = [number for number, line in enumerate(lines) if _KEY.match(line) and not line[:1].isspace()]
    for start, end in pairwise([*starts, len(lines)]):
        key, text = "\n".join(lines[start:end]).split(":", 1)
        value = _alone(f"{key}:{text}", source)
        if value is None:
            value = _unquoted(" ".join(text.split()))
            message = f"the front matter is no YAML here ({fault}); `{key}` was read as the text that stands there. Put it in quotes."
            problems.append(Problem(Source(source.path, page.first + 1 + start), "note", "yaml-repaired", message))
        values.setdefault(bare_key(key), value)
    if values:
        return values, problems
    message = f"the front matter cannot be read as YAML ({fault}); mend it."
    return values, [Problem(Source(source.path, page.first), "warning", "yaml-broken", message)]


def _alone(part: str, source: Source) -> object:
    """The value of one `key: value`; None when it is no YAML."""
    loaded, _ = _loaded(part, source, 0)
    return next(iter(loaded.values()), None) if isinstance(loaded, Element) and len(loaded) == 1 else None


def _unquoted(text: str) -> str:
    for quote in "\"'":
        if len(text) > 1 and text[0] == text[-1] == quote:
            return text[1:-1].replace('\\"', '"').replace("''", "'")
    return text


def cleaned(markdown: str) -> str:
    """An abstract without Markdown: links as their text, emphasis and code marks gone; paragraphs stay."""
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", markdown)).strip()


def _abstract_in(body: str) -> str:
    """The text under the front matter, to its first heading; under a heading "Abstract" when there is one."""
    if labelled := _BEHIND_BUTTONS.search(body):
        return cleaned(labelled[1])
    parts = re.split(r"^(#{1,6}[^\n]*)$", body, flags=re.M)
    for heading, text in zip(parts[1::2], parts[2::2], strict=False):
        if _ABSTRACT.match(heading):
            return cleaned(text)
    opening = parts[0].strip()
    return cleaned(opening[end_of(_ABSTRACT, opening) :])
