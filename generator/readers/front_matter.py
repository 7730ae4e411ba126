"""Pages with front matter. In: documents of YAML between `---` lines and a body, as Jekyll sites keep papers. Out: their papers.

YAML is loaded as plain strings, so that a title `0` or `Yes` stays what it is, and without aliases. What is no YAML is read key by key.
"""

from __future__ import annotations

import re

import msgspec
import yaml

from generator.model import Paper, Problem, Reading, Source, Span, Use
from generator.readers.markdown.sections import cleaned
from generator.readers.parts.account import finished
from generator.readers.parts.fields import ids_from, links_of, named
from generator.readers.parts.records import author_of, authors_of, names_more, paper_of, string_of, strings_of, terms_of
from generator.text import fold

NAME = "front matter"
SAMPLE = "---\\ntitle: A Title\\nauthors: Ada Lovelace\\nyear: 2024\\n---\\nThe abstract."
_OPEN = re.compile(r"---\s*$")
_CLOSE = re.compile(r"(?:---|\.\.\.)\s*$")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,40}?)\s*:(?:\s+(?P<value>.*))?\s*$")
_TITLE = re.compile(r"^(?:tex_)?title\s*:", re.MULTILINE)
_PAPERLIKE = re.compile(
    r"^(?:authors?|abstract|bibkey|bibtex\w*|conference|venue|booktitle|container-title|journal|doi|arxiv|paper\w*)\s*:",
    re.M,
)
_LONGEST, _DEEPEST = 1 << 18, 40
_ABSTRACT = re.compile(r"#{1,4}\s*abstract\s*$|\*\*abstract\W{0,6}\s|abstract\s*[:.]\s", re.IGNORECASE)


class Page(msgspec.Struct, frozen=True):
    """Lines from 1: the rules around the front matter, and the body's last line."""

    first: int
    close: int
    last: int
    matter: str
    body: str


def recognise(text: str, path: str) -> float:
    """Front matter with a title, and with authors or an abstract or a venue."""
    head = text.lstrip("\ufeff\n ")[:_LONGEST]
    if not head.startswith("---"):
        return 0.0
    end = re.search(r"^(?:---|\.\.\.)[ \t]*$", head[4:], re.M)
    matter = head[4 : 4 + end.start()] if end else ""
    return 0.92 if _TITLE.search(matter) and _PAPERLIKE.search(matter) else 0.0


def read(text: str, source: Source) -> Reading:
    """Read pages. Problems: note `yaml-repaired`; warnings `yaml-broken`, `no-title`, `yaml-alias`."""
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    for page in _pages(text.split("\n")):
        place = Source(source.path, page.first)
        values, said = _values(page, source)
        problems += said
        paper, body = _paper(values, page, place)
        if paper is None:
            message = "this page has no title and was skipped; add a title line to its front matter."
            problems += [] if said else [Problem(place, "warning", "no-title", message)]
            spans.append(Span(page.first, page.last, "skipped", -1, "no title"))
            continue
        spans.append(Span(page.first, page.close, "entry", len(papers)))
        if page.body.strip():
            spans.append(Span(page.close + 1, page.last, body, len(papers) if body != "skipped" else -1))
        papers.append(paper)
    return finished(NAME, text, source, papers, spans, problems)


def _pages(lines: list[str]) -> list[Page]:
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
        Page(start + 1, close + 1, end, "\n".join(lines[start + 1 : close]), "\n".join(lines[close + 1 : end]))
        for (start, close), end in zip(marks, ends, strict=True)
    ]


def _closing(lines: list[str], start: int) -> int:
    """The index of the `---` that closes the front matter opened at `start`; 0 when nothing there looks like YAML."""
    if start + 1 >= len(lines) or not (_KEY.match(lines[start + 1]) or lines[start + 1].startswith("#")):
        return 0
    for number in range(start + 1, min(len(lines), start + 2000)):
        if _CLOSE.match(lines[number]):
            return number
    return 0


def _values(page: Page, source: Source) -> tuple[dict[str, object], list[Problem]]:
    """The front matter's values, strings, lists and objects of them."""
    place = Source(source.path, page.first)
    if len(page.matter) > _LONGEST:
        return _by_key(page, source, "is too long to be front matter")
    try:
        depth = 0
        for event in yaml.parse(page.matter, Loader=_Loader):
            if isinstance(event, yaml.AliasEvent):
                message = "uses a YAML alias (*name), which is not read; write the value out."
                return {}, [Problem(place, "warning", "yaml-alias", message)]
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                return {}, [
                    Problem(place, "warning", "yaml-broken", "is nested too deep to be front matter; it was not read.")
                ]
        values = yaml.load(page.matter, Loader=_Loader)  # noqa: S506 - a BaseLoader: plain strings, no tags
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return _by_key(page, source, re.sub(r"\s+", " ", getattr(error, "problem", "") or "is no YAML"))
    return ({str(key): value for key, value in values.items()}, []) if isinstance(values, dict) else ({}, [])


