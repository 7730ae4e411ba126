"""Files that are no digest: each is refused with one problem that says what it is and how to mend it; what looks like one is read."""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

import pytest

from generator.readers.folder import read_bytes
from generator.readers.foreign import foreign_kind, patch_in
from generator.readers.notices import is_conversation
from tests.readers.test_paste import PAPERS

ROOT = Path(__file__).parents[2]
_NOISE = random.Random(7).randbytes(5000)
_SOUND = _NOISE.replace(b"\0", b"1")
_C = '#include <stdio.h>\n\nint main(void)\n{\n    /* Say it. */\n    puts("A title");\n    return 0;\n}\n'
_DIFF = (
    "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-Title: One\n+Title: Two\n Abstract: What it says.\n"
    " Authors: Ada Lovelace\n Title: Three\n Abstract: More.\n"
)
_CALENDAR = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTART:20250314T090000Z\r\nSUMMARY:Learning to Plan\r\n"
    "DESCRIPTION:We present a method\\, and more.\r\nURL:https://arxiv.org/abs/2503.01234\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_KINDS = {
    "Python": ((ROOT / "generator/readers/paste/sequence.py").read_bytes(), "source code"),
    "make": ((ROOT / "Makefile").read_bytes(), "source code"),
    "TOML": ((ROOT / "pyproject.toml").read_bytes(), "source code or settings"),
    "template": ((ROOT / "theme_overrides/main.html").read_bytes(), "source code"),
    "shell": ((ROOT / "tests/chromium.sh").read_bytes(), "source code"),
    "JavaScript": (next(iter(sorted((ROOT / "generator/render/search/browser").glob("*.js")))).read_bytes(), "source code"),
    "CSS": (next(iter(sorted((ROOT / "theme_overrides").rglob("*.css")))).read_bytes(), "source code"),
    "C": (_C.encode(), "source code"),
    "YAML": (b"name: x\non:\n  push:\n    branches: [main]\njobs:\n  a:\n    runs-on: ubuntu\n    steps:\n      - uses: a/b\n", "settings"),
    "diff": (_DIFF.encode(), "a diff"),
    "git log": (b"commit " + b"a1" * 20 + b"\nAuthor: Ada <a@b.org>\n\n    Say what is new in a few words\n", "log of a repository"),
    "log": (b"".join(b"2025-03-14 10:%02d:00 INFO worker: started a job\n" % minute for minute in range(9)), "a log"),
    "table without names": (b"ICSE,2018,Welcome,Day opening\nICSE,2018,\"Testing, and Maintenance of Apps\",Talk\nICSE,2018,On Debt,Talk\n"
                            b"ICPC,2017,Phonology: an exploration,Short-paper\nICSE,2019,Names,Talk\n", "without a row that names them"),
    "Sphinx": (b"Papers\n======\n\n2019\n----\n\n.. bibliography:: refs/2019.bib\n   :all:\n", "refs/2019.bib"),
    "MyST": (b"# Papers\n\n```{bibliography} group.bib\n  :all:\n```\n\n## 2024\n\n```{bibliography} old.bib\n```\n", "group.bib, old.bib"),
    "Jekyll": (b"---\nlayout: page\n---\n\n<div>\n\n{% bibliography -f talks %}\n\n</div>\n", "talks.bib"),
    "LaTeX with BibTeX": (b"\\documentclass{article}\n\\begin{document}\nSee.\n\\bibliography{refs,more}\n", "refs.bib, more.bib"),
    "LaTeX": (b"% A paper\n\\documentclass{article}\n\\begin{document}\nWe prune heads.\n\\end{document}\n", "LaTeX source"),
    "calendar": (_CALENDAR.encode(), "a calendar"),
    "RTF": (b"{\\rtf1\\ansi{\\fonttbl\\f0 Times;}\n\\f0 A title\\par\n}", "rich text"),
    "base64": (b"\n".join(bytes(65 + (7 * n + m) % 26 for m in range(76)) for n in range(9)), "base64"),
    "SVG": (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "XML"),
    "HTML": (b"<!DOCTYPE html><html><body><h1>Hello</h1></body></html>", "paste that text"),
    "nothing": (b"", "is empty"),
    "blanks": (b"\xef\xbb\xbf \n\t\r\n\n", "is empty"),
    "invisible": ("\u200b\n\u200b\n".encode(), "is empty"),
    "picture": (b"\xff\xd8\xff\xe0" + _SOUND, "a picture"),
    "GIF": (b"GIF89a" + _SOUND, "a picture"),
    "PDF": (b"%PDF-1.5\n" + _SOUND, "a PDF"),
    "database": (b"SQLite format 3\0" + _NOISE, "choose File, Export Library"),
    "workbook": (b"PK\x03\x04" + _NOISE + b"xl/workbook.xml", "save the sheet of papers as CSV"),
    "settings in JSON": (b'{"name": "x", "version": "1.0", "dependencies": {"left-pad": "1"}}', "settings of a program"),
    "notebook": (b'{"cells": [], "metadata": {}, "nbformat": 4}', "a notebook of code"),
    "list of feeds": (b'<opml version="2.0"><body><outline text="a" xmlUrl="https://a.example/f"/></body></opml>', "a list of feeds"),
    "table": (b"sku,price,stock\n1,2.50,3\n2,3.50,4\n3,4.50,5\n4,5.50,6\n", "a table of 3 columns (sku, price, stock)"),
    "bytes": (_NOISE, "is not text"),
    "bytes without a zero": (_SOUND, "is not text"),
}  # fmt: skip


