"""What a change means: added, changed, moved, merged and removed; as text, JSON and the comment, which nothing in a digest can break."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.commands.diff.compare import compare_snapshots
from generator.commands.diff.markdown import LIMIT, Places, comment_of, inert
from generator.commands.diff.plain import difference_text
from generator.commands.diff.records import Change, Difference
from generator.commands.diff.snapshot import Snapshot, snapshot
from generator.commands.diff.told import excerpts, headline
from generator.commands.preview.comment import own_comment, preview_comment
from generator.commands.preview.pages import Preview
from generator.commands.preview.resolve import Refused
from generator.commands.preview.stage import Staged
from generator.library import gather
from generator.model import Appearance, Author, Digest, Link, Paper, PaperTag, Problem, Reading, Source, Span, Tag
from tests.commands.repositories import FIRST, NEW, ROOT, Origin, git, small_digest
from tests.commands.test_preview_stage import offprint

TAGS = (Tag("pruning", "Pruning"), Tag("vision", "Vision"))


def paper(key: str, digest: str = "2025-03-14-a", **fields: Any) -> Paper:
    given: dict[str, Any] = {
        "abstract": f"About {key}.", "added": digest[:10], "appearances": (Appearance(digest, Source(f"digests/{digest}.txt", 1)),),
    }  # fmt: skip
    return Paper(key=key, source=Source(f"digests/{digest}.txt", 1), **{"title": key.title(), **given, **fields})


def side(tmp_path: Path, papers: list[Paper], problems: tuple[Problem, ...] = (), **files: str) -> Snapshot:
    names = sorted({place.digest for one in papers for place in one.appearances})
    keys = {name: tuple(p.key for p in papers if any(a.digest == name for a in p.appearances)) for name in names}
    digests = [Digest(name, name[:10], name[11:], f"digests/{name}.txt", keys=keys[name]) for name in names]
    hashes = {name.replace("__", "."): (text, len(text)) for name, text in files.items()}
    return Snapshot("x", tmp_path / "digests", gather(papers, digests, TAGS), problems, (), hashes, 0.5)


def told(tmp_path: Path, old: list[Paper], new: list[Paper]) -> Difference:
    return compare_snapshots(side(tmp_path, old), side(tmp_path, new))


def test_nothing_changes(tmp_path: Path) -> None:
    same = [paper("one"), paper("two")]
    difference = told(tmp_path, same, same)
    assert (headline(difference), difference.keys) == ("No paper changes", ())


def test_new_and_known(tmp_path: Path) -> None:
    again = paper(
        "one", appearances=(Appearance("2025-03-14-a", Source("a", 1)), Appearance("2025-04-01-b", Source("b", 9)))
    )
    difference = told(tmp_path, [paper("one")], [again, paper("two", "2025-04-01-b")])
    assert headline(difference) == "1 new paper, 1 already known"
    assert [row.key for row in difference.added] == ["two"]
    assert [(row.key, row.digests, row.source.line) for row in difference.known] == [("one", ("2025-04-01-b",), 9)]
    assert difference.keys == ("two", "one")


@pytest.mark.parametrize(
    ("field", "fields", "before", "after"),
    [
        ("title", {"title": "Another"}, "One", "Another"),
        ("abstract", {"abstract": "Else."}, "About one.", "Else."),
        ("authors", {"authors": (Author("Ada Lovelace", "0000-0002-1825-0097"),)}, "", "Ada Lovelace (0000-0002-1825-0097)"),
        ("authors", {"authors": (Author("Ada Lo"),), "et_al": True}, "", "Ada Lo; et al."),
        ("date", {"date": "2025-01"}, "", "2025-01"),
        ("added", {"added": "2025-03-15"}, "2025-03-14", "2025-03-15"),
        ("venues", {"venues": ("ICLR", "NeurIPS")}, "", "ICLR; NeurIPS"),
        ("ids", {"ids": {"doi": "10.1/x", "arxiv": "2503.00001"}}, "", "arxiv 2503.00001; doi 10.1/x"),
        ("url", {"url": "https://a.b/"}, "", "https://a.b/"),
        ("links", {"links": (Link("https://github.com/a/b", "code", "github.com"),)}, "", "code https://github.com/a/b"),
        ("tags", {"tags": (PaperTag("pruning", ("prune",)),)}, "", "Pruning"),
        ("keywords", {"keywords": ("k",)}, "", "k"),
        ("categories", {"categories": ("cs.LG",)}, "", "cs.LG"),
        ("comment", {"comment": "12 pages"}, "", "12 pages"),
        ("language", {"lang": "ar"}, "", "ar"),
        ("withdrawn", {"withdrawn": "At the authors' wish."}, "", "At the authors' wish."),
    ],
)  # fmt: skip
def test_each_field_is_told(tmp_path: Path, field: str, fields: dict[str, Any], before: str, after: str) -> None:
    difference = told(tmp_path, [paper("one")], [paper("one", **fields)])
    assert [one.changes for one in difference.changed] == [(Change(field, before, after),)]


def test_every_field_of_a_paper_is_told_or_left_out_on_purpose() -> None:
    from generator.commands.diff.compare import _FIELDS

    derived = {"key", "cite", "source", "urls", "et_al", "related", "appearances", "redirects", "origins"}
    assert set(_FIELDS) | derived == {*Paper.__struct_fields__} - {"lang"} | {"language"}


def test_related_papers_move_without_a_word(tmp_path: Path) -> None:
    from generator.model import Relation

    difference = told(tmp_path, [paper("one")], [paper("one", related=(Relation("two", 0.5),))])
    assert difference.changed == ()


def test_a_key_that_leads_on(tmp_path: Path) -> None:
    difference = told(tmp_path, [paper("one"), paper("two")], [paper("one", redirects=("two",))])
    assert [(move.old, move.paper.key, move.merged) for move in difference.moved] == [("two", "one", True)]
    assert headline(difference) == "1 merged"
    difference = told(tmp_path, [paper("one")], [paper("two", redirects=("one",))])
    assert [(move.old, move.paper.key, move.merged) for move in difference.moved] == [("one", "two", False)]
    assert headline(difference) == "1 changed, 1 at a new address"
    assert (difference.added, difference.removed) == ((), ())


def test_a_page_that_goes_is_told(tmp_path: Path) -> None:
    difference = told(tmp_path, [paper("one"), paper("two")], [paper("one")])
    assert [row.key for row in difference.removed] == ["two"]
    (problem,) = difference.problems
    assert (problem.level, problem.code) == ("warning", "address-lost"), "there is no register that could hold it"
    assert "papers/two/ would not be there any more, and links to it break" in difference_text(difference)
    assert "`papers/two:`" in problem.message, "an abstract of two words has no print"


def test_an_edited_title_is_no_new_paper(tmp_path: Path) -> None:
    """The key is made of the title as read, so the address goes with it; a reviewer has to be told how to keep it."""
    abstract = (
        "We prune the weights of a network at night, and in the morning it is as accurate as before, or nearly. " * 2
    )
    for fields in ({"abstract": abstract}, {"ids": {"arxiv": "2503.00001"}}):
        old = [paper("one"), paper("old-title", **fields)]
        new = [paper("one"), paper("new-title", **fields), paper("new")]
        difference = told(tmp_path, old, new)
        assert [(pair.before.key, pair.after.key) for pair in difference.retitled] == [("old-title", "new-title")]
        assert headline(difference) == "1 new paper, 1 with another title"
        assert difference.keys == ("new", "new-title")
        assert "set the title in corrections.yml" in difference_text(difference)
        assert "Old-Title → New-Title" in html.unescape(comment_of(difference))
    assert told(tmp_path, [paper("a", abstract="")], [paper("b", abstract="")]).retitled == ()


def test_the_page_of_a_digest_that_goes(tmp_path: Path) -> None:
    difference = told(tmp_path, [paper("one")], [paper("one", "2025-03-14-b")])
    assert [problem.code for problem in difference.problems] == ["address-lost"] * 2, "the digest and its series"
    assert "digests/2025-03-14-a/" in html.unescape(comment_of(difference)).replace("\u2060", "")
    assert "digests/2025-03-14-a/" in difference_text(difference)


def folder_of(place: Path, files: dict[str, str]) -> Path:
    """A folder of digests."""
    (place / "digests").mkdir(parents=True)
    for name, text in files.items():
        (place / "digests" / name).write_text(text)
    return place / "digests"


def entry(title: str, arxiv: str, name: str, text: str = "") -> str:
    return json.dumps({"title": title, "abstract": text, "authors": [name], "arxiv_id": arxiv}) + "\n"


A, B, REGISTER = "2025-05-01-b.jsonl", "2020-01-01-e.jsonl", "addresses.yml"
SLEEP = entry(
    "Pruning while they sleep", "2503.00001", "Ann Lee", "We prune the weights of a net at night, and it stays exact."
)
TREES = entry(
    "Pruning while they sleep", "2001.99999", "Eve Aho", "What the gardener prunes in the winter, when all trees sleep."
)
HELD = "papers/pruning-while-they-sleep: arxiv:2503.00001 by:lee"
STOLEN = "papers/pruning-while-they-sleep: arxiv:2001.99999 by:aho"
GONE = "digests/2025-05-01-b:\nmonths/2025-05:\nseries/b:\ntags/sleep:\n"


@pytest.mark.parametrize(
    ("before", "after", "codes"),
    [
        # A digest of an older day, without a register: the address would show another work.
        ({A: SLEEP}, {A: SLEEP, B: TREES}, ["address-taken"]),
        # With one nothing is taken; and a change may not take the line out, nor give it to the other work.
        ({A: SLEEP, REGISTER: HELD}, {A: SLEEP, B: TREES, REGISTER: HELD}, []),
        ({A: SLEEP, REGISTER: HELD}, {A: SLEEP, B: TREES}, ["address-taken"]),
        ({A: SLEEP, REGISTER: HELD}, {A: SLEEP, B: TREES, REGISTER: STOLEN}, ["address-taken"]),
        # A digest that goes leaves pages that say so, as far as the register knows them.
        ({A: SLEEP, REGISTER: HELD}, {REGISTER: HELD}, ["address-lost"]),
        ({A: SLEEP, REGISTER: HELD}, {REGISTER: f"{HELD}\n{GONE}"}, []),
    ],
)
def test_an_address_that_would_show_another_work_is_an_error(
    tmp_path: Path, before: dict[str, str], after: dict[str, str], codes: list[str]
) -> None:
    other = {"2024-01-01-other.jsonl": entry("Something else altogether", "2401.00001", "Bo Li")}
    base, head = (
        snapshot(ROOT, folder_of(tmp_path / name, {**other, **files}), name)
        for name, files in (("base", before), ("head", after))
    )
    difference = compare_snapshots(base, head)
    errors = [problem for problem in difference.problems if problem.level == "error"]
    assert list(dict.fromkeys(problem.code for problem in errors)) == codes
    assert difference.failed == bool(codes)
    shown = html.unescape(comment_of(difference)).replace("\u2060", "")
    if codes == ["address-taken"]:
        assert f"write `{HELD}" in errors[0].message, "the line that decides it"
        assert f"write `{HELD}" in shown
    if A not in after and not codes:
        assert "papers/pruning-while-they-sleep" in difference.gone
        assert "papers/pruning-while-they-sleep/" in shown


def test_problems_of_one_kind_are_counted_not_repeated(tmp_path: Path) -> None:
    many = (*(problem(line, f"facts {line}", "note") for line in range(1, 80)), problem(3, "worse", "error"))
    comment = comment_of(compare_snapshots(side(tmp_path, []), side(tmp_path, [], many)))
    assert comment.count("**note** no-abstract") == 4
    assert "76 more like these" in comment
    assert comment.index("**error**") < comment.index("**note**")


def test_files_by_what_happened_to_them(tmp_path: Path) -> None:
    old = side(tmp_path, [paper("one")], a__txt="1", b__txt="2", c__txt="3", d__txt="4")
    new = side(tmp_path, [paper("one")], a__txt="1", b__txt="22", x__txt="3", e__txt="5")
    found = [(file.what, file.path, file.before) for file in compare_snapshots(old, new).files]
    assert found == [
        ("changed", "digests/b.txt", ""),
        ("added", "digests/e.txt", ""),
        ("renamed", "digests/x.txt", "digests/c.txt"),
        ("removed", "digests/d.txt", ""),
    ]


def test_a_renamed_digest_makes_nothing_known(tmp_path: Path) -> None:
    old = side(tmp_path, [paper("one")], **{"2025-03-14-a__txt": "same"})
    new = side(tmp_path, [paper("one", "2025-03-14-b")], **{"2025-03-14-b__txt": "same"})
    difference = compare_snapshots(old, new)
    assert (difference.known, difference.changed, headline(difference)) == ((), (), "No paper changes")


def test_topics_and_links(tmp_path: Path) -> None:
    old = [paper("one", tags=(PaperTag("vision"),), links=(Link("https://a.b/", "other", "a.b"),))]
    new = [
        paper("one", tags=(PaperTag("pruning"),)),
        paper("two", tags=(PaperTag("pruning"),), links=(Link("https://github.com/a/b", "code", "github.com"),)),
    ]
    difference = told(tmp_path, old, new)
    assert [(count.name, count.papers) for count in difference.tags_gained] == [("Pruning", 2)]
    assert [(count.name, count.papers) for count in difference.tags_lost] == [("Vision", 1)]
    assert [found.link.url for found in difference.links_gained] == ["https://github.com/a/b"]
    assert [found.link.url for found in difference.links_lost] == ["https://a.b/"]


def problem(line: int, message: str = "no abstract", level: Any = "warning", path: str = "digests/a.txt") -> Problem:
    return Problem(Source(path, line), level, "no-abstract", message)


def test_only_new_problems_are_told_and_lines_may_shift(tmp_path: Path) -> None:
    old = side(tmp_path, [], (problem(3), problem(9), problem(12, "gone")))
    new = side(tmp_path, [], (problem(5), problem(11), problem(20)))
    difference = compare_snapshots(old, new)
    assert difference.problems == (problem(20),)
    assert difference.settled == 1
    assert not difference.failed
    assert compare_snapshots(old, side(tmp_path, [], (problem(1, level="error"),))).failed


def test_problems_of_a_renamed_file_are_old(tmp_path: Path) -> None:
    old = side(tmp_path, [], (problem(3),), a__txt="x")
    new = side(tmp_path, [], (problem(3, path="digests/b.txt"),), b__txt="x")
    assert compare_snapshots(old, new).problems == ()


def test_doubts_of_a_changed_digest(tmp_path: Path) -> None:
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "a.txt").write_text("one\ntwo\nthree\nfour\n")
    spans = (Span(1, 1, "title", 0), Span(2, 3, "doubt", -1, "no known shape"), Span(4, 4, "skipped"))
    reading = Reading(Digest("a", "", "", "digests/a.txt"), (), (), spans, 4)
    new = msgspec.structs.replace(side(tmp_path, [], (problem(4),), a__txt="x"), readings=(reading,))
    doubts = compare_snapshots(side(tmp_path, []), new).doubts
    assert [(str(doubt.source), doubt.last, doubt.use, doubt.note, doubt.text) for doubt in doubts] == [
        ("digests/a.txt:2", 3, "doubt", "no known shape", "two three")
    ], "the fourth line has a Problem already"
    assert compare_snapshots(new, new).doubts == (), "an unchanged file is not doubted again"


def test_long_fields_are_told_by_what_differs() -> None:
    before, after = "word " * 100 + "old" + " word" * 100, "word " * 100 + "new" + " word" * 100
    shown = excerpts(Change("abstract", before, after))
    assert shown[0].startswith("…") and "old" in shown[0] and len(shown[0]) < 60
    assert "new" in shown[1]
    assert excerpts(Change("title", "Old", "New")) == ("Old", "New")
    assert len(excerpts(Change("abstract", "x" * 5000, ""))[0]) < 250


# The comment

NASTY = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](https://evil.example/x.png)", "[x](https://evil.example/)",
    "[x]: https://evil.example/", "@octocat and @org/team", "a@octocat", "fixes #12", "owner/repo#12", "GH-12", "gh-7",
    "see https://evil.example/ and http://evil.example", "www.evil.example", "mail me@evil.example", "ftp://evil.example",
    "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef", "deadbee", "owner/repo@deadbeefdeadbeefdeadbeefdeadbeefdeadbeef", ":tada: :+1:",
    "<!-- hidden", "-->", "</details>", "<details>", "`code`", "**bold** _it_ ~~no~~",
    "# Title", "- item", "1. item", "> quote", "---", "===",
    "| a | b |", "\\", "&lt;b&gt;", "&#60;script&#62;", "&commat;octocat", "<https://evil.example>", "javascript:alert(1)", "$x^2$",
    "[ ] box",
    "- [x] done", "^footnote[^1]", "[^1]: note", "\u202eevil", "\u200b@octocat", "@\u200boctocat", "@\u2060octocat", "a\nb\n\n# c",
    "\x1b[31mred", "＠octocat", "http\u200b://evil.example", "{{ config }}", "%0A::error::x", "```", "~~~",
    "    code", "\ttab", "<a href=x>",
]  # fmt: skip
_MARKDOWN = MarkdownIt("gfm-like")


def links_and_text(comment: str) -> tuple[list[str], str, set[str]]:
    """What GitHub's Markdown makes of it: addresses of links and images, the text, and the elements."""
    shown = _MARKDOWN.render(comment)
    addresses = re.findall(r'(?:href|src)="([^"]*)"', shown)
    return addresses, html.unescape(re.sub(r"<[^>]*>", "", shown)), set(re.findall(r"<(\w+)", shown))


