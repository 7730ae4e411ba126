"""The verdict on candidates. In: what a walk found. Out: papers, spans, and Problems for what was guessed or left out."""

from __future__ import annotations

from collections import Counter

from generator.model import Paper, Problem, Source, Span
from generator.readers.markdown.blocks import Block
from generator.readers.markdown.entry import Draft
from generator.readers.markdown.listing import Candidate, Walk
from generator.readers.parts.records import arxiv_id, authors_of, day_of, ids_of, paper_of


def verdict(walk: Walk, source: Source) -> tuple[list[Paper], list[Span], list[Problem]]:
    """Candidates that no link proves are kept when most of their look are papers, or when they name authors and a venue."""
    papers: list[Paper] = []
    spans: list[Span] = []
    problems: list[Problem] = []
    left, doubts = list(walk.left), list[tuple[Block, str]]()
    seen = Counter((c.kind, c.draft.shape, c.draft.sure) for c in walk.candidates)
    for candidate in sorted(walk.candidates, key=lambda candidate: candidate.first):
        if _is_paper(candidate, seen):
            place = Source(source.path, candidate.first)
            spans += _spans(candidate, len(papers))
            papers.append(paper_from(candidate.draft, place))
            problems += _doubt(candidate.draft, place)
            if not candidate.draft.sure and candidate.draft.shape != "guess":
                doubts.append((candidate.uses[0][0], "gives no link to a paper"))
        elif candidate.draft.urls and candidate.kind == "item":
            left += [(block, "leads to no paper") for block, _ in candidate.uses]
    spans += [Span(block.first, block.last, "skipped", -1, why) for block, why in left]
    return papers, spans, [*problems, *_grouped(doubts, source), *_grouped(left, source), *_notes(walk, source)]


def _is_paper(candidate: Candidate, seen: Counter[tuple[str, str, bool]]) -> bool:
    draft = candidate.draft
    look = (candidate.kind, draft.shape)
    alike = seen[(*look, True)] > seen[(*look, False)] and (candidate.kind == "item" or draft.shape == "strong")
    titled = len(draft.title.split()) > 3 and draft.shape in ("strong", "quote")
    cited = bool(draft.authors) and bool(draft.venues or draft.date) and draft.shape != "text"
    signed = candidate.kind == "item" and len(draft.authors) > 1 and len(draft.title.split()) > 2
    return (
        draft.sure or signed or candidate.kind in ("row", "section") or (alike and titled and bool(draft.urls)) or cited
    )


def _spans(candidate: Candidate, number: int) -> list[Span]:
    return [
        Span(
            block.first,
            block.last,
            use,
            -1 if use in ("chrome", "skipped") else number,
            _WHY if use == "skipped" else "",
        )
        for block, use in candidate.uses
    ]


_WHY = "a summary or a translation"


def _doubt(draft: Draft, place: Source) -> list[Problem]:
    """What to say of a paper that was kept on weak grounds."""
    title = repr(draft.title[:60])
    if draft.shape == "guess":
        message = f"nothing parts the title from the text behind it; {title} was guessed. Put the title in **bold** if it is wrong."
        return [Problem(place, "warning", "guessed-title", message)]
    if draft.cut:
        message = f"{title} has only the beginning of its abstract, which was left out."
        return [Problem(place, "note", "abstract-cut", message)]
    if draft.shape == "text" and _goes_on_as_sentence(draft.title):
        message = (
            f"{title} may be a title with a summary behind it and was kept whole; put the title in **bold** if it is."
        )
        return [Problem(place, "note", "long-title", message)]
    return []


def _goes_on_as_sentence(title: str) -> bool:
    """Whether what follows a title's colon is as long as a sentence and in small letters; so are 5 of 1,000 true titles."""
    words = [word for word in title.partition(": ")[2].split() if word[0].isalpha()]
    return len(words) >= 10 and sum(word[0].isupper() for word in words) < 0.3 * len(words)


# Reason -> code and what to do.
_SAID = {
    "gives no link to a paper": ("no-paper-link", "was taken as one by its place; remove the line if it is none"),
    "leads to no paper": ("no-paper-link", "was skipped; add the paper's address if it is one"),
    "links to a paper without a title": ("running-text", "was skipped; write the title beside the link"),
    "names a paper in running text": ("running-text", "was skipped; put the title into an item of its own"),
}


def _grouped(entries: list[tuple[Block, str]], source: Source) -> list[Problem]:
    """One Problem for each run of neighbouring entries of which the same is to be said."""
    problems: list[Problem] = []
    listed = sorted(entries, key=lambda pair: pair[0].first)
    start = 0
    for at, (block, why) in enumerate(listed):
        following = listed[at + 1] if at + 1 < len(listed) else None
        if following and following[1] == why and following[0].first <= block.last + 2:
            continue
        code, done = _SAID[why]
        who = "this entry" if at == start else f"each of these {at + 1 - start:,} entries"
        place = Source(source.path, listed[start][0].first)
        problems.append(Problem(place, "warning", code, f"{who} {why} and {done}."))
        start = at + 1
    return problems


def _notes(walk: Walk, source: Source) -> list[Problem]:
    problems = []
    if walk.unlabelled:
        count = len(walk.unlabelled)
        message = (
            f"text that no label calls an abstract (a summary, a translation) was left out under "
            f"{'1 paper' if count == 1 else f'{count:,} papers'}; label it Abstract if it is one."
        )
        problems.append(Problem(Source(source.path, walk.unlabelled[0]), "note", "not-an-abstract", message))
    if walk.assumed:
        count = len(walk.assumed)
        message = (
            f"text that no label names was taken for the abstract of {'1 paper' if count == 1 else f'{count:,} papers'}, for nothing else "
            "stands there; write Summary: before it if it is none."
        )
        problems.append(Problem(Source(source.path, walk.assumed[0]), "note", "unlabelled-abstract", message))
    for line in walk.accounts:
        message = (
            "the authors of this table are names of accounts and were left out; offprint lookup finds the authors."
        )
        problems.append(Problem(Source(source.path, line), "note", "user-names", message))
    return problems


def paper_from(draft: Draft, place: Source) -> Paper:
    """The Paper of a draft: arXiv's page as its own page when there is one."""
    ids = ids_of([draft.url, *draft.urls])
    arxiv = arxiv_id(draft.url)
    others = [
        url for url in draft.urls if url != draft.url and not (arxiv_id(url) and arxiv_id(url) == ids.get("arxiv"))
    ]
    return paper_of(
        draft.title, place, abstract=draft.abstract, authors=authors_of(draft.authors), et_al=draft.partial, date=day_of(draft.date),
        venues=draft.venues, url=f"https://arxiv.org/abs/{arxiv}" if arxiv else draft.url, urls=others, ids=ids, keywords=draft.keywords,
        categories=draft.categories, comment=draft.comment,
    )  # fmt: skip
