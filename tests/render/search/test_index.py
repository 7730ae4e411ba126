"""The search files: what they hold, in which order, and what changes in them when papers come."""

from __future__ import annotations

import gzip
import json
import random
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.config.loading import Config, Site
from generator.memo import Memo
from generator.model import Author, Link, OutputFile, Paper, PaperTag
from generator.render.search import HandPage, opensearch, render_search, search_order, shard_size, stepped
from generator.render.search.facets import dates_file, facet_files, filters_of
from generator.render.search.growth import Growing
from generator.render.search.index import Plan, TermIndex, grow
from generator.render.search.letters import (
    Packed,
    front_coded,
    letters,
    one_bit,
    packed,
    packed_numbers,
    rice,
    unpacked_rows,
    with_rows,
)
from generator.render.search.shards import Beside, content_name, content_names, cut_shards, utf16
from generator.render.search.texts import FIELDS, Texts, appeared, original_of, tags_alone, without_tags
from generator.render.series import DigestTitles, SeriesNames
from generator.work import Work
from generator.workers import working
from tests.render.samples import library, many, paper

DIGITS = "".join(chr(code) for code in range(35, 127) if chr(code) != "\\")


def read_letters(text: str) -> list[int]:
    """`letters` backwards, written apart from the browser's."""
    numbers, high = [], 0
    for letter in text:
        digit = DIGITS.index(letter)
        if digit < 64:
            numbers.append(high * 64 + digit)
            high = 0
        else:
            high = high * 27 + digit - 64
    return numbers


def bits_of(text: str) -> list[int]:
    """The bits of a packed text, but for its first letter."""
    return [int(bit) for letter in text[1:] for bit in f"{DIGITS.index(letter):06b}"]


def unpacked(text: str, field: str = "abstract") -> list[tuple[int, ...]]:
    """Postings of a column, written apart from the browser's: (paper, count), and of titles also the length and the places."""
    bits, found, number, at = bits_of(text), [], -1, 0
    low = DIGITS.index(text[0]) if text else 0

    def rice(low: int) -> int:
        nonlocal at
        end = bits.index(0, at)
        high, at = end - at, end + 1 + low
        return (high << low) + int("0" + "".join(map(str, bits[at - low : at])), 2)

    while 0 in bits[at:]:
        number += rice(low) + 1
        row = [number]
        if field:
            ones = [*bits[at : at + 7], 0].index(0)
            at += min(7, ones + 1)
            row.append(ones + 1)
        if field == "title":
            row.append(int("".join(map(str, bits[at : at + 4])), 2) + 1)
            at += 4
            place = -1
            for _ in range(row[1]):
                place += rice(2) + 1
                row.append(place)
        found.append(tuple(row))
    return found


def two_bits(text: str) -> list[tuple[int, bool]]:
    """Rows of a number and one bit, of a text whose gaps have no low bits."""
    assert DIGITS.index(text[0]) == 0
    bits, found, number, at = bits_of(text), [], -1, 0
    while 0 in bits[at:]:
        gap = bits.index(0, at) - at
        number, at = number + gap + 1, at + gap + 2
        found.append((number, bits[at - 1] == 1))
    return found


def numbers_of(text: str) -> list[int]:
    return [number for (number,) in unpacked(text, "")]


def files_of(papers: list[Paper], pages: tuple[HandPage, ...] = ()) -> dict[str, str]:
    files = list(render_search(library(papers), Config(), pages))
    assert len({file.path for file in files}) == len(files)
    assert all(isinstance(file, OutputFile) and file.target == "site" for file in files)
    return {file.path: str(file.content) for file in files}


def indexed(texts: list[Texts], shard: int = 10_000) -> TermIndex:
    return grow(TermIndex(), texts, Plan(large=False, shard=shard))


def manifest_of(files: dict[str, str]) -> dict[str, object]:
    return dict(json.loads(files["search/v1/manifest.json"]))


