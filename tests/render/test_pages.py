"""The pages of a small library: what each shows, where it lies, and that paper text stays text."""

from __future__ import annotations

import gc
import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import lxml.html
import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.config.loading import Config, Settings, Site
from generator.library import Library, gather
from generator.model import Appearance, Author, Digest, Link, OutputFile, Paper, PaperTag, Relation, Source, Tag
from generator.render import env
from generator.render.files import render
from generator.render.pages import render_pages
from generator.render.pages.cards import Sheet, growing_sheets, sheets
from generator.render.pages.papers import reading_places
from generator.render.pages.shell import Head, front_matter
from generator.render.phrases import clipped, counted, day
from generator.text import fold
from tests.render.samples import PUBLISHED, VOCABULARY, library, many, paper

CONFIG = Config(
    site=Site("Offprint", "https://offprint.example.org/", "Papers"),
    settings=Settings(tagline="New papers.", repository="https://code.example.org/a/b", author_page_from=2),
)
TEMPLATES = Path(env.__file__).with_name("templates")


def pages(of: Library | None = None, config: Config = CONFIG) -> dict[str, OutputFile]:
    made = list(render_pages(library() if of is None else of, config))
    assert len({file.path for file in made}) == len(made)
    return {file.path: file for file in made}


def parted(file: OutputFile) -> tuple[dict[str, object], str]:
    """A page's front matter and its block of HTML."""
    head, body = str(file.content).split("\n---\n", 1)
    front = yaml.safe_load(head.removeprefix("---\n"))
    return front, body.strip()


def body(file: OutputFile) -> lxml.html.HtmlElement:
    return lxml.html.fragment_fromstring(parted(file)[1])


def text(element: lxml.html.HtmlElement) -> str:
    return fold(element.text_content())


def address(path: str) -> PurePosixPath:
    """Where a page lies below the root: `papers/x.md` at `papers/x/`."""
    plain = PurePosixPath(path.removesuffix(".md"))
    return plain.parent if plain.name == "index" else plain


def test_one_page_of_every_kind() -> None:
    assert sorted(pages()) == [
        "authors.md", "authors/ada-lovelace.md", "digests.md", "digests/2025-03-14-trending-papers.md",
        "digests/2025-04-02-weekly.md", "feeds.md", "index.md", "links.md", "links/b.org.md", "links/github.com.md", "links/kind/code.md",
        "links/kind/other.md", "months/2025-03.md", "months/2025-04.md", "papers.md", "papers/arabic.md", "papers/bare.md",
        "papers/full.md", "papers/heir.md", "papers/old-key.md", "search.md",
        "series/trending-papers.md", "series/weekly.md", "tags.md", "tags/alignment.md",
        "tags/learning.md", "tags/optimization.md", "tags/unused.md", "tags/zeroth-order.md",
    ]  # fmt: skip


def test_every_page_is_front_matter_and_one_block() -> None:
    for file in pages().values():
        front, block = parted(file)
        assert file.target == "page"
        assert "\n\n" not in block, f"{file.path}: a blank line would end the raw block"
        assert not re.search(r"\n[ \t]", block), f"{file.path}: an indented line could become code"
        assert "{root}" not in block
        assert front["offprint"]["kind"]  # type: ignore[index]


def test_what_a_page_showed_is_given_back() -> None:
    """A build runs without the collector of circles, so that a template which left some would hold all that each page showed."""
    pages()
    gc.collect()
    pages()
    assert gc.collect() == 0


def test_every_link_of_ours_leads_to_a_page() -> None:
    made = pages()
    there = {address(path) for path in made} | {PurePosixPath("help")}
    files = {file.path for file in render(library(), CONFIG) if file.target == "site"}
    for path, file in made.items():
        for link in body(file).iter("a"):
            href = link.get("href")
            if "://" in href:
                continue
            if href.startswith("#"):
                assert body(file).get_element_by_id(href[1:]) is not None, f"{path}: {href}"
                continue
            href = href.partition("?")[0]
            if not href.endswith("/"):
                assert str(PurePosixPath(*_resolved(address(path), href))) in files, f"{path}: {href}"
                continue
            place = PurePosixPath(*_resolved(address(path), href))
            assert place in there, f"{path}: {href} leads to {place}"


