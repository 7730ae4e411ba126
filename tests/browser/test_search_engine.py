"""The scripts of search against Python, in a browser: one algorithm for words, the same scores, and no string that breaks it."""

from __future__ import annotations

import json
import math
import random
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from generator.config.loading import Config
from generator.model import Author, Paper
from generator.output import write
from generator.render.cite import apa_list
from generator.render.search import render_search, search_order
from generator.render.search.join import SOURCES
from generator.render.search.postings import field_counts, joins_in, title_places
from generator.render.search.texts import FIELDS, original_of, search_texts, words_told
from generator.render.search.words import chunks, search_words, stem
from tests.browser.conftest import PREFIX, serve
from tests.browser.shelf import add_pages, papers, shelf
from tests.render.samples import library, paper
from tests.render.test_reference import REFERENCES


@contextmanager
def engine(browser: Browser, folder: Path, given: Sequence[Paper] = ()) -> Iterator[Page]:
    """A page of the site in `folder` with the search's modules as `modules` and the index as `store`: that of `given`, if any.
    The page may not write an error to its console."""
    if given:
        write(render_search(library(list(given)), Config()), folder)
        add_pages(folder, list(given))
    source = folder / "assets" / "source"
    shutil.copytree(SOURCES, source, dirs_exist_ok=True)
    server = serve(folder)
    context = browser.new_context()
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(f"http://127.0.0.1:{server.server_address[1]}{PREFIX}about/")
    opened.evaluate(
        f"""async () => {{
          const names = {json.dumps(sorted(path.name for path in SOURCES.glob("*.js") if path.name not in ("head.js", "search.js")))};
          const load = async (name) => [name, await import("{PREFIX}assets/source/" + name)];
          window.modules = Object.fromEntries(await Promise.all(names.map(load)));
          await modules["session.js"].withIndex(async (store) => (window.store = store));
        }}"""
    )
    yield opened
    context.close()
    server.shutdown()
    server.server_close()
    assert not complaints


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The engine over the shelf's papers."""
    with engine(browser, shelf(site, tmp_path_factory.mktemp("engine") / "site")) as opened:
        yield opened


# Words

PIECES = (
    *"zero-shot Zero–shot GPT-4o gpt_4o-mini C++ c# A* L2 x² ﬁne e.g. 3.5-turbo v1.2.3 R&D don't Hernández-Lobato Straße Łukasz".split(),
    *"Ångström İstanbul ΣΊΣΥΦΟΣ β-VAE ℓ1 \\ell_1 ℝ^n 𝒟 𝔼[x] ∇f ∑∞ µm Ω 机器学习 深度学习方法 カタカナ 한국어 الآلة עִבְרִית हिन्दी".split(),
    *"ไทย naïve cafe\u0301 O'Brien’s models’ 😀 🇩🇪 👩\u200d💻 \u00ad \u200d \ufeff -- ++ # @ ^2 10^-3 1,000 1.5e3 ½ ① Ⅷ ſ ĸ ŉ ǆ ﷺ".split(),
    *("𐐀", "𝟘", "a" * 50, "x-" * 9),
)


