"""Choosing a reader. In: the text of a digest. Out: a Reading, by the reader that knows it best.

What has a grammar is taken apart by it (syntax/) and its keys are looked up in one lexicon (papers.py); what has none is read by its
layout, or as pasted text; a list of ids alone names papers without a title (named.py). What is none of these is refused, with what it
looks like and what to do.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import ModuleType

from msgspec.structs import replace

from generator.model import Problem, Publication, Reading, Source, Span
from generator.readers import named
from generator.readers.either import fuller
from generator.readers.fields import posted
from generator.readers.foreign import (
    drawn_from,
    foreign_kind,
    known_by_a_mark,
    only_addresses,
    other_table,
    other_things,
    patch_in,
    what_it_is,
)
from generator.readers.lexicon import bare_key
from generator.readers.notices import cut_json, notice_of, page_of_a_site
from generator.readers.papers import reading_of
from generator.readers.parts.account import account, capped, finished, together
from generator.readers.record import Parsed
from generator.readers.syntax import STRICT, jsonfile, loose, parsed, table
from generator.text.joined import brought_in
from generator.text.quoted import left_out

# Surer than this of its own marks, a reader of texts is asked before labelled lines are: a mail of arXiv has labels too.
_OWN = 0.6
# A reader must be surer than this of what is plainly marked up; a paste takes any other text.
_SURE = 0.1
# Lists without marks do not tell by themselves what stands under which heading.
_LISTED = 0.5
# A diff may hold the lines of any list; only formats that are surer than this by their marks are read in spite of it.
_MARKED = 0.8
# What is said of a file all of whose records are told not to be works.
_NO_WORKS = {("note", "not-a-paper"), ("warning", "empty-digest")}
_ADDRESSES = "holds addresses alone; write each paper's title beside its address, or open the page and paste its text."
# The form of RSS and Atom.
_FEED = "feed"
_JSON_FEED = re.compile(r'"https://jsonfeed\.org/version/')
# A list of titles may have a number or a note with each.
_KEYS = 2
_ENTITY = re.compile(r"<!ENTITY")


def read(text: str, source: Source) -> Reading:
    """Read a digest in the format that recognises it best; the first of every_format() when two are equally sure.

    Problems: error `unknown-format` (none recognises it), error `xml-entities` (XML that declares entities is not expanded).
    """
    if _ENTITY.search(text, 0, 1 << 16) and re.match(r"\s*<", text):
        message = "declares XML entities, which can hide anything and are not read; remove the <!DOCTYPE ...> and the entities."
        return _refused(text, source, "xml-entities", message)
    if named.recognise(text, source.path):
        return named.read(text, source)
    if left := left_out(text):
        return _of_own_lines(left, text, source)
    if parts := brought_in(text):
        return together([read(part, source) for part in parts], text)
    # A Markdown list kept as JSON is asked for before JSON is; no other reader of texts is asked about what has a grammar.
    found = None if _rows_in_json(text, source.path) else parsed(text, source)
    if found is not None:
        return _of_records(found, text, source)
    chosen, sure = best_format(text, source.path)
    if sure <= _OWN and not patch_in(text) and not _is_page(text, source.path):
        found = parsed(text, source, loose())
    return fuller(_of_records(found, text, source), text, source) if found else _of_text(chosen, sure, text, source)


def _of_own_lines(left: tuple[int, ...], text: str, source: Source) -> Reading:
    """The reading of a mail without the lines in which it quotes another or is signed. Problem: note `quoted-text`."""
    lines = text.split("\n")
    for number in left:
        lines[number - 1] = ""
    reading = read("\n".join(lines), source)
    message = f"quotes another mail or signs this one, here and on {len(left) - 1:,} more lines; none of them was read."
    problem = Problem(replace(source, line=left[0]), "note", "quoted-text", message)
    spans = (*reading.account, *(Span(number, number, "skipped", note="quoted, or a signature") for number in left))
    return replace(reading, account=account(text, spans), problems=capped((*reading.problems, problem)))


def _of_records(found: Parsed, text: str, source: Source) -> Reading:
    """The reading of a file that a grammar took apart; refused when it holds nothing and nothing was said."""
    if not found.records and not found.empty and not any(problem.level != "note" for problem in found.problems):
        return _refused(text, source, "unknown-format", what_it_is(found.form, text))
    if _are_bookmarks(found):
        from generator.readers.bookmarks import read_bookmarks

        return read_bookmarks(found, text, source)
    reading = reading_of(found, text, source)
    if not reading.papers and not found.empty and {(one.level, one.code) for one in reading.problems} == _NO_WORKS:
        return _refused(text, source, "unknown-format", what_it_is(found.form, text, reading.problems))
    if reading.papers and (told := _of_a_mark(reading, text, source)):
        return told
    if len(reading.papers) == 1 and (kind := _of_one_record(found, reading, text)):
        return _refused(text, source, "unknown-format", kind)
    if _is_bare(found, reading, text) and (kind := _of_bare_records(reading, text)):
        return _refused(text, source, "unknown-format", kind)
    return replace(reading, problems=capped(reading.problems))


def _of_a_mark(reading: Reading, text: str, source: Source) -> Reading | None:
    """The refusal of a file that is something else by a mark, unless a paper has an id or a venue; of a chat what it links to."""
    kind = known_by_a_mark(text)
    told = _refused(text, source, "unknown-format", kind) if kind else None
    return told if told and (told.named or not any(one.ids or one.venues for one in reading.papers)) else None


def _are_bookmarks(found: Parsed) -> bool:
    """Whether each record of a table or of JSON is a link that somebody kept or posted: by its keys, and none that only a paper has."""
    kept = bool(found.records) and all(posted(map(bare_key, one.value)) for one in found.records)
    return kept and found.form in (jsonfile.NAME, table.NAME)


def _is_bare(found: Parsed, reading: Reading, text: str) -> bool:
    """Whether records say nothing that only a paper has. Of a post authors, a date and a text tell nothing: any feed has them."""
    papers = reading.papers
    if not papers or any(one.ids or one.venues or one.publication != Publication() for one in papers):
        return False
    if found.form == _FEED or _JSON_FEED.search(text, 0, 1 << 16):
        return True
    told = any(one.authors or one.abstract or one.date or one.url for one in papers)
    return not told and any(len(record.value) > _KEYS for record in found.records)


def _of_bare_records(reading: Reading, text: str) -> str:
    """What a file of bare records is, when the odds are against papers: a feed of news, a list of tasks, a map; or ""."""
    from generator.readers.listing import other_records

    kind = other_records(reading.papers)
    return (kind and known_by_a_mark(text)) or kind


def _of_one_record(found: Parsed, reading: Reading, text: str) -> str:
    """That the only record of a text tells nothing of a paper, and what it is: a call for papers, a page with front matter; or ""."""
    paper = reading.papers[0]
    if found.form != "front matter":
        return "" if paper.authors or paper.ids else notice_of(text)
    kind = page_of_a_site(found.records[0].value, named=bool(paper.authors))
    if not kind:
        return ""
    from generator.readers.listing import lists_papers

    return "" if lists_papers(reading.papers, text) else kind


def _of_text(chosen: ModuleType, sure: float, text: str, source: Source) -> Reading:
    """The reading of a text without a grammar, by the reader that knows it best; refused when it is something else."""
    if other := _of_a_part(sure, text, source):
        return other
    kind = _foreign(text, sure) or (source.path.endswith((".csv", ".tsv")) and other_table(text, source.path))
    if sure <= 0 or kind:
        unknown = not kind or "nearest" in kind
        known = f"Known are: {known_formats()}" if unknown else "offprint formats lists what is read"
        return _refused(text, source, "unknown-format", f"{kind or 'is in no known format'}. {known}.")
    # Loaded where they are asked: a file with a grammar needs neither them nor the lists of words.
    from generator.readers.listing import other_than_papers
    from generator.readers.references.retold import retold

    reading = retold(fuller(chosen.read(text, source), text, source), text)
    if not reading.papers and (drawn := _elsewhere(text, source)):
        return drawn
    if kind := other_than_papers(reading, text):
        return _refused(text, source, "unknown-format", kind)
    # A form that is known by its marks says itself what it leaves out.
    beside = named.ids_of_nobody(text, reading, source) if sure <= _OWN else ()
    problems = (*reading.problems, *beside)
    if not reading.papers and only_addresses(text):
        problems = tuple(replace(one, message=_ADDRESSES) if one.code == "empty-digest" else one for one in problems)
    return replace(reading, problems=capped(problems))


def _of_a_part(sure: float, text: str, source: Source) -> Reading | None:
    """The reading of the part of a text that lists papers, when no reader is sure of the whole; None where it has no such part."""
    if sure <= _LISTED and not other_table(text) and (life := _of_vita(text, sure, source)):
        return life
    return (_elsewhere(text, source) or _of_numbered(text, source)) if sure <= _SURE else None


def _of_vita(text: str, sure: float, source: Source) -> Reading | None:
    """The reading of what somebody published, of a text that tells what else was done; None for another text, or when nothing is headed
    as published and a reader is `sure` of something."""
    from generator.readers.portions import published_in, sections_in

    sections = sections_in(text)
    if not sections:
        return None
    published = published_in(text, sections)
    if not published.strip():
        if sure > _SURE:
            return None
        message = "looks like a curriculum vitae without a list of publications; paste that list, or the file of a reference manager."
        return _refused(text, source, "unknown-format", message)
    reading = fuller(best_format(published, source.path)[0].read(published, source), published, source)
    if not reading.papers:
        return None
    from generator.readers.listing import other_than_papers

    if kind := other_than_papers(reading, published):
        return _refused(text, source, "unknown-format", kind)
    return replace(reading, account=account(text, reading.account, "skipped"), problems=capped(reading.problems))


def _of_numbered(text: str, source: Source) -> Reading | None:
    """The reading of a numbered list with words around it, or of titles in quotes in a text that speaks, when a surer reader knows these
    alone."""
    from generator.readers.listing import other_than_papers
    from generator.readers.portions import numbered_in, spoken_in

    for part in filter(None, (numbered_in(text), spoken_in(text))):
        chosen, sure = best_format(part, source.path)
        reading: Reading | None = chosen.read(part, source) if sure > _SURE else None
        if reading and reading.papers and not other_than_papers(reading, part):
            reading = replace(reading, account=account(text, reading.account, "skipped"))
            return replace(reading, problems=capped((*reading.problems, *named.ids_of_nobody(text, reading, source))))
    return None


def _foreign(text: str, sure: float) -> str:
    """What a text is that holds no list of papers: the surer its reader is, the less is asked; or nothing."""
    if sure < _MARKED and (kind := patch_in(text) or cut_json(text)):
        return kind
    if sure <= _SURE and (kind := foreign_kind(text)):
        return kind
    return other_things(text) if sure <= _OWN else ""


def _elsewhere(text: str, source: Source) -> Reading | None:
    """The refusal of a page that has no papers of its own and says where they stand."""
    files = drawn_from(text)
    message = f"takes its papers from {files}; give that instead, or paste the list as its readers see it."
    return _refused(text, source, "unknown-format", message) if files else None


def _rows_in_json(text: str, path: str) -> bool:
    if not text[:200].lstrip().startswith("{"):
        return False
    from generator.readers import cv_arxiv_daily

    return cv_arxiv_daily.recognise(text, path) > _OWN


def _is_page(text: str, path: str) -> bool:
    """Whether a text is a page, copied from a browser or saved as HTML: its lines are no lines of records."""
    from generator.readers.layout.syntaxes import syntax_of
    from generator.readers.paste import is_page

    return syntax_of(text, path) == "html" or is_page(text)


@lru_cache(maxsize=1)
def texts() -> tuple[ModuleType, ...]:
    """The readers of texts without a grammar: how sure they are decides; of two equally sure the first. Loaded when one is needed."""
    from generator.readers import arxiv, cv_arxiv_daily, layout, papers_page, paste, references

    return (arxiv, papers_page, cv_arxiv_daily, layout, references, paste)


def every_format() -> tuple[ModuleType, ...]:
    """Every form that is read: grammars first."""
    return (*STRICT, named, *loose(), *texts())


def best_format(text: str, path: str) -> tuple[ModuleType, float]:
    """The format that recognises the text best, and how sure it is, 0 to 1."""
    sure, chosen = 0.0, texts()[0]
    for form in texts():
        # To cut a text into references is dear, and in vain where another is as sure as that can be.
        if sure >= getattr(form, "SUREST", 1.0):
            continue
        own = form.recognise(text, path)
        sure, chosen = (own, form) if own > sure else (sure, chosen)
    return chosen, sure


def known_formats() -> str:
    return "; ".join(dict.fromkeys(form.NAME for form in every_format()))


def _refused(text: str, source: Source, code: str, message: str) -> Reading:
    """A reading without papers, every line in doubt; of a chat the papers to which it links."""
    if chat := named.read_chat(text, source):
        return chat
    reading = finished("", text, source, (), (), (Problem(source, "error", code, message),), gap="doubt")
    kept = tuple(problem for problem in reading.problems if problem.code != "empty-digest")
    return Reading(reading.digest, (), kept, reading.account, reading.lines)
