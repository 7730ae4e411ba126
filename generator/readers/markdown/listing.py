"""A walk over a document. In: its blocks. Out: candidates, each with the blocks that it took, and the entries that are none."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from generator.model import Use
from generator.readers.markdown.blocks import Block, Document
from generator.readers.markdown.entry import Draft, draft_of, links_of, tidy
from generator.readers.markdown.inline import Run, plain_of, runs_of
from generator.readers.markdown.sections import Told, complete, told_in
from generator.readers.markdown.tables import are_user_names, draft_of_row, table_of
from generator.readers.markdown.under import (
    body_under,
    bold_title,
    carries_labels,
    deeper_items,
    is_talk,
    names_paper,
    rest_of,
    tells,
)
from generator.readers.markdown.unlabelled import unlabelled_in
from generator.readers.markdown.words import (
    field_of,
    is_label,
    labelled,
    leads_to_paper,
    names_in,
    talks,
)


class Candidate(msgspec.Struct):
    """A draft with the blocks that it took, and what each was used as."""

    draft: Draft
    first: int
    uses: list[tuple[Block, Use]]
    kind: str


class Walk:
    """What was found so far. `left`: entries that are no papers, and why; `unlabelled`: lines of papers with text that no label names;
    `assumed`: lines of papers whose abstract no label names; `accounts`: lines of tables whose authors are names of accounts."""

    def __init__(self) -> None:
        self.candidates: list[Candidate] = []
        self.left: list[tuple[Block, str]] = []
        self.unlabelled: list[int] = []
        self.assumed: list[int] = []
        self.accounts: list[int] = []
        self.references: dict[str, str] = {}
        self._drafts: dict[int, Draft | None] = {}

    def _draft(self, block: Block) -> Draft | None:
        """What a block says of a paper by itself, found once."""
        if block.first not in self._drafts:
            self._drafts[block.first] = draft_of(block.runs(self.references))
        return self._drafts[block.first]

    def take(self, document: Document) -> None:
        self.references = document.references
        blocks, at = document.blocks, 0
        while at < len(blocks):
            block = blocks[at]
            if block.kind in ("header", "row"):
                at = self._table(blocks, at)
            elif block.kind == "heading" or labelled(block.text)[0] == "title":
                at = self._section(blocks, at)
            elif block.kind == "item":
                at = self._item(blocks, at)
            elif block.kind == "paragraph":
                at = self._paragraph(blocks, at)
            else:
                at += 1

    # What each kind of block opens.

    def _table(self, blocks: Sequence[Block], at: int) -> int:
        end = at
        while end < len(blocks) and blocks[end].mark == blocks[at].mark and (blocks[end].kind != "header" or end == at):
            end += 1
        # A ruler stands between a header and its rows.
        while (
            end < len(blocks)
            and (blocks[end].kind == "row" or blocks[end].kind == "chrome")
            and blocks[end].mark in ("", blocks[at].mark)
        ):
            end += 1
        header = blocks[at] if blocks[at].kind == "header" else None
        rows = [block for block in blocks[at:end] if block.kind == "row"]
        table = table_of(header, rows)
        drafts = [(row, draft_of_row(row, table, self.references) if table else None) for row in rows]
        if any(draft and are_user_names(draft.authors) for _, draft in drafts):
            self.accounts.append(rows[0].first)
            for _, draft in drafts:
                if draft:
                    draft.authors = []
        for row, draft in drafts:
            if draft and (draft.sure or (table and table.named)):
                self.candidates.append(Candidate(draft, row.first, [(row, "entry")], "row"))
            elif links_of(row.runs(self.references)):
                self.left.append((row, "leads to no paper"))
        return end

    def _section(self, blocks: Sequence[Block], at: int) -> int:
        """A heading (or a "Title:" line) that is a paper, with what it says below; else only the heading."""
        head, body = blocks[at], body_under(blocks, at)
        first, _, more = head.text.partition("\n")
        name, value = labelled(first)
        source = value if name == "title" else first
        runs = runs_of(source, self.references)
        own = draft_of(runs)
        title = tidy(plain_of([run for run in runs if not run.image and not (run.url and is_label(run.text))]))
        untold = self._without_labels(head, more, body, own)
        if untold and names_paper(title):
            draft = (
                own
                if own and own.sure and own.shape != "em"
                else Draft(title, "heading", urls=[url for url, _ in links_of(runs)])
            )
            if untold.fields.get("abstract"):
                self.assumed.append(head.first)
            return self._taken(draft, head, untold, at + 1 + len(body))
        listed = self._listed(body)
        if own and own.sure and own.shape != "em" and not talks(own.title):
            return self._told(own, head, more, body if not listed else (), at)
        if listed or not title or field_of(title) or talks(title):
            return at + 1
        told = told_in([block for block in [rest_of(head, more), *body] if block.kind != "heading"], self.references)
        if not tells(told, body, self.references):
            return at + 1
        whole = Draft(bold_title(body, title, self.references), "heading", urls=[url for url, _ in links_of(runs)])
        return self._told(whole, head, more, [*body, *self._deeper(blocks, at, at + 1 + len(body))], at)

    def _without_labels(self, head: Block, more: str, body: Sequence[Block], own: Draft | None) -> Told | None:
        """What stands under a heading when it is one paper's abstract, names and links without labels."""
        if head.kind != "heading" or more.strip():
            return None
        return unlabelled_in(body, self.references, own.url if own and own.sure else "")

    def _deeper(self, blocks: Sequence[Block], at: int, end: int) -> Sequence[Block]:
        """What stands under deeper headings that are no papers themselves."""
        start = end
        while (
            end < len(blocks)
            and blocks[at].kind == blocks[end].kind == "heading"
            and blocks[end].level > blocks[at].level
        ):
            body = body_under(blocks, end)
            told = told_in([block for block in body if block.kind != "heading"], self.references)
            own = self._draft(blocks[end])
            if (
                self._listed(body)
                or (own and own.sure)
                or (tells(told, body, self.references) and not told.fields.get("abstract"))
            ):
                break
            end += 1 + len(body)
        return blocks[start:end]

    def _told(self, draft: Draft, head: Block, more: str, body: Sequence[Block], at: int) -> int:
        inside, told = told_in([rest_of(head, more)], self.references), told_in(body, self.references)
        told.fields, told.links = {**inside.fields, **told.fields}, inside.links + told.links
        return self._taken(draft, head, told, at + 1 + len(body))

    def _taken(self, draft: Draft, head: Block, told: Told, end: int) -> int:
        if any(use == "skipped" for _, use in told.uses):
            self.unlabelled.append(head.first)
        self.candidates.append(Candidate(complete(draft, told), head.first, [(head, "title"), *told.uses], "section"))
        return end

    def _listed(self, body: Sequence[Block]) -> bool:
        """Whether blocks under a heading are papers themselves."""
        for at, block in enumerate(body[:40]):
            if carries_labels(block, deeper_items(block, body[at + 1 : at + 20])):
                return True
            if block.kind in ("row", "header"):
                return True
            if block.kind in ("item", "paragraph") and not labelled(block.text)[0]:
                draft = self._draft(block)
                if (
                    draft
                    and draft.sure
                    and draft.shape in ("strong", "link", "text")
                    and len(draft.title.split()) > 2
                    and not is_talk(draft, block, self.references)
                ):
                    return True
        return False

    def _item(self, blocks: Sequence[Block], at: int) -> int:
        block = blocks[at]
        end = at + 1
        while end < len(blocks) and blocks[end].kind == "item" and blocks[end].level > block.level:
            end += 1
        children = blocks[at + 1 : end]
        if carries_labels(block, children):
            return self._record(block, children, end)
        runs, draft = block.runs(self.references), self._draft(block)
        nested = [child for child in children if self._is_entry(child)]
        if not draft or is_talk(draft, block, self.references):
            self._leave(block, runs, draft)
            return at + 1
        if children and not nested:
            told = told_in(children, self.references)
            self.candidates.append(
                Candidate(complete(draft, told), block.first, [(block, "entry"), *told.uses], "item")
            )
            return end
        self.candidates.append(Candidate(draft, block.first, [(block, "entry")], "item"))
        return at + 1

    def _record(self, block: Block, children: Sequence[Block], end: int) -> int:
        """An item whose first line is a title, with labels under it."""
        first, _, more = block.text.partition("\n")
        runs = runs_of(first, self.references)
        found = draft_of(runs)
        draft = found or Draft(tidy(plain_of(runs)), "strong", urls=[url for url, _ in links_of(runs)])
        told = told_in([rest_of(block, more), *children], self.references)
        told.uses = [(one, use) for one, use in told.uses if one.first != block.first]
        self.candidates.append(Candidate(complete(draft, told), block.first, [(block, "entry"), *told.uses], "section"))
        return end

    def _is_entry(self, block: Block) -> bool:
        if labelled(block.text)[0]:
            return False
        draft = self._draft(block)
        return bool(draft and draft.sure and draft.shape in ("strong", "link", "text") and len(draft.title.split()) > 2)

    def _paragraph(self, blocks: Sequence[Block], at: int) -> int:
        block = blocks[at]
        runs, draft = block.runs(self.references), self._draft(block)
        if not draft or is_talk(draft, block, self.references):
            self._leave(block, runs, draft)
            return at + 1
        end = at + 1
        while (
            end < len(blocks)
            and end < at + 4
            and blocks[end].kind in ("paragraph", "quote")
            and self._goes_with(blocks[end])
        ):
            end += 1
        told = told_in(blocks[at + 1 : end], self.references)
        self.candidates.append(
            Candidate(complete(draft, told), block.first, [(block, "entry"), *told.uses], "paragraph")
        )
        return end

    def _goes_with(self, block: Block) -> bool:
        """Whether a paragraph only adds to the entry above it: labels, or names in italics."""
        runs, draft = block.runs(self.references), self._draft(block)
        links = links_of(runs)
        if draft and draft.shape in ("strong", "link", "quote"):
            return False
        if links and all(is_label(label) for _, label in links):
            rest = "".join(run.text for run in runs if not run.url and not run.image and not run.depth)
            return len(re.findall(r"\w+", rest)) <= 3 or bool(labelled(block.text)[0])
        return bool(labelled(block.text)[0]) or (
            not links and all(run.em or not run.text.strip() for run in runs) and len(names_in(plain_of(runs))) > 1
        )

    def _leave(self, block: Block, runs: Sequence[Run], draft: Draft | None) -> None:
        links = links_of(runs)
        if any(leads_to_paper(url) for url, _ in links):
            self.left.append((block, "names a paper in running text" if draft else "links to a paper without a title"))
        elif links and block.kind == "item":
            self.left.append((block, "leads to no paper"))
