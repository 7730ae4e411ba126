"""Addresses from end to end: what was published shows its paper, leads to it, or says that it is gone; what would break that is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.commands.repositories import ROOT, Origin
from tests.commands.test_preview_stage import offprint

TEXT = (
    "We prune the weights of a network at night, and in the morning it is as accurate as it was before, as we show on ten tasks and with"
    " three kinds of networks."
)
TREES = "Another work altogether about the sleep of trees and what the gardener prunes in the winter."
TITLE, KEY = "Pruning Networks While They Sleep", "pruning-networks-while-they-sleep"


def entry(title: str = TITLE, text: str = TEXT, arxiv: str = "2503.00001", *authors: str) -> str:
    names = authors or ("Ann Lee", "Bob Ray")
    return json.dumps({"title": title, "abstract": text, "authors": names, "arxiv_id": arxiv}) + "\n"


OTHER = entry(TITLE, TREES, "2001.99999", "Eve Evil")


class Site:
    """A folder of digests and the site that is published from it."""

    def __init__(self, folder: Path) -> None:
        self.digests, self.out = folder / "digests", folder / "site"
        self.digests.mkdir()
        (self.digests / "tags.yml").write_text("- name: Pruning\n- name: Winter\n  patterns: [winter]\n")

    def put(self, **files: str) -> Site:
        """Write digests: `d2025_05_01_b` is 2025-05-01-b.jsonl."""
        for name, text in files.items():
            (self.digests / f"{name[1:].replace('_', '-')}.jsonl").write_text(text)
        return self

    def build(self, *arguments: str) -> str:
        done = offprint(ROOT, "build", "--digests", self.digests, "--out", self.out, *arguments)
        assert "Traceback" not in done.stderr
        return done.stderr if done.returncode else ""

    def register(self, *arguments: object) -> str:
        done = offprint(ROOT, "addresses", "--digests", self.digests, *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def shown(self, address: str) -> str:
        """The text of the page that a reader comes to, redirects followed; "" for none."""
        page = self.out / address / "index.html"
        for _ in range(5):
            text = page.read_text() if page.is_file() else ""
            leads = re.search(r'http-equiv="refresh" content="0; ?url=([^"]+)"', text)
            if leads is None:
                return text
            page = (page.parent / leads[1]).resolve() / "index.html"
        raise AssertionError("leads in a circle")


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path).put(d2025_05_01_b=entry())
    assert made.build() == ""
    return made


def test_without_a_register_the_site_that_is_there_keeps_its_addresses(site: Site) -> None:
    said = site.put(d2020_01_01_e=OTHER).build()
    assert "2020-01-01-e.jsonl:1: error[address-taken]" in said
    assert f"`papers/{KEY}: arxiv:2503.00001 by:lee+ray text:" in said
    assert TEXT in site.shown(f"papers/{KEY}"), "the old site stays"
    assert "error[address-taken]" in site.build("--force"), "whether a build remembers what it showed, or reads it"
    site.register("--site", site.out)
    assert site.build() == ""
    assert TEXT in site.shown(f"papers/{KEY}")
    assert TREES in site.shown(f"papers/{KEY}-2")


def test_where_it_cannot_be_known_check_says_so(site: Site) -> None:
    site.put(d2020_01_01_e=OTHER)
    said = offprint(ROOT, "check", "--digests", site.digests).stderr
    assert "2020-01-01-e.jsonl:1: warning[address-unsure]" in said
    assert f"write `papers/{KEY}: arxiv:2503.00001 by:lee+ray text:" in said
    site.register()
    assert "address-unsure" not in offprint(ROOT, "check", "--digests", site.digests).stderr


def test_an_older_digest_with_another_wording_leads_to_the_paper(site: Site) -> None:
    site.register()
    assert site.put(d2020_01_01_e=entry("Pruning networks, while they sleep (free casino)")).build() == ""
    assert (site.out / "papers" / KEY / "index.html").read_text() == site.shown(f"papers/{KEY}-free-casino")
    assert f'data-paper="{KEY}"' in site.shown(f"papers/{KEY}")


def test_a_digest_under_another_name(site: Site) -> None:
    site.register()
    (site.digests / "2025-05-01-b.jsonl").rename(site.digests / "2025-05-02-group.jsonl")
    assert site.build("--strict") == ""
    assert KEY in site.shown("digests/2025-05-01-b")
    assert "2025-05-02-group" in site.shown("series/b")
    old, new = ((site.out / "series" / name / "feed.xml").read_text() for name in ("b", "group"))
    assert old == new.replace("series/group/", "series/b/"), (
        "a feed reader finds the same entries under the old address"
    )
    verified = offprint(ROOT, "verify", site.out)
    told = [line for line in verified.stdout.splitlines() if "example-address" not in line and "no-contact" not in line]
    assert not [line for line in told if "error[" in line]
    site.register()
    (site.digests / "2025-05-02-group.jsonl").rename(site.digests / "2025-06-02-circle.jsonl")
    assert site.build("--strict") == ""
    for address in ("digests/2025-05-01-b", "digests/2025-05-02-group", "series/b", "series/group"):
        assert "2025-06-02" in site.shown(address), address


def test_what_is_gone_says_so_until_it_comes_back(site: Site) -> None:
    site.put(d2025_06_01_b=OTHER)
    site.build()
    site.register()
    (site.digests / "2025-05-01-b.jsonl").unlink()
    assert "error" not in site.build()
    assert "is in no digest any more" in site.shown(f"papers/{KEY}")
    assert TREES in site.shown(f"papers/{KEY}-2"), "the other work does not move up"
    said = offprint(ROOT, "check", "--digests", site.digests, "--strict")
    assert said.returncode == 1
    assert f"warning[address-gone]: papers/{KEY}/ was published" in said.stderr
    site.register("--settle")
    assert offprint(ROOT, "check", "--digests", site.digests, "--strict").returncode == 0
    assert site.put(d2025_07_01_b=entry()).build() == ""
    assert TEXT in site.shown(f"papers/{KEY}")


def test_the_register_of_another_site_is_told_once(site: Site) -> None:
    """Who begins from a copy of a site has its register, and none of its digests."""
    site.put(d2025_06_01_b=OTHER)
    site.register()
    for digest in site.digests.glob("*.jsonl"):
        digest.unlink()
    site.put(d2025_07_01_c=entry("Tides and their tables", "We read the tables of tides.", "2001.77777", "Eve Aho"))
    said = offprint(ROOT, "check", "--digests", site.digests)
    assert said.stderr.count("[address-gone]") == 1
    assert "none of the 2 papers whose addresses stand in this file" in said.stderr


def test_a_topic_with_another_slug(site: Site) -> None:
    site.put(d2025_06_01_b=entry("What winter does to trees", TREES, "2001.99999", "Eve Aho")).build()
    site.register()
    tags = site.digests / "tags.yml"
    tags.write_text("- name: Pruning\n- name: Cold season\n  patterns: [winter]\n")
    said = offprint(ROOT, "check", "--digests", site.digests)
    assert "tags/winter/ was published, and there is no such topic now" in said.stderr
    assert "Write `was: winter` at the topic" in said.stderr
    assert site.build() == ""
    assert "is not used any more" in site.shown("tags/winter")
    tags.write_text("- name: Pruning\n- name: Cold season\n  patterns: [winter]\n  was: winter\n")
    assert site.build("--strict") == ""
    assert "Cold season" in site.shown("tags/winter")
    tags.write_text("- name: Pruning\n- name: Cold season\n  aliases: [Winter]\n")
    assert site.build("--strict") == "", "a name that became an alias is known without a word"
    assert "Cold season" in site.shown("tags/winter")


def test_authors_that_a_correction_joins(site: Site) -> None:
    site.put(
        d2025_05_01_b="".join(
            entry(f"Paper {n}", f"{TEXT} {n}", f"2503.0001{n}", "Ann Lee", f"Bob {n}") for n in range(3)
        )
    )
    site.build()
    site.register()
    assert "3 papers" in site.shown("authors/ann-lee")
    (site.digests / "corrections.yml").write_text("authors:\n- name: Anna Lee\n  also: [Ann Lee]\n")
    assert site.build("--strict") == ""
    assert "Anna Lee" in site.shown("authors/ann-lee")
    assert (site.out / "authors/ann-lee/feed.xml").is_file()
    (site.digests / "corrections.yml").unlink()
    site.put(d2025_05_01_b=entry(f"Paper {0}", f"{TEXT} {0}", "2503.00010", "Ann Lee"))
    site.register("--settle")
    assert site.build("--strict") == ""
    assert "Paper 0" in site.shown("authors/ann-lee"), "the page stays, however few the papers"


def test_two_lines_for_one_address_are_told(site: Site) -> None:
    site.register()
    register = site.digests / "addresses.yml"
    register.write_text(f"{register.read_text()}papers/{KEY}: arxiv:2001.99999\npapers/no key\n")
    said = site.build()
    assert "error[address-twice]" in said
    assert "error[address-invalid]" in said
    assert offprint(ROOT, "addresses", "--digests", site.digests).returncode == 1


def test_a_dry_run_writes_nothing_and_twice_is_once(site: Site) -> None:
    assert f"+ papers/{KEY}" in site.register("--dry-run")
    assert not (site.digests / "addresses.yml").exists()
    site.register()
    before = (site.digests / "addresses.yml").read_bytes()
    assert "unchanged" in site.register()
    assert (site.digests / "addresses.yml").read_bytes() == before


def test_a_pull_request_that_is_behind_loses_no_address(tmp_path: Path) -> None:
    """Of the register a change counts by its lines: what main wrote since stays, and taking another's address is an error."""
    origin = Origin(tmp_path)
    held = "papers/chain-of-thought: text:0123456789abcdef01\n"
    (origin.project / "digests" / "addresses.yml").write_text("months/2025-03:\n")
    fork = origin.push("A register")
    (origin.project / "digests" / "addresses.yml").write_text(f"months/2025-03:\n{held}")
    origin.push("More of it")
    sha = origin.pull(
        7, {b"addresses.yml": b"months/2025-03:\nseries/new:\n", b"2020-01-01-e.jsonl": OTHER.encode()}, base=fork
    )
    done = offprint(
        origin.project,
        "preview",
        "stage",
        "--number",
        7,
        "--sha",
        sha,
        "--remote",
        origin.path,
        "--out",
        tmp_path / "out",
    )
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "out" / "preview.json").read_text())["difference"]
    assert not [p for p in told["problems"] if p["code"] == "address-lost"]
    assert "papers/chain-of-thought" not in told["gone"]
