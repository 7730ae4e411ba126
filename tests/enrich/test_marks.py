"""Marks, and what a published key stands for: a table of lines, works and outcomes, each a kind of change to a digest."""

from __future__ import annotations

import pytest

from generator.config.register import Held, format_register, load_register
from generator.enrich.identity.faces import face_of
from generator.enrich.identity.known import marks_for, one_work, resolve_published
from generator.enrich.identity.marks import Agreement, agree, marks_of_work, parts_of, print_of, print_of_words
from generator.enrich.identity.records import tidy
from generator.model import Paper, Source
from generator.text import paper_key
from tests.enrich.test_verdict import OTHER, SAND, TEXT, paper

KEY = "how-much-sand-comes-back-from-the-sea"
ADA = "Ada Núñez; Bo Li"
SAME = TEXT.replace("forty beaches", "fourty beaches")


def found(lines: str, *papers: Paper) -> dict[str, int]:
    """Key -> the place of the paper that it stands for; each paper is a work of its own."""
    register, problems = load_register(lines, "addresses.yml")
    assert not problems
    faces = [face_of(tidy(one)) for one in papers]
    keys = {address.removeprefix("papers/"): held for address, held in register.items()}
    return resolve_published(keys, faces, [paper_key(one.title) for one in papers], range(len(papers))).faces


def line(one: Paper, key: str = "", more: str = "") -> str:
    """The line that is written for a paper."""
    key = key or paper_key(one.title)
    marks = marks_for(key, [tidy(one)])
    return (
        f"papers/{key}: {more} "
        + " ".join(f"{kind}:{value}" for kind, values in marks.items() for value in values)
        + "\n"
    )


FULL = paper(SAND, TEXT, ADA, ids={"arxiv": "2401.00001"})
BARE = paper(SAND)


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        # One thing was edited: the title, the abstract, the authors, the id.
        (FULL, paper("Sand that returns", TEXT, ADA, ids={"arxiv": "2401.00001"}), True),
        (FULL, paper(SAND, OTHER, ADA, ids={"arxiv": "2401.00001"}), True),
        (FULL, paper(SAND, TEXT, "Eve Aho", ids={"arxiv": "2401.00001"}), True),
        (FULL, paper(SAND, SAME, ADA, ids={"arxiv": "2401.00002"}), True),
        (FULL, paper(SAND, TEXT, ADA), True),
        (FULL, paper(SAND, ids={"arxiv": "2401.00001"}), True),
        (paper(SAND, TEXT, ADA), FULL, True),
        (paper(SAND, TEXT, ADA), paper(SAND, OTHER, ADA), True),
        (paper(SAND, TEXT, ADA), paper("Sand that returns", SAME, ADA), True),
        (paper(SAND, TEXT), paper(SAND, SAME), True),
        (paper(SAND, TEXT), paper("How sand comes back from the sea", SAME), True),
        (paper(SAND, "", ADA), paper(SAND, TEXT, "Ada Nunez"), True),
        (paper(SAND, "", ADA), paper(SAND, "", "Núñez Ada"), True),
        (BARE, FULL, True),
        (paper("Sand", ids={"arxiv": "2401.00001"}), paper("Something else by now", ids={"arxiv": "2401.00001"}), True),
        # Another work: of that title, of that id by mistake, of those authors.
        (FULL, paper(SAND, OTHER, "Eve Aho"), False),
        (FULL, paper(SAND, OTHER, "Eve Aho", ids={"arxiv": "2402.00002"}), False),
        (FULL, paper(SAND, OTHER, ADA, ids={"arxiv": "2402.00002"}), False),
        (FULL, paper("Night bread", OTHER, "Eve Aho", ids={"arxiv": "2401.00001"}), False),
        (FULL, paper("Night bread", OTHER, ADA), False),
        (FULL, paper("Night bread", TEXT, "Eve Aho"), False),
        (FULL, paper("Night bread", TEXT, "Eve Aho", ids={"arxiv": "2402.00002"}), False),
        (paper(SAND, TEXT), paper("Night bread", TEXT), False),
        (paper(SAND, TEXT), paper(SAND, OTHER), False),
        (paper(SAND, TEXT, ADA), paper(SAND, TEXT, "Eve Aho"), False),
        (paper(SAND, "", ADA), paper(SAND, "", "Eve Aho"), False),
        (paper(SAND, "", ADA), paper("Night bread", "", ADA), False),
    ],
)  # fmt: skip
def test_a_key_stays_with_its_work_through_one_edit(before: Paper, after: Paper, stays: bool) -> None:
    assert found(line(before), after) == ({paper_key(before.title): 0} if stays else {})
    if not stays:
        assert found(line(before), after, before) == {paper_key(before.title): 1}