def texts() -> list[str]:
    """Some hundreds of strings: the pieces in odd company, runs of any character that this Python's tables know, and every one alone."""
    chance = random.Random(7)
    known = [code for code in range(1, sys.maxunicode) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    joints = (" ", "-", "", ".", "/", "_", "'", "+", " - ", "\n", "–", "&")
    mixed = [
        "".join(chance.choice(PIECES) + chance.choice(joints) for _ in range(chance.randint(1, 6))) for _ in range(800)
    ]
    wild = ["".join(chr(chance.choice(known)) for _ in range(chance.randint(1, 30))) for _ in range(800)]
    everyone = [
        "a" + " b".join(chr(code) for code in known[start : start + 400]) for start in range(0, len(known), 400)
    ]
    return [*PIECES, *mixed, *wild, *everyone]


def test_words_are_the_same_in_both_languages(page: Page) -> None:
    given = texts()
    theirs = page.evaluate(
        "(texts) => texts.map((text) => modules['words.js'].words(text).map((w) => [w.text, w.place, w.span]))", given
    )
    for text, found in zip(given, theirs, strict=True):
        assert [list(word) for word in search_words(text)] == found, ascii(text[:80])


def test_stems_are_the_same_in_both_languages(page: Page) -> None:
    chance = random.Random(11)
    endings = (
        "s es ed ing ly ness ies y ation ational izer ous ive fulness logy ement er e eed at bl iz ll yy i".split()
    )
    starts = "lay try relat general hop fall sky apply bias data mass optim univers agree feed plaster control analys happ dying".split()
    given = [start + "".join(chance.sample(endings, chance.randint(0, 2))) for start in starts for _ in range(60)]
    given += ["".join(chance.choice("abcdeilnorsty") for _ in range(chance.randint(1, 9))) for _ in range(2000)]
    assert page.evaluate("(all) => all.map((word) => modules['words.js'].stem(word))", given) == [
        stem(word) for word in given
    ]


# The index and the ranking


class Indexed(NamedTuple):
    """A paper: field -> term -> its places in the title, or how often it stands in another field; and how long the abstract is."""

    fields: dict[str, dict[str, list[int]]]
    length: int


Read = list[Indexed]


@pytest.fixture(scope="module")
def read() -> Read:
    """The shelf's papers, in search order."""
    records = library(papers())
    order = search_order(records)
    found = [search_texts(original_of(each, records)) for each in order]
    texts = [[chunks(getattr(text, field)) for field in FIELDS] for text in found]
    single = {
        word.text for text in texts for field in text for chunk in field for word in chunk.words if word.span in (1, 2)
    }
    compounds = joins_in(texts, dict.fromkeys(single))
    held: Read = []
    for text, (title, *others) in zip(found, texts, strict=True):
        fields: dict[str, dict[str, list[int]]] = {"title": title_places(title, compounds)}
        for field, each in zip(FIELDS[1:], others, strict=True):
            counts = field_counts(each, compounds, stop_words=field != "abstract")
            fields[field] = {term: [count] for term, count in counts.items()}
        held.append(Indexed(fields, words_told(text.abstract)))
    return held


def test_every_term_knows_its_papers(page: Page, read: Read) -> None:
    """Each term by itself, across all shards: their borders and their order in UTF-16 included."""
    terms = sorted({term for paper in read for held in paper.fields.values() for term in held})
    found = page.evaluate(
        """async (terms) => {
          const { entries } = modules["postings.js"];
          const held = await entries(store, terms);
          return terms.map((term) => held.get(term)?.fields.map((list) => [...list.numbers]));
        }""",
        terms,
    )
    for term, fields in zip(terms, found, strict=True):
        for field, numbers in zip(FIELDS, fields, strict=True):
            assert numbers == [number for number, paper in enumerate(read) if term in paper.fields[field]], (
                term,
                field,
            )


# What the words alone earn, without titles' order and the like.
WORDS_ALONE = """async (term) => {
  const { SETTINGS, rarity, score } = modules["rank.js"];
  const library = await modules["find.js"].libraryOf(store);
  const entry = (await modules["postings.js"].entries(store, [term])).get(term);
  const concept = { word: term, place: 0, options: [{ entry, weight: 1 }], field: -1, span: 1 };
  const numbers = [...new Set(entry.fields.flatMap((list) => [...list.numbers]))].sort((a, b) => a - b);
  const bare = { ...SETTINGS, title: 0, near: 0, whole: 0, first: 0, exact: 0 };
  const scores = score([concept], [rarity(entry.papers, library.papers)], numbers, library, false, bare);
  return [SETTINGS, library.averages, numbers.map((number, at) => [number, scores[at]])];
}"""


def bm25f(read: Read, number: int, term: str, averages: dict[str, float], settings: dict[str, Any]) -> float:
    """One word's part by the method's paper: counts over the fields, weighted and normed by length, then saturated, times its rarity."""
    total = 0.0
    for at, (field, boost, norm) in enumerate(zip(FIELDS, settings["boosts"], settings["norms"], strict=True)):
        held = read[number].fields[field]
        length = sum(map(len, held.values())) if field == "title" else read[number].length
        count = (len(held[term]) if not at else min(8, held[term][0])) if term in held else 0
        total += boost * count / (1 - norm + norm * length / averages[field])
    holding = sum(any(term in held for held in paper.fields.values()) for paper in read)
    rarity = math.log(1 + (len(read) - holding + 0.5) / (holding + 0.5))
    return float(rarity * (settings["k1"] + 1) * total / (settings["k1"] + total))


@pytest.mark.parametrize("term", ["cedar", "grow", "leav", "quantum", "lovelac", "align", "学习", "zeroshot", "gpt4o"])
def test_words_count_as_bm25f_counts_them(page: Page, read: Read, term: str) -> None:
    settings, averages, found = page.evaluate(WORDS_ALONE, term)
    means = dict(zip(FIELDS, averages, strict=True))
    assert found
    for number, points in found:
        assert points == pytest.approx(bm25f(read, number, term, means, settings), rel=1e-4)


# Anything a reader can type

FUZZ = """async ([seed, count]) => {
  let state = seed;
  const next = (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
  const pieces = [..."\\" - + : * ~ ^ ( ) \\\\ / title: tag: author: year: after: before: has:code -tag: year:2020-2022".split(" "),
    ..."after:2024-13-45 before:0000 AND OR NOT cedar ced zero-shot C++ β 学习 العميق ' <b> {{ &amp; %00 __proto__ constructor".split(" "),
    "  ", "\\t", "\\n", "\\0", "\\u202e", "\\ud800", "😀", "toString", "a", "the", "of", "1", ".."];
  const { Listing, marker, snippet, stretches } = { ...modules["listing.js"], ...modules["marks.js"] };
  const failed = [];
  for (let number = 0; number < count; number++) {
    let text = "";
    for (let at = next(9); at >= 0; at--) {
      text += next(4) ? pieces[next(pieces.length)] : String.fromCodePoint(next(0x10ffff));
      if (next(2)) text += " ";
    }
    try {
      const { query, answer } = await modules["session.js"].answerTo(store, text);
      const listing = new Listing(store, query, answer);
      const shown = await listing.slice(0, 3);
      const marked = marker(answer.concepts);
      for (const paper of shown) {
        const whole = stretches(paper.title, marked).map((part) => part.text).join("");
        if (whole !== paper.title) throw new Error("a title lost text");
        snippet(paper.title.repeat(9), marked);
      }
      if (new Set(answer.numbers).size !== answer.numbers.length) throw new Error("a paper twice");
    } catch (error) {
      failed.push([text, String(error)]);
    }
  }
  return failed;
}"""


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_that_can_be_typed_breaks_it(page: Page, seed: int) -> None:
    assert page.evaluate(FUZZ, [seed, 2000]) == []


def test_a_pasted_page_is_answered(page: Page) -> None:
    """A megabyte in the field: only its beginning is read."""
    found = page.evaluate(
        "async () => (await modules['session.js'].answerTo(store, 'cedar leaves '.repeat(80000))).answer.numbers.length"
    )
    assert found == 5


# Long queries

LONG = (
    "growing ivy trees part 18: we grow a ivy in a forest and measure how its leaves fall, sample 18 was quantum tested"
)
ASKED = """async ([text, whole]) => {
  store.whole = whole;
  const { answer } = await modules["session.js"].answerTo(store, text);
  store.whole = false;
  const [first] = await modules["cards.js"].cards(store, answer.numbers.slice(0, 1));
  return [first.key, answer.concepts.map((concept) => concept.word), answer.partly];
}"""


def test_of_a_long_query_the_words_that_tell_most_are_asked(page: Page) -> None:
    key, asked, partly = page.evaluate(ASKED, [LONG, False])
    whole_key, whole, whole_partly = page.evaluate(ASKED, [LONG, True])
    assert key == whole_key == "tree-18"
    assert (len(asked), len(whole)) == (8, 10) and set(asked) < set(whole)
    assert {"18", "ivy"} <= set(asked)
    assert partly and whole_partly


def test_a_short_query_is_asked_whole(page: Page) -> None:
    text = "growing ivy trees part quantum forest leaves"
    assert page.evaluate(ASKED, [text, False]) == page.evaluate(ASKED, [text, True])
    assert page.evaluate(ASKED, [text, False])[1:] == [text.split(), False]


LISTED = """async (text) => {
  const { query, answer } = await modules["session.js"].answerTo(store, text);
  return (await new modules["listing.js"].Listing(store, query, answer).slice(0, 10)).map((paper) => paper.key);
}"""


def test_of_a_reference_initials_tell_least(browser: Browser, site: Path, tmp_path: Path) -> None:
    """Neither as letters without a point, of which few papers have as many, nor as those with one, by which somebody chooses among
    people of one name: here the paper that is meant does not say its authors."""
    title = "A Garden of Walls Keeps Ivy From Vanishing Away"
    given = [
        paper("meant", title, abstract="We let it grow."),
        *(
            paper(f"by-{n}", f"Walls and gardens {n}", authors=(Author("Qiu Zhu"),), abstract="On ivy.")
            for n in range(3)
        ),
    ]
    reference = f"1. Zhu Q, Bi W, Liu X. {title}. Garden Press."
    pointed = f"Zhu, Q., Bi, W. and Liu, X. (2020) ‘{title}’, Garden Press, pp. 1-12."
    with engine(browser, shelf(site, tmp_path / "site"), given) as opened:
        asked = opened.evaluate(ASKED, [reference, False])[1]
        found = [opened.evaluate(LISTED, text)[0] for text in (reference, pointed)]
    assert min(map(len, asked)) > 1
    assert found == ["meant", "meant"]


TAKEN = """async (text) => {
  const { Store } = modules["store.js"];
  const fresh = Object.assign(new Store(store.folder), { whole: true });
  const { numbers, corrections, left } = await modules["find.js"].find(fresh, modules["query.js"].parse(text));
  const taken = fresh.files.size;
  const [first] = await modules["cards.js"].cards(fresh, numbers.slice(0, 1));
  return [first.key, taken, Math.max(1, Math.min(3, 1 + left)), corrections.filter(({ meant }) => meant.length).map(({ said }) => said)];
}"""
BEFORE = 7
"""Requests for the page, its style and fonts, and three scripts."""


# So many words as they are, so many with a slip, and how many of these are put right at least.
QUOTED = [(6, 4, 0), (14, 0, 0), (6, 2, 2), (5, 2, 2)]


def test_a_long_query_with_slips_takes_few_files(browser: Browser, site: Path, tmp_path: Path) -> None:
    """Twenty requests in all, the cards that are drawn at once among them; the manifest is counted with the files here. The words begin
    with letters of their own, so each lies in a shard of its own, nearly: eight of them and two corrections would take fourteen."""
    chance = random.Random(3)
    words = ["".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(9)) for _ in range(8000)]
    said = [chance.sample(words, 200) for _ in range(160)]
    given = [paper(f"paper-of-{text[0]}", f"Paper of {text[0]}", abstract=" ".join(text)) for text in said]
    asked = list({word[0]: word for word in said[7]}.values())
    with engine(browser, shelf(site, tmp_path / "site"), given) as opened:
        assert (
            opened.evaluate(
                "modules['session.js'].withIndex((store) => store.manifest().then((m) => m.shards.length / m.digits))"
            )
            > 20
        )
        for right, wrong, corrected in QUOTED:
            slips = [word[:1] + word[2:] for word in asked[6 : 6 + wrong]]
            key, taken, cards, told = opened.evaluate(TAKEN, " ".join([*slips, *asked[:right]]))
            assert key == f"paper-of-{said[7][0]}"
            assert BEFORE + taken + bool(slips) + cards <= 20
            assert len(told) >= corrected, (right, wrong)