def starts_of(manifest: dict[str, object]) -> list[str]:
    """Each shard's lower bound: what it shares with the one before, and its own rest."""
    starts: list[str] = []
    for coded in str(manifest["starts"]).split("\n"):
        (shared,) = read_letters(coded[0])
        starts.append((starts[-1] if starts else "")[:shared] + coded[1:])
    return starts


def rows_of(files: dict[str, str]) -> dict[str, list[str]]:
    """term -> its row, from all shards."""
    rows = [row for path, text in files.items() if path.startswith("search/v1/terms/") for row in json.loads(text)]
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row for row in rows}


def prose(count: int, seed: int = 3) -> list[Paper]:
    """`count` papers of made-up words, some of them common."""
    chance = random.Random(seed)
    syllables = "ba ce di fo gu ha ji ke lo mu na pe qi ro su ta ve wo xi zu".split()
    stock = ["".join(chance.choice(syllables) for _ in range(chance.randint(2, 4))) for _ in range(1500)]
    weights = [1 / (rank + 3) for rank in range(len(stock))]

    def text(length: int) -> str:
        return " ".join(chance.choices(stock, weights, k=length))

    return [
        paper(
            f"p-{number}",
            text(7),
            abstract=text(90),
            added=f"2025-{1 + number // 100:02d}-01",
            authors=(Author(text(2).title()),),
        )
        for number in range(count)
    ]


@given(st.lists(st.integers(0, 2**31 - 1)))
def test_numbers_as_letters_come_back(numbers: list[int]) -> None:
    text = letters(numbers)
    assert read_letters(text) == numbers
    assert '"' not in text and "\\" not in text and text.isascii()


@given(st.lists(st.integers(0, 2**20 - 1), unique=True), st.integers(0, 6))
def test_packed_numbers_come_back(given: list[int], low: int) -> None:
    numbers = sorted(given)
    text = packed_numbers(numbers)
    assert numbers_of(text) == numbers
    assert set(text) <= set(DIGITS[:64])
    assert all(
        int("0" + rice(number, low)[-low:] if low else "0", 2) == number & ((1 << low) - 1) for number in numbers
    )


def test_a_term_knows_its_papers_counts_and_places() -> None:
    papers = [
        paper("a", "Graph nets and graph walks", abstract="Nets " * 70, tags=()),
        paper("b", "Walks", abstract="", tags=()),
        paper("c", "Nets", abstract="one net, two nets", tags=(), added="2025-04-01"),
    ]
    files = files_of(papers)
    order = [each.key for each in search_order(library(papers))]
    assert order == ["b", "a", "c"]
    title, tags, authors, abstract = (rows_of(files)["net"] + [""] * 5)[1:5]
    # Paper 1 (once, five terms long, at place 1), then paper 2 (once, one term, at place 0).
    assert unpacked(title, "title") == [(1, 1, 5, 1), (2, 1, 1, 0)]
    assert tags == authors == ""
    assert unpacked(abstract) == [(1, 8), (2, 2)], "seventy times are told as eight"
    assert unpacked(rows_of(files)["graph"][1], "title") == [(1, 2, 5, 0, 3)]


def test_files_are_named_by_what_they_hold() -> None:
    files = files_of(prose(60))
    manifest = manifest_of(files)
    names, digits = str(manifest["shards"]), int(str(manifest["digits"]))
    shards = [names[at : at + digits] for at in range(0, len(names), digits)]
    assert {f"search/v1/terms/{name}.json" for name in shards} == {path for path in files if "/terms/" in path}
    contents = [files[f"search/v1/terms/{name}.json"] for name in shards]
    assert content_names(contents) == shards and content_names(contents[::-1]) == shards[::-1]
    assert content_name(files[f"search/v1/dates-{manifest['dates']}.json"]) == manifest["dates"]
    for folder in ("words", "facets"):
        for key, name in dict(manifest[folder]).items():  # type: ignore[call-overload]
            assert content_name(files[f"search/v1/{folder}/{key}-{name}.json"]) == name