def difference_with(title: str) -> Difference:
    row = msgspec.structs.replace(
        compare_snapshots(*(Snapshot("x", Path("digests"), gather([], [], ()), (), (), {}, 0),) * 2)
    )
    from generator.commands.diff.records import ChangedPaper, MovedPaper, PaperRow, UnsureLines

    made = PaperRow("a-key", title, (title,), (), (title,), Source("digests/x.txt", 3))
    return msgspec.structs.replace(
        row,
        added=(made,),
        known=(made,),
        changed=(ChangedPaper(made, (Change("title", title, title),)),),
        moved=(MovedPaper("old", title, made, True),),
        removed=(made,),
        problems=(Problem(Source("digests/x.txt", 3), "error", "no-abstract", title),),
        doubts=(UnsureLines(Source("digests/x.txt", 3), 3, "doubt", title, title),),
    )


def assert_inert(title: str) -> None:
    places = Places(
        "https://site.example/previews/7/", "https://site.example/", "https://github.com/o/r/blob/abc/", None
    )
    addresses, text, elements = links_and_text(comment_of(difference_with(title), places))
    assert set(addresses) <= {
        "https://site.example/previews/7/papers/a-key/", "https://github.com/o/r/blob/abc/digests/x.txt?plain=1#L3",
    }, addresses  # fmt: skip
    assert elements <= {"h3", "p", "ol", "ul", "li", "a", "strong", "sub", "details", "summary"}, elements
    assert not re.search(r"@[0-9A-Za-z]", text), text
    assert not re.search(r"#\d|\bGH-\d", text, re.IGNORECASE), text
    assert not re.search(
        r"(https?|ftp)://|www\.|(?<![0-9a-z])[0-9a-f]{40}(?![0-9a-z])|:[a-z0-9_+-]+:",
        text.replace("https://github", ""),
    ), text


