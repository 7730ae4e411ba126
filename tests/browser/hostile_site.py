"""Sites to attack. In: what to say in every place that text can reach. Out: a library that says it, and its site by the real engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.build import engine_of, hand_pages, hand_written
from generator.config.loading import Config
from generator.config.settings import Settings, Site
from generator.library import Library, gather
from generator.model import Appearance, Author, Digest, Link, Paper, PaperTag, Relation, Source, Tag
from generator.output import write
from generator.render.files import render
from generator.site import Folders, build_site, clashes

ROOT = Path(__file__).parents[2]
DIGEST = "2025-03-14-hostile"
URL = "https://offprint.example.org/"


def library_saying(texts: Sequence[str]) -> Library:
    """One paper and one tag for each text, which stands in every field that a reader, a correction or the vocabulary could fill with it."""
    tags = [Tag(f"t{number}", text or "Empty", text) for number, text in enumerate(texts)]
    papers = [_paper(number, text, len(texts)) for number, text in enumerate(texts)]
    keys = tuple(paper.key for paper in papers)
    digest = Digest(DIGEST, DIGEST[:10], "hostile", f"digests/{DIGEST}.{texts[0][:20]}", keys=keys, new=keys)
    return gather(papers, [digest], tags)


def _paper(number: int, text: str, count: int) -> Paper:
    key = f"h{number}"
    return Paper(
        title=text,
        source=Source(f"digests/{text[:40]}.txt", 3),
        abstract=f"{text} We say: {text}\n\n{text}",
        key=key,
        date="2025-03",
        added="2025-03-14",
        authors=(Author(text), Author(f"Ada {text[:60]}"), Author("Ada Lovelace", "0000-0002-1825-0097")),
        venues=(text,),
        ids={"arxiv": text[:100], "doi": text[:100], "openreview": text[:100]},
        url=text[:200],
        keywords=(text,),
        categories=(text[:40],),
        comment=text,
        lang="en" if number % 2 else text[:12],
        tags=(PaperTag(f"t{number}", (text, text)), PaperTag(f"t{(number + 1) % count}")),
        links=(
            Link(text[:200], "code", "github.com"),
            Link(f"https://example.org/{text[:100]}", "project", text[:60]),
            Link("https://example.org/fine", "other", "example.org"),
        ),
        related=(Relation(f"h{(number + 1) % count}", 0.5, (text, text[:30])),),
        appearances=(Appearance(DIGEST, Source(f"digests/{text[:40]}.txt", 3), f"{text} as it stood"),),
        withdrawn=text if number % 5 == 0 else "",
        redirects=(f"old{number}",) if number % 10 == 0 else (),
    )


def build(library: Library, folder: Path, tagline: str) -> Path:
    """The finished site: rendered, written, laid out by the engine."""
    config = Config(
        Site("Offprint", URL, tagline),
        Settings(
            tagline=tagline, contact=tagline, repository="https://code.example.org/a/b", series={"hostile": tagline}
        ),
        tuple(library.tags.values()),
    )
    folders = Folders(ROOT, folder / "work" / "docs", folder / "site", folder / "work")
    hand = list(hand_written(ROOT / "site_src"))
    files = list(render(library, config, list(hand_pages(hand))))
    assert clashes([*hand, *files]) == []
    pages = [file for file in files if file.target == "page"]
    assert write([*pages, *hand], folders.docs).problems == ()
    assert build_site(folders, [file for file in files if file.target == "site"], engine_of(ROOT)) == []
    return folders.out