def _resolved(here: PurePosixPath, href: str) -> list[str]:
    parts = list(here.parts)
    for step in href.strip("/").split("/"):
        if step == "..":
            assert parts, f"{href} leaves the site"
            parts.pop()
        elif step != ".":
            parts.append(step)
    return parts


def test_the_paper_page() -> None:
    front, _ = parted(pages()["papers/full.md"])
    page = body(pages()["papers/full.md"])
    assert page.tag == "article" and page.get("data-paper") == "full"
    assert text(page.find(".//h1")).startswith("A full record: 10% of ")
    assert text(page.find_class("abstract")[0]).startswith("An abstract about A full record")
    assert text(page.find_class("authors")[0]) == "Ada Lovelace ORCID, Łukasz Świątek"
    assert text(page.find_class("imprint")[0]) == "ICLR 2025February 2025"
    assert [(text(link), link.get("href")) for link in page.find_class("doors")[0].iter("a")] == [
        ("arXiv", "https://arxiv.org/abs/2503.00001"),
        ("PDF", "https://arxiv.org/pdf/2503.00001"),
        ("DOI", "https://doi.org/10.1000/a(b)c"),
        ("Code", "https://github.com/a/b?x=1&y=2"),
        ("Cite", "#cite"),
    ]
    assert [text(link) for link in page.find_class("ids")[0].iter("a")] == ["2503.00001", "10.1000/a(b)c"]
    assert "the text says zeroth-order, black-box" in text(page.find_class("why")[0])
    assert "Alignment set by hand" in text(page.find_class("why")[0])
    assert text(page.find_class("reason")[0]) == "Both: black-box, C++"
    meta = [tuple(pair) for pair in front["offprint"]["meta"]]  # type: ignore[index]
    assert ("citation_author", "Łukasz Świątek") in meta
    assert ("citation_publication_date", "2025/02") in meta
    assert ("citation_abstract_html_url", "https://offprint.example.org/papers/full/") in meta
    assert "Correct this record" in text(page)


def test_an_unknown_paper_is_searched_by_its_title() -> None:
    page = body(pages()["papers/bare.md"])
    assert [text(link) for link in page.find_class("beside")[0].iter("a")][:3] == [
        "Crossref",
        "Google Scholar",
        "Semantic Scholar",
    ]
    assert "The digest gave no abstract" in text(page)
    assert not page.find_class("topics")


def test_a_paper_in_another_script_says_so() -> None:
    page = body(pages()["papers/arabic.md"])
    assert (page.find(".//h1").get("lang"), page.find(".//h1").get("dir")) == ("ar", "auto")
    assert page.find_class("abstract")[0].get("lang") == "ar"
    assert "Withdrawn. At the authors' wish." in text(page)


def test_an_old_key_leads_on() -> None:
    front, _ = parted(pages()["papers/old-key.md"])
    own = front["offprint"]
    assert own["refresh"] == "../heir/" and own["noindex"] is True  # type: ignore[index]
    assert own["canonical"] == "https://offprint.example.org/papers/heir/"  # type: ignore[index]


def test_the_topic_page_shows_what_is_around_it() -> None:
    page = body(pages()["tags/optimization.md"])
    assert [text(link) for link in page.find_class("running")[0].iter("a")] == ["Topics", "Learning"]
    assert text(page.find_class("around")[0]) == (
        "Narrower Zeroth-order optimization 3 Often together with Alignment 3 Beside it Alignment"
    )
    assert len(page.find_class("card")) == 3
    assert "No paper here is on this topic yet" in text(body(pages()["tags/unused.md"]))