@pytest.mark.parametrize("name", _KINDS)
def test_what_is_no_digest_is_refused_with_one_problem(name: str) -> None:
    raw, said = _KINDS[name]
    reading = read_bytes(raw, "digests/2025-03-14-x.txt")
    assert reading.papers == ()
    (problem,) = reading.problems
    assert problem.level == "error"
    assert problem.code in ("unknown-format", "binary")
    assert said in problem.message
    assert any(
        word in problem.message for word in ("paste", "put", "save", "nearest", "Known are", "base64", "export", "give")
    ), problem.message


def test_a_library_of_a_reference_manager_is_told_by_its_name() -> None:
    (problem,) = read_bytes(_NOISE, "digests/2025-03-14-mine.enl").problems
    assert (problem.code, "choose File, Export" in problem.message) == ("binary", True)


@pytest.mark.parametrize(
    "text", ["https://example.org/papers\n", "https://example.org/2503.html\nhttps://lab.example.org/blog/1\n"]
)
def test_addresses_alone_are_told_what_is_missing(text: str) -> None:
    reading = read_bytes(text.encode(), "digests/2025-03-14-x.txt")
    assert reading.papers == ()
    assert "write each paper's title beside its address" in reading.problems[-1].message


@pytest.mark.parametrize(
    "text",
    [
        *(f"{title}\n\n{abstract}\n" for title, abstract in PAPERS),
        *(f"{title}\n{textwrap.fill(abstract, 50)}\n" for title, abstract in PAPERS),
        "\n".join(title for title, _ in PAPERS),
        *(
            "".join(f"{mark} {title}\n" for title, _ in PAPERS if "." not in title)
            for mark in ("-", "*", "#", "1.", "- [ ]")
        ),
        "import torch: a title\nAn abstract with code; we say { and } and f(x) = y.\n\nAnother Title (of Ours)\nWe show it.\n",
        "图神经网络的稀疏训练方法研究以及它在推荐系统中的应用图神经网络的稀疏训练方法研究以及它在推荐系统中的应用\n"
        * 8,
        "On \\documentclass in Abstracts\n\nWe study \\documentclass{article} \\begin{document} $x$ \\end{document} as it is found.\n",
    ],
)
def test_what_may_hold_papers_is_not_refused(text: str) -> None:
    assert foreign_kind(text) == patch_in(text) == ""


