"""Merging: one page a work, keys that last whatever is added, and a record that its digests complete."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.config.corrections import Correction
from generator.config.facts import Fact, Stated
from generator.enrich.identity import Merged, merge
from generator.enrich.identity.ids import known_ids
from generator.enrich.identity.records import complete, supplement
from generator.model import Author, Digest, Origin, Paper, Publication, Reading, Source
from tests.enrich.hard_negatives import invented, real
from tests.enrich.test_verdict import OTHER, TEXT, paper

SAND = "How much sand comes back from the sea"


def reading(date: str, *papers: Paper, name: str = "list") -> Reading:
    path = f"digests/{date}-{name}.txt"
    placed = tuple(replace(p, source=Source(path, line)) for line, p in enumerate(papers, start=1))
    return Reading(Digest(f"{date}-{name}", date, name, path), placed)


def keys(merged: Merged) -> list[str]:
    return [p.key for p in merged.papers]


def addresses(merged: Merged) -> set[str]:
    """Every key that answers; none twice."""
    found = [key for p in merged.papers for key in (p.key, *p.redirects)]
    assert len(found) == len(set(found)), found
    return set(found)


def fix(paper: str, **parts: object) -> Correction:
    return Correction(Source("digests/corrections.yml", 7), paper, **parts)  # type: ignore[arg-type]


def test_a_work_in_two_digests_is_one_page_that_lists_both() -> None:
    merged = merge(
        [
            reading("2025-02-01", paper(SAND, TEXT)),
            reading("2025-01-01", paper(SAND.upper(), TEXT), paper("Night bread", OTHER)),
        ]
    )
    assert keys(merged) == ["how-much-sand-comes-back-from-the-sea", "night-bread"]
    sand = merged.papers[0]
    assert [(a.digest, a.title) for a in sand.appearances] == [
        ("2025-01-01-list", SAND.upper()),
        ("2025-02-01-list", SAND),
    ]
    assert sand.added == "2025-01-01"
    assert merged.listed == {
        "digests/2025-01-01-list.txt": ("how-much-sand-comes-back-from-the-sea", "night-bread"),
        "digests/2025-02-01-list.txt": ("how-much-sand-comes-back-from-the-sea",),
    }
    assert merged.problems == ()


def test_twice_in_one_digest_is_one() -> None:
    merged = merge([reading("2025-01-01", paper(SAND, TEXT), paper(SAND, TEXT))])
    assert len(merged.papers) == 1
    assert [a.source.line for a in merged.papers[0].appearances] == [1, 2]
    assert merged.listed["digests/2025-01-01-list.txt"] == ("how-much-sand-comes-back-from-the-sea",)


def test_a_retitled_work_keeps_its_first_key_and_the_other_redirects() -> None:
    first, later = paper("Counting sand", TEXT, "Ada Núñez"), paper("A third of all sand returns", TEXT, "Ada Núñez")
    merged = merge([reading("2025-01-01", first), reading("2025-02-01", later)])
    assert keys(merged) == ["counting-sand"]
    assert merged.papers[0].redirects == ("a-third-of-all-sand-returns",)
    assert merged.papers[0].title == "A third of all sand returns"


def test_of_two_works_with_one_title_the_later_gets_a_number() -> None:
    merged = merge(
        [reading("2025-02-01", paper("Introduction", TEXT)), reading("2025-01-01", paper("Introduction", OTHER))]
    )
    assert [(p.key, p.abstract) for p in merged.papers] == [("introduction", OTHER), ("introduction-2", TEXT)]


def test_two_works_that_a_third_record_joins_leave_a_redirect() -> None:
    one = paper(SAND, TEXT, "Ada Núñez", ids={"arxiv": "2401.00001"})
    other = paper(SAND, OTHER, "Eve Aho", ids={"doi": "10.1/x"})
    before = merge([reading("2025-01-01", one), reading("2025-02-01", other)])
    assert len(before.papers) == 2
    both = paper(SAND, TEXT, "Ada Núñez; Eve Aho", ids={"arxiv": "2401.00001", "doi": "10.1/x"})
    after = merge([reading("2025-01-01", one), reading("2025-02-01", other), reading("2025-03-01", both)])
    assert addresses(before) <= addresses(after)


def test_a_doubt_is_a_note_that_tells_how_to_settle_it() -> None:
    digests = [
        reading("2025-01-01", paper(SAND, TEXT, "Ada Núñez")),
        reading("2025-02-01", paper(SAND, TEXT, "Eve Aho")),
    ]
    merged = merge(digests)
    assert len(merged.papers) == 2
    (problem,) = merged.problems
    assert (problem.level, problem.code, problem.source) == (
        "note",
        "maybe-same-work",
        Source("digests/2025-02-01-list.txt", 1),
    )
    assert "`paper: how-much-sand-comes-back-from-the-sea-2`" in problem.message
    assert "`keep_apart: how-much-sand-comes-back-from-the-sea`" in problem.message
    key = "how-much-sand-comes-back-from-the-sea"
    assert merge(digests, [fix(f"{key}-2", keep_apart=(key,))]).problems == ()
    assert merge(digests, [fix(f"{key}-2", accept=("maybe-same-work",))]).problems == ()
    joined = merge(digests, [fix(f"{key}-2", merge_into=key)])
    assert joined.problems == ()
    assert [(p.key, p.redirects) for p in joined.papers] == [(key, (f"{key}-2",))]


def test_keep_apart_parts_what_would_be_joined() -> None:
    one, other = paper("Counting sand", TEXT, "Ada Núñez"), paper("A third of all sand returns", TEXT, "Ada Núñez")
    digests = [reading("2025-01-01", one), reading("2025-02-01", other)]
    for name in ("a-third-of-all-sand-returns", "A third of all sand returns!", "digests/2025-02-01-list.txt:1"):
        merged = merge(digests, [fix("counting-sand", keep_apart=(name,))])
        assert keys(merged) == ["counting-sand", "a-third-of-all-sand-returns"], name
        assert merged.problems == ()


def test_merge_into_goes_the_way_it_is_told_and_in_chains() -> None:
    digests = [reading("2025-01-01", paper("Alpha", TEXT), paper("Beta", OTHER), paper("Gamma", ""))]
    merged = merge(digests, [fix("alpha", merge_into="beta"), fix("beta", merge_into="Gamma")])
    assert [(p.key, p.redirects) for p in merged.papers] == [("gamma", ("alpha", "beta"))]
    assert merged.listed["digests/2025-01-01-list.txt"] == ("gamma",)
    assert merged.papers[0].abstract == TEXT, "the longest"


ONE = paper("Alpha waves at night", TEXT, "Ada Núñez", ids={"arxiv": "2401.00001"}, date="2024", venues=("NeurIPS",))
TWO = paper(
    "Beta waves by day", OTHER, "Eve Aho; Fu Wei", ids={"arxiv": "2402.00002", "doi": "10.1/b"}, date="2023", venues=("ICML",),
    url="https://b.example/",
)  # fmt: skip


def test_the_paper_that_is_merged_into_keeps_what_it_has() -> None:
    digests = [reading("2025-01-01", TWO), reading("2025-02-01", ONE)]
    merged = merge(
        digests, [fix("beta-waves-by-day", merge_into="alpha-waves-at-night", accept=("merged-ids-differ",))]
    )
    (made,) = merged.papers
    assert merged.problems == ()
    assert (made.title, made.abstract, made.date) == (ONE.title, TEXT, "2024")
    assert [author.name for author in made.authors] == ["Ada Núñez"]
    assert made.ids == {"arxiv": "2401.00001", "doi": "10.1/b"}, "its own, and what it lacked"
    assert made.url == "https://b.example/"
    assert made.venues == ("NeurIPS", "ICML")
    assert (made.key, made.redirects, made.added) == ("alpha-waves-at-night", ("beta-waves-by-day",), "2025-01-01")
    assert known_ids(made) == {"arxiv": ("2401.00001", "2402.00002"), "doi": ("10.1/b",)}, "search finds it by both"
    assert [(o.value, o.used) for o in made.origins if o.field == "title"] == [(ONE.title, True), (TWO.title, False)]


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (ONE, TWO, True),
        (paper("Alpha", TEXT, "Ada Núñez", ids={"doi": "10.1/a"}), paper("Beta", OTHER, "Eve Aho", ids={"doi": "10.2/b"}), True),
        # The DOIs of a preprint and of the article, of which the evidence says that they are one; one id; an id on one side.
        (paper("Alpha", TEXT, "Ada Núñez", ids={"doi": "10.1/a"}), paper("Alpha", OTHER, "Ada Núñez", ids={"doi": "10.2/b"}), False),
        (paper("Alpha", TEXT, "Ada Núñez", ids={"doi": "10.1/a"}), paper("Beta", OTHER, "Eve Aho", ids={"arxiv": "2402.00002"}), False),
    ],
)  # fmt: skip
def test_two_ids_are_doubted_aloud(one: Paper, other: Paper, told: bool) -> None:
    digests = [reading("2025-01-01", one, other)]
    into, name = "digests/2025-01-01-list.txt:1", "digests/2025-01-01-list.txt:2"
    found = [p for p in merge(digests, [fix(name, merge_into=into)]).problems if p.code == "merged-ids-differ"]
    assert bool(found) == told
    for problem in found:
        assert (problem.level, str(problem.source)) == ("warning", "digests/corrections.yml:7")
        assert "`accept: [merged-ids-differ]`" in problem.message
        assert all(value in problem.message for face in (one, other) for value in list(face.ids.values())[:1])
    accepted = merge(digests, [fix(name, merge_into=into, accept=("merged-ids-differ",))]).problems
    assert [p.code for p in accepted if p.code != "correction-unused"] == []
    assert ("correction-unused" in [p.code for p in accepted]) == (not told)


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("Adversarial gates for honest farms", "Hinges: a theory of many doors", True),
        ("Honest farm gates", "Hinges: a theory of many doors", True),
        # A system's name, one title inside the other, and a title that kept some of its words are one work.
        ("Gates", "Hinges: a theory of many doors", False),
        ("Hinges: a theory of many doors", "A theory of many doors", False),
        ("Hinges and latches of many doors", "Doors, their hinges, and why they creak", False),
    ],
)
def test_one_list_with_one_id_for_two_titles_is_a_slip(one: str, other: str, slip: bool) -> None:
    first, second = paper(one, ids={"arxiv": "1707.90271"}), paper(other, ids={"arxiv": "1707.90271"})
    merged = merge([reading("2025-01-01", first, second)])
    assert len(merged.papers) == 1 + slip
    assert [(p.level, p.code, p.source.line) for p in merged.problems] == [("warning", "one-id-two-works", 2)] * slip
    apart = merge([reading("2025-01-01", first), reading("2025-02-01", second)])
    assert len(apart.papers) == 1, "in two lists it is a work that got another title"
    if slip:
        assert "`accept: [one-id-two-works]`" in merged.problems[0].message
        key, into = (p.key for p in merged.papers)
        assert merge([reading("2025-01-01", first, second)], [fix(into, merge_into=key)]).problems == ()
        signed = merge([reading("2025-01-01", first, paper(other, TEXT, ids={"arxiv": "1707.90271"}))])
        assert len(signed.papers) == 2


def test_rename_leaves_a_redirect_and_takes_no_other_papers_key() -> None:
    digests = [reading("2025-01-01", paper("Alpha", TEXT), paper("Beta", OTHER))]
    merged = merge(digests, [fix("alpha", rename="sand")])
    assert [(p.key, p.redirects) for p in merged.papers] == [("sand", ("alpha",)), ("beta", ())]
    clash = merge(digests, [fix("alpha", rename="beta")])
    assert keys(clash) == ["alpha", "beta"]
    assert [(p.level, p.code, str(p.source)) for p in clash.problems] == [
        ("error", "correction-clash", "digests/corrections.yml:7")
    ]


def test_a_renamed_paper_is_found_by_its_new_key() -> None:
    digests = [reading("2025-01-01", paper("Alpha", TEXT), paper("Beta", OTHER))]
    merged = merge(digests, [fix("sand", merge_into="beta"), fix("alpha", rename="sand")])
    assert [(p.key, p.redirects) for p in merged.papers] == [("sand", ("alpha", "beta"))]


@pytest.mark.parametrize(
    ("correction", "code", "said"),
    [
        (fix("alpha", merge_into="bta"), "correction-unknown", "did you mean beta?"),
        (fix("alpha", keep_apart=("gamma rays",)), "correction-unknown", "no paper is known as 'gamma rays'"),
        (fix("alpha", keep_apart=("Alpha",)), "correction-ambiguous", "path:line"),
        (fix("alpha", keep_apart=("beta",)), "correction-unused", "remove this keep_apart"),
        (fix("alpha", merge_into="Introduction"), "correction-ambiguous", "introduction, introduction-2"),
        (fix("alpha", merge_into="alpha"), "correction-unused", "one paper already"),
        (fix("alpha", rename="alpha"), "correction-unused", "remove this rename"),
    ],
)
def test_corrections_that_go_wrong_say_where_and_why(correction: Correction, code: str, said: str) -> None:
    digest = reading(
        "2025-01-01",
        paper("Alpha", TEXT),
        paper("Beta", OTHER),
        paper("Introduction", TEXT),
        paper("Introduction", OTHER),
    )
    found = [p for p in merge([digest], [correction]).problems if p.source.path == "digests/corrections.yml"]
    assert [p.code for p in found] == [code]
    assert said in found[0].message


def test_a_paper_is_named_by_an_id_that_only_facts_know() -> None:
    digest = reading("2025-01-01", paper("Alpha", TEXT), paper("Beta", OTHER))
    fact = Fact(Source("f.jsonl"), "Alpha", values={"arxiv": Stated(("2401.00001",), "x")})
    merged = merge([digest], [fix("2401.00001", merge_into="beta")], [fact])
    assert keys(merged) == ["beta"]


def test_records_complete_each_other_and_the_losers_stay_visible() -> None:
    early = paper(
        SAND,
        TEXT[:90] + "…",
        "A. Núñez",
        date="2024",
        venues=("arXiv",),
        ids={"arxiv": "2401.00001"},
        url="https://arxiv.org/abs/2401.00001",
    )
    late = replace(paper(SAND, TEXT, venues=("ICLR 2025",), date="2025-05", ids={"doi": "10.1/x", "arxiv": "2401.00001"}),
                   authors=(Author("Ada Núñez", "0000-0002-1825-0097"), Author("Bo Li")))  # fmt: skip
    (made,) = merge([reading("2024-02-01", early), reading("2025-06-01", late)]).papers
    assert made.abstract == TEXT
    assert [a.name for a in made.authors] == ["Ada Núñez", "Bo Li"]
    assert made.authors[0].orcid == "0000-0002-1825-0097"
    assert made.date == "2024"
    assert made.venues == ("arXiv", "ICLR 2025")
    assert made.ids == {"arxiv": "2401.00001", "doi": "10.1/x"}
    assert made.url == "https://arxiv.org/abs/2401.00001"
    assert made.source == Source("digests/2024-02-01-list.txt", 1)
    losers = {(o.field, o.value, o.said) for o in made.origins if not o.used}
    assert ("date", "2025-05", "digests/2025-06-01-list.txt:1") in losers
    assert ("authors", "A. Núñez", "digests/2024-02-01-list.txt:1") in losers
    assert Origin("abstract", TEXT, "digests/2025-06-01-list.txt:1") in made.origins


@pytest.mark.parametrize(
    "title",
    [
        "深層学習による画像認識",
        "🧪🔬",
        "…",
        "x" * 512,
        "word " * 100,
        "Ünï 𝔘𝔫𝔦",
        "index",
        "../../etc",
        "<script>",
        "A\u202eB",
    ],
)
def test_odd_titles_have_good_keys(title: str) -> None:
    key = merge([reading("2025-01-01", paper(title, TEXT))]).papers[0].key
    assert key.isascii() and key.replace("-", "").isalnum() and len(key) <= 90
    assert key not in ("index", "page", "months")


def test_ten_thousand_papers_of_one_title_are_no_trouble() -> None:
    texts = (f"{TEXT} {' '.join(f'w{n}x{i}' for i in range(40))}" for n in range(3000))
    merged = merge([reading("2025-01-01", *(paper("Introduction", text) for text in texts))])
    assert len(merged.papers) == 3000
    assert keys(merged)[-1] == "introduction-3000"


@pytest.mark.parametrize("kind", sorted({pair.kind for pair in (*invented(), *real())}))
def test_hard_negatives_stay_apart_in_one_library(kind: str) -> None:
    pairs = [pair for pair in (*invented(), *real()) if pair.kind == kind]
    one = reading("2025-01-01", *(pair.one for pair in pairs), name="a")
    other = reading("2025-01-02", *(pair.other for pair in pairs), name="b")
    merged = merge([one, other])
    page = {str(a.source): p.key for p in merged.papers for a in p.appearances}
    for line, pair in enumerate(pairs, start=1):
        places = [f"digests/2025-01-0{day}-{name}.txt:{line}" for day, name in ((1, "a"), (2, "b"))]
        assert page[places[0]] != page[places[1]], pair.one.title


# Records with few titles, texts, authors and ids, so that every way of joining, parting and bridging comes up.
_TITLES = (
    SAND,
    SAND.upper(),
    "Introduction",
    "Introduction 2",
    "Introduction-2-2",
    "Deep learning",
    "Deep learning 2",
    "A third comes back",
    "C++",
    "C",
)
_IDS = (
    {},
    {"arxiv": "2401.00001"},
    {"arxiv": "2402.00002"},
    {"doi": "10.1/x"},
    {"arxiv": "2401.00001", "doi": "10.1/x"},
)
_RECORDS = st.builds(
    paper,
    st.sampled_from(_TITLES),
    st.sampled_from(["", TEXT, OTHER, TEXT + " " + OTHER]),
    st.sampled_from(["", "Ada Núñez", "Ada Núñez; Bo Li", "Eve Aho"]),
    ids=st.sampled_from(_IDS),
    date=st.sampled_from([None, "2019", "2025"]),
)  # fmt: skip
_DIGESTS = st.lists(st.tuples(st.integers(1, 28), st.lists(_RECORDS, max_size=4)), max_size=6)


def _readings(days: Sequence[tuple[int, list[Paper]]]) -> list[Reading]:
    return [reading(f"2025-01-{day:02}", *papers, name=f"list{number}") for number, (day, papers) in enumerate(days)]


@settings(max_examples=150, deadline=None)
@given(_DIGESTS, st.data())
def test_no_address_is_lost_when_digests_are_added(days: list[tuple[int, list[Paper]]], data: st.DataObject) -> None:
    """In whatever order they come, backdated ones too: an address that a library answers to, every larger one answers to."""
    readings = _readings(days)
    some = [r for r in readings if data.draw(st.booleans())]
    small, large = merge(some), merge(readings)
    assert addresses(small) <= addresses(large)


@settings(max_examples=80, deadline=None)
@given(_DIGESTS, st.data())
def test_no_address_is_lost_when_papers_are_corrected(days: list[tuple[int, list[Paper]]], data: st.DataObject) -> None:
    readings = _readings(days)
    before = merge(readings)
    known = sorted(addresses(before))
    names = st.sampled_from(known) if known else st.just("x")
    made = st.one_of(
        st.builds(lambda a, b: fix(a, merge_into=b), names, names),
        st.builds(lambda a, b: fix(a, keep_apart=(b,)), names, names),
        st.builds(lambda a: fix(a, rename="renamed"), names),
        st.builds(lambda a: fix(a, rename="deep-learning-3"), names),
    )
    after = merge(readings, data.draw(st.lists(made, max_size=4)))
    assert addresses(before) <= addresses(after)


@settings(max_examples=60, deadline=None)
@given(_DIGESTS)
def test_the_order_of_reading_does_not_matter(days: list[tuple[int, list[Paper]]]) -> None:
    readings = _readings(days)
    expected = merge(readings)
    for order in itertools.islice(itertools.permutations(readings), 4):
        assert merge(order).papers == expected.papers
        assert merge(order).problems == expected.problems


@settings(max_examples=100, deadline=None)
@given(_DIGESTS)
def test_every_record_is_on_one_page(days: list[tuple[int, list[Paper]]]) -> None:
    readings = _readings(days)
    merged = merge(readings)
    placed = sorted(str(a.source) for p in merged.papers for a in p.appearances)
    assert placed == sorted(str(p.source) for r in readings for p in r.papers)
    assert len(set(keys(merged))) == len(merged.papers)
    for r in readings:
        assert set(merged.listed[r.digest.path]) <= set(keys(merged))


@pytest.mark.parametrize("first", ["cut", "whole"])
def test_the_whole_list_of_authors_goes_before_one_that_is_cut(first: str) -> None:
    cut = replace(paper(SAND, TEXT, "Ada Núñez; Bo Li"), et_al=True)
    whole = paper(SAND, TEXT, "Ada Núñez; Bo Li; Eve Aho; Cy Ng; Di Wu; Flo Ek; Gus Ohm")
    records = (cut, whole) if first == "cut" else (whole, cut)
    (made,) = merge([reading("2025-01-01", records[0]), reading("2025-02-01", records[1])]).papers
    assert (made.authors, made.et_al) == (whole.authors, False)
    said = [origin.value for origin in made.origins if origin.field == "authors" and not origin.used]
    assert said == ["Ada Núñez; Bo Li; et al."]


def test_of_two_lists_that_are_cut_the_longer_stays_cut() -> None:
    short, long = (replace(paper(SAND, TEXT, names), et_al=True) for names in ("Ada Núñez", "Ada Núñez; Bo Li"))
    (made,) = merge([reading("2025-01-01", long), reading("2025-02-01", short)]).papers
    assert (made.authors, made.et_al) == (long.authors, True)


def test_a_name_that_ends_in_et_al_says_that_the_list_is_cut() -> None:
    (made,) = merge([reading("2025-01-01", paper(SAND, TEXT, "Ada Núñez et al."))]).papers
    assert (made.authors, made.et_al) == ((Author("Ada Núñez"),), True)


def test_publications_complete_each_other_when_they_are_of_one_journal() -> None:
    both = "Ada Núñez; Bo Li"
    wax = Publication("article", "Wax Letters", volume="3", issn=("1234-567X",))
    preprint = Publication("preprint", "Wax Archive", pages="1-40", publisher="Reed Press", isbn=("9780521833783",))
    given = [
        paper(SAND, TEXT, both, publication=preprint),
        paper(SAND, TEXT, both, publication=wax),
        paper(
            SAND, TEXT, both, publication=Publication("", "wax letters", "4", "2", "10-19"), retracted="Retracted 2024"
        ),
    ]
    (made,) = merge([reading("2025-01-01", *given)]).papers
    assert made.publication == Publication("article", "Wax Letters", "3", "2", "10-19", issn=("1234-567X",))
    assert made.retracted == "Retracted 2024"
    told = {(o.field, o.value): o.used for o in made.origins}
    assert told["volume", "3"] and told["pages", "10-19"]
    assert not told["volume", "4"] and not told["pages", "1-40"]


RECORDS: list[tuple[str, list[object], object]] = [
    # field, its values in the records (earliest first), the one that is shown
    ("title", ["How Much Sand", "How much sand", "HOW MUCH SAND"], "How Much Sand"),
    ("title", ["Much sand", "How much sand", "HOW MUCH SAND COMES BACK"], "How much sand"),
    ("title", ["Much sand", "How much sand comes…"], "Much sand"),
    ("title", ["Much sand…", "How much sand comes…"], "How much sand comes…"),
    ("abstract", ["Sand returns with the wind.", "Sand returns."], "Sand returns with the wind."),
    ("abstract", ["Sand returns with …", "Sand returns."], "Sand returns."),
    ("abstract", ["", "Sand."], "Sand."),
    ("date", ["2024-05-01", "2023"], "2023"),
    ("date", ["2023", "2023-07"], "2023-07"),
    ("date", [None, "2025"], "2025"),
    ("comment", ["8 pages", "9 pages"], "9 pages"),
    ("comment", ["8 pages", ""], "8 pages"),
    ("retracted", ["a notice", "another notice"], "another notice"),
    ("url", ["https://a.example/", "https://b.example/"], "https://a.example/"),
    ("lang", ["", "fr", "en"], "fr"),
    ("venues", [("ICLR 2025",), ("iclr 2025", "arXiv")], ("ICLR 2025", "arXiv")),
    ("keywords", [("sand",), ("wind", "Sand")], ("sand", "wind")),
    ("ids", [{"arxiv": "2401.00001"}, {"arxiv": "2402.00002", "doi": "10.1/x"}], {"arxiv": "2401.00001", "doi": "10.1/x"}),
]  # fmt: skip


def test_what_a_digest_lists_again_is_no_newer_title() -> None:
    older, listed, again = (paper(title, "", "") for title in ("Much sand", "How much sand", "How much sand, again"))
    places = (Source("d1", 3), Source("d2", 3), Source("d2", 5))
    made = complete([replace(one, source=at) for one, at in zip((older, listed, again), places, strict=True)])
    assert made.title == "How much sand"


@pytest.mark.parametrize(("field", "values", "shown"), RECORDS)
def test_which_record_gives_a_field(field: str, values: list[object], shown: object) -> None:
    base = paper("Sand", "", "")
    made = complete(
        [replace(base, source=Source(f"d{place}", 1), **{field: one}) for place, one in enumerate(values, 1)]
    )
    assert getattr(made, field) == shown
    if field not in ("venues", "keywords", "ids"):
        others = {one for one in values if one and one != shown}
        assert {o.value for o in made.origins if o.field == field and not o.used} == others


def test_a_paper_that_is_merged_into_keeps_what_it_has_and_takes_what_it_lacks() -> None:
    main = replace(paper("Sand", "", "Bo Li", ids={"doi": "10.1/x"}), source=Source("d", 1), origins=(
        Origin("title", "Sand", "d:1"), Origin("comment", "8 pages", "facts")))  # fmt: skip
    other = replace(paper("Much sand", TEXT, "Ada Núñez; Bo Li", ids={"doi": "10.1/y", "arxiv": "2401.00001"}), source=Source("e", 2),
                    publication=Publication("article", "Blood"), comment="9 pages")  # fmt: skip
    made = supplement(main, [other])
    assert (made.title, made.abstract, made.authors, made.comment) == ("Sand", TEXT, main.authors, "9 pages")
    assert made.ids == {"doi": "10.1/x", "arxiv": "2401.00001"}
    assert made.publication == other.publication
    told = {(o.field, o.value, o.said, o.used) for o in made.origins}
    assert {("title", "Sand", "d:1", True), ("title", "Much sand", "e:2", False), ("doi", "10.1/y", "e:2", False),
            ("comment", "8 pages", "facts", False)} <= told  # fmt: skip
    assert len(told) == len(made.origins)
