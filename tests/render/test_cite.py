"""Citations: BibTeX that parsers and TeX read back as the record says, RIS, and the tags that Zotero reads."""

from __future__ import annotations

import bibtexparser
import msgspec
import pytest
import rispy
from bibtexparser import middlewares
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.model import Author, Paper, Publication, WorkKind
from generator.render.cite import bibtex, bibtex_name, braced_title, csl, highwire, published, ris
from generator.text import fold, split_name, typeset
from tests.render.samples import paper


def entry(record: Paper) -> dict[str, object]:
    """The entry as bibtexparser reads it, LaTeX decoded and names cut into parts."""
    steps = [middlewares.SeparateCoAuthors(), middlewares.SplitNameParts(), middlewares.LatexDecodingMiddleware()]
    library = bibtexparser.parse_string(bibtex(record), append_middleware=steps)
    assert not library.failed_blocks
    assert len(library.entries) == 1
    found = library.entries[0]
    return {
        "type": found.entry_type,
        "key": found.key,
        **{name: field.value for name, field in found.fields_dict.items()},
    }


FULL = paper(
    "full",
    "Zeroth-order fine-tuning of LLaMA: 100% of C++ & $x^2$",
    date="2025-02",
    authors=(Author("Ludwig van Beethoven"), Author("Martin Luther King Jr."), Author("OpenAI Team")),
    venues=("arXiv", "ICLR 2026 (Poster)"),
    ids={"arxiv": "2502.00001", "doi": "10.1000/a(b)c_d"},
    categories=("cs.LG", "cs.AI"),
)


def test_a_full_entry() -> None:
    assert bibtex(FULL) == (
        "@inproceedings{full,\n"
        "  title = {Zeroth-order fine-tuning of {LLaMA}: 100\\% of {C++} \\& {$x^2$}},\n"
        "  author = {van Beethoven, Ludwig and King, Jr., Martin Luther and {OpenAI Team}},\n"
        "  booktitle = {International Conference on Learning Representations},\n"
        "  year = {2026},\n"
        "  eprint = {2502.00001},\n"
        "  archivePrefix = {arXiv},\n"
        "  primaryClass = {cs.LG},\n"
        "  doi = {10.1000/a(b)c_d},\n"
        "  url = {https://arxiv.org/abs/2502.00001}\n"
        "}\n"
    )


FORMULAS = {
    r"$\mathcal{O}(n\log n)$ for $\ell_1$-regularised GANs": r"{$\mathcal{O}(n\log n)$} for {$\ell_1$}-regularised {GANs}",
    r"$\alpha$ and {\em $x^2$}": r"α and {$x^2$}",
    r"$x_{\text{a}\}}$ ends no field": r"x\_(a\ensuremath{\rbrace}) ends no field",
    "100% of $2": r"100\% of \$2",
    r"$a_{\mathrm{50\%}}$ of it": r"{$a_{\mathrm{50\%}}$} of it",
}


@pytest.mark.parametrize("title", FORMULAS)
def test_a_formula_in_a_title_is_tex(title: str) -> None:
    found = bibtex(paper("x", title)).split("title = {", 1)[1].split("}\n", 1)[0].removesuffix("},")
    assert found == FORMULAS[title]
    assert len(bibtexparser.parse_string(bibtex(paper("x", title))).entries) == 1


def test_a_bare_entry_says_no_more_than_is_known() -> None:
    assert bibtex(paper("bare", "Bare")) == "@misc{bare,\n  title = {Bare}\n}\n"


