"""Lists of authors: a table of styles, what comes off a name, partial lists, and nothing raises or takes long."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.model import Author
from generator.text.authors import author_of, authors_of, names_in, names_more

ROWS = [line.split("\t") for line in Path(__file__).with_name("author_lists.tsv").read_text("utf-8").splitlines()[2:]]


@pytest.mark.parametrize(("text", "names"), ROWS)
def test_lists_of_the_table(text: str, names: str) -> None:
    found = [author.name for author in authors_of(text.replace("\\n", "\n"))]
    assert found == [name for name in names.split(" | ") if name]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        (["Prado A.", "van den Ulm B.", "Lim SM"], ["A. Prado", "B. van den Ulm", "SM Lim"]),
        (["Prado, Ana", "Ulm, Ben"], ["Ana Prado", "Ben Ulm"]),
        (["Ana Prado, Ben Ulm, Cy Oz"], ["Ana Prado", "Ben Ulm", "Cy Oz"]),
        (["University of California, Berkeley", "Ana Prado", "Ben Ulm"], ["University of California, Berkeley", "Ana Prado", "Ben Ulm"]),
        ([{"given": "Ludwig", "non-dropping-particle": "van", "family": "Beethoven"}, {"literal": "The Team"}],
         ["Ludwig van Beethoven", "The Team"]),
        ([{"name": "Shown"}, {"name": "Not shown", "hidden": True}], ["Shown"]),
        ({"value": ["Ana Prado", "others"]}, ["Ana Prado"]),
        (None, []), (3, []), ([[]], []),
    ],
)  # fmt: skip
def test_values_of_other_kinds(value: object, names: list[str]) -> None:
    assert [author.name for author in authors_of(value)] == names


def test_what_stands_behind_a_name_is_kept() -> None:
    assert authors_of("Ada Lovelace (MIT, Cambridge); Bo Li [2] (0000-0001-2345-678X)") == (
        Author("Ada Lovelace", affiliations=("MIT, Cambridge",)), Author("Bo Li", "0000-0001-2345-678X"),
    )  # fmt: skip
    given = {
        "given": "Ada",
        "family": "Lovelace",
        "ORCID": "http://orcid.org/0000-0001-2345-678X",
        "affiliation": [{"name": "MIT"}],
    }
    assert author_of(given) == Author("Ada Lovelace", "0000-0001-2345-678X", affiliations=("MIT",))
    assert author_of("Ada Lovelace (corresponding author)") == Author("Ada Lovelace")
    assert author_of({"name": "Ada Lovelace1*"}) == Author("Ada Lovelace")
    assert author_of({"name": "University of California, Berkeley"}) == Author("University of California, Berkeley")
    assert names_in("A. Lovelace, C, B. Pascal, D") == ()


@pytest.mark.parametrize(
    ("text", "more"),
    [("李明, 王伟 等", True), ("李明等", True), ("山田 太郎 ほか", True), ("김철수 외 3명", True), ("김철수, 이영희 외", True),
     ("Иванов А.И. и др.", True),
     ("Ana Prado u. a.", True),
     ("Ana Prado y otros", True), ("Ana Prado, …", True), ("Ana Prado, Ben Ulm", False), ("김철수, 이영희", False)],
)  # fmt: skip
def test_whether_a_list_goes_on(text: str, more: bool) -> None:
    assert names_more(text) is more


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["李, 伯谦", "王, 巍"], ["李伯谦", "王巍"]),
        ("李, 伯谦; 王, 巍", ["李伯谦", "王巍"]),
        ("李, 伯谦, 王, 巍", ["李伯谦", "王巍"]),
        ("김, 원용", ["김원용"]),
        ("佐藤, 洋一郎 and 河野, さくら", ["佐藤洋一郎", "河野さくら"]),
        ([{"family": "佐々木", "given": "一郎"}], ["佐々木一郎"]),
        ("李明, 王伟", ["李明", "王伟"]),
        (["スミス, ジョン", "Li, 伯谦"], ["ジョン スミス", "伯谦 Li"]),
    ],
)
def test_in_their_own_signs_names_of_the_east_stay_family_first(given: object, names: list[str]) -> None:
    """Turned round and parted by a blank, an export took the given name for the family."""
    assert [author.name for author in authors_of(given)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [("Ana Prado, Ben Ulm and Cy Oz", ("Ana Prado", "Ben Ulm", "Cy Oz")), ("李明, 王伟", ("李明", "王伟")),
     ("Deep Learning, Neural Networks", ()),
     ("Optimal Control and Machine Learning", ()), ("Mountain View, California", ()), ("we count the bees", ()), ("OpenAI", ())],
)  # fmt: skip
def test_lines_that_are_names_and_nothing_else(text: str, names: tuple[str, ...]) -> None:
    assert names_in(text, least=2) == names


def test_a_single_turned_name_counts_where_the_list_surely_ends() -> None:
    assert names_in("Sarr F") == ()
    assert names_in("Sarr F", ends=True) == ("F Sarr",)


PIECES = st.sampled_from(
    ["Ana Prado", "Ulm, B.", "Lim SM", ", ", "; ", " and ", " & ", "(MIT)", "1,2*", "et al.",
     "李明", "、", "Jr.", "PhD", "[", "'", "{", "\n", " y "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200))
@example("Jr. y Jr.")
def test_any_list_is_read_and_each_name_stands_once(text: str) -> None:
    names = [author.name for author in authors_of(text)]
    assert len(set(names)) == len(names)
    assert all(name == name.strip() and any(sign.isalpha() for sign in name) for name in names)
    assert isinstance(names_in(text), tuple)


@given(
    st.lists(
        st.tuples(st.sampled_from(["Prado", "Ulm", "Sarr", "van Dam"]), st.sampled_from(["A.", "B. C.", "D.-E."])),
        min_size=2,
        unique=True,
    )
)
def test_pairs_are_read_whatever_parts_them(people: list[tuple[str, str]]) -> None:
    wanted = [f"{given} {family}" for family, given in people]
    for mark in (", ", "; "):
        listed = mark.join(f"{family}, {given}" for family, given in people)
        assert [author.name for author in authors_of(listed)] == wanted


@pytest.mark.parametrize("piece", ["A B, ", "A, ", "(", "and ", "1*", "'x', ", "李", "A. ", "{"])
def test_a_huge_list_takes_no_time(piece: str) -> None:
    assert len(authors_of(piece * 20_000)) < 20_000


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("أحمد علي وسارة خالد", ["أحمد علي", "سارة خالد"]),
        ("الزهراني، سعيد، والقحطاني، فهد", ["سعيد الزهراني", "فهد القحطاني"]),
        ("وليد أحمد، وائل سعيد", ["وليد أحمد", "وائل سعيد"]),
        ("לוי, ר', ומזרחי, א'", ["ר' לוי", "א' מזרחי"]),
        ("דנה כהן ורון לוי", ["דנה כהן", "רון לוי"]),
    ],
)
def test_and_is_glued_to_a_name_in_arabic_and_hebrew(printed: str, names: list[str]) -> None:
    assert [author.name for author in authors_of(printed)] == names


def test_a_list_of_turned_names_may_have_the_arabic_comma() -> None:
    assert [author.name for author in authors_of(["احمدی، علی", "رضایی، مریم"])] == ["علی احمدی", "مریم رضایی"]