def test_terms_lie_in_utf16_order_astral_ones_too() -> None:
    """U+1D49F sorts before U+FF66 in JavaScript and after it in Python; every term must lie in the shard where a browser looks."""
    odd = "ﾀ豈 \U00020000\U00020001 \U0001043d\U0001043e 机器 zz ёж ﬃ 𝔘nit \U00010428x ﻌ"
    files = files_of([*prose(80), paper("odd", odd, abstract=odd * 2)])
    manifest = manifest_of(files)
    starts = starts_of(manifest)
    assert starts == sorted(starts, key=utf16) and starts[0] == ""
    digits = int(str(manifest["digits"]))
    for number, start in enumerate(starts):
        name = str(manifest["shards"])[number * digits : (number + 1) * digits]
        terms = [row[0] for row in json.loads(files[f"search/v1/terms/{name}.json"])]
        assert terms == sorted(terms, key=utf16)
        assert all(utf16(start) <= utf16(term) for term in terms)
        if number + 1 < len(starts):
            assert all(utf16(term) < utf16(starts[number + 1]) for term in terms)
    assert any(ord(char) > 0xFFFF for term in rows_of(files) for char in term)


def test_the_same_papers_give_the_same_files() -> None:
    papers = prose(50)
    shuffled = random.Random(1).sample(papers, len(papers))
    assert files_of(papers) == files_of(shuffled)


def test_a_new_paper_leaves_most_files_alone() -> None:
    """Its words' shards and the last block of papers change, and the few files that speak of all papers; borders stay where they were."""
    papers = prose(1000)
    fresh = paper("new", "Newly added", abstract="Zilulu " + papers[0].title, added="2026-08-01", authors=())
    before, after = files_of(papers), files_of([*papers, fresh])
    for part, share in (("/cards/", 0.6), ("/terms/", 0.5), ("/words/", 0.9)):
        names = [path for path in before if part in path]
        assert sum(path in after for path in names) >= len(names) * share, part
    rows, grown = rows_of(before), rows_of(after)
    for term, row in rows.items():
        for field, old, new in zip(FIELDS, row[1:], grown[term][1:], strict=False):
            if not term.endswith("*"):
                held = unpacked(old, field)
                assert unpacked(new, field)[: len(held)] == held


def test_a_very_frequent_term_is_listed_in_part_and_whole_apart() -> None:
    """The part holds the papers in which it weighs most; the row also says how many hold it, and where all are."""
    papers = [paper(f"p-{number}", "Odd", abstract=f"wave {'filler ' * (number + 1)}", tags=()) for number in range(30)]
    texts = [Texts("wave" if number > 27 else "odd", "", "", each.abstract) for number, each in enumerate(papers)]
    found = cut_shards(indexed(texts), Beside(), 10_000, most=10)
    rows = {row[0]: row for shard in found.shards for row in json.loads(shard.content)}
    assert [term for term, row in rows.items() if len(row) > 6] == ["filler", "odd", "wave"]
    wave = rows["wave"]
    assert unpacked(wave[4]) == [(number, 1) for number in range(10)], "the ten shortest abstracts"
    assert read_letters(wave[7]) == [30]
    whole = json.loads(found.whole[wave[6]])
    assert len(unpacked(whole[4])) == 30 and whole[:2] == wave[:2] and len(whole) == 5


def test_lengths_of_many_papers_are_steps() -> None:
    lengths = [0, 1, 7, 99, 100, 101, 250]
    assert stepped(lengths) == lengths
    many_lengths = [*lengths, *([120] * 2_000)]
    steps = stepped(many_lengths)
    assert len(set(steps)) < len(set(many_lengths))
    read = [round(2 ** ((step - 1) / 2)) if step else 0 for step in steps]
    assert all(abs(new - old) <= max(0.51, 0.19 * old) for new, old in zip(read, many_lengths, strict=True))


def test_the_table_of_lengths_grows_with_the_digests_and_not_with_the_papers() -> None:
    """Papers of one day stand in the order of their lengths, so the table is a few runs a day."""
    sizes = [len(str(manifest_of(files_of(many(count)))["lengths"])) for count in (2_100, 4_200)]
    assert sizes[0] == sizes[1] < 100


