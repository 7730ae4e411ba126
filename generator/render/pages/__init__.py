"""Pages. In: the Library and the Config. Out: Markdown files with front matter and one block of HTML each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Config
from generator.library import Library
from generator.model import OutputFile
from generator.text import escape, typeset


def render_pages(library: Library, config: Config) -> Iterator[OutputFile]:
    yield OutputFile("index.md", f"---\ntitle: Home\n---\n\n<h1>{len(library.papers)} papers</h1>\n", "page")
    for paper in library.papers.values():
        body = f'<article data-paper="{escape(paper.key)}"><h1>{typeset(paper.title).html}</h1></article>'
        yield OutputFile(f"papers/{paper.key}.md", f"---\ntitle: Paper\n---\n\n{body}\n", "page")
