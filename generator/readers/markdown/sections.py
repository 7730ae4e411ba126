"""A paper told in labelled lines. In: a heading or an item and the blocks under it. Out: what the labels say; what no label names is left.

"**Authors**: …", "作者：…", "## Abstract" and a paragraph: the label says what a text is. Text without one is nobody's abstract: it may be
a summary by the list's author or by a machine.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from generator.model import Use
from generator.readers.markdown.blocks import Block
from generator.readers.markdown.entry import Draft, links_of
from generator.readers.markdown.inline import Run, plain_of, runs_of
from generator.readers.markdown.words import (
    field_of,
    is_foreign,
    is_label,
    labelled,
    leads_to_paper,
    names_in,
    says_paper,
)

_OTHER_WORD = re.compile(
    r"\b(?!(?:links?|paper|pdf|code|arxiv|projects?|page|website|read|more|see|at|and|or)\b)[^\W_]+", re.IGNORECASE
)
_USES: dict[str, Use] = {"title": "title", "authors": "authors", "abstract": "abstract"}


class Told(msgspec.Struct):
    """What the blocks under a title say: field -> source text; links; and what each block was used as."""

    fields: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    uses: list[tuple[Block, Use]] = []


def told_in(blocks: Sequence[Block], references: Mapping[str, str]) -> Told:
    """Read the labelled lines of `blocks`; under a heading or behind a bare label the next text belongs to that label."""
    told = Told({}, [], [])
    waiting = ""
    for block in blocks:
        if block.kind == "chrome":
            told.uses.append((block, "chrome"))
            continue
        if block.kind == "heading" or _is_bold_label(block, references):
            waiting = field_of(plain_of(block.runs(references)))
            told.uses.append((block, "meta"))
            continue
        waiting = _block(block, told, "" if only_links(block.text, references) else waiting, references)
    return told


def _is_bold_label(block: Block, references: Mapping[str, str]) -> bool:
    """ "**Abstract**" alone, without a colon, which stands where a heading would."""
    if block.kind != "paragraph" or len(block.text) > 60 or labelled(block.text)[0]:
        return False
    runs = block.runs(references)
    return all(run.strong or not run.text.strip() for run in runs) and bool(field_of(plain_of(runs)))


def _block(block: Block, told: Told, waiting: str, references: Mapping[str, str]) -> str:
    """Take a block; returns the field that the next block belongs to when it has no label."""
    found: dict[str, list[str]] = {}
    name = waiting
    for line in block.text.split("\n"):
        label, value = labelled(line)
        if label:
            name = label
            line = value
        found.setdefault(name, []).append(line)
    runs = block.runs(references)
    links = links_of(runs)
    told.links += links
    labels = [key for key in found if key]
    if (
        not labels
        and (block.kind != "item" or all(run.em or not run.text.strip() for run in runs))
        and not told.fields.get("authors")
    ):
        names = names_in(plain_of(runs)) if not links else []
        if len(names) > 1:
            found, labels = {"authors": [block.text]}, ["authors"]
    for key in labels:
        value = "\n".join(found[key]).strip()
        if value and (key != "abstract" or not told.fields.get("abstract") or waiting == "abstract"):
            told.fields[key] = (
                (told.fields.get(key, "") + "\n\n" + value).strip()
                if key == "abstract"
                else told.fields.get(key) or value
            )
    told.uses.append((block, _use(labels, runs, links)))
    empty = bool(labels) and not "".join(found[labels[-1]]).strip()
    return labels[-1] if empty or (waiting == "abstract" and labels == ["abstract"]) else ""


def only_links(text: str, references: Mapping[str, str]) -> bool:
    """Whether a text is links that say what they lead to, or bare addresses, and signs or such words between them."""
    runs = runs_of(text, references)
    links = links_of(runs)
    rest = "".join(run.text for run in runs if not run.url and not run.image)
    return (
        bool(links) and len(rest) < 200 and all(is_label(label) for _, label in links) and not _OTHER_WORD.search(rest)
    )


def _use(labels: Sequence[str], runs: Sequence[Run], links: Sequence[tuple[str, str]]) -> Use:
    named = next((_USES[label] for label in labels if label in _USES), None)
    if named:
        return named
    text = plain_of(runs)
    if not text and not links:
        return "chrome"
    long = len(re.findall(r"\w+", text)) > 12 or is_foreign(text)
    told_otherwise = bool(labels) and labels != ["other"]
    return (
        "skipped"
        if long and not told_otherwise and not (links and all(is_label(label) for _, label in links))
        else "meta"
    )


def complete(draft: Draft, told: Told) -> Draft:
    """Give the draft what the labels say and it does not know itself."""
    fields = {key: plain_of(runs_of(value)) for key, value in told.fields.items() if key != "abstract"}
    if fields.get("authors"):
        draft.authors = names_in(fields["authors"]) or [
            part.strip() for part in re.split(r"[,;、]|\band\b", fields["authors"]) if part.strip()
        ]
    abstract = cleaned(told.fields.get("abstract", ""))
    draft.cut = bool(re.search(r"(?:…|\.\.\.)\s*$", abstract))
    abstract = "" if draft.cut else abstract
    draft.abstract = draft.abstract or ("" if is_foreign(abstract) and not is_foreign(draft.title) else abstract)
    draft.date = draft.date or fields.get("date", "")
    draft.venues = draft.venues or [venue for venue in [fields.get("venue", "")] if re.search(r"[^\W\d_]", venue)]
    draft.keywords = draft.keywords or ("" if is_foreign(fields.get("keywords", "")) else fields.get("keywords", ""))
    draft.categories, draft.comment = (
        draft.categories or fields.get("categories", ""),
        draft.comment or fields.get("comment", ""),
    )
    draft.urls = list(dict.fromkeys([*draft.urls, *(url for url, _ in told.links)]))
    draft.url = draft.url or next((url for url, _ in told.links if leads_to_paper(url)), "")
    draft.url = draft.url or next((url for url, label in told.links if says_paper(label)), "")
    draft.sure = draft.sure or bool(draft.url)
    return draft


def cleaned(markdown: str) -> str:
    """An abstract without Markdown: links as their text, emphasis gone; paragraphs stay."""
    parts = re.split(r"\n[^\S\n]*\n\s*", markdown)
    return "\n\n".join(filter(None, (plain_of(runs_of(part.replace("\n", " "))) for part in parts)))