def test_a_work_that_has_a_key_takes_no_other_by_its_title_alone() -> None:
    """The first of two works with one title went: the second does not inherit the address."""
    second = paper(SAND, "", "Eve Aho", ids={"arxiv": "2402.00002"})
    lines = line(BARE) + line(second, f"{KEY}-2")
    assert found(lines, second) == {f"{KEY}-2": 0}
    assert found(line(BARE), second) == {KEY: 0}, "without a key of its own it may be the first one, completed"


def test_keys_that_led_to_one_another_stay_together() -> None:
    """The record that had the other title went: its address still leads where it led."""
    lines = line(FULL) + "papers/old-name: to:papers/" + KEY + "\n" + "papers/older-name: to:papers/old-name\n"
    assert found(lines, FULL) == {KEY: 0, "old-name": 0, "older-name": 0}
    # And the other way about; but never a new work of that title.
    assert found(lines, FULL, paper("Old name", OTHER, "Eve Aho")) == {KEY: 0, "old-name": 0, "older-name": 0}
    alias = line(paper("Old name", OTHER, "Eve Aho"), more=f"to:papers/{KEY}")
    assert found(line(FULL) + alias, paper("Old name", OTHER, "Eve Aho")) == {KEY: 0, "old-name": 0}


def test_a_bare_line_that_is_gone_takes_nothing() -> None:
    assert found(f"papers/{KEY}: gone\n", BARE) == {}
    assert found(f"papers/{KEY}:\n", BARE) == {KEY: 0}


def test_a_renamed_page_knows_its_title() -> None:
    assert "title:how-much-sand" in line(BARE, "sand")
    assert found(line(BARE, "sand"), BARE) == {"sand": 0}
    assert "title:" not in line(BARE, f"{KEY}-2")


