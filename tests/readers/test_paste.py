"""The reader of pasted text: the committed digest line by line, and every way in which a paste may differ from it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Reading, Source
from generator.readers.folder import read_bytes
from generator.readers.paste import read
from generator.readers.paste.bylines import author_score, authors_in
from generator.readers.paste.kinds import is_affiliation, is_chrome, is_meta
from generator.readers.paste.units import glue, lines_of, wrap_width
from generator.text import decode, fold
from tests.conftest import Golden
from tests.readers.account import accounted, shown

SEED = Path(__file__).parents[2] / "digests" / "2025-03-14-trending-papers.txt"
CHROME = "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research community\n\nMar 14\n\n"
PAPERS = [
    (
        "Pruning Transformers with One Recipe",
        "We prune the heads of a transformer in one pass. Existing methods need several rounds of training, which is costly. Our "
        "recipe keeps 98.5 % of the accuracy of the full model at half of its size on six benchmarks.",
    ),
    (
        "Is Attention All You Need?",
        "Attention is the core of most language models. In this paper we ask whether it is needed at all (it is not, for short "
        "inputs), and we show with an experiment that convolutions reach the same loss with $O(n \\log n)$ operations.",
    ),
    (
        "Grokking",
        "Small networks generalise long after they have memorised their training data. We study when this happens, propose a measure "
        "that predicts it, and release our code at https://github.com/example/grokking.",
    ),
    (
        "We Need to Talk about Random Seeds.",
        "Random seeds decide more than many authors admit. This work trains 1,000 models that differ in nothing but the seed, and "
        "finds a spread of 2.1 points. It is larger than the gain that most papers report!",
    ),
    (
        "A Tale of Two Losses: Towards Contrastive Pre-training of Graph Encoders in Low-Resource Domains",
        "Graph encoders are pre-trained with one loss or with another. However, the two have not been compared on equal terms, with "
        "the same data and the same time. We do so, and recommend the simpler one.",
    ),
    (
        "Learning to stop: early exits for image classifiers",
        "Image classifiers spend the same time on every image. We let them stop early, when they are sure, and save 40 % of the time "
        "at no loss of accuracy. The approach is easy to add to trained models.",
    ),
]


def pasted(text: str | bytes) -> Reading:
    raw = text.encode() if isinstance(text, str) else text
    reading = read_bytes(raw, "digests/2025-03-14-pasted.txt")
    accounted(reading, decode(raw)[0])
    return reading


def found(reading: Reading) -> list[tuple[str, str]]:
    return [(paper.title, fold(paper.abstract)) for paper in reading.papers]


def written(form: str = "{title}\n\n{abstract}\n\n", head: str = CHROME, foot: str = "") -> str:
    return head + "".join(form.format(title=title, abstract=abstract) for title, abstract in PAPERS) + foot


def wrapped(width: int, between: str = "\n\n", after: str = "\n\n", **options: bool) -> str:
    blocks = (
        f"{textwrap.fill(title, width, **options)}{between}{textwrap.fill(abstract, width, **options)}{after}"
        for title, abstract in PAPERS
    )
    return CHROME + "".join(blocks)


def test_the_committed_digest(golden: Golden) -> None:
    reading = read_bytes(SEED.read_bytes(), f"digests/{SEED.name}")
    accounted(reading, SEED.read_text(encoding="utf-8"))
    assert reading.problems == ()
    assert len(reading.papers) == 79
    golden("readers/seed.txt", shown(reading))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(written(), id="as the committed digest"),
        pytest.param(written("{title}\n{abstract}\n", CHROME.replace("\n\n", "\n")), id="no blank lines"),
        pytest.param(written("{title}\n{abstract}\n\n"), id="blank lines between papers only"),
        pytest.param(written("{title}\n\n{abstract}\n"), id="blank lines after titles only"),
        pytest.param(written("{title}\n\n\n{abstract}\n\n\n\n"), id="doubled blank lines"),
        pytest.param(written().replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(written().replace("\n", "\r"), id="old Mac line ends"),
        pytest.param(written().encode("utf-8-sig"), id="BOM"),
        pytest.param(written().encode("utf-16"), id="UTF-16"),
        pytest.param(written().replace(" ", "\u00a0"), id="non-breaking blanks"),
        pytest.param(written().replace(" ", " \u200b").replace("\n\n", "\n\u200b\n"), id="zero-width blanks"),
        pytest.param(written("  {title}  \n\t\n    {abstract}\t\n \n"), id="indented"),
        pytest.param(wrapped(80), id="wrapped at 80"),
        pytest.param(wrapped(80, between="\n"), id="wrapped, title right above"),
        pytest.param(wrapped(80, between="\n", after="\n"), id="wrapped, no blank lines"),
        pytest.param(wrapped(60), id="wrapped at 60, two-line titles"),
        pytest.param(wrapped(72, break_long_words=False, break_on_hyphens=False), id="wrapped at 72, words whole"),
        pytest.param(wrapped(120), id="wrapped at 120"),
        pytest.param(written("{title}\n\n12\n\n{abstract}\n\nMay 3\n\n4 comments\n\n"), id="votes, dates, comments"),
        pytest.param(written("▲ 31\n{title}\n{abstract}\n· May 29\n2\n"), id="votes before, dates after"),
        pytest.param(written("{title}\n\n12 authors\n\n{abstract}\n\n"), id="a count of authors"),
        pytest.param(written(head="Menu\nSign In\n\nTrending Papers\n\n"), id="other chrome on top"),
        pytest.param(written(foot="Load more\n\nTerms of Service\n\n© 2025 Example\n"), id="chrome at the bottom"),
        pytest.param(written("{title}\n\n{abstract}\n\nShare\n\nRead more\n\n"), id="chrome between papers"),
        pytest.param(written("{title}\n\nAbstract\n\n{abstract}\n\n"), id="a heading above abstracts"),
        pytest.param(written("{title}\n\nAbstract: {abstract}\n\n"), id="a label before abstracts"),
        pytest.param(written("• {title}\n\n{abstract}\n\n", ""), id="bullets before titles"),
    ],
)  # fmt: skip
def test_every_shape_gives_the_same_papers(text: str | bytes) -> None:
    reading = pasted(text)
    assert found(reading) == PAPERS
    assert [problem for problem in reading.problems if problem.level != "note"] == []


def test_numbers_before_titles_are_no_part_of_them() -> None:
    text = "".join(f"{n}. {title}\n\n{abstract}\n\n" for n, (title, abstract) in enumerate(PAPERS, start=1))
    assert found(pasted(text)) == PAPERS
    title, abstract = "3D Vision in 2. Dimensions", PAPERS[0][1]
    assert found(pasted(f"{title}\n\n{abstract}\n")) == [(title, abstract)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada Lovelace, Bo Li", ["Ada Lovelace", "Bo Li"]),
        ("Ada Lovelace and 3 others", ["Ada Lovelace"]),
        ("By Ada Lovelace", ["Ada Lovelace"]),
        (
            "Authors: Ada Núñez, C. van der Berg, Bo Li and Éva Ács",
            ["Ada Núñez", "C. van der Berg", "Bo Li", "Éva Ács"],
        ),
        ("Ada Lovelace1,2, Bo Li*, J. R. Smith†", ["Ada Lovelace", "Bo Li", "J. R. Smith"]),
        ("Lovelace, A., Li, B. C.", ["A. Lovelace", "B. C. Li"]),
        ("Ada Lovelace · Bo Li · Cy Young et al.", ["Ada Lovelace", "Bo Li", "Cy Young"]),
    ],
)
def test_an_author_line_under_the_title(line: str, names: list[str]) -> None:
    reading = pasted(written("{title}\n" + line + "\n\n{abstract}\n\n"))
    assert found(reading) == PAPERS
    assert {tuple(author.name for author in paper.authors) for paper in reading.papers} == {tuple(names)}


def test_a_count_of_authors_is_no_author() -> None:
    reading = pasted(written("{title}\n12 authors\n{abstract}\n"))
    assert [paper.authors for paper in reading.papers] == [()] * 6
    assert author_score("12 authors") == 0


@pytest.mark.parametrize(
    "title", ["Optimal Control and Machine Learning", "Search, Planning, and Learning", "Attention Is All"]
)
def test_a_title_is_no_author_line(title: str) -> None:
    assert author_score(title) < 0.3
    assert found(pasted(f"{title}\n\n{PAPERS[0][1]}\n")) == [(title, PAPERS[0][1])]


def test_paragraphs_of_an_abstract_stay() -> None:
    second = "It also holds for larger models, as we show in the second part. The code is public."
    abstract = PAPERS[1][1]
    text = written("{title}\n\n{abstract}\n\n").replace(abstract, f"{abstract}\n\n{second}")
    reading = pasted(text)
    assert [paper.title for paper in reading.papers] == [title for title, _ in PAPERS]
    assert reading.papers[1].abstract == f"{abstract}\n\n{second}"


def test_a_title_without_an_abstract_is_kept_and_told() -> None:
    text = written().replace(PAPERS[4][1] + "\n\n", "")
    reading = pasted(text)
    assert [paper.title for paper in reading.papers] == [title for title, _ in PAPERS]
    assert reading.papers[4].abstract == ""
    line = text.split("\n").index(PAPERS[4][0]) + 1
    assert [str(problem).split(": no abstract")[0] for problem in reading.problems] == [
        f"digests/2025-03-14-pasted.txt:{line}: warning[no-abstract]"
    ]


def test_very_short_abstracts() -> None:
    short = [*PAPERS[:3], ("On Local Rewards and Scaling", "We show that local rewards scale."), *PAPERS[3:]]
    assert found(pasted("".join(f"{title}\n\n{abstract}\n\n" for title, abstract in short))) == short


def test_the_same_paper_twice_is_read_twice() -> None:
    text = written() + f"{PAPERS[0][0]}\n\n{PAPERS[0][1]}\n"
    assert found(pasted(text)) == [*PAPERS, PAPERS[0]]


def test_one_paper_alone() -> None:
    for title, abstract in PAPERS:
        assert found(pasted(f"{title}\n\n{abstract}\n")) == [(title, abstract)]


def test_unknown_text_is_left_out_and_told() -> None:
    reading = pasted(written(foot="Imprint\n"))
    assert found(reading) == PAPERS
    assert [(problem.code, problem.source.line) for problem in reading.problems] == [("unknown-text", 35)]


def test_an_abstract_without_a_title_is_told() -> None:
    reading = pasted(f"{PAPERS[0][1]}\n")
    assert {problem.code for problem in reading.problems} & {"no-title", "guessed-part"}


def test_ids_and_addresses_go_to_the_paper_they_stand_with() -> None:
    below = pasted(written("{title}\n\n{abstract}\n\nhttps://arxiv.org/abs/2503.01234v2\n\n", ""))
    above = pasted(written("https://arxiv.org/abs/2503.01234v2\n\n{title}\n\n{abstract}\n\n", ""))
    for reading in (below, above):
        assert found(reading) == PAPERS
        assert {paper.ids.get("arxiv") for paper in reading.papers} == {"2503.01234"}


def test_no_paper_is_told() -> None:
    assert [problem.code for problem in pasted("Subscribe\n\nMenu\n").problems] == ["empty-digest"]


@pytest.mark.parametrize(
    "line",
    ["31", "▲ 31", "-", "2 comments", "May 29", "Feb 27, 2025", "· 12 authors · Mar 8", "1.2k stars", "arXiv:2503.01234v1 [cs.LG]",
     "https://example.org/a", "Published on 3 May 2025", "Submitted by ada", "PDF | Code", "3 days ago"],
)  # fmt: skip
def test_lines_of_facts(line: str) -> None:
    assert is_meta(line) or is_chrome(line)


@pytest.mark.parametrize(
    "line", ["Grokking", "BERT", "May We Ask?", "3D Vision", "1,000 Models", "Code as Policies", "GPT-4"]
)
def test_titles_are_no_facts(line: str) -> None:
    assert not is_meta(line)
    assert not is_chrome(line)


def test_nothing_in_a_line_of_facts_takes_long() -> None:
    for line in ("1997 10.114/" * 30 + "x", "1,1,1," * 80 + "!", "May 1 " * 70 + "x", "· " * 200 + "x", "a, " * 6000):
        assert not is_meta(line)
        authors_in(line)


@pytest.mark.parametrize(
    ("before", "after", "between"),
    [
        ("the short-", "and long-term", " "),
        ("a state-of-the-", "art model", ""),
        ("a dash --", "and more", " "),
        ("a dash--", "and more", ""),
        ("of Su", "--Boyd", ""),
        ("本文介绍", "了我们", ""),
        ("plain", "words", " "),
    ],
)
def test_what_stands_between_wrapped_lines(before: str, after: str, between: str) -> None:
    assert glue(before, after) == between


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100, 120])
def test_the_width_of_a_wrap_is_found(width: int) -> None:
    lines, found_width = lines_of(wrapped(width))
    # The narrowest that explains the line ends.
    assert max(len(line.text) for line in lines) <= found_width <= width
    assert wrap_width(lines_of(written())[0]) == 0


_ANY = st.text(max_size=400) | st.lists(
    st.sampled_from([*sum(PAPERS, ()), "", "", "31", "May 3", "Subscribe", "Ada Lo, Bo Li", "\u200b", "\x0c", "x"]), max_size=30
).map("\n".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_ANY)
def test_any_text_is_accounted_for(text: str) -> None:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    reading = read(text, Source("2025-01-01-any.txt"))
    accounted(reading, text)
    assert all(paper.title == fold(paper.title) != "" for paper in reading.papers)
    assert reading.lines == text.count("\n") + 1


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read(raw: bytes) -> None:
    reading = read_bytes(raw, "2025-01-01-any.txt")
    assert all(problem.source.line >= 1 for problem in reading.problems)


def test_a_bare_list_of_titles() -> None:
    titles = [title for title, _ in PAPERS if title != "Grokking"]
    for form in ("{}\n", "- {}\n", "• {} <https://arxiv.org/abs/2503.0123{}>\n", "{}\n\n"):
        reading = pasted("".join(form.format(title, n) for n, title in enumerate(titles)))
        assert [paper.title for paper in reading.papers] == titles, form
        # An address says which paper it is.
        assert [problem.code for problem in reading.problems] == ["no-abstract"] * (0 if "http" in form else 5)


def test_a_thread_of_posts() -> None:
    text = "".join(f"{n}/ {title}\n\n{abstract}\n\n" for n, (title, abstract) in enumerate(PAPERS, start=1))
    assert found(pasted(text + "Follow me for more!\n")) == PAPERS


def test_a_letter() -> None:
    head = "From: Digest <d@example.org>\nSubject: Papers\nDate: Fri, 14 Mar 2025 08:00:00 +0000\n\nHi Ada,\n\n"
    items = "".join(
        f"* {title}\n  Ada Lovelace, Bo Li\n{textwrap.indent(textwrap.fill(abstract, 70), '  ')}\n\n"
        for title, abstract in PAPERS
    )
    reading = pasted(head + items + "Best,\nThe team\n\nUnsubscribe: https://example.org/u\n")
    assert found(reading) == PAPERS
    assert {len(paper.authors) for paper in reading.papers} == {2}


def test_what_reads_like_a_title_is_told_when_it_was_taken_for_an_abstract() -> None:
    reading = pasted(f"{PAPERS[0][0]}\n{PAPERS[0][1]}\n\nGrokking\n{PAPERS[4][0]}\n")
    assert [problem.code for problem in reading.problems if problem.level == "warning"] != []


@pytest.mark.parametrize("times", [2, 3, 20])
def test_a_paper_that_is_repeated_is_no_text_of_the_page(times: int) -> None:
    assert found(pasted(form(PAPERS[:1] * times))) == PAPERS[:1] * times
    assert found(pasted(form([PAPERS[1], *PAPERS[:1] * times]))) == [PAPERS[1], *PAPERS[:1] * times]
    short = ("Title here", "Abstract is short.")
    assert found(pasted(form([short] * times))) == [short] * times


def test_a_button_that_is_repeated_is_no_paper() -> None:
    assert found(pasted("".join(f"{form([paper])}Frobnicate it\n\n" for paper in PAPERS))) == PAPERS


def form(papers: list[tuple[str, str]]) -> str:
    return "".join(f"{title}\n\n{abstract}\n\n" for title, abstract in papers)


def test_problems_of_one_kind_are_capped_and_counted() -> None:
    reading = read_bytes(b"@article{a,\n" * 1500, "digests/2025-03-14-broken.bib")
    broken = [problem for problem in reading.problems if problem.code == "broken-entry"]
    assert len(broken) == 1001
    assert (broken[-1].source.line, broken[-1].level) == (1001, "warning")
    assert "500 more" in broken[-1].message
    assert set(accounted(reading, "@article{a,\n" * 1500).values()) == {"doubt"}


_SHORT = [
    (f"{kind.capitalize()} {thing}", f"We study {kind} {thing} of {number} kinds.")
    for number, (kind, thing) in enumerate(
        (kind, thing) for kind in ("sparse", "causal", "robust") for thing in ("networks", "priors", "maps", "losses")
    )
]


@pytest.mark.parametrize("form", ["{}\n\n{}\n\n", "{}\n{}\n", "{}\n{}\n\n"])
@pytest.mark.parametrize("count", [2, 3, 12])
def test_abstracts_of_one_sentence(form: str, count: int) -> None:
    papers = _SHORT[:count]
    reading = pasted("".join(form.format(title, abstract) for title, abstract in papers))
    assert found(reading) == papers
    assert reading.problems == ()


def test_one_tiny_paper_again_and_again() -> None:
    reading = pasted("Title here\n\nAbstract is short.\n\n" * 2000)
    assert found(reading) == [("Title here", "Abstract is short.")] * 2000


def test_titles_in_small_letters_without_abstracts_are_titles() -> None:
    titles = [title for title, _ in _SHORT]
    reading = pasted("".join(f"{title} for the graphs of molecules\n\n" for title in titles))
    assert [paper.title for paper in reading.papers] == [f"{title} for the graphs of molecules" for title in titles]
    assert [problem.code for problem in reading.problems] == ["no-abstract"] * len(titles)


def test_what_repeats_and_gives_no_paper_is_named() -> None:
    text = "".join(f"Title here\nWe {('study', 'learn', 'prune')[place % 3]} it.\n\n" for place in range(60))
    reading = pasted(text)
    assert reading.papers == ()
    told = {problem.source.line: problem for problem in reading.problems if problem.code == "repeated-text"}
    assert "'Title here' stands 60 times" in told[1].message
    assert list(told) == [1, 2, 5, 8]


def test_a_sentence_that_repeats_among_papers_is_named() -> None:
    said = "Click to read the whole paper."
    reading = pasted(written("{title}\n\n{abstract}\n\n" + said + "\n\n"))
    assert found(reading) == PAPERS
    assert [(problem.level, problem.code) for problem in reading.problems] == [("note", "repeated-text")]


def test_a_run_that_is_left_out_says_where_it_ends() -> None:
    reading = pasted("".join(f"x{number}\n" for number in range(1, 41)))
    assert reading.papers == ()
    (left,) = (problem for problem in reading.problems if problem.code == "unknown-text")
    assert left.source.line == 1
    assert "up to line 40" in left.message


@pytest.mark.parametrize("width", [60, 70, 80, 100])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_one_paper_in_small_letters_under_text_of_the_page(width: int, between: str) -> None:
    title = "Model alignment with bridges between domains"
    abstract = PAPERS[1][1]
    text = f"{CHROME}{title}{between}{textwrap.fill(abstract, width)}\n"
    assert found(pasted(text)) == [(title, abstract)]


def test_no_abstract_is_without_a_title() -> None:
    reading = pasted(f"Menu\n\nMar 14\n\n{PAPERS[0][1]}\n\n31 votes\n\n{PAPERS[1][1]}\n")
    for paper in reading.papers:
        assert paper.title
    assert {span.use for span in reading.account if span.paper < 0} <= {"chrome", "doubt"}


def test_a_line_longer_than_most_may_go_on() -> None:
    # As `par` and `fmt` wrap: lines end where all come out alike, and one is a little longer than the others.
    title, abstract = "Post-Hoc Merging is Not Enough: Many-Shot Model Merging with Loss-Gap Balancing", PAPERS[4][1]
    first, second = "Post-Hoc Merging is Not Enough: Many-Shot Model Merging with", "Loss-Gap Balancing"
    body = textwrap.fill(abstract, 58)
    assert found(pasted(f"{first}\n{second}\n\n{body}\n")) == [(title, abstract)]


def test_a_full_stop_that_was_wrapped_ends_the_abstract() -> None:
    title, abstract = PAPERS[4][0], PAPERS[4][1].removesuffix(".") + " ."
    body = textwrap.fill(abstract, 51)
    assert body.endswith("\n.")
    assert found(pasted(f"{title}\n\n{body}\n")) == [(title, abstract)]


def test_a_line_with_an_acronym_at_its_end_names_nobody() -> None:
    assert author_score("Researchers have applied established psychometric questionnaires (e.g., BFI,") == 0
    assert author_score("Lovelace, A., van der Berg, B. C.") > 0.5


_WROTE = "On Fri, Mar 14, 2025 at 10:00 AM Ada <ada@example.org> wrote:"
_SESSION = "Session 1: Models\nChair: Eve Aho\n\n"
_FOOTER = (
    "--\nYou are receiving this because you subscribed.\nTo unsubscribe from this list, write to list@example.org.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(written("> {title}\n>\n> {abstract}\n>\n", f"{_WROTE}\n\n"), id="a quoted mail"),
        pytest.param(written("==========\n{title}\n==========\n{abstract}\n\n", ""), id="rules around titles"),
        pytest.param(written("**{title}**\n*Ada Lovelace, Bo Li*\n{abstract}\n\n", ""), id="emphasis"),
        pytest.param(written("🔥 {title}\n{abstract}\n🔗 https://arxiv.org/abs/2503.01234\n\n", ""), id="pictures"),
        pytest.param(written("{title}\n{abstract}\nhttps://arxiv.org/abs/2503.01234\n\n", ""), id="an address under each"),
        pytest.param(written("09:00 - 09:20 {title}\nAda Lovelace, Bo Li\n{abstract}\n\n", _SESSION), id="a programme"),
        pytest.param(written("09:00-09:20\n{title}\nAda Lovelace, Bo Li\n{abstract}\n\n", _SESSION), id="times above titles"),
        pytest.param(written("{title}\nAda Lovelace, Bo Li\nPublished: 22 Jan 2025, Last Modified: 11 Feb 2025\nICLR 2025 Poster\nReaders: "
                             "Everyone\nTL;DR: One is enough.\nAbstract: {abstract}\n\n", ""), id="a reviewing site"),
        pytest.param(written("Posted by u/ada 3 days ago\n\n{title}\n\n{abstract}\n\n12 comments\n\nShare\n\n", ""), id="a forum"),
        pytest.param(written("{title}\n\n{abstract}\n\n", "", _FOOTER), id="a footer"),
        pytest.param(written("{title}\nTsinghua University, ByteDance Seed\n{abstract}\n\n12 Mar 2025\n\n", ""), id="institutions"),
        pytest.param(written("{title}\nAda Lovelace, Bo Li\nGoogle DeepMind\n{abstract}\n", ""), id="an institution under names"),
        pytest.param(written("{title}\n\n¹ETH Zürich, ²MIT\n\nAda Lovelace, Bo Li\n\n{abstract}\n\n", ""), id="institutions above names"),
    ],
)  # fmt: skip
def test_what_people_paste(text: str) -> None:
    reading = pasted(text)
    assert found(reading) == PAPERS
    assert [problem for problem in reading.problems if problem.level != "note"] == []


def test_signs_in_a_line_are_no_emphasis() -> None:
    title = "*-Algebras and C*-Algebras: A * in Two Places*"
    assert found(pasted(f"{title}\n\n{PAPERS[0][1]}\n")) == [(title, PAPERS[0][1])]


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("University of California, Berkeley", True), ("Universität Zürich", True), ("Mila - Quebec AI Institute, McGill University", True),
        ("Peking University; Huawei Noah's Ark Lab", True), ("Technical University of Munich & Google", True),
        ("DeepMind Control Suite", False), ("Microsoft COCO Captions", False), ("Open University Learning Analytics Dataset", False),
        ("University Rankings Are Noise", False), ("Ada Lovelace, Bo Li", False), ("We thank Stanford University.", False),
        ("A University, " * 20_000, False),
    ],
)  # fmt: skip
def test_a_line_of_institutions(line: str, is_one: bool) -> None:
    assert is_affiliation(line) is is_one


def test_a_menu_around_a_list_gives_no_papers() -> None:
    """Its lines are short, with less below them than the titles of the list have."""
    menu = "Sleeping bags\n\nTents\n\nOur stores\n\nGift cards\n\nMaps of paths\n\nBoots for rain\n\n"
    papers = [paper for paper in PAPERS if paper[0] != "Grokking"]
    reading = pasted(menu + "".join(f"{title}\n\n{abstract}\n\n" for title, abstract in papers) + "Jobs\n\nPress\n")
    assert found(reading) == papers
    assert {problem.code for problem in reading.problems} <= {"no-title", "unknown-text", "unsure-title", "digest-name"}
    assert "'Sleeping bags' was left out" in "".join(problem.message for problem in reading.problems)


def test_a_yearbook_is_no_author() -> None:
    text = (
        "Los derechos del pan ante los tribunales\nLucía Prado, Tomás Ulm\nRevista de Pan, 14(2), 2023, pp. 55-80\n\n"
        "Litigio climático y deberes del horno: una lectura\nIrene Soto\nAnuario de Derecho Público, 2024\n\n"
        "El principio de la miga en la jurisprudencia\nM. Valdés y R. Quiroga\nRevista de Miga, 29(1), 2023\n"
    )
    papers = pasted(text).papers
    assert [author.name for author in papers[1].authors] == ["Irene Soto"]
    assert papers[1].venues == ("Anuario de Derecho Público",)