def test_a_diff_of_a_bibliography_is_still_a_diff_but_one_in_an_abstract_is_not() -> None:
    assert patch_in("commit messages written by machines\n\nWe study them.\n") == ""
    assert patch_in("On diff --git\n\nWe study diff --git lines.\n") == ""


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("$(" * 140, "mostly signs"), ("a." * 140, "not running text"), ("if " * 90, ""), ("(" * 290, "mostly signs"),
        ("x = " * 70, "source code"), ("import " * 40, "source code"),
    ],
)  # fmt: skip
def test_lines_that_look_like_a_program_are_told_apart_in_time(line: str, what: str) -> None:
    said = foreign_kind(f"{line}\n" * 400)
    assert what in said
    assert bool(said) == bool(what)


_TRAINS = """Trains and tickets

Timetables

Our night trains are back from May. Book a place to sleep early, for they are full in summer, and bring your own breakfast.

Railcards

With a railcard you pay half, also for your dog. It is sold at every counter and in our shop, and is yours for a year.

Lost and found

Ask at the counter of the last stop of your train, or write to us.
"""
_NEWS = """The Daily Fish

- **Ferry to the islands stops at noon today**, Ann Ray
- **Mayor opens a new bridge in the rain**, Bo Carp
- **Why the market moves to the harbour**, Ann Ray
- **Storm keeps the boats at home again**, Cy Ling
"""


@pytest.mark.parametrize(("name", "text", "shown"), [("t.txt", _TRAINS, "Timetables"), ("n.md", _NEWS, "Ferry to")])
def test_a_page_of_something_else_is_refused_and_says_so(name: str, text: str, shown: str) -> None:
    found = read_bytes(text.encode(), f"2026-11-26-{name}")
    assert not found.papers
    assert [(problem.level, problem.code) for problem in found.problems] == [("error", "unknown-format")]
    assert shown in found.problems[0].message


_CALL = """# Call for Papers: Fourth Workshop on Bread

We invite contributions on methods of baking, among them:

- Methods and techniques for the analysis of dough
- Experimental evaluation of ovens and their models
- Theory of crumbs, and empirical studies of them

## Important dates

- Submission deadline: 2 May 2026
"""
_LABELLED = (
    "Call for Papers: 12th Workshop on Crumbs\n\nFull Title: 12th Workshop on Crumbs and Crusts\nDate: 15-Sep-2026 - 17-Sep-2026\n"
    "Location: Graz\nCall Deadline: 30-Apr-2026\n\nMeeting Description:\nWe invite abstracts on crumbs.\n"
)
_POST = "---\nlayout: post\ntitle: We moved to a new house\nauthor: Ann\ndate: 2026-03-02\n---\nThe rooms are bright. Come and see us.\n"
_DATES = (
    "# Important dates\n\n| Papers: submission deadline | 2 May |\n| Papers: notification | 3 June |\n"
    "| Posters: submission | 4 June |\n"
)
_COURSES = "Graduate courses\n\n" + "".join(
    f"{code} Theories of {what}: Models and Evidence\n\nInstructor: {who}\n\n4 credits. The course surveys recent studies of {what} and "
    "their methods, and asks what evidence there is.\n\n"
    for code, what, who in (("PSC 1", "Trade", "Ann Ray"), ("PSC 2", "War", "Bo Li"), ("PSC 3", "Law", "Cy Ito"))
)
_PROSE = "Our method of work\n\n" + "We came by train, and the train was late. We waited, and read.\n\n" * 20
_STRAY = _PROSE + "- **Notes on the theory of waiting**, Ann Ray, Bo Li\n\n" + _PROSE
_ROBOTS = "User-agent: *\nDisallow: /papers/drafts\n\nUser-agent: Fishbot\nAllow: /publications\nDisallow: /\n"


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("c.md", _CALL, "a call for papers"),
        ("l.txt", _LABELLED, "a call for papers"),
        ("p.md", _POST, "its front matter has layout"),
        ("q.md", _POST.replace("layout: post", "mood: good").replace("author: Ann\n", ""), "a note"),
        ("robots.txt", _ROBOTS, "for search engines"),
    ],
)
def test_what_says_what_it_is(name: str, text: str, shown: str) -> None:
    found = read_bytes(text.encode(), f"2026-11-26-{name}")
    assert not found.papers
    assert [(problem.level, problem.code) for problem in found.problems] == [("error", "unknown-format")]
    assert shown in found.problems[0].message