@pytest.mark.parametrize("title", NASTY)
def test_a_title_is_text_and_nothing_else(title: str) -> None:
    assert_inert(title)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(NASTY) | st.text(max_size=8), min_size=1, max_size=5).map(" ".join))
def test_no_mixture_breaks_out_either(title: str) -> None:
    assert_inert(title)


def test_a_plain_title_is_shown_as_it_is() -> None:
    assert (
        _MARKDOWN.renderInline(inert("C++ & Rust: 100% (part_1) [v2] — étude"))
        == "C++ &amp; Rust: 100% (part_1) [v2] — étude"
    )
    assert inert("Ada") == "Ada"


def test_a_huge_change_stays_below_the_limit(tmp_path: Path) -> None:
    papers = [
        paper(f"paper-{number}", title="名" * 300 + " @x" * 50, tags=(PaperTag("pruning"),)) for number in range(3000)
    ]
    problems = tuple(problem(number, "<b>" * 300) for number in range(1, 3000))
    new = side(tmp_path, papers, problems, **{f"f{n}__txt": str(n) for n in range(300)})
    comment = comment_of(
        compare_snapshots(side(tmp_path, [paper("gone" * 9)]), new), Places(preview="https://site.example/previews/7/")
    )
    assert len(comment.encode()) < LIMIT
    assert "which do not fit here" in comment
    assert comment.count("<details>") == comment.count("</details>") > 0
    assert comment.splitlines()[2] == "### 3,000 new papers, 1 removed"


