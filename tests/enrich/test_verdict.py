"""Whether two records are one work: a table of kinds, hundreds of works that look like one, and what must hold for any two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.enrich.identity.faces import face_of
from generator.enrich.identity.pieces import is_generic, piece_of
from generator.enrich.identity.records import tidy
from generator.enrich.identity.verdict import Verdict, compare, parting, shared_authors
from generator.model import Author, Paper, Source
from tests.enrich.hard_negatives import Pair, invented, real

TEXT = (
    "Rivers carry sand to the sea, and nobody has counted how much of it returns with the wind. We count it on forty beaches over ten"
    " years, with drones, sieves and patience, and find that a third comes back. A simple model of wind, tide and grain size explains"
    " most of what we see and predicts the rest."
)
OTHER = (
    "Bread rises because yeast breathes. This article measures breath in ninety bakeries by night, relates warmth, salt and flour to"
    " volume, and gives bakers a table to hang on the wall. Sourdough behaves differently; two sections are devoted to it, with recipes."
)


def paper(title: str, text: str = "", authors: str = "", **fields: object) -> Paper:
    names = tuple(Author(name.strip()) for name in authors.split(";") if name.strip())
    return Paper(title=title, abstract=text, authors=names, source=Source("x"), **fields)  # type: ignore[arg-type]


def verdict(one: Paper, other: Paper) -> Verdict:
    return compare(face_of(tidy(one)), face_of(tidy(other)))


ADA, BO, THREE = "Ada Núñez; Bo Li", "Bo Li", "Ada Núñez; Bo Li; Cy Oz"
SAND = "How much sand comes back from the sea"


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        # ids
        (paper("A", ids={"arxiv": "2401.00001v1"}), paper("B", TEXT, ids={"arxiv": "2401.00001v7"}), "same"),
        (paper("A", ids={"arxiv": "math.DG/0303109"}), paper("B", TEXT, url="https://arxiv.org/abs/math/0303109v2"), "same"),
        (paper("A", ids={"doi": "10.1/ABC"}), paper("B", TEXT, ids={"doi": "https://doi.org/10.1/abc"}), "same"),
        (paper("A", ids={"doi": "10.48550/arXiv.2401.00001"}), paper("B", ids={"arxiv": "2401.00001"}), "same"),
        (paper("A", url="https://arxiv.org/abs/2401.00001v3"), paper("B", ids={"arxiv": "2401.00001"}), "same"),
        (paper("A", url="https://huggingface.co/papers/2401.00001"), paper("B", url="https://arxiv.org/pdf/2401.00001.pdf"), "same"),
        (paper(SAND, TEXT, ADA, ids={"arxiv": "2401.00001"}), paper("Night bread", OTHER, "Eve Aho", ids={"arxiv": "2401.00001"}), "doubt"),
        (paper("Coding sand with features", TEXT, ADA, ids={"doi": "10.1/x"}),
         paper("Features of sand and bread", OTHER, "Eve Aho", ids={"doi": "10.1/x"}), "doubt"),
        (paper("Counting sand at night", "", ADA, ids={"doi": "10.1/x"}),
         paper("Sand and bread in winter", "", "Eve Aho", ids={"doi": "10.1/x"}), "doubt"),
        (paper(SAND, TEXT, ADA, ids={"arxiv": "2401.00001"}), paper(SAND, TEXT, ADA, ids={"arxiv": "2402.00002"}), "doubt"),
        (paper(SAND, TEXT, ADA, ids={"doi": "10.1/a"}), paper(SAND, TEXT, ADA, ids={"doi": "10.2/b"}), "same"),
        (paper(SAND, TEXT, ADA, ids={"arxiv": "2401.00001"}), paper(SAND, TEXT, ADA), "same"),
        (paper(SAND, TEXT, ADA, ids={"arxiv": "2401.00001"}), paper("Night", TEXT, "Eve Aho", ids={"arxiv": "2401.00001"}), "same"),
        (paper("Sand of the sea", "", ADA, ids={"doi": "10.1/x"}), paper("Sand of rivers", "", "Eve Aho", ids={"doi": "10.1/x"}), "same"),
        (paper("Sand of the sea", TEXT, ADA, ids={"doi": "10.1/x"}), paper("Sand of rivers", OTHER, "Eve Aho", ids={"doi": "10.1/x"}),
         "doubt"),
        (paper("Sand of the sea", TEXT, ADA, ids={"doi": "10.1/x"}), paper("The sand of the sea", OTHER, "Eve Aho", ids={"doi": "10.1/x"}),
         "same"),
        # one title
        (paper(SAND, TEXT), paper(SAND.upper(), TEXT), "same"),
        (paper("Fine-tuning on-line", TEXT), paper("Finetuning online", TEXT), "same"),
        (paper(SAND, TEXT, ADA, date="2001"), paper(SAND, OTHER, THREE, date="2005"), "same"),
        (paper(SAND, TEXT, ADA, date="2001"), paper(SAND, OTHER, THREE, date="2015"), "doubt"),
        (paper(SAND, TEXT, ADA), paper(SAND, OTHER, "Eve Aho"), "apart"),
        (paper(SAND, "", ADA), paper(SAND, "", "Eve Aho"), "apart"),
        (paper(SAND, TEXT, ADA), paper(SAND, TEXT, "Eve Aho; Fu Wei"), "doubt"),
        (paper(SAND, TEXT, ADA), paper(SAND, TEXT, "anunez; libo99"), "same"),
        (paper(SAND, TEXT, ADA), paper(SAND, TEXT, "Anonymous"), "same"),
        (paper(SAND, TEXT, ADA), paper(SAND, TEXT, "Sand Team"), "same"),
        (paper(SAND, TEXT, ADA), paper("How much sand comes back", TEXT, "The Sand Collaboration"), "same"),
        (paper("Sand", TEXT, ADA), paper("Sand", OTHER, "Sand Team"), "apart"),
        (paper(SAND, TEXT), paper(SAND, OTHER), "apart"),
        (paper(SAND, TEXT), paper(SAND, TEXT[: len(TEXT) // 2] + "..."), "same"),
        (paper(SAND), paper(SAND, TEXT, ADA), "same"),
        (paper(SAND, date="2010"), paper(SAND, date="2020"), "doubt"),
        (paper("Deep sand"), paper("Deep sand", TEXT), "doubt"),
        (paper("Introduction", TEXT), paper("Introduction", OTHER), "apart"),
        (paper("Introduction", "", ADA), paper("Introduction", "", BO), "doubt"),
        (paper("Preface to the proceedings", TEXT, ADA), paper("Preface to the proceedings", TEXT, ADA), "same"),
        (paper("Overview of the sand task", TEXT, ADA, date="2020"), paper("Overview of the sand task", OTHER, ADA, date="2021"), "apart"),
        (paper("Overview of the sand task"), paper("Overview of the sand task", TEXT), "doubt"),
        (paper("Overview of the 2020 sand task"), paper("Overview of the 2020 sand task", TEXT), "same"),
        (paper("Findings of the 2020 sand task", TEXT, ADA, date="2020"), paper("Findings of the 2020 sand task", OTHER, ADA, date="2021"),
         "same"),
        (paper("Sand", TEXT, "J. Smith"), paper("Sand", OTHER, "Jane Smith; Bo Li"), "same"),
        (paper("Sand", TEXT, "Wei Wang"), paper("Sand", OTHER, "Wenjun Wang"), "apart"),
        (paper("Sand", TEXT, "Gong Yangrui"), paper("Sand", OTHER, "Yangrui Gong"), "same"),
        (paper("Sand", TEXT, "Max Müller-Lyer"), paper("Sand", OTHER, "M. Muller-Lyer"), "same"),
        # two titles
        (paper(SAND, TEXT, ADA), paper("A third of all sand returns", TEXT, THREE), "same"),
        (paper(SAND, TEXT), paper("Sand comes back from the sea: a count", TEXT), "same"),
        (paper(SAND, TEXT, ADA), paper("A third of all sand returns", TEXT, "Eve Aho; Fu Wei"), "apart"),
        (paper(SAND, TEXT, ADA), paper("Night bread", OTHER, ADA), "apart"),
        (paper(f"{SAND} 2019", TEXT, ADA), paper(f"{SAND} 2020", TEXT, ADA), "doubt"),
        (paper(SAND, TEXT, ADA), paper(f"{SAND}++", TEXT, ADA), "doubt"),
        (paper("Sand in C", TEXT, ADA), paper("Sand in C#", OTHER, ADA), "apart"),
        (paper(SAND, TEXT, ADA), paper(f"Erratum: {SAND}", TEXT, ADA), "apart"),
        (paper(SAND, TEXT, ADA), paper(f"A reply to “{SAND}”", TEXT, ADA), "apart"),
        (paper(SAND, TEXT, ADA), paper(f"{SAND}: a rejoinder", TEXT, ADA), "apart"),
        (paper(SAND, TEXT, ADA), paper(f"{SAND} (extended abstract)", TEXT, ADA), "same"),
        (paper("Sand counted within 3min", TEXT, ADA), paper("Sand counted within 2min", TEXT, ADA), "same"),
        (paper("The 2nd count of sand", TEXT, ADA), paper("The 3rd count of sand", TEXT, ADA), "doubt"),
        (paper("Sand, part 1", TEXT, ADA), paper("Sand, part 2", TEXT, ADA), "doubt"),
        (paper("海の砂", "海" * 100), paper("海の塩", "塩" * 100), "apart"),
    ],
)  # fmt: skip
def test_the_verdict_on_two(one: Paper, other: Paper, word: str) -> None:
    assert verdict(one, other).word == word
    assert verdict(other, one) == verdict(one, other)


ABOUT = (
    "Erratum to: {}", "Correction: {}", "Corrigendum to “{}”", "Author Correction: {}", "Publisher Correction: {}", "Retraction Note: {}",
    "Expression of Concern: {}", "Comment on “{}”", "Comments on '{}'", "Commentary: {}", "Reply to comment on “{}”", "{}: Authors' reply",
    "{} — reply", "Re: {}", "Letter to the editor regarding “{}”", "Discussion: {}", "Invited commentary: {}", "Editorial: {}",
    "Rejoinder: {}", "Supplement to “{}”", "Addendum: {}", "Book review: {}", "Review of “{}”", "{} (Erratum)", "{} [Corrigendum]",
    "{}: study protocol", "A critique of “{}”", "Notice of retraction: {}",
)  # fmt: skip


@pytest.mark.parametrize("pattern", ABOUT)
@pytest.mark.parametrize("text", ["", TEXT])
def test_a_piece_about_a_work_is_another_work(pattern: str, text: str) -> None:
    """Also when a database gives it the abstract of the work: its authors are the same, and all words of the title."""
    piece = paper(pattern.format(SAND), text, ADA, date="2021")
    assert not verdict(paper(SAND, text, ADA, date="2020"), piece).same
    assert verdict(piece, paper(pattern.format(SAND), text, ADA, date="2021", venues=("Sand Letters",))).same


@pytest.mark.parametrize("printed", ["RETRACTED: {}", "[Retracted] {}", "RETRACTED ARTICLE: {}", "Withdrawn: {}"])
def test_a_work_that_was_taken_back_is_the_same_work(printed: str) -> None:
    assert verdict(paper(SAND, TEXT, ADA), paper(printed.format(SAND), TEXT, ADA)).same


@pytest.mark.parametrize(
    "title",
    [
        "Editorial", "Introduction", "Author's reply", "Reply to Smith et al.", "News and views", "Journal club", "Case report",
        "Introduction to the special section", "Thank you to reviewers", "Images in clinical medicine", "Presidential address",
        # What comes out every year, without the year in its title.
        "Sand statistics", "World sand outlook", "Annual report of the sand centres", "Guidelines for counting sand", "State of the sand",
        "Weekly report on sand",
    ],
)  # fmt: skip
def test_a_title_that_comes_back_tells_no_work(title: str) -> None:
    older, newer = (paper(title, "", "Jane Smith; Bo Li", date=year) for year in ("2015", "2018"))
    assert verdict(older, newer).word == "doubt"
    if "sand" in title.lower():
        again = paper(title, "", "Jane Smith; Bo Li", date="2015", venues=("Sand Letters",))
        assert verdict(older, again).same, "of one year it is one"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("On sand flows. I", "On sand flows. II"), ("Sand flows: Part A", "Sand flows: Part B"),
        ("Sand flows, volume one", "Sand flows, volume two"),
        ("The sand project. I. Tides", "The sand project. X. Tides"), ("Making of sand-α", "Making of sand-β"),
        ("Sand flows (first part)", "Sand flows (second part)"), ("Phase I trial of sand", "Phase II trial of sand"),
    ],
)  # fmt: skip
def test_parts_are_works_of_their_own(one: str, other: str) -> None:
    for text in (TEXT, TEXT.replace("forty", "fifty")):
        assert not verdict(paper(one, TEXT, ADA, date="2020"), paper(other, text, ADA, date="2020")).same


def test_a_greek_letter_may_be_written_in_latin() -> None:
    assert verdict(paper("TGF-β in wet sand", TEXT, ADA), paper("TGF-b in wet sand", TEXT, ADA)).same


def test_thousands_of_namesakes_are_no_trouble() -> None:
    def crowd(start: int) -> str:
        return "; ".join(
            f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676 % 26)}x Wang"
            for n in range(start, start + 9000)
        )

    assert verdict(paper("Sand", TEXT, crowd(0)), paper("Sand", OTHER, crowd(1000))).same
    assert verdict(paper("Sand", TEXT, crowd(0)), paper("Sand", OTHER, crowd(9000))).word == "apart"


PAIRS = [*invented(), *real()]


def test_there_are_hundreds_of_hard_pairs() -> None:
    assert len(PAIRS) > 220
    assert len({pair.kind for pair in PAIRS}) == 13


@pytest.mark.parametrize("kind", sorted({pair.kind for pair in PAIRS}))
def test_works_that_look_like_one_stay_two(kind: str) -> None:
    pairs: list[Pair] = [pair for pair in PAIRS if pair.kind == kind]
    assert [(p.one.title, p.other.title) for p in pairs if verdict(p.one, p.other).same] == []


@given(
    st.text(max_size=60),
    st.text(max_size=300),
    st.text(max_size=30),
    st.text(max_size=60),
    st.text(max_size=300),
    st.text(max_size=30),
)
def test_it_does_not_matter_which_comes_first(a: str, b: str, c: str, d: str, e: str, f: str) -> None:
    one, other = paper(a, b, c), paper(d, e, f)
    assert verdict(one, other) == verdict(other, one)
    assert verdict(one, one).same


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("Kathrin Berg", "Katrin Berg", 1.0), ("Andreas Berg", "Andrea Berg", 1.0), ("Kathrin Berg", "Kerstin Berg", None),
        ("Jane Berg", "Jan Berg", None), ("J. Berg", "Jane Berg", 1.0), ("K. Berg", "Jane Berg", None), ("Luc Van Gool", "Luc Gool", 1.0),
        ("Gong Yangrui", "Yangrui Gong", 1.0), ("Maria Li", "Marie Li", 1.0), ("Anna Li", "Anne Li", None), ("Li", "Bo Li", 1.0),
    ],
)  # fmt: skip
def test_how_far_two_names_may_differ(one: str, other: str, shared: float | None) -> None:
    found = shared_authors(face_of(tidy(paper("T", authors=one))), face_of(tidy(paper("T", authors=other))))
    assert (found or None) == shared


@pytest.mark.parametrize(("count", "told"), [(19, False), (20, True)])
def test_an_abstract_of_few_words_tells_nothing(count: int, told: bool) -> None:
    words = " ".join(f"word{chr(97 + number)}" for number in range(count))
    assert face_of(paper("T", words)).long is told


FILLED = tuple(f"{a}{b}{c}" for a in "bdfgk" for b in "aeiou" for c in "lmnr")


def abstracts(share: float, size: int = 60) -> tuple[str, str]:
    """Two abstracts of `size` different words that share so much of them (Jaccard)."""
    same = round(2 * size * share / (1 + share))
    return " ".join(FILLED[:size]), " ".join([*FILLED[:same], *(f"{word}s" for word in FILLED[same:size])])


EACH = "Overview of the sand task"
LONG, SHORT = "How much sand comes back from the wide sea", "Sand comes back"
# Words of the two titles that are shared: 1 of 7, 2 of 6, 3 of 6, 4 of 5.
FAR = ("Counting sand on forty beaches", "Sand returns again")
SOME, HALF, MOST = (
    ("Salt sand wind and", "Tides move sand and"),
    ("Sand wind salt shells", "Sand wind salt by night time"),
    ("Sand wind salt by night", "Sand wind salt by"),
)
FOUR = "Ada Núñez; Bo Li; Cy Oz; Di Wu"


@pytest.mark.parametrize(
    ("share", "titles", "authors", "years", "word"),
    [
        # one title, nobody named: how much the abstracts share, and in a short title more
        (0.40, LONG, ("", ""), ("", ""), "same"),
        (0.27, LONG, ("", ""), ("", ""), "doubt"),
        (0.20, LONG, ("", ""), ("", ""), "apart"),
        (0.55, SHORT, ("", ""), ("", ""), "same"),
        (0.40, SHORT, ("", ""), ("", ""), "doubt"),
        # one title, few of the authors
        (0.50, LONG, (FOUR, "Bo Li; Eve Aho; Fu Wei; Gil Ro"), ("", ""), "same"),
        (0.40, LONG, (FOUR, "Bo Li; Eve Aho; Fu Wei; Gil Ro"), ("", ""), "apart"),
        (None, LONG, (FOUR, "Bo Li; Eve Aho; Fu Wei; Gil Ro"), ("", ""), "apart"),
        (None, LONG, ("Ada Núñez; Bo Li; Cy Oz", "Bo Li; Eve Aho; Fu Wei"), ("", ""), "doubt"),
        (0.30, LONG, ("Ada Núñez; Bo Li; Cy Oz", "Bo Li; Eve Aho; Fu Wei"), ("", ""), "same"),
        (0.20, LONG, ("Ada Núñez; Bo Li; Cy Oz", "Bo Li; Eve Aho; Fu Wei"), ("", ""), "doubt"),
        (None, LONG, (FOUR, "Bo Li; Di Wu; Eve Aho; Fu Wei"), ("", ""), "same"),
        # one title and its authors, years apart
        (0.20, LONG, (ADA, ADA), ("2001", "2010"), "doubt"),
        (0.20, LONG, (ADA, ADA), ("2001", "2009"), "same"),
        (0.30, LONG, (ADA, ADA), ("2001", "2015"), "same"),
        (None, LONG, (ADA, ADA), ("2001", "2015"), "same"),
        # one title, and nothing else to tell by
        (None, LONG, ("", ""), ("2001", "2003"), "same"),
        (None, LONG, ("", ""), ("2001", "2004"), "doubt"),
        (None, "Sand comes back again", ("", ""), ("2001", "2002"), "same"),
        (None, "Sand comes back", ("", ""), ("2001", "2002"), "doubt"),
        (None, "Psychoneuroimmunology reconsidered", ("", ""), ("2001", "2002"), "same"),
        (0.20, LONG, (ADA, ADA), ("2001", ""), "same"),
        # titles of what comes back each year
        (0.97, EACH, (ADA, ADA), ("2020", "2021"), "same"),
        (0.85, EACH, (ADA, ADA), ("2020", "2021"), "doubt"),
        (0.85, EACH, (ADA, ADA), ("", ""), "same"),
        (0.85, EACH, (ADA, ADA), ("2020", "2020"), "same"),
        (0.85, LONG, (ADA, ADA), ("2020", "2021"), "same"),
        (0.60, "Introduction", ("", ""), ("", ""), "doubt"),
        (0.40, "Introduction", ("", ""), ("", ""), "apart"),
        # two titles, and the authors agree
        (0.65, MOST, (ADA, ADA), ("", ""), "apart"),
        (0.71, MOST, (ADA, ADA), ("", ""), "same"),
        (0.71, HALF, (ADA, ADA), ("", ""), "apart"),
        (0.80, HALF, (ADA, ADA), ("", ""), "same"),
        (0.80, HALF, (ADA, ADA), ("2001", "2002"), "same"),
        (0.80, HALF, (ADA, ADA), ("2001", "2003"), "doubt"),
        (0.80, SOME, (ADA, ADA), ("", ""), "doubt"),
        (0.92, FAR, (ADA, ADA), ("", ""), "same"),
        (0.85, FAR, (ADA, ADA), ("", ""), "doubt"),
        (0.92, FAR, (FOUR, "Bo Li; Di Wu; Eve Aho; Fu Wei"), ("", ""), "same"),
        (0.92, FAR, (FOUR, "Bo Li; Eve Aho; Fu Wei; Gil Ro"), ("", ""), "apart"),
        # two titles, and nobody is named
        (0.87, SOME, ("", ""), ("", ""), "same"),
        (0.80, SOME, ("", ""), ("", ""), "doubt"),
        (0.92, FAR, ("", ""), ("", ""), "doubt"),
        (1.0, FAR, ("", ""), ("", ""), "same"),
    ],
)  # fmt: skip
def test_how_much_two_records_must_share(
    share: float | None, titles: str | tuple[str, str], authors: tuple[str, str], years: tuple[str, str], word: str
) -> None:
    texts = ("", "") if share is None else abstracts(share)
    one, other = (titles, titles) if isinstance(titles, str) else titles
    a = paper(one, texts[0], authors[0], date=years[0] or None)
    b = paper(other, texts[1], authors[1], date=years[1] or None)
    assert verdict(a, b).word == word
    assert verdict(b, a) == verdict(a, b)


def test_an_abstract_that_was_cut_off_counts_as_far_as_it_goes() -> None:
    text = abstracts(1.0)[0]
    begun = " ".join(text.split()[:21])
    for one, other, word in ((text, f"{begun} …", "same"), (text, begun, "doubt")):
        assert verdict(paper(SHORT, one), paper(SHORT, other)).word == word
        assert verdict(paper(SHORT, other), paper(SHORT, one)).word == word


def test_what_parts_two_titles_holds_against_a_third_record_where_the_texts_are_near() -> None:
    parts = ("Sand, part 1", "Sand, part 2")
    assert [
        verdict(paper(parts[0], one), paper(parts[1], other)).firm for one, other in map(abstracts, (0.5, 0.8))
    ] == [False, True]


@pytest.mark.parametrize(("ours", "theirs"), [(THREE, BO), (FOUR, "Cy Oz; Di Wu")])
def test_the_shorter_list_of_authors_counts(ours: str, theirs: str) -> None:
    faces = [face_of(tidy(paper(SAND, "", names))) for names in (ours, theirs)]
    assert shared_authors(*faces) == shared_authors(*reversed(faces)) == 1


@pytest.mark.parametrize(("words", "word"), [(40, "same"), (39, "doubt")])
def test_a_short_abstract_alone_tells_less(words: int, word: str) -> None:
    text = abstracts(1.0, words)[0]
    assert verdict(paper(FAR[0], text), paper(FAR[1], text)).word == word


@pytest.mark.parametrize(
    ("one", "other", "share", "parts"),
    [
        ("sand 2019", "sand 2020", 1.0, True),
        ("sand by night", "sand by day", 1.0, False),
        ("sand with 3 sieves", "sand with 4 sieves", 0.97, True),
        ("sand with 3 sieves", "sand with 4 new pans", 0.97, False),
        ("sand with 3 sieves", "sand with 4 new pans", 0.94, True),
        ("sand within 3min", "sand within 2min", 0.97, False),
        ("sand within 3min", "sand within 2min", 0.94, True),
        ("sand ii", "sand of rivers", 1.0, True),
        ("sand i", "sand v", 0.97, True),
        ("sand i", "sand", 0.97, True),
        ("first sand", "second sand", 0.97, True),
        ("first sand", "sand", 0.97, False),
        ("first sand workshop", "sand workshop", 0.97, True),
        ("two sands", "three sands", 0.97, True),
        ("two sands", "sands", 0.97, False),
        ("sand a", "sand b", 0.97, True),
        ("sand a", "sand β", 0.97, False),
        ("sand α", "sand β", 0.97, True),
        ("sand a b", "sand c", 0.97, False),
        ("sand", "sand c++", 0.97, True),
        ("sand supplement", "sand", 1.0, True),
    ],
)
def test_what_parts_two_titles(one: str, other: str, share: float, parts: bool) -> None:
    assert parting(one, other, share) == parting(other, one, share) == parts


@pytest.mark.parametrize(
    ("title", "generic"),
    [
        ("editorial", True),
        ("reply to smith et al", True),
        ("reply to smith et al on moss", False),
        ("moss editorial", False),
    ],
)
def test_a_title_that_tells_of_no_work(title: str, generic: bool) -> None:
    assert is_generic(title, piece_of(title)) is generic
