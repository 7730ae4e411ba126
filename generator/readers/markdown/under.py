"""What blocks under a title, or an item, make of it. In: blocks of a document. Out: where they end, and whether they tell of one paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from generator.readers.markdown.blocks import Block
from generator.readers.markdown.entry import Draft, links_of, tidy
from generator.readers.markdown.inline import plain_of, runs_of
from generator.readers.markdown.sections import Told
from generator.readers.markdown.words import (
    field_of,
    is_label,
    is_venue,
    labelled,
    leads_to_paper,
    names_in,
    says_paper,
    talks,
)

# Words of headings that say when or in what order, not what of.
_OCCASION = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weeks?|weekly|days?|daily|month(?:ly)?|today|issue|part|no|papers?|"
    r"highlights?|spotlights?|featured|picks?|editors?|of|the|this|our|top|best|must|read|reading|list|st|nd|rd|th)\b",
    re.IGNORECASE,
)


def body_under(blocks: Sequence[Block], at: int) -> Sequence[Block]:
    """The blocks under blocks[at]: to the next heading of its level or above; under a "Title:" line, to the next such line."""
    head = blocks[at]
    end = at + 1
    while end < len(blocks):
        block = blocks[end]
        deeper = head.kind == "heading" and block.level > head.level and bool(field_of(plain_of(block.runs({}))))
        if block.kind == "heading" and not deeper:
            break
        if (
            block.kind != "heading"
            and labelled(block.text)[0] == "title"
            and (head.kind != "heading" or _opens_record(block))
        ):
            break
        end += 1
    return blocks[at + 1 : end]


def names_paper(heading: str) -> bool:
    """Whether a heading may be a title: it is no label, no date, no "Paper of the Week", and does not speak to the reader."""
    return bool(re.search(r"[^\W\d_]", _OCCASION.sub("", heading))) and not field_of(heading) and not talks(heading)


def deeper_items(block: Block, following: Sequence[Block]) -> list[Block]:
    """The items right behind an item that are indented deeper than it."""
    return list(takewhile(lambda one: one.kind == "item" and one.level > block.level, following))


def carries_labels(block: Block, children: Sequence[Block]) -> bool:
    """Whether an item is a title with its authors or its abstract by label under it, in its next lines or in deeper items."""
    first, _, more = block.text.partition("\n")
    if block.kind != "item" or labelled(first)[0] or len(re.findall(r"\w+", first)) < 2:
        return False
    lines = [*more.split("\n"), *(line for child in children for line in child.text.split("\n"))]
    return any(labelled(line)[0] in ("authors", "abstract") for line in lines)


def _opens_record(block: Block) -> bool:
    return len(labelled(block.text)[1].split("\n", 1)[0].split()) > 1


def bold_title(body: Sequence[Block], title: str, references: dict[str, str]) -> str:
    """A line in bold type right under a short heading is the title: "### AlexNet (2012)", "**ImageNet Classification with …**"."""
    opening = body[0] if body and body[0].kind == "paragraph" and not labelled(body[0].text)[0] else None
    runs = opening.runs(references) if opening else []
    bold = tidy(plain_of(runs)) if runs and all(run.strong or not run.text.strip() for run in runs) else ""
    return bold if len(bold.split()) > max(3, len(title.split())) else title


def rest_of(head: Block, more: str) -> Block:
    """The lines of a block behind its first, as a block."""
    return Block("paragraph" if more.strip() else "chrome", head.first, head.last, [more])


def tells(told: Told, body: Sequence[Block], references: dict[str, str]) -> bool:
    """Whether the blocks under a heading tell of one paper: its authors or abstract by label, or its address first of all."""
    if told.fields.get("authors") or told.fields.get("abstract"):
        return True
    if any(leads_to_paper(url) for url, _ in links_of(runs_of(told.fields.get("link", ""), references))):
        return True
    opening = next((block for block in body if block.kind != "chrome"), None)
    links = links_of(opening.runs(references)) if opening and opening.kind == "paragraph" else []
    return (
        bool(links)
        and all(is_label(label) for _, label in links)
        and any(leads_to_paper(u) or says_paper(t) for u, t in links)
    )


def is_talk(draft: Draft, block: Block, references: dict[str, str]) -> bool:
    """Whether a block is prose that mentions papers: words stand before the link that would be its title, or it speaks to the reader."""
    if draft.shape == "text" and (talks(draft.title) or len(draft.title) > 300):
        return True
    if draft.shape in ("link", "strong"):
        runs = block.runs(references)
        before = plain_of(runs).split(draft.title[:20])[0]
        bare = re.sub(r"[\[(【][^\[\]()【】]{0,60}[\])】]", " ", before)
        words = re.findall(r"[^\W\d_]{2,}", bare)
        return len(words) > 3 and not names_in(bare) and not is_venue(bare.strip(" .,:;-"))
    return False