def test_the_comment_of_a_small_change(tmp_path: Path, golden: Any) -> None:
    old = [paper("one"), paper("two"), paper("gone")]
    link = Link("https://github.com/a/b", "code", "github.com")
    new = [
        paper("one", title="One, with more to it", redirects=("two",)),
        paper("three", "2025-04-01-b", tags=(PaperTag("pruning"), PaperTag("vision")), links=(link,)),
    ]
    problems = (
        Problem(Source("digests/2025-04-01-b.txt", 41), "warning", "no-abstract", "no abstract follows 'X'; add one."),
    )
    difference = compare_snapshots(
        side(tmp_path, old, a__txt="a"), side(tmp_path, new, problems, a__txt="a", b__txt="b")
    )
    staged = Staged(Preview(7, "1a2b3c4" * 5 + "abcde", "", "https://site.example/"), None, difference, difference.keys)
    golden("commands/comment.md", preview_comment(staged, "https://github.com/o/r", "https://site.example/previews/7/"))
    golden("commands/diff.txt", difference_text(difference))


def test_a_refusal_is_told(tmp_path: Path) -> None:
    preview = Preview(7, "a" * 40)
    bare = preview_comment(Staged(preview, Refused("touches-code", "changes <b>Makefile</b> @octocat")), "", "")
    assert "### No preview" in bare
    assert "<b>" not in bare and "@octocat" not in bare
    difference = told(tmp_path, [], [paper("one")])
    full = preview_comment(
        Staged(preview, Refused("errors", "mend them."), difference), "", "https://site.example/previews/7/"
    )
    assert "### 1 new paper" in full
    assert "No preview of `aaaaaaa` (errors)" in full
    assert "site.example" not in full, "there is nothing to link to"