@pytest.mark.parametrize(
    ("venues", "date", "expected"),
    [
        ((), "2024-05", ("", "", "2024")),
        (("arXiv",), "2024-05", ("preprint", "", "2024")),
        (("arXiv preprint arXiv:2401.00001",), None, ("preprint", "", "")),
        (("CoRR", "bioRxiv"), "2024", ("preprint", "", "2024")),
        (("ICLR 2021 (submission)",), "2020", ("", "", "2020")),
        (("ICLR 2017 (Reject)",), "2016", ("", "", "2016")),
        (("Submitted to ICLR 2026",), "2025", ("", "", "2025")),
        (("ICLR 2022",), "2021-10", ("conference", "International Conference on Learning Representations", "2022")),
        (("NEURIPS'23",), "2022", ("conference", "Conference on Neural Information Processing Systems", "2022")),
        (("Findings of EMNLP 2023",), None, ("conference", "Findings of the Association for Computational Linguistics: EMNLP", "2023")),
        (("ICLR 2018 (Workshop)",), None, ("conference", "ICLR 2018 (Workshop)", "2018")),
        (("NeurIPS 2022 Workshop on Causality",), None, ("conference", "NeurIPS 2022 Workshop on Causality", "2022")),
        (("3DV 2025 (Poster)",), None, ("conference", "International Conference on 3D Vision", "2025")),
        (("IJCAI 2023 (Poster)",), None, ("conference", "International Joint Conference on Artificial Intelligence", "2023")),
        (("J. Hepatol.",), "2022", ("article", "J. Hepatol.", "2022")),
        (("Phys. Rev. Lett.",), "2022", ("article", "Phys. Rev. Lett.", "2022")),
        (("BMC Public Health",), "2022", ("article", "BMC Public Health", "2022")),
        (("Blood",), "2022", ("article", "Blood", "2022")),
        (("PROCEEDINGS OF THE NATIONAL ACADEMY OF SCIENCES OF THE USA",), "2022", (
            "article", "PROCEEDINGS OF THE NATIONAL ACADEMY OF SCIENCES OF THE USA", "2022")),
        (("ACH/ALLC 1999",), "1999", ("conference", "ACH/ALLC 1999", "1999")),
        (("Findings of the Association for Computational Linguistics: EMNLP 2020",), "2020", (
            "conference", "Findings of the Association for Computational Linguistics: EMNLP 2020", "2020")),
        (("Conf. Rev. Workshop",), "2022", ("conference", "Conf. Rev. Workshop", "2022")),
        (("TMLR 2025",), "2024", ("article", "Transactions on Machine Learning Research", "2025")),
        (("Machine Learning 2023",), None, ("article", "Machine Learning", "2023")),
        (("Transactions of the Association for Computational Linguistics, Volume 5",), "2017", (
            "article", "Transactions of the Association for Computational Linguistics, Volume 5", "2017")),
        (("Nature",), "2020", ("article", "Nature", "2020")),
        (("Proceedings of the 42nd International Conference on Machine Learning 2025",), None, (
            "conference", "Proceedings of the 42nd International Conference on Machine Learning 2025", "2025")),
        (("Workshop on Human Language Technology and Nature",), "2001", (
            "conference", "Workshop on Human Language Technology and Nature", "2001")),
    ],
)  # fmt: skip
def test_where_it_came_out(venues: tuple[str, ...], date: str | None, expected: tuple[str, str, str]) -> None:
    out = published(paper("x", "X", venues=venues, date=date))
    assert (out.kind, out.where, out.year) == expected


@pytest.mark.parametrize(
    ("title", "braced"),
    [
        ("BERT: Pre-training of Deep Transformers", "{BERT}: Pre-training of Deep Transformers"),
        ("A study of Bayesian methods with small data", "A study of {Bayesian} methods with small data"),
        ("Learning to Optimize for 3D (and 4K) Video", "Learning to Optimize for {3D} (and {4K}) Video"),
        ("What does GPT-4o know?", "What does {GPT-4o} know?"),
        ('The "LaTeX" problem', 'The "{LaTeX}" problem'),
        ("50% off", r"50\% off"),
        ("F#, C# and F_1", r"{F\#}, {C\#} and {F\_1}"),
        ("A {set} of", r"A \{set\} of"),
        ("A }{ b", r"A \ensuremath{\rbrace}\ensuremath{\lbrace} b"),
        (r"\evil", r"\textbackslash{}evil"),
        ("--flag", "-{}-flag"),
        ("Long-Context Models and Text-to-3D", "Long-Context Models and {Text-to-3D}"),
        ("#BERT", r"{{\#BERT}}"),
    ],
)
def test_titles(title: str, braced: str) -> None:
    assert braced_title(title) == braced


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Lovelace", "Lovelace, Ada"),
        ("Ludwig van Beethoven", "van Beethoven, Ludwig"),
        ("Martin Luther King Jr.", "King, Jr., Martin Luther"),
        ("Plato", "{Plato}"),
        ("The R and D Group", "{The R and D Group}"),
        ("Anderson And Sons", "{Anderson And Sons}"),
        ("王伟", "{王伟}"),
        ("A. B. C_D", r"C\_D, A. B."),
    ],
)
def test_names(name: str, written: str) -> None:
    assert bibtex_name(split_name(name)) == written


def unbraced(text: object) -> str:
    assert isinstance(text, str)
    return text.replace("ˆ", "^")


