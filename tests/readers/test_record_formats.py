"""Structured formats on samples: papers, problems and account as a person checked them, and what no file may do to a reader."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
import rispy
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Reading, Source
from generator.readers import read
from generator.readers.folder import read_bytes
from generator.readers.papers import reading_of
from generator.readers.syntax import STRICT, bibtex, jsonfile, loose, table
from generator.readers.syntax.bibtex.text import bibtex_names, unbraced
from generator.text import decode, fold, typeset
from generator.text.markup import unmarked
from tests.conftest import Golden
from tests.readers.account import accounted, shown

SAMPLES = Path(__file__).with_name("samples") / "records"
FORMS = {
    "bib": bibtex.NAME,
    "json": jsonfile.NAME,
    "ris": "RIS",
    "wos": "Web of Science",
    "refer": "EndNote (refer)",
    "medline": "MEDLINE",
    "table": table.NAME,
    "xml": "XML (ACL Anthology)",
}
# sample -> its reader and how many papers a person counted in it
COUNTED = {
    "2021-08-05-acl-dialdoc.xml": ("xml", 3),
    "2025-02-13-acl-twin.xml": ("xml", 4),
    "2025-03-22-arxiv-dump.jsonl": ("json", 3),
    "2025-10-13-arxiv-dump.json": ("json", 2),
    "2025-02-01-bot-twin.json": ("json", 2),
    "2025-02-02-arxiv-api-twin.json": ("json", 1),
    "2025-02-02-arxiv-empty-twin.json": ("json", 0),
    "2025-01-01-bib-direct3d.bib": ("bib", 1),
    "2025-01-01-bib-from-mail.bib": ("bib", 2),
    "2025-01-01-bib-jabref.bib": ("bib", 2),
    "2025-01-01-bib-maths.bib": ("bib", 2),
    "2025-01-01-bib-no-title.bib": ("bib", 0),
    "2025-01-01-bib-round-brackets.bib": ("bib", 1),
    "2025-02-09-references-twin.bib": ("bib", 7),
    "2025-01-01-csl-case.json": ("json", 1),
    "2025-01-01-csl-chapter.json": ("json", 1),
    "2025-02-11-crossref-twin.json": ("json", 1),
    "2025-02-11-csl-suite-twin.txt": ("json", 1),
    "2025-02-11-csl-twin.json": ("json", 2),
    "2025-02-01-daily-api-twin.json": ("json", 2),
    "2025-02-01-daily-single-twin.json": ("json", 1),
    "2025-02-03-cut-off-twin.json": ("json", 1),
    "2025-02-03-records-twin.jsonl": ("json", 3),
    "2025-02-03-topics-twin.json": ("json", 2),
    "2025-02-05-openreview-v1-twin.json": ("json", 1),
    "2025-02-05-openreview-v2-twin.json": ("json", 1),
    "2025-02-06-conference-twin.json": ("json", 2),
    "2025-01-01-ris-bom.ris": ("ris", 0),
    "2025-01-01-ris-cyrillic.ris": ("ris", 1),
    "2025-01-01-ris-extraneous.ris": ("ris", 2),
    "2025-01-01-ris-unknown-tags.ris": ("ris", 1),
    "2025-01-01-ris-web-of-science.txt": ("wos", 2),
    "2025-02-10-endnote-twin.enw": ("refer", 2),
    "2025-02-10-medline-twin.nbib": ("medline", 2),
    "2025-02-10-references-twin.ris": ("ris", 2),
    "2025-01-01-s2-search.json": ("json", 8),
    "2025-02-04-s2-batch-twin.json": ("json", 1),
    "2025-02-04-s2-citations-twin.json": ("json", 2),
    "2025-02-07-openreview-twin.csv": ("table", 5),
    "2025-02-07-openreview-twin.tsv": ("table", 2),
    "2025-02-08-days-twin.csv": ("table", 3),
    "2025-02-08-export-twin.csv": ("table", 1),
    "2025-01-01-zotero-library.json": ("json", 1),
    "2025-02-12-zotero-api-twin.json": ("json", 1),
    "2025-02-12-zotero-tests-twin.js": ("json", 1),
}


def test_every_sample_is_counted() -> None:
    assert {path.name for path in SAMPLES.iterdir()} - {"SOURCES.md"} == set(COUNTED)


@pytest.mark.parametrize("name", COUNTED)
def test_samples(name: str, golden: Golden) -> None:
    text, _ = decode((SAMPLES / name).read_bytes(), name)
    form, papers = COUNTED[name]
    reading = read(text, Source(name))
    assert reading.digest.format == FORMS[form]
    assert len(reading.papers) == papers
    accounted(reading, text)
    golden(f"readers/records/{name}.txt", shown(reading))


@pytest.mark.parametrize("name", COUNTED)
def test_samples_whatever_they_are_called(name: str) -> None:
    text, _ = decode((SAMPLES / name).read_bytes(), name)
    assert read(text, Source("2025-01-01-x.txt")).digest.format == FORMS[COUNTED[name][0]]


@pytest.mark.parametrize(
    "name", [name for name, (form, _) in COUNTED.items() if form in ("ris", "wos") and "bom" not in name]
)
def test_rispy_finds_no_title_that_we_do_not(name: str) -> None:
    text, _ = decode((SAMPLES / name).read_bytes(), name)
    parser = rispy.WokParser if "science" in name else rispy.RisParser
    theirs = [fold(found.get("title") or found.get("primary_title") or "") for found in parser().parse(text)]
    ours = {paper.title for paper in read(text, Source(name)).papers}
    assert all(any(title in our for our in ours) for title in theirs if title)


# Pieces of every format: whatever is made of them, a reader must bear.
SHARDS = [
    "{", "}", "[", "]", '"', "'", ",", ":", "\n", "\r", "\t", " ", "\\", "$", "#", "@", "%", "<", ">", "&amp;", "\x00",
    "\u2028", "\ufeff", "😀", "é", '{"title": "A", "abstract": "b"}', '"title":', '"paper": {', '"content": {"title":',
    '"authors": [', "null", "NaN", "-1e999", "[[[[", '{"a":', '"itemType": "book"', '"paperId": "x"', '"type": "book"',
    '"issued": {"date-parts": [[', '"status": "Reject"', '"track": 1', '"published": 1e400', "@article{k, title = {",
    "@string{a = ", "@comment{", "author = {A and B}", "crossref = {k}", "title = a # b # {", "@book(k,", "```", "\\'{e}",
    "TY  - JOUR\n", "TI  - A title\n", "ER  - \n", "AU  - A; B\n", "PT J\n", "ER\n", "PMID- 1\n", "%0 Book\n", "%T T\n",
    "DA  - 9999/99/99\n", "title,abstract,url\n", "title\tdate\n", '"a ""b"" c",', '"open,', "https://x.org/a,", "2024-13-45",
    ";;;;", "sep=;\n", "<collection id='x'><volume id='1'>", "<paper id='1'>", "<title>A <tex-math>x", "</title>", "</paper>",
    "<!--", "-->", "<![CDATA[", "<!ENTITY a 'b'>", "<author><first>A</first>", "</author>", "&#0;", "&bad;", "<meta>",
    "</meta>", "<frontmatter>",
]  # fmt: skip


@pytest.mark.parametrize("grammar", [*STRICT, *loose()], ids=lambda grammar: grammar.__name__.rsplit(".", 1)[-1])
@given(
    pieces=st.lists(st.sampled_from(SHARDS) | st.text(max_size=20), max_size=40),
    between=st.sampled_from(["", "\n", " "]),
)
@settings(max_examples=80, deadline=None)
def test_any_text_is_read_without_a_traceback(grammar: ModuleType, pieces: list[str], between: str) -> None:
    text = between.join(pieces).replace("\r", "\n")
    source = Source("2025-01-01-x.json")
    found = grammar.parsed(text, source)
    if found is None:
        return
    reading = reading_of(found, text, source)
    accounted(reading, text)
    assert all(paper.title and paper.title == fold(paper.title) for paper in reading.papers)
    assert all(paper.source.line <= reading.lines for paper in reading.papers)


@given(
    raw=st.binary(max_size=400)
    | st.lists(st.sampled_from(SHARDS), max_size=30).map(lambda parts: "".join(parts).encode())
)
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_a_reading(raw: bytes) -> None:
    reading = read_bytes(raw, "2025-01-01-x.txt")
    text, _ = decode(raw)
    accounted(reading, text)


# Titles with what breaks a format's own syntax; abstracts likewise. Written by hand in the spirit of real ones.
NASTY = [
    ("$\\sigma$-Zero: Norms of $\\ell_0$, and 50\\% More", "A $\\frac{a}{b}$, sure & <tool>bold</tool> {curly} text; with; semicolons."),
    ("\"Quoted\" from the First Letter, 'and' \"to the Last\"", 'He said "no", she said ""yes"".'),
    ("<think> So Let's Go </think>: Tokens That Are No Tags", "See https://example.org/a,b?c=d#e and {{ template }}."),
    ("[Re] `Ticks`, *Stars*, #Hashes, and | Pipes", "- a list\n- that wraps\n\nA second paragraph."),
    ("=SUM(A1): A Formula, @mention, %comment", "@article{not, an = {entry}} TY  - JOUR"),
    ("C++ und Zähne: 中文标题 и кириллица 😀", "\u202eright to left\u202c and a nul-free end"),
    ("title", "A paper that is truly called title."),
    ("0", "A title of one figure."),
    ("A " + "very " * 100 + "long title", "word " * 4000),
]  # fmt: skip
WANTED = [(fold(title), fold(abstract)) for title, abstract in NASTY]


def pairs(text: str, name: str) -> list[tuple[str, str]]:
    reading = read(text, Source(f"2025-01-01-x.{name}"))
    assert [problem for problem in reading.problems if problem.level != "note"] == []
    accounted(reading, text)
    return [(paper.title, fold(paper.abstract)) for paper in reading.papers]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_nasty_records_come_back_from_json(indent: int | None, ascii_only: bool) -> None:
    text = json.dumps([{"title": t, "abstract": a} for t, a in NASTY], indent=indent, ensure_ascii=ascii_only)
    assert pairs(text, "json") == WANTED


def test_nasty_records_come_back_from_jsonl() -> None:
    assert pairs("\n".join(json.dumps({"title": t, "abstract": a}) for t, a in NASTY), "jsonl") == WANTED


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_nasty_records_come_back_from_tables(delimiter: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerows([("title", "abstract", "year"), *((t, a, 2025) for t, a in NASTY)])
    assert pairs(out.getvalue(), "csv") == WANTED


def test_nasty_records_come_back_from_ris() -> None:
    text = "".join(f"TY  - JOUR\nTI  - {fold(t)}\nAB  - {fold(a)}\nER  - \n\n" for t, a in NASTY)
    assert pairs(text, "ris") == WANTED


def test_nasty_records_come_back_from_bibtex_as_they_are_shown() -> None:
    text = "\n".join(f"@article{{k{n},\n title = {{{t}}},\n abstract = {{{a}}}\n}}" for n, (t, a) in enumerate(NASTY))
    found = [(typeset(t).plain, typeset(a).plain) for t, a in pairs(text, "bib")]
    shown_as = [(typeset(t).plain, fold(typeset(a).plain.replace("{", "").replace("}", ""))) for t, a in WANTED]
    assert found == shown_as


def first(reading: Reading) -> tuple[str, str]:
    return reading.problems[0].level, reading.problems[0].code


def zipped() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b"[]" * 1000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("raw", "code", "said"),
    [
        (b"", "unknown-format", "is empty"),
        (b" \n\n", "unknown-format", "is empty"),
        (b'{"answer": 42}', "unknown-format", "nothing in it has a title"),
        (b"<html><body><p>Hello</p><p>World</p></body></html>", "unknown-format", "HTML page"),
        (b"<?xml version='1.0'?><a><b>1</b><b>2</b><b>3</b></a>", "unknown-format", "is XML, but nothing in it has a title"),
        (b"QUJD" * 500, "unknown-format", "base64"),
        (b"<!DOCTYPE c [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><collection id='x'><paper/>", "xml-entities", "DOCTYPE"),
        (zipped(), "binary", "zip"),
        (gzip.compress(b"[]" * 5000, mtime=0), "binary", "not text"),
    ],
)  # fmt: skip
def test_what_is_no_digest_is_refused_in_words(raw: bytes, code: str, said: str) -> None:
    reading = read_bytes(raw, "2025-01-01-x.json")
    assert first(reading) == ("error", code)
    assert said in reading.problems[0].message
    assert reading.papers == ()
    assert [problem.code for problem in reading.problems if problem.level == "error"] == [code]


def test_a_page_without_papers_says_what_it_is_and_what_to_do() -> None:
    message = read_bytes(b"<html><body><h1>Shop</h1><p>a</p></body></html>", "2025-01-01-x.html").problems[0].message
    assert "an HTML page" in message and "1 headings" in message and "paste" in message


@pytest.mark.parametrize("text", ["[" * 100_000, '{"papers": ' * 100_000, '[{"title": "a", "x": ' + "[" * 100_000])
def test_deep_json_is_a_problem(text: str) -> None:
    reading = read(text, Source("2025-01-01-x.json"))
    assert [problem.code for problem in reading.problems if problem.level == "warning"][:1] == ["too-deep"]


def test_an_abstract_of_16_000_characters_is_kept_whole() -> None:
    abstract = "word " * 3200
    reading = read(json.dumps([{"title": "A", "abstract": abstract}]), Source("2025-01-01-x.json"))
    assert reading.papers[0].abstract == abstract.strip()


def test_nul_bytes_do_not_stop_the_reading() -> None:
    reading = read_bytes(b'[{"title": "A \x00 b", "abstract": "' + b"c" * 4000 + b'"}]', "2025-01-01-x.json")
    assert [paper.title for paper in reading.papers] == ["A b"]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{T}est {{SQL}} {C--C}", "Test SQL C--C"),
        ("{\\\"U}ber \\emph{{In} Vivo}", "{\\\"U}ber \\emph{In Vivo}"),
        ("$O(n^{2})$ {$\\mu$J}", "$O(n^{2})$ $\\mu$J"),
        ("\\href{https://x.org}{a {B}}", "\\href{https://x.org}{a B}"),
        ("a\\,{b}", "a\\,b"),
        ("{\\mbox{$\\mu$}}{J} {E}nergy \\emph{a} {B}", "{\\mbox{$\\mu$}}J Energy \\emph{a} B"),
        ("open { brace } } {", "open  brace   "),
        ("\\enquote{A {B} c} d\\hyphen e", "“A B c” d-e"),
        ("$${a}$$ {b}", "$${a}$$ b"),
    ],
)  # fmt: skip
def test_braces_that_only_protect_case_go(source: str, wanted: str) -> None:
    assert unbraced(source) == wanted


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Knuth, Donald E. and {The Engine Team} and others", ["Donald E. Knuth", "The Engine Team"]),
        ("de la Cruz, Jr., Maria and Costa, III, P. T.", ["Maria de la Cruz, Jr.", "P. T. Costa III"]),
        ("{\\\"O}zge Aks{\\i}n and {Barnes and Noble}", ["Özge Aksın", "Barnes and Noble"]),
        ("family=Stein, given=Hans, prefix=von", ["Hans von Stein"]),
        ("A\n  and\n  B", ["A", "B"]),
    ],
)  # fmt: skip
def test_names_of_bibtex(source: str, wanted: list[str]) -> None:
    assert bibtex_names(source) == wanted


@pytest.mark.parametrize(
    ("text", "titles", "codes"),
    [
        ("@article{some key,\n title={A}, % a comment, here\n % and here\n year = 2000 }", ["A"], []),
        ("@article{a\n title={A}, year={2000}\n}\n@article{b, title={B}}", ["A", "B"], ["missing-comma"]),
        ('@article{a, title="A "quoted" word", year={2000}}', ['A "quoted" word'], []),
        ("@article{a, title = A bare sentence, year=2000}", ["A bare sentence"], []),
        ("@article{\n title={A}, year={2000}\n}\n@article{\n title={B}}", ["A", "B"], []),
        ("@article{a}{\n title={A}, year={2000}\n}", ["A"], []),
        ("@article{a, title={A}, year=2001,\n@article{b, title={B}}", ["A", "B"], ["broken-entry"]),
        ("@article{a,\n title={A {B}, year=2001\n}\n\n@article{b,\n title={C}}", ["C"], ["broken-entry"]),
        ("@article{a, title={A}}\n@article{A, title={B}}", ["A", "B"], ["duplicate-entry"]),
        ("@article{a, title={A}, abstract={50\\%, {B},%c}}", ["A"], []),
    ],
)
def test_bibtex_as_people_write_it(text: str, titles: list[str], codes: list[str]) -> None:
    reading = read(text, Source("2025-01-01-x.bib"))
    assert [paper.title for paper in reading.papers] == titles
    assert [problem.code for problem in reading.problems] == codes


ARXIV_DUMP = {
    "id": "0704.0001", "submitter": "P", "authors": "C. Bal\\'azs, E. L. Berger", "title": "Prompt\n  diphotons", "comments": "37 pages",
    "journal-ref": "Phys.Rev.D76:013009,2007", "categories": "hep-ph cs.AI", "abstract": "  A fully\ndifferential one.\n",
    "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}], "update_date": "2008-11-26",
    "authors_parsed": [["Balázs", "C.", ""], ["Berger", "E. L.", "", "MIT"]],
}  # fmt: skip
OPENALEX = {
    "id": "https://openalex.org/W1", "doi": "https://doi.org/10.1000/AB", "title": "T", "publication_date": "2020-01-02",
    "authorships": [{"author": {"display_name": "Ada Loe"}}], "abstract_inverted_index": {"hello": [0], "world": [1, 2]},
    "primary_location": {"landing_page_url": "https://example.org/1", "source": {"display_name": "Nature"}},
}  # fmt: skip
DBLP = {"info": {"authors": {"author": [{"text": "Ada Loe"}]}, "title": "T.", "venue": "ICML", "year": "2020"}}


@pytest.mark.parametrize(
    ("record", "authors", "date", "venues", "abstract"),
    [
        (ARXIV_DUMP, ["C. Balázs", "E. L. Berger"], "2007-04-02", ("Phys.Rev.D76:013009,2007",), "A fully differential one."),
        ({"results": [OPENALEX]}, ["Ada Loe"], "2020-01-02", ("Nature",), "hello world world"),
        ({"result": {"hits": {"hit": [DBLP]}}}, ["Ada Loe"], "2020", ("ICML",), ""),
    ],
)  # fmt: skip
def test_services_nest_their_fields(
    record: object, authors: list[str], date: str, venues: tuple[str, ...], abstract: str
) -> None:
    (paper,) = read(json.dumps(record), Source("2025-01-01-x.json")).papers
    assert [author.name for author in paper.authors] == authors
    assert (paper.date, paper.venues, paper.abstract) == (date, venues, abstract)


def test_categories_that_blanks_part() -> None:
    (paper,) = read(json.dumps(ARXIV_DUMP), Source("2025-01-01-x.json")).papers
    assert paper.categories == ("hep-ph", "cs.AI")


def test_a_web_of_science_table_is_a_table() -> None:
    text = "PT\tAU\tTI\tSO\tAB\tDI\tPY\nJ\tDoe, J; Roe, R\tA title\tNATURE\tIts abstract.\t10.1000/X\t2020\n"
    (paper,) = read(text, Source("2025-01-01-x.txt")).papers
    assert (paper.title, paper.date, paper.venues, paper.ids) == ("A title", "2020", ("NATURE",), {"doi": "10.1000/x"})


def test_records_on_one_line_are_counted_in_the_account() -> None:
    reading = read('[{"title": "A"}, {"title": "B"}, {"title": "C"}]', Source("2025-01-01-x.json"))
    assert [(span.first, span.last, span.note) for span in reading.account] == [(1, 1, "with 2 more on its last line")]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ('{"A Title of Some Words": {"url": "https://example.org", "abstract": "x"}, "Another Such Title": {"abstract": "y"}}',
         ["A Title of Some Words", "Another Such Title"]),
        ('{"2501.00001": {"title": "By Id", "abstract": "x"}}', ["By Id"]),
        ('[\n {"title": "Before the Gap"},\n ...\n {"title": "After the Gap"}\n]', ["Before the Gap", "After the Gap"]),
        (
            '{\n"translatorID": "x"\n}\nfunction f() {\n  {\n a }\n}\n'
            'var testCases = [\n{"items": [{"itemType": "book", "title": "B"}]}\n]\n',
            ["B"],
        ),
        (
            '[{"itemType": "book", "title": "<i> </i>"}, {"itemType": "book", "title": "\u200b"}, '
            '{"itemType": "book", "title": "<i>C</i>"}]',
            ["C"],
        ),
        ('[{"title": "Low", "upvotes": 1, "paper_id": "2501.00001", "abstract": "x"}]', ["Low"]),
    ],
)  # fmt: skip
def test_json_as_people_keep_it(text: str, titles: list[str]) -> None:
    reading = read(text, Source("2025-01-01-x.json"))
    accounted(reading, text)
    assert [paper.title for paper in reading.papers] == titles


@pytest.mark.parametrize(
    ("category", "abstract"), [("cs.CL", "x"), ("Computation and Language (cs.CL)", "x"), ("Language", "")]
)
def test_a_bot_that_sorts_papers_itself_sums_them_up_itself(category: str, abstract: str) -> None:
    record = {"title": "T", "authors": "Ada L, Bo S", "arxiv_id": "2501.00001", "category": category, "summary": "x"}
    (paper,) = read(json.dumps([record]), Source("2025-01-01-x.json")).papers
    assert paper.abstract == abstract


def test_a_test_of_the_csl_suite_may_open_with_its_name() -> None:
    text = "# name.txt\n\n>>===== MODE =====>>\ncitation\n<<===== MODE =====<<\n\n>>===== INPUT =====>>\n"
    text += '[{"id": "a", "type": "book", "title": "B"}]\n<<===== INPUT =====<<\n'
    assert [paper.title for paper in read(text, Source("2025-01-01-x.txt")).papers] == ["B"]


def test_markup_that_only_sets_type_goes() -> None:
    assert (
        unmarked("H<sub>2</sub>O <i>in vivo</i> &amp; <think> x<sup>10</sup>") == "H$_{2}$O in vivo & <think> x$^{10}$"
    )
