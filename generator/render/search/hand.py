"""Hand-written pages. In: their Markdown. Out: the title, the address and the plain text that search finds them by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import msgspec

from generator.render.search.words import STOP_WORDS, search_words, stem

_FRONT = re.compile(r"\A---\n(?:(.*?)\n)?(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL)
_TITLED = re.compile(r"^title:(.*)$", re.MULTILINE)
_HEADING = re.compile(r"^#[^\S\n](.*)$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\([^()\n]*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*\}")
_MARKS = re.compile(r"^(?:```|~~~).*$|^[^\S\n]*(?:#{1,6}|[*+-]|\d+\.|>)[^\S\n]+|[*`]+", re.MULTILINE)


class HandPage(msgspec.Struct, frozen=True):
    """A hand-written page: its title, its address from the site's root (`about/`), and its plain text."""

    title: str
    path: str
    text: str


def hand_page(path: str, source: str) -> HandPage:
    """The page of `path` (`help.md`, from docs_dir). Its title is the front matter's, else its first heading, else its name."""
    source = source.replace("\r\n", "\n")
    front = _FRONT.match(source)
    body = source[front.end() :] if front else source
    titled = _TITLED.search(front[1] or "") if front else None
    heading = _HEADING.search(body)
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    above = f"{folder}/" if folder else ""
    address = above if name in ("index", "README") else f"{stem}/"
    headed = _plain(heading[1]).rstrip("# ") if heading else ""
    title = titled[1].strip().strip("'\"") if titled else headed
    title = title or name.replace("-", " ").capitalize()
    return HandPage(title, address, _plain(body))


def page_rows(pages: Sequence[HandPage]) -> dict[str, list[int]]:
    """term -> numbers of the pages that hold it."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, page in enumerate(pages):
        words = search_words(f"{page.title}\n{page.text}")
        for term in sorted({stem(word.text) for word in words if word.text not in STOP_WORDS}):
            found[term].append(number)
    return found


def _plain(markdown: str) -> str:
    """Words as a reader sees them; a trace of markup that stays does no harm, for search looks at words alone."""
    first, *others = markdown.split("<!--")
    shown = first + "".join(other.partition("-->")[2] for other in others)
    text = _LINK.sub(r"\1", _ATTRIBUTES.sub(" ", _TAG.sub(" ", shown)))
    return " ".join(_MARKS.sub(" ", text).split())