def test_a_crowd_of_one_title_is_told_by_its_authors() -> None:
    names = [f"Ann Author{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(150)]
    crowd = [paper("Introduction", "", name) for name in names]
    keys = ["introduction", *(f"introduction-{n}" for n in range(2, 151))]
    lines = "".join(line(one, key) for one, key in zip(crowd, keys, strict=True))
    assert found(lines, *crowd) == {key: place for place, key in enumerate(keys)}


def test_prints_are_the_same_for_good() -> None:
    """They stand in registers: another print of a text is another text."""
    assert print_of(face_of(paper(SAND, TEXT))) == "d41eb523b378b50263"
    assert print_of_words(["one", "two"]) == print_of_words(["two", "one"]) == "7490d28ac1fe6beeb1"
    assert print_of(face_of(paper(SAND, "A few words tell no text apart"))) == ""
    assert parts_of("00100200300400500a") == [(0, "001"), (1, "002"), (2, "003"), (3, "004"), (4, "005"), (5, "00a")]
    assert parts_of("001") == []


def test_marks_do_not_depend_on_the_order_of_records() -> None:
    cut = paper(SAND, TEXT[:200], "Ada Núñez", ids={"doi": "10.1/a"})
    faces = [face_of(tidy(one)) for one in (FULL, cut, paper(SAND, ids={"doi": "10.1/b"}))]
    marks = marks_of_work(faces)
    assert marks == marks_of_work(faces[::-1])
    assert (marks["arxiv"], marks["doi"], marks["by"]) == (("2401.00001",), ("10.1/a", "10.1/b"), ("nunez+li",))
    assert marks["text"] == (print_of(faces[0]),)


def test_whether_two_pages_showed_one_work() -> None:
    assert one_work([FULL], [paper("Sand that returns", TEXT, ADA)])
    assert one_work([FULL, BARE], [paper("Night bread", OTHER, "Eve Aho"), BARE])
    assert not one_work([FULL], [paper(SAND, OTHER, "Eve Aho")])
    assert not one_work([FULL], [])


@pytest.mark.parametrize(
    "address",
    ["papers/index", "papers/README", "tags/page", "authors/letter", "links/kind", "papers/months", "papers/../x", "papers/.x",
     "papers/a/b", "Papers/x", "x/y", "papers/" + "a" * 200, "papers/", "/papers/x"],
)  # fmt: skip
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    register, problems = load_register(f"papers/ok:\n{address}: gone\n", "f")
    assert (list(register), [(p.code, p.source.line) for p in problems]) == (["papers/ok"], [("address-invalid", 2)])
    assert f"\n{address}:" not in format_register({address: Held(Source("f")), "papers/letter": Held(Source("f"))})
    assert load_register("papers/letter:\nauthors/kind:\ntags/months:\n", "f")[1] == []


def test_lines_come_back_as_they_were_written() -> None:
    held = Held.__struct_fields__
    assert held == ("source", "marks", "to", "gone")
    register, problems = load_register("papers/a: doi:10.1/x%20y doi:10.1/z gone\r\n\n# note\ntags/b: to:tags/c\n", "f")
    assert not problems
    assert (register["papers/a"].marks, register["papers/a"].gone) == ({"doi": ("10.1/x y", "10.1/z")}, True)
    assert (register["tags/b"].to, register["tags/b"].source.line) == ("tags/c", 4)


@pytest.mark.parametrize(
    ("ids", "title", "alike", "text", "names", "firm", "loose"),
    [
        # A shared id with anything more, one title and one abstract, or one abstract and one author.
        (1, True, True, None, None, True, 2),
        (1, False, False, True, None, True, 4),
        (1, False, False, None, True, True, 4),
        (1, False, False, None, None, False, 4),
        (1, False, False, False, False, False, 0),
        (1, False, False, False, None, False, 4),
        (1, False, False, None, False, False, 4),
        (0, True, True, True, None, True, 5),
        (0, True, True, True, True, True, 1),
        (0, True, True, True, False, False, 0),
        (0, False, True, True, True, True, 6),
        (0, False, True, True, None, False, 6),
        (0, False, True, True, False, False, 0),
        (0, False, False, True, None, False, 0),
        (0, False, True, None, True, False, 0),
        # The title, by what else is known.
        (0, True, True, None, True, False, 1),
        (0, True, True, None, None, False, 2),
        (0, True, True, False, True, False, 3),
        (0, True, True, False, None, False, 0),
        (0, True, True, None, False, False, 0),
        # Ids that differ.
        (-1, True, True, True, True, False, 5),
        (-1, True, True, True, False, False, 0),
        (-1, True, True, None, True, False, 0),
        (-1, False, True, True, True, False, 0),
    ],
)
def test_how_firmly_marks_and_a_record_agree(
    ids: int, title: bool, alike: bool, text: bool | None, names: bool | None, firm: bool, loose: int
) -> None:
    seen = Agreement(ids, title, alike, text, names)
    assert (seen.firm, seen.loose) == (firm, loose)


@pytest.mark.parametrize(
    ("one", "other", "seen"),
    [
        # (ids, title, alike, text, names) of the marks of one paper beside another.
        (FULL, FULL, (1, True, True, True, True)),
        (FULL, paper("Sand that comes back", OTHER, "Eve Aho", ids={"arxiv": "2402.00002"}), (-1, False, True, False, False)),
        (FULL, paper("Bread and sand at night", "", "", ids={"doi": "10.1/x"}), (0, False, False, None, None)),
        (paper(SAND, "", "Anonymous"), paper(SAND, "", "Sand Team"), (0, True, True, None, None)),
        (paper(SAND, "", "Ada Núñez"), paper(SAND, "", "Núñez Ada"), (0, True, True, None, True)),
        (paper(SAND, "", "A. Núñez; B. Li; C. Oz; D. Wu"), paper(SAND, "", "D. Wu"), (0, True, True, None, False)),
        (paper(SAND, ids={"isbn": "1"}), paper(SAND, ids={"isbn": "2"}), (0, True, True, None, None)),
        (paper(SAND, "one two three four five six seven"), paper(SAND, "one two three four five six seven"), (0, True, True, None, None)),
        (paper(SAND, "one two three four five six seven eight"), paper(SAND, "one two three four five six seven eight"),
         (0, True, True, True, None)),
        (paper(SAND, "one two three four five six seven eight"), paper("Night", "one two three four five six seven eight"),
         (0, False, False, False, None)),
    ],
)  # fmt: skip
def test_what_marks_and_a_record_share(one: Paper, other: Paper, seen: tuple[object, ...]) -> None:
    ours, theirs = face_of(tidy(one)), face_of(tidy(other))
    found = agree(marks_of_work([ours]), theirs, print_of(theirs), {paper_key(one.title)}, paper_key(other.title))
    assert found == Agreement(*seen)  # type: ignore[arg-type]