def test_a_phrase_of_frequent_words_takes_few_files(browser: Browser, site: Path, tmp_path: Path) -> None:
    """What tells the papers in which two frequent words follow each other is asked as far as the words themselves leave room for it, and
    two papers are looked at: so a long quotation takes twenty requests too."""
    chance = random.Random(5)
    words = ["".join(chance.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(9)) for _ in range(60)]
    said = [" ".join(chance.sample(words, 40)) for _ in range(2_000)]
    given = [paper(f"paper-{at}", f"Paper {at}", abstract=f"{text} of {at}") for at, text in enumerate(said)]
    with engine(browser, shelf(site, tmp_path / "site"), given) as opened:
        for count in (2, 4, 8, 16):
            quoted = " ".join(said[7].split()[:count])
            key, taken, _, _ = opened.evaluate(TAKEN, f'"{quoted}"')
            assert BEFORE + taken + 2 <= 20
            assert count < 4 or key == "paper-7"


# Names, and words that are hardly begun

PARSED = """(text) => {
  const { groups, initials } = modules["query.js"].parse(text);
  return [groups.flatMap((group) => group.words.map((word) => word.text)), [...initials]];
}"""


@pytest.mark.parametrize(
    ("text", "words", "initials"),
    [
        ("Y. Zhou graphs", ["zhou", "graphs"], ["y"]),
        ("graphs Zhou, Y.-L.", ["graphs", "zhou"], ["y", "l"]),
        ("J. R. R. Tolkien", ["tolkien"], ["j", "r"]),
        ("É. Moulines", ["moulines"], ["e"]),
        ("x-ray y zhou", ["x", "ray", "xray", "y", "zhou"], []),
        ("T.", ["t"], []),
        ("v.", ["v"], []),
    ],
)
def test_a_letter_with_a_point_is_an_initial(page: Page, text: str, words: list[str], initials: list[str]) -> None:
    assert page.evaluate(PARSED, text) == [words, initials]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("liusie2024llm", ["liusie", "2024", "llm"]),
        ("gpt2023", ["gpt2023"]),
        (
            "Zou, Q. (2021). Ivy trees. https://proceedings.example.org/paper_files/paper/2021/hash/82c2",
            ["zou", "2021", "ivy", "trees"],
        ),
        ("https://example.org/ivy", ["https", "example", "org", "exampleorg", "ivy"]),
    ],
)
def test_a_pasted_reference_is_its_words_and_a_citation_key_who_when_and_what(
    page: Page, text: str, words: list[str]
) -> None:
    assert page.evaluate(PARSED, text)[0] == words


