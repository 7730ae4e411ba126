"""The sitemap. In: the pages that were rendered, the Library, the Config. Out: sitemap.xml (in parts above 50,000), robots.txt, llms.txt.

Only pages that want to be found stand in it, each with the day of its newest paper; the clock is not asked. Addresses must be
absolute, so a site that does not know its own has no sitemap.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from generator.config.loading import Config
from generator.library import Library
from generator.model import OutputFile
from generator.render.phrases import counted

_MOST = 50_000
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def render_sitemap(addresses: Iterable[str], library: Library, config: Config) -> Iterator[OutputFile]:
    """`addresses`: of the canonical pages, from the root, such as `papers/x/`."""
    if config.site.url:
        dates = _dates(library)
        urls = [_url(config.site.url, address, dates) for address in sorted(addresses)]
        yield from _sitemaps(urls, config.site.url)
    yield OutputFile("robots.txt", _robots(config.site.url))
    yield OutputFile("llms.txt", _llms(library, config))


def address_of_page(path: str) -> str:
    """Where the page at `path` lies from the root: `papers/x.md` at `papers/x/`, `index.md` at the root itself."""
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    stem = folder if name in ("index", "README") else stem
    return f"{stem}/" if stem else ""


def _sitemaps(urls: Sequence[str], site: str) -> Iterator[OutputFile]:
    parts = [urls[start : start + _MOST] for start in range(0, len(urls), _MOST)]
    if len(parts) <= 1:
        yield OutputFile("sitemap.xml", _urlset(urls))
        return
    for number, part in enumerate(parts, start=1):
        yield OutputFile(f"sitemap-{number}.xml", _urlset(part))
    places = (f"<sitemap><loc>{_xml(site)}sitemap-{number}.xml</loc></sitemap>" for number in range(1, len(parts) + 1))
    yield OutputFile("sitemap.xml", f"{_XML}<sitemapindex {_SPACE}>\n" + "\n".join(places) + "\n</sitemapindex>\n")


def _urlset(urls: Sequence[str]) -> str:
    return f"{_XML}<urlset {_SPACE}>\n" + "".join(f"{url}\n" for url in urls) + "</urlset>\n"


def _url(site: str, address: str, dates: dict[tuple[str, str], str]) -> str:
    kind, _, rest = address.partition("/")
    changed = dates.get((kind, rest.split("/", 1)[0]), "")
    when = f"<lastmod>{changed}</lastmod>" if changed else ""
    return f"<url><loc>{_xml(site + quote(address))}</loc>{when}</url>"


def _dates(library: Library) -> dict[tuple[str, str], str]:
    """(first part, second part of an address) -> the newest day on which a paper of that page was added."""
    papers = library.papers
    dates = {("papers", key): paper.added for key, paper in papers.items()}
    for kind, groups in (("tags", library.by_tag), ("months", library.by_month), ("authors", library.by_author)):
        dates |= {(kind, name): papers[keys[0]].added for name, keys in groups.items() if keys}
    dates |= {("digests", digest.name): digest.date for digest in library.digests}
    for digest in reversed(library.digests):
        dates["series", digest.series] = digest.date
    if papers:
        newest = next(iter(papers.values())).added
        dates |= dict.fromkeys(((name, "") for name in ("", "papers", "tags", "authors", "links")), newest)
    if library.digests:
        dates["digests", ""] = library.digests[0].date
    return dates


def _robots(site: str) -> str:
    return "User-agent: *\nAllow: /\n" + (f"\nSitemap: {site}sitemap.xml\n" if site else "")


def _llms(library: Library, config: Config) -> str:
    """A short guide for programs that read on somebody's behalf (llmstxt.org)."""
    base = config.site.url
    text = config.site.description or config.settings.tagline
    lines = [f"# {_line(config.site.name)}", "", f"> {_line(text)}" if text else "", ""]
    lines += [
        f"{counted(len(library.papers), 'paper')} from {counted(len(library.digests), 'digest')}. Texts belong to the papers' authors.",
        "",
        "## Data",
        "",
        f"- [Papers as JSON]({base}api/v1/index.json): names parts of at most 500 papers, oldest first",
        f"- [Schema]({base}api/v1/schema.json): JSON Schema of the index and its parts",
        f"- [All papers as BibTeX]({base}papers.bib): those of each digest and topic in its folder, beside them papers.ris, papers.json"
        " (CSL-JSON), apa.txt and ieee.txt, but of topics with more papers than a page shows",
        f"- [New papers]({base}feed.xml): Atom; feed.json beside it; one of each in every topic's, series' and author's folder",
        "",
        "## Pages",
        "",
        f"- [Papers]({base}papers/): each at papers/<key>/",
        f"- [Topics]({base}tags/): each at tags/<slug>/",
        f"- [Digests]({base}digests/): each at digests/<name>/",
        f"- [Links]({base}links/): each host at links/<host>/",
        f"- [Authors]({base}authors/)",
        f"- [About]({base}about/): where the texts come from, and how to have a record taken down",
        "",
    ]
    return "\n".join(lines)


def _line(text: str) -> str:
    return " ".join(text.split())


def _xml(text: str) -> str:
    return html.escape(text, quote=True)
