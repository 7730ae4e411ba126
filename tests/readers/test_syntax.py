"""Grammars and the lexicon: what breaks a file, what stands beside its records, and what a key means."""

from __future__ import annotations

import pytest

from generator.model import Source
from generator.readers import read
from generator.readers.fields import Fields, alien, titled
from generator.readers.lexicon import bare_key, lexicon
from generator.readers.record import Element
from tests.readers.account import accounted

_AT = Source("2025-01-01-x.txt")


def _paper(title: str) -> str:
    return f"<p><title>{title}</title><author>Ada Lovelace</author></p>"


@pytest.mark.parametrize(
    ("text", "titles", "problems"),
    [
        (f"<r>{_paper('A')}\n<p><title>Broken <b>x</title></p>\n{_paper('C')}</r>", ["A", "C"], [(2, "broken-record")]),
        (f"<r>\n{_paper('A')}\n{_paper('B')}\n<p><title>Cut o", ["A", "B"], [(4, "broken-record")]),
        (f"<r>{_paper('AT&T & so &eacute;')}</r>", ["AT&T & so é"], []),
        (f"<r>{_paper('<![CDATA[a < b]]>')}</r>", ["a < b"], []),
        (f"<r><!-- {_paper('Not')} -->{_paper('A')}<?x y?></r>", ["A"], []),
        (f"<x:r xmlns:x='u'>{_paper('A').replace('<', '<x:').replace('<x:/', '</x:')}</x:r>", ["A"], []),
        (f"<r>{_paper('Sub <sub>2</sub> and <i>slanted</i>')}</r>", ["Sub $_{2}$ and slanted"], []),
        (f"<r>{_paper('A')}<p><author>Bo Li</author></p></r>", ["A"], [(1, "no-title")]),
        (f"<r>\n{_paper('A')}\n{_paper('B')}\n", ["A", "B"], [(3, "broken-record")]),
        (f"<r><items>{_paper('A')}\n{_paper('B')}</items>\n", ["A", "B"], [(2, "broken-record")]),
        ("<r><p><title>A</title><author>Bo Li</author><items><x><y>no title</y></x></items></p></r>", ["A"], []),
        (f"<r><head><title>Of the list</title></head><items><x>{_paper('A')}</x><x>{_paper('B')}</x></items></r>", ["A", "B"], []),
        (f"<r>{_paper('A')}<p><title> </title><author>Bo Li</author></p></r>", ["A"], [(1, "no-title")]),
        ("<r>" + "\n" * 70_000 + _paper("Far down") + "</r>", ["Far down"], []),
        (f"<r><head><title>Of the list</title></head>{_paper('A')}</r>", ["A"], []),
        ("<!DOCTYPE r [<!ENTITY a 'b'>]><r/>", [], [(1, "xml-entities")]),
    ],
)  # fmt: skip
def test_xml_as_people_have_it(text: str, titles: list[str], problems: list[tuple[int, str]]) -> None:
    reading = read(text, _AT)
    accounted(reading, text)
    assert [paper.title for paper in reading.papers] == titles
    assert [(one.source.line, one.code) for one in reading.problems] == problems


def test_lines_are_exact_in_long_files() -> None:
    reading = read("<r>" + "\n" * 70_000 + _paper("Far down") + "</r>", _AT)
    assert reading.papers[0].source.line == 70_001


@pytest.mark.parametrize(
    "text", ["<a>" * 50_000, "<r>" + "<p><title>A</title><b></p>" * 2_000, "<r>" + "<p><title>x" * 5_000]
)
def test_xml_that_never_ends_is_told(text: str) -> None:
    reading = read(text, _AT)
    accounted(reading, text)
    assert reading.papers == ()
    assert {one.code for one in reading.problems} & {"broken-record", "unknown-format"}


def test_what_a_publication_has_beside_its_papers_is_none_of_theirs() -> None:
    assert lexicon().fields_of(bare_key("Volume"))
    assert not lexicon().fields_of(bare_key("Publication Volume"))


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("Item Title", "title"), ("Document Title", "title"), ("논문명", "title"), ("標題", "title"), ("タイトル", "title"),
        ("Author full names", "authors"), ("Author(s)", "authors"), ("저자", "authors"), ("著者名", "authors"),
        ("publicationName", "venue"), ("Source title", "venue"), ("刊名", "venue"), ("Publication Year", "year"),
        ("abstract_text", "abstract"), ("摘要", "abstract"), ("초록", "abstract"), ("PubMed ID", "pmid"), ("itemDOI", "doi"),
        ("Titel der Arbeit", "title"), ("paper_authors", "authors"), ("Título del trabajo", "title"), ("论文作者", "authors"),
    ],
)  # fmt: skip
def test_a_key_means_one_field_in_every_format(key: str, field: str) -> None:
    assert min(lexicon().fields_of(bare_key(key)), key=lambda found: found[1])[0] == field


def test_the_surest_key_comes_first_and_a_typed_one_last() -> None:
    assert Fields({"Authors": "Lim SM", "Author full names": "Lim, Sora Min"}).of("authors")[0] == "Lim, Sora Min"
    element = Element()
    element.update({"abstract.graphical": "a picture", "abstract": "the words"})
    assert Fields(element).of("abstract")[0] == "the words"


def test_one_tag_means_another_thing_in_another_dialect() -> None:
    record: dict[str, object] = {"IS": ["1234-5678"], "IP": ["3"], "T2": ["Letters"], "SP": ["9"]}
    assert Fields(record, dialect="medline").of("issn") == [["1234-5678"]]
    assert Fields(record, dialect="ris").of("issue")[0] == ["1234-5678"]


def test_what_stands_around_a_record_gives_no_title() -> None:
    fields = Fields({"title": "Inside"}, ({"title": "Outside", "doi": "10.1000/x", "abstract": "of the list"},))
    assert (fields.of("title"), fields.of("doi"), fields.of("abstract")) == (["Inside"], ["10.1000/x"], [])


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ({"title": "A"}, True), ({"name": "A"}, False), ({"name": "A", "authors": []}, True), ({"abstract": "x"}, True),
        ({"title": "A", "artist": "B", "album": "C"}, False), ({"title": "A", "price": 1, "currency": "EUR", "doi": ""}, True),
        ({"title": {"value": "A"}}, True), ({"title": {"rendered": {"x": 1}}}, False), ({"titles": [{"title": "A"}]}, True),
    ],
)  # fmt: skip
def test_what_is_meant_as_a_paper(record: dict[str, object], wanted: bool) -> None:
    assert titled(record) is wanted


def test_one_strange_key_is_no_sign() -> None:
    assert alien(["title", "artist", "album"])
    assert not alien(["title", "artist"])
    assert not alien(["title", "artist", "album", "abstract"])


def test_of_records_under_names_each_has_its_own() -> None:
    one = '"k{0}": {{"title": "On Moss {0}", "authors": ["Ida Marsh"]{1}}}'
    text = "{" + ",\n".join((one.format(1, ', "volume": "7"'), one.format(2, ""))) + "}"
    reading = read(text, _AT)
    assert [(paper.publication.volume, paper.source.line) for paper in reading.papers] == [("7", 1), ("", 2)]