@pytest.mark.parametrize(("text", "whole"), [("growing ivy trees pa", 5), ("growing ivy trees pa ", 0)])
def test_a_hardly_begun_word_keeps_no_paper_out(page: Page, text: str, whole: int) -> None:
    answer = page.evaluate("async (text) => (await modules['session.js'].answerTo(store, text)).answer", text)
    assert (answer["whole"], answer["corrections"]) == (whole, [] if whole else answer["corrections"])
    assert len(answer["numbers"]) >= 5


# Phrases


PHRASES = """async () => {
  const { Listing } = modules["listing.js"];
  const listed = async (text) => {
    const { query, answer } = await modules["session.js"].answerTo(store, text);
    const shown = await new Listing(store, query, answer).slice(0, 100);
    return [answer.numbers.length, shown.map((paper) => paper.key)];
  };
  return [await listed('"quiet of the river"'), await listed('"quiet river"')];
}"""


def test_a_phrase_of_frequent_words_needs_few_texts(browser: Browser, site: Path, tmp_path: Path) -> None:
    """In 2,400 papers that all hold both words, only the forty in which they are neighbours are looked at."""
    abstracts = ["quiet of the river" if number % 60 == 0 else "river, so quiet" for number in range(2_400)]
    given = [paper(f"p-{number}", f"Paper {number}", abstract=text) for number, text in enumerate(abstracts)]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        (looked_at, shown), (_, others) = page.evaluate(PHRASES)
    assert looked_at == 40 and sorted(shown) == sorted(f"p-{number}" for number in range(0, 2_400, 60))
    assert others == []


