"""The static API: the contract, its schema, and parts that stay as they are when papers are added."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import jsonschema
import msgspec
import pytest

from generator.library import Library
from generator.model import Author, Paper, Publication
from generator.render.api import FOLDER, api_parts, render_api, schema
from tests.render.samples import library, many, paper, papers

FIELDS = "key title abstract url date added authors ids tags links related digests".split()


def api(given: Library) -> dict[str, bytes]:
    files = {file.path.removeprefix(f"{FOLDER}/"): file.content for file in render_api(given)}
    return {path: content for path, content in files.items() if isinstance(content, bytes)}


def listed(files: dict[str, bytes]) -> list[dict[str, Any]]:
    parts = json.loads(files["index.json"])["papers"]
    return [record for part in parts for record in json.loads(files[part["path"]])["papers"]]


def test_a_paper_has_the_fields_of_the_contract_in_plain_unicode() -> None:
    records = {record["key"]: record for record in listed(api(library()))}
    assert set(records) == {"full", "bare", "arabic", "heir"}
    full = records["full"]
    assert list(full) == [*FIELDS, "people"]
    assert full["people"][0] == {"name": "Ada Lovelace", "orcid": "0000-0002-1825-0097"}
    assert full["title"] == "A full record: 10% of x² & more"
    assert full["date"] == "2025-02"
    assert full["added"] == "2025-03-14"
    assert full["url"] == "https://arxiv.org/abs/2503.00001"
    assert full["authors"] == ["Ada Lovelace", "Łukasz Świątek"]
    assert full["ids"] == {"arxiv": "2503.00001", "doi": "10.1000/a(b)c"}
    assert full["tags"][0] == {"slug": "zeroth-order", "name": "Zeroth-order optimization"}
    assert full["links"][0] == {"url": "https://github.com/a/b?x=1&y=2", "kind": "code", "host": "github.com"}
    assert full["related"] == [
        {"key": "bare", "score": 0.5, "reasons": ["black-box", "C++"]},
        {"key": "arabic", "score": 0.2, "reasons": []},
    ]
    assert full["digests"] == ["2025-03-14-trending-papers"]
    assert records["bare"]["date"] is None
    assert records["bare"]["url"] is None


def test_what_the_digest_calls_its_url_goes_before_the_ids() -> None:
    given = [
        paper("a", "A", url="https://example.org/a.pdf", ids={"arxiv": "2503.00001"}),
        paper("b", "B", url="javascript:1"),
    ]
    urls = {record["key"]: record["url"] for record in listed(api(library(given)))}
    assert urls == {"a": "https://example.org/a.pdf", "b": None}


@pytest.mark.parametrize("given", [[], papers(), many(501)], ids=["none", "four", "two parts"])
def test_every_file_fits_the_published_schema(given: list[Paper]) -> None:
    files = api(library(given))
    published = json.loads(files.pop("schema.json"))
    jsonschema.Draft202012Validator.check_schema(published)
    validator = jsonschema.Draft202012Validator(published)
    for content in files.values():
        validator.validate(json.loads(content))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"papers": [{"key": "a"}]},
        {"papers": [{"path": "papers/0001.json", "count": 1, "newest": "2025-03-14", "sha256": "x"}], "counts": {}},
        {"counts": {}},
        [],
    ],
)
def test_the_schema_refuses_what_is_wrong(spoilt: object) -> None:
    assert not jsonschema.Draft202012Validator(schema()).is_valid(spoilt)


def test_parts_hold_500_at_most_later_ones_fewer_and_are_described_by_the_index() -> None:
    files = api(library(many(1203)))
    index = json.loads(files["index.json"])
    assert [part["path"] for part in index["papers"]] == [f"papers/{number:04}.json" for number in range(1, 14)]
    assert [part["count"] for part in index["papers"]] == [500, 500, *[20] * 10, 3]
    days = [record["added"] for record in listed(files)]
    assert days == sorted(days)
    for part in index["papers"]:
        assert part["sha256"] == hashlib.sha256(files[part["path"]]).hexdigest()
        assert part["newest"] == json.loads(files[part["path"]])["papers"][-1]["added"]
    assert index["counts"]["papers"] == 1203


def test_a_newer_digest_leaves_whole_parts_as_they_are() -> None:
    more = [paper(f"new-{number}", f"New {number}", added="2026-01-01") for number in range(40)]
    before, after = api(library([*many(1000), *more[:27]])), api(library([*many(1000), *more]))
    same = [path for path in before if before[path] == after[path]]
    assert same == ["papers/0001.json", "papers/0002.json", "papers/0003.json", "schema.json"]
    assert set(after) - set(before) == set()


@pytest.mark.parametrize("papers", [0, 1, 500, 1_000, 1_019, 15_000, 15_001, 100_000])
def test_parts_hold_every_paper_once_and_are_not_too_many(papers: int) -> None:
    parts = list(api_parts(range(papers)))  # type: ignore[arg-type]
    assert [number for part in parts for number in part] == list(range(papers))
    assert len(parts) <= 2 + papers / 20 and (papers < 100_000 or len(parts) < 1_600)


def test_hostile_text_comes_back_as_it_is() -> None:
    title = '</script><script>alert(1)</script> {{ 7*7 }} \u2028 "quoted" <!-- & &amp;'
    given = [paper("x", title, authors=(Author("A\\'{e} <b>"),))]
    record = listed(api(library(given)))[0]
    assert record["title"] == " ".join(title.split())
    assert record["authors"] == ["Aé <b>"]


def test_every_record_decodes_as_the_struct_that_the_schema_comes_from() -> None:
    from generator.render.api import ApiPart

    for path, content in api(library()).items():
        if path.startswith("papers/"):
            assert len(msgspec.json.decode(content, type=ApiPart).papers) == 4


def test_a_list_of_authors_that_is_cut_says_so() -> None:
    files = api(library([paper("cut", "Cut", authors=(Author("Ada Lovelace"),), et_al=True), *papers()]))
    records = {record["key"]: record for record in listed(files)}
    assert records["cut"]["authors_partial"] is True
    assert not any("authors_partial" in record for key, record in records.items() if key != "cut")
    for name, content in files.items():
        if name.startswith("papers/"):
            jsonschema.validate(json.loads(content), schema())


def test_how_a_paper_came_out_is_told_and_what_nobody_said_left_out() -> None:
    told = Publication("article", "Wax & Honey", "3", "2", "1-9", issn=("1234-567X",))
    given = [paper("a", "A", publication=told, retracted="By the editors"), paper("b", "B")]
    one, other = listed(api(library(given)))
    wanted = {
        "kind": "article",
        "container": "Wax & Honey",
        "volume": "3",
        "issue": "2",
        "pages": "1-9",
        "issn": ["1234-567X"],
    }
    assert one["publication"] == wanted
    assert one["retracted"] == "By the editors"
    assert not {"publication", "retracted"} & set(other)
