"""offprint read: any files in, records out, in every format; outside of a checkout, on a pipe, and whatever it is given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.model import Author, Paper, Publication, Source
from generator.readers.folder import read_bytes
from generator.render.cite import bibtex, csl, ris

BIB = (
    "@article{a, title={Wax {\\&} Honey: 10\\% of $x^2$}, author={Prado, Ana and van den Ulm, Ben}, journal={Wax Letters}, volume=3,"
    " number=2, pages={1--9}, year=2024, doi={10.1000/WAX.1}, issn={1234-567X}, abstract={We count.}, keywords={wax, bees}}\n"
)


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a checkout in it or above."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(*arguments: str, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["read", *arguments], input=given)


def test_json_holds_papers_and_problems() -> None:
    Path("a.bib").write_text(BIB + "@article{b, title={}}\n", "utf-8")
    result = read("a.bib")
    assert result.exit_code == 0, result.output
    (file,) = json.loads(result.stdout)
    assert (file["path"], file["format"], len(file["papers"])) == ("a.bib", "BibTeX", 1)
    paper = file["papers"][0]
    assert (paper["title"], paper["abstract"]) == ("Wax & Honey: 10% of x²", "We count.")
    assert paper["authors"] == ["Ana Prado", "Ben van den Ulm"]
    assert (paper["ids"], paper["date"], paper["venues"]) == ({"doi": "10.1000/wax.1"}, "2024", ["Wax Letters"])
    assert paper["keywords"] == ["wax", "bees"]
    assert paper["publication"] == {
        "kind": "article", "container": "Wax Letters", "volume": "3", "issue": "2", "pages": "1-9", "issn": ["1234-567X"],
    }  # fmt: skip
    (problem,) = file["problems"]
    assert (problem["path"], problem["line"], problem["level"], problem["code"]) == ("a.bib", 2, "warning", "no-title")


def test_the_standard_input_and_several_files_are_read_in_order() -> None:
    Path("b.csv").write_text("title,authors\nNets of Grass,Ivy Prado\nNets of Moss,Tom Ulm\n", "utf-8")
    result = read("-", "b.csv", "--format", "jsonl", given=BIB)
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(row["path"], row["title"][:12]) for row in rows] == [
        ("-", "Wax & Honey:"),
        ("b.csv", "Nets of Gras"),
        ("b.csv", "Nets of Moss"),
    ]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["no.bib"], 1), (["bad.json"], 1), (["a.bib"], 0), ([], 2), (["-", "-"], 2), (["a.bib", "--format", "x"], 2)],
)
def test_exit_codes(arguments: list[str], code: int) -> None:
    Path("a.bib").write_text(BIB, "utf-8")
    Path("bad.json").write_bytes(b"\x00\x01\x02" * 300)
    assert read(*arguments).exit_code == code


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl", "text", "jsonl"])
def test_problems_are_told_beside_the_other_formats(form: str) -> None:
    Path("a.bib").write_text(BIB + "@article{b, title={}}\n", "utf-8")
    result = read("a.bib", "--format", form)
    assert "no-title" in result.stderr
    assert "no-title" not in result.stdout
    assert "Wax Letters" in result.stdout


def test_two_papers_of_one_title_have_two_keys() -> None:
    Path("a.csv").write_text("title,authors,doi\nOn wax,Ivy Prado,10.1000/a\nOn wax,Tom Ulm,10.1000/b\n", "utf-8")
    assert [item["id"] for item in json.loads(read("a.csv", "--format", "csl").stdout)] == ["on-wax", "on-wax-2"]


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe\x00",
        b"{" * 100_000,
        b'[{"title": "\\ud800"}]',
        b"\x1b[31mTitle: x\x07",
        b"@article{" * 5000,
        b"<a>" * 50_000,
    ],
)
@pytest.mark.parametrize("form", ["json", "bibtex", "ris", "csl", "text"])
def test_anything_is_read_without_a_traceback(raw: bytes, form: str) -> None:
    result = read("-", "--format", form, given=raw)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert result.exit_code in (0, 1)
    assert form not in ("json", "csl") or isinstance(json.loads(result.stdout), list)
    assert "\x1b" not in result.stdout


def test_a_link_that_leads_nowhere_and_a_folder() -> None:
    Path("gone.bib").symlink_to("nothing.bib")
    assert read("gone.bib").exit_code == 1
    Path("some").mkdir()
    Path("some/a.bib").write_text(BIB, "utf-8")
    assert [file["path"] for file in json.loads(read("some").stdout)] == ["some/a.bib"]


def test_of_a_folder_nothing_is_left_out_unsaid() -> None:
    Path("some/more").mkdir(parents=True)
    Path("some/a.bib").write_text(BIB, "utf-8")
    Path("some/b.yaml").write_text(
        "references:\n- id: a\n  title: Nets of Moss\n  author: [{family: Ulm, given: Tom}]\n  issued: 1990\n", "utf-8"
    )
    Path("some/tags.yml").write_text("[]\n", "utf-8")
    Path("some/more/c.bib").write_text(BIB, "utf-8")
    files = json.loads(read("some").stdout)
    assert [(file["path"], len(file["papers"])) for file in files] == [
        ("some/a.bib", 1),
        ("some/b.yaml", 1),
        ("some/more", 0),
    ]
    assert [problem["code"] for problem in files[2]["problems"]] == ["not-read"]


def made(kind: str, **parts: object) -> Paper:
    return Paper(
        title="Wax and honey under pressure", source=Source("x"), abstract="We press wax. It yields.", key="wax", date="2024-03-14",
        authors=(Author("Ana Prado"), Author("Ben van den Ulm"), Author("Wax Consortium")), ids={"doi": "10.1000/wax.1"},
        url="https://doi.org/10.1000/wax.1", keywords=("wax", "honey"), lang="en",
        publication=Publication(kind, **parts),  # type: ignore[arg-type]
        venues=(str(parts["container"]),) if "container" in parts else (),
    )  # fmt: skip


WORKS = [
    made(
        "article",
        container="Wax Letters",
        volume="3",
        issue="2",
        pages="1-9",
        publisher="Reed Press",
        issn=("1234-567X",),
    ),
    made(
        "conference",
        container="Proceedings of the Hive Conference",
        pages="10-19",
        publisher="Reed Press",
        isbn=("9780521833783",),
    ),
    made("chapter", container="The Hive Handbook", pages="20-29", publisher="Reed Press", isbn=("9780521833783",)),
    made("book", publisher="Reed Press", isbn=("9780521833783",)),
    made("book", issue="54", publisher="Reed Press"),
    made("thesis", publisher="University of Reed"),
    made("report", publisher="Reed Institute", issue="TR-12"),
    made("dataset", publisher="Reed Archive"),
    made("software"),
    made("preprint"),
]
TOLD = ("title", "authors", "date", "ids", "url", "publication", "lang", "keywords", "abstract")


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.publication.kind)
@pytest.mark.parametrize("form", ["bibtex", "ris", "csl"])
def test_what_is_written_is_read_back(work: Paper, form: str) -> None:
    if form == "csl":
        text, name = json.dumps([csl(work)]), "x.json"
    else:
        text, name = (bibtex(work, whole=True), "x.bib") if form == "bibtex" else (ris(work), "x.ris")
    (back,) = read_bytes(text.encode(), name).papers
    assert {field: getattr(back, field) for field in TOLD} == {field: getattr(work, field) for field in TOLD}


def test_links_in_a_circle_are_told(elsewhere: Path) -> None:
    Path("a.bib").symlink_to("b.bib")
    Path("b.bib").symlink_to("a.bib")
    result = read("a.bib")
    assert result.exit_code == 1
    assert [one["code"] for one in json.loads(result.stdout)[0]["problems"]] == ["symlink"]


@pytest.mark.parametrize("form", ["json", "text"])
def test_a_full_disk_is_told(form: str) -> None:
    """/dev/full takes no byte, as a disk without room does."""
    Path("a.bib").write_text(BIB, "utf-8")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generator.cli", "read", "a.bib", "--format", form],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert b"could not be written whole (No space left on device)" in done.stderr
    assert b"Traceback" not in done.stderr