# All words first

FIRST = """async (text) => {
  const { answer } = await modules["session.js"].answerTo(store, text);
  return (await modules["cards.js"].cards(store, answer.numbers)).map((paper) => paper.key);
}"""


def test_papers_with_all_words_go_first_and_titles_with_almost_all_beside_them(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    """Though each word stands once in a long abstract, and the titles hold theirs in the order of the query."""
    long = " ".join(["Slow plants are counted."] * 80)
    given = [
        paper("some", "Cedar forest harvest", abstract="Nothing."),
        paper("almost", "Cedar forest harvest yield", abstract="Nothing."),
        paper("whole", "On plants", abstract=f"Of drought. {long} The yield of a harvest. A forest, a cedar."),
        paper("drought", "Drought", abstract="Nothing."),
        *(paper(f"other-{number}", f"Apples {number}", abstract="Of apples.") for number in range(20)),
    ]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        found = page.evaluate(FIRST, "cedar forest harvest yield drought ")
    assert found[:3] == ["almost", "whole", "some"]


def test_of_two_words_a_title_that_holds_them_side_by_side_goes_first(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    """Though another begins with the first, is shorter, and says both again and again in its abstract."""
    given = [
        paper("apart", "Cedar and old forest", abstract="The cedar forest. " * 6),
        paper("beside", "On the slow return of the cedar forest in dry years", abstract="Of a cedar forest."),
        *(paper(f"other-{number}", f"Apples {number}", abstract="Of apples.") for number in range(20)),
    ]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        assert page.evaluate(FIRST, "cedar forest ")[:2] == ["beside", "apart"]


# Words that are cut short


@pytest.mark.parametrize("text", ["cont grap walk", "contin graph walk", "cont graph wal"])
def test_words_cut_short_anywhere_find_the_title(browser: Browser, site: Path, tmp_path: Path, text: str) -> None:
    given = [
        paper("target", "Continual graph walking", abstract="Nothing.", authors=()),
        *(paper(f"other-{number}", f"Apples {number}", abstract="We walk on.") for number in range(20)),
    ]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        key, corrections = page.evaluate(DOUBTED, text)
    assert (key, corrections) == ("target", [])


def test_british_and_american_words_are_one(browser: Browser, site: Path, tmp_path: Path) -> None:
    given = [
        paper("us", "Optimizing behavior modeling"),
        paper("gb", "Optimising behaviour modelling"),
        paper("no", "Noise"),
    ]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        for text in ("behaviour modelling optimised ", "optimizing behavior modeling ", "behaviou"):
            assert set(page.evaluate(FIRST, text)) == {"gb", "us"}


def test_a_function_word_of_another_language_keeps_no_paper_out(page: Page) -> None:
    found = page.evaluate(
        "async (text) => (await modules['session.js'].answerTo(store, text)).answer",
        "growing pour ivy trees avec forest ",
    )
    assert found["whole"] == 5 and found["corrections"] == []


# A word that is out of place

DOUBTED = """async (text) => {
  const { answer } = await modules["session.js"].answerTo(store, text);
  const [first] = await modules["cards.js"].cards(store, answer.numbers.slice(0, 1));
  return [first.key, answer.corrections.map(({ said, meant, instead }) => [said, meant, instead])];
}"""


def test_a_word_of_a_title_is_doubted_though_somebody_is_called_so(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    given = [
        paper("need", "Attention is all you need", abstract="Nothing.", authors=()),
        paper("ned", "Of attention", authors=(Author("Ned Rorem"),)),
        *(paper(f"other-{number}", f"Apples {number}", abstract="We need apples.") for number in range(20)),
    ]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        assert page.evaluate(DOUBTED, "attention is all you ned") == ["need", [["ned", ["need"], False]]]
        assert page.evaluate(DOUBTED, "attention ned") == ["ned", []]


def test_a_word_that_many_papers_say_is_doubted_where_a_title_has_one_beside_it_in_its_place(
    browser: Browser, site: Path, tmp_path: Path
) -> None:
    """Anywhere in the query; a title that holds it all, or a word that was asked for, leaves no doubt."""
    given = [
        paper("learn", "Can oaks learn to grow?", abstract="Nothing.", authors=()),
        paper("lean", "On firs", abstract="Oaks that lean grow."),
        paper("whole", "Slow firs lean to the south", abstract="Nothing."),
        *(paper(f"other-{number}", f"Apples {number}", abstract="They lean.") for number in range(40)),
    ]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        assert page.evaluate(DOUBTED, "can oaks lean to grow ") == ["learn", [["lean", ["learn"], False]]]
        assert page.evaluate(DOUBTED, "firs lean to the south ") == ["whole", []]
        assert page.evaluate(DOUBTED, 'can oaks "lean" to grow ') == ["lean", []]


def test_a_word_of_six_letters_may_have_two_slips(browser: Browser, site: Path, tmp_path: Path) -> None:
    """One of five may not: too many words are near it."""
    given = [
        paper("europe", "Inequality in Europe", abstract="Nothing.", authors=()),
        *(paper(f"other-{number}", f"Apples {number}", abstract="On inequality of trees.") for number in range(20)),
    ]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        assert page.evaluate(DOUBTED, "inequality in eroupe ") == ["europe", [["eroupe", ["europe"], True]]]
        assert page.evaluate(DOUBTED, "inequality of treis ")[1] == [["treis", ["trees"], True]]
        assert page.evaluate(DOUBTED, "inequality of reits ")[1] == [["reits", [], True]]


def test_a_word_that_keeps_all_papers_out_is_doubted_in_any_order(browser: Browser, site: Path, tmp_path: Path) -> None:
    given = [
        paper("word", "Diverse world models of agents", abstract="Nothing.", authors=()),
        *(paper(f"other-{number}", f"Apples {number}", abstract="A word of agents.") for number in range(40)),
    ]
    with engine(browser, shelf(site, tmp_path / "site"), given) as page:
        assert page.evaluate(DOUBTED, "agents word models ") == ["word", [["word", ["world"], False]]]


# Pasted ids

PASTED = {
    "arxiv/2310.06825": """2310.06825v3|arXiv:2310.06825v1 [cs.CL]|[2310.06825]|https://arxiv.org/abs/2310.06825v2?context=cs
        http://arxiv.org/pdf/2310.06825v1.pdf|arxiv.org/html/2310.06825v1#S2|https://ar5iv.labs.arxiv.org/html/2310.06825
        https://www.alphaxiv.org/abs/2310.06825v2|https://papers.cool/arxiv/2310.06825|https://huggingface.co/papers/2310.06825
        https://doi.org/10.48550/arXiv.2310.06825|arXiv preprint arXiv:2310.06825.""",
    "arxiv/math/0303109": "math.AG/0303109|https://arxiv.org/abs/math/0303109v2",
    "doi/10.1101/2020.01.01.123456": """https://www.biorxiv.org/content/10.1101/2020.01.01.123456v1.full.pdf
        10.1101/2020.01.01.123456""",
    "doi/10.1145/3292500.3330701": """https://dl.acm.org/doi/pdf/10.1145/3292500.3330701|DOI 10.1145/3292500.3330701
        https://doi.org/10.1145/3292500.3330701.|(10.1145/3292500.3330701)|doi:10.1145/3292500.3330701#sec-1""",
    "openreview/ab_-c": "https://openreview.net/forum?id=aB_-c&noteId=x|https://openreview.net/pdf?id=aB_-c",
    "acl/p19-1001": "https://aclanthology.org/P19-1001/|https://aclanthology.org/P19-1001.pdf",
    "pmid/123": "https://pubmed.ncbi.nlm.nih.gov/123/|PMID: 123",
    "pmcid/pmc123": "PMC123|https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123/",
    "": """https://github.com/a/b|top 10.5 papers|resnet 50|version 1234.5678 of x|10.1234/foo bar|a/b 2017/1234567
        learning for arxiv:2310.06825|https://arxiv.org/list/cs.CL/recent|attention 2017""",
}


@pytest.mark.parametrize("known", PASTED)
def test_an_id_is_known_as_readers_paste_it(page: Page, known: str) -> None:
    told = "(text) => modules['query.js'].parse(text).filters.map(({ value }) => value).join()"
    for text in PASTED[known].replace("\n", "|").split("|"):
        assert page.evaluate(told, f" {text.strip()} ") == known, text


def test_an_initial_behind_a_hyphen_leaves_no_paper_out(page: Page) -> None:
    told = "(text) => modules['query.js'].parse(text).without.length"
    assert page.evaluate(told, "Yuan, Arnold X. -X. Walls that keep ivy") == 0
    assert page.evaluate(told, "walls -ivy") == 1


# The committed digest


LOST = """async () => {
  const { papers } = await store.manifest();
  const lost = [];
  for (let number = 0; number < papers; number++) {
    const [paper] = await modules["cards.js"].cards(store, [number]);
    const { answer } = await modules["session.js"].answerTo(store, paper.title);
    if (answer.numbers[0] !== number) lost.push(paper.title);
  }
  return lost;
}"""


def test_every_paper_is_found_by_its_title(browser: Browser, site: Path) -> None:
    with engine(browser, site) as page:
        assert page.evaluate(LOST) == []


def test_a_list_of_references_is_that_of_pages(page: Page) -> None:
    made = page.evaluate("(given) => modules['references.js'].apaList(given)", [*REFERENCES, *REFERENCES[:30:7]])
    assert made == apa_list([*REFERENCES, *REFERENCES[:30:7]])