@pytest.mark.parametrize("papers", [9_991, 12_000, 30_000, 60_000, 100_000])
def test_fifty_papers_more_move_no_border(papers: int) -> None:
    assert shard_size(papers) == shard_size(papers + 50)
    assert shard_size(papers) <= shard_size(2 * papers) < 20_000


def test_shards_are_small() -> None:
    files = files_of(prose(400))
    sizes = [len(gzip.compress(text.encode(), 6)) for path, text in files.items() if "/terms/" in path]
    assert len(sizes) > 10 and max(sizes) < 6_000
    assert len(gzip.compress(files["search/v1/manifest.json"].encode(), 6)) < 2_500


def test_no_paper_at_all() -> None:
    files = files_of([])
    assert manifest_of(files)["papers"] == 0
    assert rows_of(files) == {}


def test_what_cards_show_is_plain() -> None:
    shown = [
        paper("full", "About $x^2$ & <b>", abstract="", date="2024-05", authors=tuple(Author(f"A {n}") for n in range(15)), lang="de"),
        paper("full-about", "Full about!", abstract="One.", authors=(), withdrawn="by its authors"),
        paper("full-about-2", "Full about", added="2025-04-01", authors=(Author("Ada Lovelace"),), retracted="Retracted 2010 for fraud."),
    ]  # fmt: skip
    files = files_of(shown)
    (path,) = [path for path in files if "/cards/" in path]
    assert json.loads(files[path]) == {
        "titles": ["About x² & <b>", "Full about!", "Full about"],
        "keys": [letters([0]) + "full", "", letters([10]) + "-2"],
        "authors": ["A 0", "", "Ada Lovelace"],
        "others": letters([14, 0, 0]),
        "dates": ["2024-05", "+2025-03-14", "+2025-04-01"],
        "langs": ["de", "", ""],
        "withdrawn": [1],
        "retracted": [2],
    }


def test_a_thousand_papers_fill_few_files() -> None:
    """As many files of cards as the papers fill blocks, and terms in shards of their own size, whose number grows with the words."""
    files = files_of(prose(1_000))
    assert len([path for path in files if "/cards/" in path]) == 32
    assert len([path for path in files if "/terms/" in path]) < 60


def test_less_usual_forms_say_who_writes_them_and_whether_the_usual_one_too() -> None:
    abstracts = ["training models", "trained model", "training and trained", "training", "a model trains"]
    papers = [paper(f"p-{at}", "Odd", abstract=text, tags=(), authors=()) for at, text in enumerate(abstracts)]
    order = {each.key: at for at, each in enumerate(search_order(library(papers)))}
    (train, forms), (model, *_) = (rows_of(files_of(papers))[term][::8] for term in ("train", "model"))
    told = dict(zip(forms.split()[::2], forms.split()[1::2], strict=True))
    trained = sorted((order["p-1"], order["p-2"]))
    assert train == "train" and told.keys() == {"trained", "train"}
    # A zero behind a paper's number when it writes the usual form too; as a count that is one, and two when it does not.
    assert [(number, number == order["p-1"]) for number in trained] == two_bits(told["trained"])
    assert model == "model" and len(rows_of(files_of(papers))["model"]) < 9, "a plural is no form of its own"


def test_a_beginning_of_very_many_terms_has_a_row() -> None:
    """Which titles hold such a word, and where first; which authors; and the most frequent of them."""
    papers = [paper(f"p-{at:03d}", f"On con{at:03d}x", tags=(), authors=(Author("Ada Conway"),)) for at in range(90)]
    texts = [Texts(each.title, "", each.authors[0].name, "contrast") for each in papers]
    rows = {
        row[0]: row
        for shard in cut_shards(indexed(texts, 1_000), Beside(), 1_000).shards
        for row in json.loads(shard.content)
    }
    row = rows["con*"]
    assert numbers_of(row[3]) == list(range(90))
    assert row[1] == packed([(0, "001")] * 90), "at place one of each"
    assert row[10].split()[:2] == ["contrast", "conwai"]
    assert "ada*" not in rows