@given(st.text(max_size=60))
@example("0\\({}\\)")
@settings(deadline=None, max_examples=300)
def test_any_title_comes_back(title: str) -> None:
    """Whatever a title holds, the entry parses and gives the plain title again (the parser knows the circumflex by another character)."""
    plain = typeset(title).plain
    if not plain or plain != fold(plain):
        return
    read = entry(paper("any", title))
    assert (read["type"], read["key"]) == ("misc", "any")
    if "{$" in bibtex(paper("any", title)):
        return  # this parser leaves formulas as they are; FORMULAS tells what they must be
    assert unbraced(read["title"]).replace(" ", "") == plain.replace("ˆ", "^").replace(" ", "")


@pytest.mark.parametrize(
    "title", ["}, author = {Evil", "@misc{evil, title = {x}}", "a \\", "{{{", "% comment", "x\\}y{"]
)
def test_a_hostile_title_adds_no_field_and_no_entry(title: str) -> None:
    read = entry(paper("x", title))
    assert set(read) == {"type", "key", "title"}


def test_authors_come_back() -> None:
    names = ["Ludwig van Beethoven", "Martin Luther King Jr.", "Ada Lovelace", "Łukasz Świątek", "Jean-Luc Picard"]
    people = entry(paper("x", "X", authors=tuple(Author(name) for name in names)))["author"]
    assert isinstance(people, list)
    assert [" ".join([*p.first, *p.von, *p.last, *p.jr]) for p in people] == names


def test_a_team_stays_whole() -> None:
    people = entry(paper("x", "X", authors=(Author("Research and Development Team"),)))["author"]
    assert isinstance(people, list)
    assert len(people) == 1


def test_withdrawn_is_said() -> None:
    assert "note = {Withdrawn}" in bibtex(paper("x", "X", withdrawn="At the authors' wish."))


def test_ris_comes_back() -> None:
    (read,) = rispy.loads(ris(FULL, ("Alignment", "C++")))
    assert read["type_of_reference"] == "CONF"
    assert read["title"] == "Zeroth-order fine-tuning of LLaMA: 100% of C++ & x²"
    assert read["authors"] == ["van Beethoven, Ludwig", "King, Martin Luther, Jr.", "OpenAI Team"]
    assert read["year"] == "2026"
    assert read["doi"] == "10.1000/a(b)c_d"
    assert read["keywords"] == ["Alignment", "C++"]
    assert read["abstract"] == typeset(FULL.abstract).plain


def test_a_hostile_record_stays_one_ris_record() -> None:
    text = ris(paper("x", "T\nER  - \nTY  - JOUR", abstract="a\r\nER  - \r\n\r\nTY  - BOOK\r\nTI  - evil"))
    assert len(rispy.loads(text)) == 1


def test_highwire_tags() -> None:
    tags = list(highwire(FULL, "https://x.org/papers/full/"))
    assert [content for name, content in tags if name == "citation_author"] == [author.name for author in FULL.authors]
    assert dict(tags)["citation_conference_title"] == "International Conference on Learning Representations"
    assert dict(tags)["citation_publication_date"] == "2026"
    assert dict(tags)["citation_pdf_url"] == "https://arxiv.org/pdf/2502.00001"
    journal = dict(highwire(paper("x", "X", venues=("Nature",), date="2020-05-01"), ""))
    assert journal["citation_journal_title"] == "Nature"
    assert journal["citation_publication_date"] == "2020/05/01"
    assert "citation_abstract_html_url" not in journal


def test_a_list_that_is_cut_says_so() -> None:
    cut = msgspec.structs.replace(FULL, et_al=True)
    assert "Luther and {OpenAI Team} and others}," in bibtex(cut)
    assert "others" not in bibtex(FULL)
    assert rispy.loads(ris(cut))[0]["notes"] == ["Only the first authors are known."]
    assert [value for name, value in highwire(cut, "") if name == "citation_author"] == [a.name for a in cut.authors]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("book", {"collection-title": "Wax", "collection-number": "54"}),
        ("report", {"container-title": "Wax", "number": "54"}),
        ("article", {"container-title": "Wax", "issue": "54"}),
    ],
)
def test_a_book_is_one_of_a_series(kind: WorkKind, expected: dict[str, str]) -> None:
    found = csl(paper("x", "Nets of grass", publication=Publication(kind=kind, container="Wax", issue="54")))
    where = {"collection-title", "container-title", "collection-number", "number", "issue"}
    assert {name: found[name] for name in where & found.keys()} == expected