def test_a_topic_without_papers_has_a_page_where_it_had_one() -> None:
    """A shipped vocabulary has hundreds of topics that nobody looks for; what was published stays."""
    made = pages()
    assert {"tags/unused.md", "tags/alignment.md", "tags/learning.md"} <= made.keys()
    assert "tags/never.md" not in made
    assert not any("tags/never/" in str(page) for page in made.values())


def test_the_digest_page_keeps_its_order() -> None:
    page = body(pages()["digests/2025-03-14-trending-papers.md"])
    assert [text(card.find(".//h3"))[:4] for card in page.find_class("card")] == ["A fu", "تعلم", "Heir"]
    assert [entry.get("value") for entry in page.find_class("numbered")[0].findall("li")] == ["1", "2", "3"]


def test_the_days_before_and_after_a_digest_stand_together() -> None:
    page = body(pages(library(many(9)))["digests/2025-01-02-daily.md"])
    assert [[link.get("rel") for link in group.findall("a")] for group in page.find_class("days")] == [["prev", "next"]]


def test_an_empty_library_has_pages_that_say_what_to_do() -> None:
    made = pages(gather([], [], ()))
    assert sorted(made) == [
        "authors.md",
        "digests.md",
        "feeds.md",
        "index.md",
        "links.md",
        "papers.md",
        "search.md",
        "tags.md",
    ]
    for path in made:
        assert path in ("search.md", "feeds.md") or body(made[path]).find_class("empty"), path
    for path in ("papers.md", "tags.md"):
        assert not re.search(r"\b0 ", text(body(made[path]))), path


def test_the_search_page_names_the_index_by_an_address_that_changes_with_every_paper() -> None:
    """A browser may have kept the index of yesterday's site; a word that is mended in an abstract is another one, too."""

    def named(**changed: object) -> str:
        given = [paper("one", "One", **changed), paper("two", "Two")]
        offprint = parted(pages(library(given))["search.md"])[0]["offprint"]
        assert isinstance(offprint, dict)
        return str(offprint["index"])

    assert named() == named()
    assert re.fullmatch(r"search/v1/manifest\.json\?[0-9a-f]{8}", named())
    assert len({named(), named(abstract="Mended."), named(authors=(Author("Ada Lovelace"),))}) == 3


def test_the_home_page_shows_the_newest_digest_that_has_papers() -> None:
    with_papers = library()
    empty = Digest("2026-01-01-empty", "2026-01-01", "empty", "digests/2026-01-01-empty.txt")
    both = gather(list(with_papers.papers.values()), [*with_papers.digests, empty], VOCABULARY)
    home = body(pages(both)["index.md"])
    assert [link.get("href") for link in home.findall(".//*[@class='rail']/h2/a")][:2] == [
        "./digests/2025-04-02-weekly/",
        "./digests/2025-03-14-trending-papers/",
    ]
    alone = body(pages(gather([], [empty], VOCABULARY))["index.md"])
    assert text(alone.find_class("empty")[0]) == "No paper has been read yet. See the digests."


def test_pages_without_papers_say_so_once_and_truly() -> None:
    empty = Digest("2026-01-01-empty", "2026-01-01", "empty", "digests/2026-01-01-empty.txt")
    made = pages(gather([], [empty], VOCABULARY, PUBLISHED))
    for path, said in {
        "papers.md": "Papers No papers yet. The digests hold no papers. See the digests.",
        "digests/2026-01-01-empty.md": "No paper was found in this digest. See the others.",
        "tags/unused.md": "Unused No paper is here. Feed BibTeX No paper here is on this topic yet. See all topics.",
    }.items():
        shown = text(body(made[path]))
        assert " ".join(said.split()) in " ".join(shown.split())
        assert "0 papers" not in shown


def test_the_list_of_feeds_leaves_out_topics_without_papers() -> None:
    topics = [link.get("href") for link in body(pages()["feeds.md"]).findall(".//a") if "/tags/" in link.get("href")]
    assert "../tags/alignment/feed.xml" in topics
    assert "../tags/unused/feed.xml" not in topics


