"""The comparison. In: two snapshots. Out: a Difference: what the change means, not what lines it touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from generator.commands.diff.addresses import address_problems, gone_addresses
from generator.commands.diff.records import (
    Change,
    ChangedPaper,
    Count,
    Difference,
    FileChange,
    FoundLink,
    MovedPaper,
    PaperRow,
    Retitled,
    Side,
    UnsureLines,
)  # fmt: skip
from generator.commands.diff.snapshot import Snapshot
from generator.config.fields import PUBLICATION
from generator.enrich.values import values_of
from generator.library import Library
from generator.model import Link, Paper, Problem, Source
from generator.readers.folder import digest_text
from generator.text import typeset

_TEXT = 120
# Fields of a paper that a reader of its page sees, and how each is told. Relations move whenever any paper comes: they are not told.
_FIELDS: dict[str, Callable[[Paper, Library], Iterable[str]]] = {
    "title": lambda paper, _: [typeset(paper.title).plain],
    "abstract": lambda paper, _: [typeset(paper.abstract).plain],
    "authors": lambda paper, _: [
        *(f"{author.name} ({author.orcid})" if author.orcid else author.name for author in paper.authors),
        *(["et al."] if paper.et_al else []),
    ],
    "date": lambda paper, _: [paper.date or ""],
    "added": lambda paper, _: [paper.added],
    "venues": lambda paper, _: paper.venues,
    "ids": lambda paper, _: [f"{kind} {value}" for kind, value in sorted(paper.ids.items())],
    "url": lambda paper, _: [paper.url or ""],
    "links": lambda paper, _: [f"{link.kind} {link.url}" for link in paper.links],
    "tags": lambda paper, library: [_tag_name(tag.slug, library) for tag in paper.tags],
    "keywords": lambda paper, _: paper.keywords,
    "categories": lambda paper, _: paper.categories,
    "comment": lambda paper, _: [paper.comment],
    "language": lambda paper, _: [paper.lang],
    "publication": lambda paper, _: [f"{name} {text}" for name in PUBLICATION for text in values_of(paper, name)],
    "retracted": lambda paper, _: [paper.retracted],
    "withdrawn": lambda paper, _: [paper.withdrawn],
}  # fmt: skip


def compare_snapshots(base: Snapshot, head: Snapshot) -> Difference:
    """What became of `base`."""
    files = _files(base.hashes, head.hashes, head.folder.name)
    renamed = {_stem(file.before): _stem(file.path) for file in files if file.what == "renamed"}
    old, new = base.library, head.library
    moved = _moved(old, new)
    retitled = _retitled(old, new, {one.paper.key for one in moved})
    problems, settled = _problems(base, head, files)
    problems = (*address_problems(base, head), *problems)
    return Difference(
        base=_side(base),
        head=_side(head),
        files=files,
        added=_added(old, new, {one.paper.key for one in moved} | {one.after.key for one in retitled}),
        known=_known(old, new, renamed, moved),
        changed=_changed(old, new, moved),
        moved=moved,
        retitled=retitled,
        removed=_removed(old, new, {one.before.key for one in retitled}),
        gone=gone_addresses(base, head),
        tags_gained=_tags(old, new),
        tags_lost=_tags(new, old),
        links_gained=_links(old, new),
        links_lost=_links(new, old),
        problems=problems,
        settled=settled,
        doubts=_doubts(head, files, problems),
    )


def _side(snapshot: Snapshot) -> Side:
    library, size = snapshot.library, sum(size for _, size in snapshot.hashes.values())
    return Side(snapshot.name, len(library.digests), len(library.papers), size, snapshot.seconds)


def _files(
    old: Mapping[str, tuple[str, int]], new: Mapping[str, tuple[str, int]], folder: str
) -> tuple[FileChange, ...]:
    """Files by what happened to them; one that went and one that came with the same bytes are one that was renamed."""
    gone = {old[name][0]: name for name in sorted(old.keys() - new.keys(), reverse=True)}
    here = []
    for name, (content, size) in sorted(new.items()):
        path = f"{folder}/{name}"
        if name in old:
            here += [FileChange(path, "changed", size)] if old[name][0] != content else []
        elif content in gone:
            here.append(FileChange(path, "renamed", size, f"{folder}/{gone.pop(content)}"))
        else:
            here.append(FileChange(path, "added", size))
    renamed = {change.before for change in here}
    lost = [f"{folder}/{name}" for name in sorted(old.keys() - new.keys())]
    return (*here, *(FileChange(path, "removed", 0) for path in lost if path not in renamed))


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].split(".", 1)[0]


def _heir(key: str, library: Library) -> str | None:
    """The key under which a paper is found now, or None."""
    if key in library.papers:
        return key
    heir = library.redirects.get(key)
    return heir if heir in library.papers else None


def _moved(old: Library, new: Library) -> tuple[MovedPaper, ...]:
    moved = []
    for key, paper in old.papers.items():
        heir = _heir(key, new)
        if heir is not None and heir != key:
            moved.append(MovedPaper(key, typeset(paper.title).plain, _row(new.papers[heir], new), heir in old.papers))
    return tuple(moved)


def _only_in(library: Library, other: Library) -> list[Paper]:
    return [paper for key, paper in library.papers.items() if key not in other.papers]


def _gone(old: Library, new: Library) -> list[Paper]:
    return [paper for key, paper in old.papers.items() if _heir(key, new) is None]


def _added(old: Library, new: Library, came: set[str]) -> tuple[PaperRow, ...]:
    """All that `old` has not but those that only moved or got another title."""
    return tuple(_row(paper, new) for paper in _only_in(new, old) if paper.key not in came)


def _removed(old: Library, new: Library, went: set[str]) -> tuple[PaperRow, ...]:
    return tuple(_row(paper, old) for paper in _gone(old, new) if paper.key not in went)


def _retitled(old: Library, new: Library, heirs: set[str]) -> tuple[Retitled, ...]:
    """Papers that went and came with the same abstract, or else the same id: one that a person gave another title."""
    came: dict[tuple[str, str], Paper] = {}
    for paper in _only_in(new, old):
        if paper.key not in heirs:
            for mark in _marks(paper):
                came.setdefault(mark, paper)
    found = []
    for paper in _gone(old, new):
        after = next((came[mark] for mark in _marks(paper) if mark in came), None)
        if after is not None:
            for mark in _marks(after):
                came.pop(mark, None)
            found.append(Retitled(_row(paper, old), _row(after, new)))
    return tuple(found)


def _marks(paper: Paper) -> list[tuple[str, str]]:
    """What tells that two records are one paper, the surest first."""
    return [*sorted(paper.ids.items()), *([("abstract", paper.abstract)] if len(paper.abstract) > _TEXT else [])]


def _known(
    old: Library, new: Library, renamed: Mapping[str, str], moved: tuple[MovedPaper, ...]
) -> tuple[PaperRow, ...]:
    """Papers that were there before and appear in a further digest now; only those digests are named."""
    before: dict[str, set[str]] = {}
    came_from = {one.old: one.paper.key for one in moved}
    for key, paper in old.papers.items():
        had = {renamed.get(place.digest, place.digest) for place in paper.appearances}
        before.setdefault(came_from.get(key, key), set()).update(had)
    rows = []
    for key, paper in new.papers.items():
        places = [place for place in paper.appearances if place.digest not in before.get(key, ())]
        if key in before and places:
            names = tuple(dict.fromkeys(place.digest for place in places))
            rows.append(_row(paper, new, names, places[0].source))
    return tuple(rows)


def _changed(old: Library, new: Library, moved: tuple[MovedPaper, ...]) -> tuple[ChangedPaper, ...]:
    came_from = {one.paper.key: one.old for one in moved if not one.merged}
    found = []
    for key, paper in new.papers.items():
        before = old.papers.get(came_from.get(key, key))
        changes = _changes(before, old, paper, new) if before is not None and before != paper else ()
        if changes:
            found.append(ChangedPaper(_row(paper, new), changes))
    return tuple(found)


def _changes(before: Paper, old: Library, after: Paper, new: Library) -> tuple[Change, ...]:
    pairs = ((field, list(told(before, old)), list(told(after, new))) for field, told in _FIELDS.items())
    return tuple(Change(field, "; ".join(was), "; ".join(now)) for field, was, now in pairs if was != now)


def _row(paper: Paper, library: Library, digests: tuple[str, ...] = (), source: Source | None = None) -> PaperRow:
    return PaperRow(
        key=paper.key,
        title=typeset(paper.title).plain,
        tags=tuple(_tag_name(tag.slug, library) for tag in paper.tags),
        links=paper.links,
        digests=digests or tuple(dict.fromkeys(place.digest for place in paper.appearances)),
        source=source or paper.source,
    )


def _tag_name(slug: str, library: Library) -> str:
    return library.tags[slug].name if slug in library.tags else slug


def _tags(old: Library, new: Library) -> tuple[Count, ...]:
    """Tags that more papers carry in `new`, the most first."""
    counts = [Counter(tag.slug for paper in library.papers.values() for tag in paper.tags) for library in (old, new)]
    more = counts[1] - counts[0]
    ordered = sorted(more.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(Count(slug, _tag_name(slug, new), count) for slug, count in ordered)


def _links(old: Library, new: Library) -> tuple[FoundLink, ...]:
    """Addresses that no paper of `old` gives, each once."""
    known = {link.url for paper in old.papers.values() for link in paper.links}
    found: dict[str, tuple[Link, str]] = {}
    for key, paper in new.papers.items():
        for link in paper.links:
            if link.url not in known:
                found.setdefault(link.url, (link, key))
    return tuple(FoundLink(link, key) for link, key in found.values())


def _problems(base: Snapshot, head: Snapshot, files: tuple[FileChange, ...]) -> tuple[tuple[Problem, ...], int]:
    """Problems that `base` has not, and how many of its own are gone. Lines shift, so a Problem is known by its file and what it says."""
    path_now = {_below(file.before, head): _below(file.path, head) for file in files if file.what == "renamed"}

    def mark(problem: Problem, side: Snapshot) -> tuple[str, ...]:
        path = _below(problem.source.path, side)
        return path_now.get(path, path) if side is base else path, problem.level, problem.code, problem.message

    left = Counter(mark(problem, base) for problem in base.problems)
    fresh = []
    for problem in head.problems:
        if left[mark(problem, head)] > 0:
            left[mark(problem, head)] -= 1
        else:
            fresh.append(problem)
    return tuple(fresh), left.total()


def _below(path: str, side: Snapshot) -> str:
    """A path below the folder of digests, whatever that is called."""
    return path.removeprefix(f"{side.folder.name}/")


def _doubts(head: Snapshot, files: tuple[FileChange, ...], problems: tuple[Problem, ...]) -> tuple[UnsureLines, ...]:
    """Spans that the reader was unsure of, in files that changed, unless a new Problem names one of their lines."""
    touched = {file.path for file in files if file.what != "removed"}
    named = {(problem.source.path, problem.source.line) for problem in problems}
    doubts = []
    for reading in head.readings:
        path = reading.digest.path
        spans = [span for span in reading.account if span.use in ("doubt", "skipped") and path in touched]
        lines = digest_text((head.folder / path.rsplit("/", 1)[-1]).read_bytes()).split("\n") if spans else []
        for span in spans:
            if not any((path, line) in named for line in range(span.first, span.last + 1)):
                text = " ".join(lines[span.first - 1 : span.last]).strip()[:_TEXT]
                doubts.append(UnsureLines(Source(path, span.first), span.last, span.use, span.note, text))
    return tuple(doubts)