def test_a_post_about_a_paper_that_names_its_id_is_one() -> None:
    text = _POST.replace("author: Ann", "author: Ann\narxiv: 2403.01234")
    assert [paper.title for paper in read_bytes(text.encode(), "2026-11-26-p.md").papers] == ["We moved to a new house"]


def test_few_lines_are_what_somebody_wrote_down() -> None:
    text = "Bread while it sleeps\n\nWe let dough rest in the dark, and it rises more.\n"
    assert [paper.title for paper in read_bytes(text.encode(), "2026-11-26-b.txt").papers] == ["Bread while it sleeps"]


def test_references_in_a_language_nobody_counted_are_references() -> None:
    """Told by their style: without names, their words are none that are known of research."""
    text = (
        "1. Vom Rasten der Brote im Dunkeln (= Schriften zum Backen, Bd. 106). Berlin: Duncker & Humblot 1987.\n"
        "2. Privatrechtliche Grenzen der Werbung mit Krumen (= Schriften zum Backen, Bd. 93). Berlin: Duncker & Humblot 1996.\n"
        "3. Das Maß der Öfen bei der Mehlprüfung (= Abhandlungen, Bd. 101). Köln, Berlin, Bonn, München: Carl Heymanns Verlag 1996.\n"
    )
    papers = read_bytes(text.encode(), "2026-11-26-b.txt").papers
    assert [paper.date for paper in papers] == ["1987", "1996", "1996"]


def test_an_id_beside_the_papers_is_named() -> None:
    text = (
        "Labov, William. 1972. The stratification of English. Journal of Words 3. 1–20.\n"
        "Eckert, Penelope. 2008. Variation and the indexical field. Journal of Sociolinguistics 12(4). 453–476.\n"
        "to read: 10.1162/ling_a_00512\ndoi.org/10.1515/lingty-2021-0012\n"
    )
    found = read_bytes(text.encode(), "2026-11-26-b.txt")
    assert [(one.code, one.source.line) for one in found.problems] == [("id-of-nobody", 3)]
    assert "10.1162/ling_a_00512, 10.1515/lingty-2021-0012" in found.problems[0].message


def test_one_id_in_three_titles_is_enough() -> None:
    """Names of breads are no words of research, but a third of them have an id."""
    listed = [f"Brot und Butter am Morgen Nummer {number}\nEs schmeckt gut.\n" for number in range(12)]
    shown = [f"{one}PMID: 123456{place}\n" if place % 2 else one for place, one in enumerate(listed)]
    assert not read_bytes("\n".join(listed).encode(), "2026-11-26-b.txt").papers
    assert len(read_bytes("\n".join(shown).encode(), "2026-11-26-b.txt").papers) > 3


def test_a_title_in_a_long_text_of_research_is_no_paper() -> None:
    said = (
        "We describe the method of the analysis and its results, and discuss how the model was evaluated in this study.\n\n"
        * 12
    )
    found = read_bytes(
        f"{said}- **Notes on the theory of waiting**, Ann Ray, Bo Li\n\n{said}".encode(), "2026-11-26-s.md"
    )
    assert not found.papers
    assert [problem.code for problem in found.problems] == ["unknown-format"]


def test_a_programme_with_days_is_no_chat() -> None:
    titles = ("Splices at sea by night", "Do sailors dream of hemp", "A bowline for the blind")
    programme = [f"04/03/2025 10:{10 * at} {title}" for at, title in enumerate(titles, start=1)]
    chat = [f"04/03/2025 10:{10 * at} {name}" for at, name in enumerate(("Jo", "Tom Ulm", "Ivy"), start=1)]
    assert not is_conversation(programme)
    assert is_conversation(chat)