def test_only_our_own_comment_is_replaced() -> None:
    mark = "<!-- offprint-preview -->\n"
    comments = [
        {"id": 1, "body": mark, "user": {"login": "guest"}},
        {"id": 2, "body": "quoting " + mark, "user": {"login": "github-actions[bot]"}},
        {"id": 3, "body": mark + "x", "user": {"login": "github-actions[bot]"}},
        {"id": 4, "body": None, "user": None},
    ]
    assert own_comment(json.dumps([comments[:2], comments[2:]]).encode()) == 3
    assert own_comment(json.dumps(comments[:2]).encode()) is None
    with pytest.raises(msgspec.ValidationError):
        own_comment(b'{"message": "Not Found"}')


# The command, on real revisions


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Origin:
    made = Origin(tmp_path_factory.mktemp("diff"))
    git(made.project, "tag", "base")
    digests = made.project / "digests"
    (digests / "2025-04-01-reading-group.txt").write_text(NEW)
    (digests / FIRST).write_bytes(small_digest().replace(b"Capturing geometric", b"Catching geometric"))
    made.push("Add one, change one")
    return made


def diff(origin: Origin, *arguments: object) -> subprocess.CompletedProcess[str]:
    return offprint(origin.project, "diff", *arguments)


def test_revisions_and_folders_say_the_same(origin: Origin) -> None:
    by_revision, by_folder = diff(origin, "base", "HEAD"), diff(origin, "base", "digests")
    assert by_revision.returncode == by_folder.returncode == 0, by_revision.stderr
    assert by_revision.stdout.splitlines()[:-1] == by_folder.stdout.splitlines()[:-1]
    assert by_revision.stdout.startswith("1 new paper, 1 changed.\n1 file added, 1 changed.\n")
    assert "abstract: …" in by_revision.stdout or "abstract: Capturing" in by_revision.stdout
    assert git(origin.project, "status", "--porcelain") == ""