def test_names_stand_with_their_words() -> None:
    names = {"graph": ["gnn\tGraph neural networks"], "lovelac": ["Ada Lovelace"]}
    rows = [
        json.loads(shard.content)
        for shard in cut_shards(indexed([Texts("Graph", "", "Ada Lovelace", "")]), Beside(names=names), 9_000).shards
    ]
    held = {row[0]: row[9:] for row in rows[0]}
    assert held["graph"] == names["graph"] and held["lovelac"] == names["lovelac"] and held["ada"] == []


def test_front_coding() -> None:
    assert front_coded(["a", "ab", "ac", "b"], "\n") == "#a\n$b\n$c\n#b"


def test_filters_hold_broader_tags_and_every_kind() -> None:
    records = library([paper("a", "A", date="2024-05-06", links=(Link("https://github.com/a", "code", "github.com"),))])
    papers = search_order(records)
    (names,) = filters_of(papers, records)
    assert names == tuple(
        sorted(
            ["added/2025-03", "digest/2025-03-14-trending-papers", "has/code", "host/github.com", "year/2024", "tag/alignment",
             "tag/learning", "tag/optimization", "tag/zeroth-order"]
        )
    )  # fmt: skip
    titles = DigestTitles(SeriesNames({"trending-papers": "Hugging Face daily"}))
    found = {kind: json.loads(text) for kind, text in facet_files([names], records, titles).items()}
    assert found["tag"][0] == ["alignment", "Alignment", packed_numbers([0])]
    assert found["year"] == [["2024", "", packed_numbers([0])]]
    assert found["digest"][0][1] == "14 March 2025, Hugging Face daily"
    assert found["added"][0][1] == "March 2025"


@pytest.mark.parametrize(
    ("date", "month", "day"),
    [(None, 0, 0), ("2024", 2689, 0), ("2024-01", 2689, 1), ("2024-02-29", 2690, 30), ("1799", 0, 0), ("1800", 1, 0)],
)
def test_dates_are_two_columns(date: str | None, month: int, day: int) -> None:
    columns = json.loads(dates_file([paper("a", "A", date=date)]))
    assert [read_letters(columns["months"]), read_letters(columns["days"])] == [[month], [day]]


def test_hand_written_pages_stand_beside_the_papers() -> None:
    pages = (HandPage("About", "about/", "About this xylophone"), HandPage("Help", "help/", "Help with a xylophone"))
    files = files_of([paper("a", "Xylophone")], pages)
    assert manifest_of(files)["pages"] == [["About", "about/"], ["Help", "help/"]]
    row = rows_of(files)["xylophon"]
    assert unpacked(row[1], "title") == [(0, 1, 1, 0)] and numbers_of(row[5]) == [0, 1]


@pytest.mark.parametrize(
    ("venue", "date", "said"),
    [
        ("ICLR 2024 (Poster)", "2024-05", ["ICLR", "2024"]),
        ("Proceedings of the 12th Workshop on Evaluation (SemEval-2018)", None, ["SemEval-2018"]),
        ("International Conference on Machine Learning", "2017", ["2017"]),
        ("arXiv", None, []),
        ("A B C D ALL CAPITALS ARE A SHOUT", None, ["ALL", "CAPITALS", "ARE"]),
        ("", None, []),
    ],
)
def test_a_paper_is_found_by_the_short_name_of_its_venue_and_its_year(
    venue: str, date: str | None, said: list[str]
) -> None:
    assert appeared(venue, date or "") == said


def test_ids_are_filters() -> None:
    files = files_of([paper("a", "One"), paper("b", "Two", ids={"arxiv": "2405.01234", "acl": "P19-1001"})])
    rows = rows_of(files)
    assert numbers_of(rows[":id/arxiv/2405.01234"][5]) == numbers_of(rows[":id/acl/p19-1001"][5]) == [1]