def test_the_home_page_names_the_topics_with_most_papers() -> None:
    tags = [Tag(f"t{n}", f"T{n}", "") for n in range(14)] + [Tag(f"n{n}", f"N{n}", "", ("t0",)) for n in range(5)]
    given = [
        ("t1", 1),
        ("t3", 1),
        *((f"t{n}", 2) for n in range(14) if n not in (1, 3)),
        ("n2", 1),
        *((f"n{n}", 2) for n in (0, 1, 3, 4)),
    ]
    records = [
        paper(f"{slug}-{n}", f"On {slug} {n}", tags=(PaperTag(slug),)) for slug, count in given for n in range(count)
    ]
    page = body(pages(library(records, tuple(tags)))["index.md"])
    assert [text(link) for link in page.findall(".//h3/a") if "/tags/" in link.get("href")] == [
        f"T{n}" for n in range(14) if n not in (1, 3)
    ]
    assert [text(link) for link in page.findall(".//ul/li/a")] == ["N0", "N1", "N3", "N4"]
    assert text(page.find_class("more")[-1]) == "All 19 topics"
    assert "All 4 topics" not in text(body(pages()["index.md"]))


@pytest.mark.parametrize(
    ("contact", "leads"),
    [
        (
            "desk@example.org",
            "mailto:desk@example.org?subject=Correct%20the%20record%20full&body=https%3A//offprint.example.org/papers/full/",
        ),
        ("https://example.org/write", "https://example.org/write"),
        ("", None),
    ],
)
def test_without_a_repository_the_contact_is_asked_for_corrections(contact: str, leads: str | None) -> None:
    config = msgspec.structs.replace(CONFIG, settings=Settings(contact=contact))
    page = body(pages(config=config)["papers/full.md"])
    links = [link.get("href") for link in page.findall(".//a") if text(link) == "Correct this record"]
    assert links == ([leads] if leads else [])