def test_json_holds_all_of_it(origin: Origin) -> None:
    answer = json.loads(diff(origin, "base", "HEAD", "--format", "json").stdout)
    assert [row["title"] for row in answer["added"]] == ["Pruning Networks While They Sleep"]
    assert (answer["base"]["papers"], answer["head"]["papers"]) == (5, 6)
    assert msgspec.convert(answer, Difference).keys[0] == "pruning-networks-while-they-sleep"


def test_backwards_is_a_removal(origin: Origin) -> None:
    assert diff(origin, "HEAD", "base").stdout.startswith("1 changed, 1 removed.\n")


def test_a_revision_without_digests_is_empty(origin: Origin) -> None:
    empty = git(origin.project, "commit-tree", git(origin.project, "mktree", given=b""), "-m", "empty")
    assert diff(origin, empty, "HEAD").stdout.startswith("6 new papers.\n")


def test_exit_codes(origin: Origin, tmp_path: Path) -> None:
    assert diff(origin, "base", "HEAD", "--exit-code").returncode == 0
    bad = tmp_path / "digests"
    bad.mkdir()
    (bad / "no-date.txt").write_text(NEW)
    assert diff(origin, "base", bad).returncode == 0
    assert diff(origin, "base", bad, "--exit-code").returncode == 1
    for name in ("nowhere", "--help-me", "HEAD:digests", "-1", "base\n"):
        done = diff(origin, "--", name, "HEAD")
        assert done.returncode == 2, name
        assert "neither a folder nor a git revision" in done.stderr
