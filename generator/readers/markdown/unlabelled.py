"""A paper told without labels. In: the blocks under a title. Out: what they say when they are an abstract, names and links, and no more.

"## Title", a paragraph, "[arXiv](…) | [code](…)": where nothing else stands under a title that leads to one paper, prose is its abstract.
Prose in the first person of a reader is a remark, and a text with labels, items or quotes is read by its labels alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.model import Use
from generator.readers.markdown.blocks import Block
from generator.readers.markdown.entry import links_of
from generator.readers.markdown.inline import plain_of, runs_of
from generator.readers.markdown.sections import Told, only_links
from generator.readers.markdown.words import is_foreign, labelled, leads_to_paper, names_in
from generator.readers.parts.records import arxiv_id

_FIELDS = frozenset("authors link code date venue categories keywords comment".split())
# An abstract of fewer words may as well be a remark or a long title.
_FEWEST = 15
_REMARK = re.compile(r"\b(?:I|I['’](?:m|ve|d|ll)|my)\b(?!['’.])")
_END = re.compile(r"[.!?…][\"'”’)*_]*$")


def unlabelled_in(blocks: Sequence[Block], references: Mapping[str, str], url: str = "") -> Told | None:
    """What `blocks` say when they are prose, names, links and labelled facts only; None for all else. `url`: of the title, if it leads
    to the paper. A remark is no abstract, and its block counts as skipped."""
    told = Told({}, [], [])
    prose = False
    for block in blocks:
        if block.kind == "chrome":
            told.uses.append((block, "chrome"))
            continue
        if block.kind not in ("paragraph", "item"):
            return None
        use, text = _take(block, told, references)
        if use is None or (text and block.kind == "item"):
            return None
        if text:
            runs = runs_of(text, references)
            plain = plain_of(runs)
            links = [link for link, _ in links_of(runs)]
            # Under a heading of a group, bold type or a link opens an entry.
            opens = any(run.strong or run.url for run in runs[:1])
            if (
                opens
                or not _is_prose(plain)
                or any(leads_to_paper(link) and link not in (url, plain) for link in links)
            ):
                return None
            told.links += [(link, "") for link in links]
            prose = True
            if _REMARK.search(plain):
                use = "skipped"
            else:
                told.fields["abstract"] = (told.fields.get("abstract", "") + "\n\n" + text).strip()
                use = "abstract"
        told.uses.append((block, use))
    papers = [link for link, _ in [(url, ""), *told.links] if leads_to_paper(link)]
    named = {arxiv_id(link) for link in papers} - {""}
    return told if prose and papers and len(named) < 2 else None


def _take(block: Block, told: Told, references: Mapping[str, str]) -> tuple[Use | None, str]:
    """Put a block's names, links and facts into `told`. Gives its use (None: it has what cannot be read here) and its prose."""
    use: Use = "meta"
    prose: list[str] = []
    for line in block.text.split("\n"):
        name, value = labelled(line)
        runs = runs_of(line, references)
        links = links_of(runs)
        if not line.strip():
            continue
        if only_links(line, references):
            told.links += links
        elif name and not prose:
            if name not in _FIELDS:
                return None, ""
            told.fields.setdefault(name, value)
            told.links += links
            use = "authors" if name == "authors" else use
        elif not prose and not links and len(names_in(plain_of(runs))) > 1 and not told.fields.get("abstract"):
            told.fields.setdefault("authors", line)
            use = "authors"
        else:
            prose.append(line.strip())
    return use, "\n".join(prose)


def _is_prose(text: str) -> bool:
    """Whether a text is sentences rather than a title or a reference: long enough, ended, and mostly in small letters."""
    words = [word for word in text.split() if word[:1].isalpha()]
    capital = sum(word[0].isupper() for word in words)
    return len(words) >= _FEWEST and capital < 0.4 * len(words) and bool(_END.search(text)) and not is_foreign(text)