@pytest.mark.parametrize(("length", "size"), [(200, "title"), (201, "long")])
def test_a_title_as_long_as_a_paragraph_is_set_smaller(length: int, size: str) -> None:
    made = pages(library([paper("p", "word " * (length // 5 - 1) + "w" * (length % 5 + 5))]))
    assert body(made["papers/p.md"]).find(".//h1").get("class") == size


def test_long_lists_are_paged_from_their_oldest_end() -> None:
    of = library(many(270))
    made = pages(of)
    assert {"papers.md", "papers/page/1.md", "papers/page/5.md", "tags/alignment/page/2.md"} <= set(made)
    assert "papers/page/6.md" not in made, "the newest is at the address of the list"
    seen = [
        link.get("href").rstrip("/").rsplit("/", 1)[-1]
        for path in ("papers.md", *(f"papers/page/{number}.md" for number in (5, 4, 3, 2, 1)))
        for card in body(made[path]).find_class("card")
        for link in card.findall("h3/a")
    ]
    assert seen == list(of.papers)
    third = body(made["papers/page/3.md"]).find_class("pager")[0]
    assert [step.get("href") for step in third.find_class("step")] == [
        "../../../papers/page/4/",
        "../../../papers/page/2/",
    ]
    assert [text(mark) for mark in third.iterfind(".//*[@aria-current]")] == ["3"]
    newest = body(made["papers/page/5.md"]).find_class("pager")[0].find_class("step")[0]
    assert newest.get("href") == "../../../papers/"


def test_more_papers_change_few_pages_of_a_long_list() -> None:
    before, after = (
        pages(library(many(270))),
        pages(library([*many(270), *(paper(f"new-{n}", f"New {n}", added="2026-01-01") for n in range(60))])),
    )
    lists = [path for path in before if path.startswith(("papers/page/", "tags/alignment/page/"))]
    assert len(lists) == 10
    assert [path for path in lists if before[path].content != after[path].content] == [
        "papers/page/5.md",
        "tags/alignment/page/5.md",
    ]


@given(st.integers(0, 700), st.integers(1, 60))
def test_the_newest_page_of_a_list_is_neither_short_nor_long(count: int, size: int) -> None:
    """Of whole lists it is all there is."""
    newest, *older = growing_sheets(list(map(str, range(count))), "x", size)
    assert len(newest.keys) == count if not older else 0.4 * size <= len(newest.keys) < 1.4 * size + 1
    assert {len(sheet.keys) for sheet in older} <= {size}


@given(st.integers(0, 700), st.integers(1, 60), st.sampled_from([sheets, growing_sheets]))
def test_sheets_hold_everything_once(count: int, size: int, cut_up: Callable[..., Iterator[Sheet]]) -> None:
    keys = [str(number) for number in range(count)]
    cut = list(cut_up(keys, "x", size))
    assert [key for sheet in cut for key in sheet.keys] == keys
    assert [sheet.path for sheet in cut].count("x.md") == 1 == len([sheet for sheet in cut if sheet.is_front])
    assert {sheet.address(number) for sheet in cut for number in sheet.numbers if number} <= {
        f"{sheet.path[:-3]}/" for sheet in cut
    }
    for sheet in cut:
        shown = [number for number in sheet.numbers if number]
        assert {1, sheet.number} <= set(shown) and shown == sorted(set(shown), reverse=sheet.grows)


def test_the_same_library_gives_the_same_bytes() -> None:
    assert [(f.path, f.content) for f in render_pages(library(), CONFIG)] == [
        (f.path, f.content) for f in render_pages(library(), CONFIG)
    ]


HOSTILE = [
    "<script>alert(1)</script>", "</title><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)",
    "' autofocus onfocus='alert(1)", "{{ 7 * 7 }}", "{% raw %}", "{root}", "{root}../../evil/", "--- \nevil: true\n---", "---", "...",
    "*a* _b_ `c` [d](javascript:alert(1))", "![x](http://evil.example/x.png)", "<!-- comment", "]]>", "&lt;b&gt; &amp; &#60;",
    "# heading", "1. list", "> quote", "| a | b |", "[[wiki]]", ":::", "!!! note", "--8<-- \"file\"", "http://evil.example/<script>",
    "javascript:alert(1)", "\\(x\\)", "😀 𝔘𝔫𝔦", "a\u00adb", "null", "yes", "!!python/object:os.system", "*anchor", "&anchor x", "%TAG",
    "<math><mi>x", "<a href=//evil.example>", "</article></div>", "<style>*{display:none}</style>", "' \" < > &", "$x$ ${x}",
]  # fmt: skip


def hostile_paper(nasty: str) -> Paper:
    return paper(
        "nasty",
        nasty,
        abstract=nasty,
        authors=(Author(nasty),) * 2,
        venues=(nasty,),
        comment=nasty,
        withdrawn=nasty,
        tags=(PaperTag("evil", (nasty,)),),
        related=(Relation("other", 0.5, (nasty,)),),
        ids={"arxiv": nasty, "doi": nasty},
        links=(Link("https://evil.example/" + nasty, "code", "evil.example"),),
        url=nasty,
        appearances=(Appearance("2025-03-14-x", Source("digests/" + nasty, 1), nasty + "!"),),
    )


@pytest.mark.parametrize("nasty", HOSTILE)
def test_hostile_text_stays_text(nasty: str) -> None:
    config = msgspec.structs.replace(CONFIG, settings=Settings(author_page_from=1))
    tame, wild = (
        pages(
            library(
                [hostile_paper(word), paper("other", word, appearances=(Appearance("2025-03-14-x", Source("a")),))],
                (Tag("evil", word, word), *VOCABULARY),
            ),
            config,
        )
        for word in ("tame", nasty)
    )
    for path in ("papers/nasty.md", "papers/other.md", "tags/evil.md", "digests/2025-03-14-x.md", "index.md"):
        front, _ = parted(wild[path])
        assert set(front) <= {"title", "description", "offprint"}
        assert not re.search(r"[<>\"']", str(front["title"]) + str(front.get("description", "")))
        mine, other = body(wild[path]), body(tame[path])
        assert _shape(mine) == _shape(other), path
        assert "onerror" not in {name for element in mine.iter() for name in element.attrib}
        for link in mine.iter("a"):
            assert re.match(r"https?://|\.\./|\./|#(?:cite)?$", link.get("href")), link.get("href")
    shown = fold(nasty)
    front, _ = parted(wild["tags/evil.md"])
    assert front["offprint"]["title"] == shown or front["offprint"]["title"] == nasty  # type: ignore[index]
    assert html.unescape(str(front["title"])) == front["offprint"]["title"]  # type: ignore[index]


def _shape(element: lxml.html.HtmlElement) -> list[tuple[str, tuple[str, ...]]]:
    """Elements and their attributes, but for those that typeset text may bring (mathematics and what is tied to it, links)."""
    typeset = {
        "math",
        "semantics",
        "annotation",
        "mrow",
        "mi",
        "mo",
        "mn",
        "mtext",
        "a",
        "li",
        "em",
        "strong",
        "code",
        "p",
    }
    found = []
    for part in element.iter():
        if isinstance(part.tag, str) and part.tag not in typeset and part.get("class") != "tied":
            found.append((part.tag, tuple(sorted(part.attrib))))
    return found


@given(st.text(max_size=80).map(fold))
def test_what_is_printed_reads_the_same(words: str) -> None:
    escaped = env.printed(words)
    parsed = lxml.html.fragment_fromstring(f"<p title='{escaped}'>{escaped}</p>")
    assert (parsed.text or "", parsed.get("title")) == (words, words)
    assert not parsed.getchildren()


@given(st.text(max_size=60), st.text(max_size=60))
def test_front_matter_holds_what_it_was_given(title: str, content: str) -> None:
    front = yaml.safe_load(front_matter(Head(title=title, kind="paper", meta=(("citation_title", content),))))
    assert html.unescape(front["title"]) == html.unescape(html.escape(title))
    assert front["offprint"]["meta"] == [["citation_title", content]]
    assert front["offprint"].get("title", "") == title


@given(st.text(max_size=60))
def test_no_text_can_name_the_root(words: str) -> None:
    assert "{" not in env.printed(words + "{root}")
    assert "{" not in env.typeset_html(fold(words + " {root} ${root}$"))
    assert "{" not in "".join(env.typeset_paragraphs(fold(words + " {root} https://a.example/{root}")))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//evil.example/x",
        "https://",
        "http://[",
        "ftp://a/b",
        "",
        "https://a b/",
        'https://a/"',
    ],
)
def test_a_bad_address_leads_nowhere(url: str) -> None:
    assert html.unescape(env.safe_url(url)) == "#"


@pytest.mark.parametrize("address", ['mailto:a@b.org"onclick=x', "mailto:a b@c.org", "javascript:a@b.org", "mailto:"])
def test_a_bad_contact_leads_nowhere(address: str) -> None:
    assert html.unescape(env.safe_contact(address)) == "#"


@given(st.text(alphabet="{root}./-ab\"'<&", max_size=20))
def test_paths_need_no_escape(part: str) -> None:
    assert re.fullmatch(r"[\w./%~-]*", env.safe_path(part), re.ASCII)


def test_templates_leave_escaping_to_the_environment() -> None:
    for path in TEMPLATES.glob("*.j2"):
        source = path.read_text("utf-8")
        assert not re.search(r"\|\s*(safe|e|escape|join|replace|format)\b|~|autoescape", source), path.name


@pytest.mark.parametrize(
    ("path", "root"),
    [
        ("index.md", "./"),
        ("papers.md", "../"),
        ("papers/x.md", "../../"),
        ("tags.md", "../"),
        ("papers/page/2.md", "../../../"),
    ],
)
def test_the_way_back_to_the_root(path: str, root: str) -> None:
    assert env.at_root("{root}", path) == root


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2025-03-14", "14 March 2025"),
        ("2025-03", "March 2025"),
        ("2025", "2025"),
        ("2025-13", "2025-13"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_days(date: str, shown: str) -> None:
    assert day(date) == shown


def test_phrases() -> None:
    assert [counted(n, "paper") for n in (0, 1, 79, 10_000)] == ["0 papers", "1 paper", "79 papers", "10,000 papers"]
    assert clipped("one two three", 8) == "one two…"
    assert clipped("one two", 8) == "one two"


def test_places_to_read() -> None:
    known = paper("x", "X", ids={"openreview": "a&b", "acl": "2020.acl-main.1"}, url="https://example.org/x")
    assert reading_places(known) == [
        ("OpenReview", "https://openreview.net/forum?id=a%26b"),
        ("ACL Anthology", "https://aclanthology.org/2020.acl-main.1/"),
        ("Original page", "https://example.org/x"),
    ]


def test_a_paper_link_that_was_given_is_a_place_to_read_it() -> None:
    given_link = Link("https://openreview.net/pdf/x.pdf", "paper", "openreview.net", "facts")
    named = Link("https://arxiv.org/abs/1706.03762", "paper", "arxiv.org", "abstract")
    assert reading_places(paper("x", "X", links=(given_link, named))) == [("At openreview.net (PDF)", given_link.url)]


@pytest.mark.parametrize("count", [1, 2, 45])
def test_authors_that_are_cut_end_in_et_al(count: int) -> None:
    names = tuple(Author(f"Ada Lo{number}") for number in range(count))
    made = pages(library([paper("cut", "Cut", authors=names, et_al=True), paper("whole", "Whole", authors=names)]))
    for key, ends in (("cut", f"Ada Lo{count - 1} et al."), ("whole", f"Ada Lo{count - 1}")):
        assert text(body(made[f"papers/{key}.md"]).find_class("authors")[-1]).endswith(ends)
    cards = body(made["papers.md"]).find_class("card")
    by = {text(card.find("h3")): text(card.find_class("by")[0]) for card in cards}
    assert by["Cut"] == f"{by['Whole']} et al."


def test_a_new_paper_changes_the_lists_that_it_gets_into_and_no_other() -> None:
    """Its second author has a page from now on: that is said on new cards, and where the author's other paper has a page of its own."""
    topics = ("optimization", "alignment")
    named = [str(place).translate(str.maketrans("0123456789", "abcdefghij")).title() for place in range(460)]
    records = [
        msgspec.structs.replace(
            one,
            tags=(PaperTag(topics[place % 2]),),
            authors=(Author(f"Ann {named[place // 2]}"), Author(f"Cy {named[place]}")),
        )
        for place, one in enumerate(many(460))
    ]
    new = msgspec.structs.replace(
        records[0], key="new", title="New", authors=(Author(f"Cy {named[100]}"), Author(f"Cy {named[458]}")), added="2026-01-01",
        appearances=(Appearance("2026-01-01-daily", Source("digests/2026-01-01-daily.txt", 1)),),
    )  # fmt: skip
    before, after = pages(library(records)), pages(library([*records, new]))
    changed = {path for path, file in after.items() if path not in before or before[path].content != file.content}
    assert "tags/optimization.md" in changed and "authors/cy-baa.md" in changed and "papers/paper-100.md" in changed
    old = {path for path in changed if path.startswith(("tags/alignment", "digests/2025", "months/2025"))}
    led = {"digests/2025-06-14-daily.md", "months/2025-06.md"}
    assert old == led | {"digests/2025-06-13-daily.md"}, (
        "which lead to the new ones, and that of a paper among the newest"
    )
    assert "authors/cy-baa/" in html.unescape(parted(after["tags/optimization.md"])[1]), (
        "the card of the new paper leads to the page"
    )