def test_the_description_for_browsers() -> None:
    text = opensearch(Config(site=Site("A & <B> of a very long name", "https://example.org/sub/", "About & <it>")))
    root = ElementTree.fromstring(text)
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(f"{space}ShortName") == "A & <B> of a ver"
    assert root.findtext(f"{space}Description") == "About & <it>"
    url = root.find(f"{space}Url")
    assert url is not None and url.get("template") == "https://example.org/sub/search/?q={searchTerms}"


def test_a_thousand_papers_of_one_word() -> None:
    """The row of one term grows with the papers, and nothing else does."""
    rows = rows_of(files_of(many(1000)))
    assert [row[0] for row in unpacked(rows["paper"][1], "title")] == list(range(1000))
    assert PaperTag("alignment") in many(1)[0].tags


@given(st.lists(st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=12), max_size=6))
def test_rows_that_are_added_come_back(given: list[list[tuple[int, bool]]]) -> None:
    """Whatever came together: numbers and their bits, and the same text when the same came together again."""
    held: Packed | None = None
    number, rows = -1, []
    for batch in given:
        fresh = []
        for step, bit in batch:
            number += step + 1
            fresh.append((number, "01"[bit]))
        if fresh:
            held = with_rows(held, fresh, one_bit)
            rows += fresh
    assert (unpacked_rows(held, one_bit) if held else []) == rows
    assert held is None or (held.count, held.last) == (len(rows), number)


def test_an_index_from_memory_is_one_from_nothing(tmp_path: Path) -> None:
    """Papers come a few at a time, past the end of batches and of what the oldest decide, or are mended; files are as if made at once."""
    papers = prose(1200)
    changed = [*papers[:3], replace(papers[3], abstract="Zilulu and another"), *papers[4:1190]]
    for some in (papers[:900], papers[:930], papers[:1170], papers, changed, papers[:880]):
        memo = Memo(tmp_path / "memo.sqlite")
        remembered = {file.path: str(file.content) for file in render_search(library(some), Config(), (), Work(memo))}
        memo.close()
        assert remembered == files_of(some)


def test_another_process_indexes_the_oldest_while_pages_are_drawn(tmp_path: Path) -> None:
    """What is remembered is not begun, nor what nothing is remembered of where nobody else works."""
    papers = [original_of(each, library([])) for each in prose(950)]
    alone = Growing(papers, 9_000, Work()).whole()
    for others in (True, False):
        with working(tmp_path / "memo.sqlite", jobs=2) as work:
            growing = Growing(papers, 9_000, work)
            growing.begin()
            assert growing.whole() == alone
            assert (work.hands.away > 0) == others
    with working(tmp_path / "other.sqlite", jobs=1) as work:
        growing = Growing(papers, 9_000, work)
        growing.begin()
        assert (growing.whole(), work.hands.away) == (alone, 0)


def test_a_topic_renamed_indexes_no_words_again(tmp_path: Path) -> None:
    papers = [original_of(each, library([])) for each in prose(950)]
    for topic, made in (("Robotics", 2), ("Robots", 1)):
        memo, said = Memo(tmp_path / "memo.sqlite"), [replace(one, topics=(topic,)) for one in papers]
        words = Growing(list(map(without_tags, said)), 9_000, Work(memo)).whole()
        tags = Growing(list(map(tags_alone, said)), 9_000, Work(memo), words).whole()
        assert memo.missed == made, topic
        assert words.columns[1] == {} and topic[:5].lower() in "".join(tags.columns[1])
        memo.close()


def test_a_digest_more_is_not_all_indexed_again(tmp_path: Path) -> None:
    """Those behind the 1,120 oldest are, and when they fill a batch that is remembered too."""
    papers = prose(1390)
    for count, made in ((1130, 1), (1180, 0), (1370, 0), (1380, 1), (1390, 0)):
        memo = Memo(tmp_path / "memo.sqlite")
        Growing([original_of(each, library(papers[:2])) for each in papers[:count]], 9_000, Work(memo)).whole()
        assert memo.missed == made, count
        memo.close()