_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _by_key(page: Page, source: Source, fault: str) -> tuple[dict[str, object], list[Problem]]:
    """Front matter that is no YAML, read one key at a time: what is sound as YAML, what is not as the text that it is."""
    values: dict[str, object] = {}
    problems: list[Problem] = []
    lines = page.matter.split("\n")
    starts = [number for number, line in enumerate(lines) if _KEY.match(line) and not line[:1].isspace()]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        part = "\n".join(lines[start:end])
        key = part.split(":", 1)[0].strip()
        value = _alone(part)
        if value is None:
            value = _unquoted(" ".join(part.split(":", 1)[1].split()))
            message = f"the front matter is no YAML here ({fault}); `{key}` was read as the text that stands there. Put it in quotes."
            problems.append(Problem(Source(source.path, page.first + 1 + start), "note", "yaml-repaired", message))
        values.setdefault(key, value)
    if not values:
        message = f"the front matter cannot be read as YAML ({fault}); mend it."
        problems.append(Problem(Source(source.path, page.first), "warning", "yaml-broken", message))
    return values, problems


def _alone(part: str) -> object:
    """The value of one `key: value`; None when it is no YAML."""
    if (
        len(part) > _LONGEST
        or re.search(r"(?:^|[\s\[{,])[*&][A-Za-z]", part)
        or part.count("[") + part.count("{") > 200
    ):
        return None
    try:
        loaded = yaml.load(part, Loader=_Loader)  # noqa: S506 - a BaseLoader: plain strings, no tags
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return next(iter(loaded.values()), None) if isinstance(loaded, dict) and len(loaded) == 1 else None


def _unquoted(text: str) -> str:
    for quote in "\"'":
        if len(text) > 1 and text[0] == text[-1] == quote:
            return text[1:-1].replace('\\"', '"').replace("''", "'")
    return text


def _paper(values: dict[str, object], page: Page, place: Source) -> tuple[Paper | None, Use]:
    """The Paper, and what the body was used as."""
    fields = named(values)
    title = fold(string_of(values.get("title"))) or fold(string_of(values.get("tex_title")))
    if not title:
        return None, "skipped"
    abstract = string_of(fields.get("abstract"))
    body = page.body.strip()
    from_body = "" if abstract.strip() else _abstract_in(body)
    extra = values.get("additional_links") or values.get("links") or values.get("urls")
    named_links = [one for one in extra if isinstance(one, dict)] if isinstance(extra, list) else []
    links = (
        [string_of(one.get("url") or one.get("link")) for one in named_links]
        + links_of(fields)
        + strings_of(values.get("supplementary"))
    )
    paper_links = [
        string_of(o.get("url"))
        for o in named_links
        if re.search(r"paper|arxiv|pdf|doi", string_of(o.get("name")), re.I)
    ]
    url = next(filter(None, [*strings_of(fields.get("url")), *paper_links, *strings_of(values.get("pdf"))]), "")
    ids = ids_from(fields, [*strings_of(fields.get("url")), *links])
    volume, own = string_of(values.get("volume")), string_of(values.get("id"))
    if "proceedings.mlr.press" in string_of(values.get("pdf")) + url and volume and own:
        ids.setdefault("pmlr", f"v{volume}/{own}")
        url = f"https://proceedings.mlr.press/v{volume}/{own}.html"
    date = values.get("date") or values.get("issued") or values.get("year") or fields.get("date")
    return paper_of(
        title, place, abstract=abstract or from_body, authors=_authors(fields.get("authors")), date=date,
        et_al=names_more(fields.get("authors")),
        venues=fields.get("venues"), url=url, urls=links, ids=ids, keywords=terms_of(_listed(fields.get("keywords"))),
        categories=(), comment=string_of(fields.get("comment")), lang=string_of(fields.get("lang"))[:12],
    ), "abstract" if from_body else "skipped"  # fmt: skip


def _abstract_in(body: str) -> str:
    """The text under the front matter, to its first heading; under a heading "Abstract" when there is one."""
    parts = re.split(r"^(#{1,6}[^\n]*)$", body, flags=re.M)
    for heading, text in zip(parts[1::2], parts[2::2], strict=False):
        if _ABSTRACT.match(heading):
            return cleaned(text)
    opening = parts[0].strip()
    label = _ABSTRACT.match(opening)
    return cleaned(opening[label.end() :] if label else opening)


def _authors(value: object) -> object:
    """Names in a list may be "given/family" objects, or strings that hold one name each."""
    if isinstance(value, list):
        return tuple({author.name: author for author in map(author_of, value) if author}.values())
    return authors_of(value)


def _listed(value: object) -> object:
    return re.split(r"[,;]\s*", value) if isinstance(value, str) else value
