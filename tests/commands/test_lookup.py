"""Looking facts up: against a server on this machine that replays answers, good, late, broken and rude."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.commands.lookup import look_up
from generator.commands.lookup.client import Client, _seconds
from generator.commands.lookup.match import signs
from generator.commands.lookup.services import SERVICES, Candidate
from generator.model import Author, Paper, Source

ROOT = Path(__file__).parents[2]
ABSTRACT = (
    "We study how a network forgets what it has learned when new tasks arrive one after the other, and show on five benchmarks that"
    " a small memory of past gradients keeps old skills alive while new ones are learned at almost the same speed as before."
)

ARXIV = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
<entry><id>http://arxiv.org/abs/2401.00001v2</id><title>A Small Memory of
  Past Gradients</title><summary>{abstract}</summary><published>2024-01-02T00:00:00Z</published>
<author><name>Ada Núñez</name></author><author><name>Bo Li</name></author><arxiv:doi>{doi}</arxiv:doi></entry>
</feed>"""
S2 = {
    "data": [
        None,
        {
            "paperId": "f00",
            "title": "A Small Memory of Past Gradients",
            "abstract": ABSTRACT,
            "year": 2024,
            "publicationDate": None,
            "venue": "ICML",
            "authors": [{"name": "Ada Núñez"}],
            "externalIds": {"ArXiv": "2401.00001", "CorpusId": 7},
        },
    ]
}
OPENALEX = {
    "results": [
        {
            "id": "https://openalex.org/W1",
            "title": "A Small Memory of Past Gradients",
            "doi": "https://doi.org/10.48550/arXiv.2401.00001",
            "publication_date": "2024-01-02",
            "authorships": [{"author": {"display_name": "Ada Núñez"}}],
            "primary_location": None,
            "abstract_inverted_index": {word: [i] for i, word in enumerate(ABSTRACT.split())},
        }
    ]
}
BODIES = {
    "arxiv": ARXIV.format(abstract=ABSTRACT, doi="10.1234/ABC").encode(),
    "semanticscholar": json.dumps(S2).encode(),
    "openalex": json.dumps(OPENALEX).encode(),
}
GARBAGE = [
    b"",
    b"[]",
    b"{",
    b"null",
    b"\xff\xfe",
    b"<feed",
    b'{"data": 3}',
    b'{"results": [{"title": 4}]}',
    b"[" * 100_000,
]


class Rehearsed(ThreadingHTTPServer):
    """Answers each request with the next (status, body) of `script`, the last one for ever; keeps what was asked."""

    def __init__(self, script: list[tuple[int, bytes]]) -> None:
        self.script, self.asked = script, list[tuple[str, str]]()
        super().__init__(("127.0.0.1", 0), _Answer)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Answer(BaseHTTPRequestHandler):
    server: Rehearsed

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers["User-Agent"]))
        status, body = self.server.script.pop(0) if len(self.server.script) > 1 else self.server.script[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def rehearse() -> Iterator[object]:
    servers: list[Rehearsed] = []

    def start(*script: tuple[int, bytes]) -> Rehearsed:
        servers.append(Rehearsed(list(script)))
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def paper(title: str = "A small memory of past gradients", **more: object) -> Paper:
    return Paper(title=title, abstract=ABSTRACT, source=Source("d.txt"), key="k", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_each_service_is_read(service: object) -> None:
    found = list(service.candidates(BODIES[service.name]))  # type: ignore[attr-defined]
    assert [candidate.arxiv for candidate in found] == ["2401.00001"]
    assert found[0].title == "A Small Memory of Past Gradients"
    assert found[0].authors[0] == "Ada Núñez"
    assert found[0].date.startswith("2024")
    assert signs(paper(), found[0]) == ("title", "abstract")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("body", GARBAGE, ids=range(len(GARBAGE)))
def test_garbage_gives_nothing(service: object, body: bytes) -> None:
    assert list(service.candidates(body)) == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("candidate", "agreed"),
    [
        (Candidate("A Small Memory of Past Gradients", "x", abstract=ABSTRACT), ("title", "abstract")),
        (Candidate("A Small Memory of Past Gradients", "x"), ()),
        (Candidate("A Small Memory of Past Gradients", "x", authors=("Someone Else",)), ()),
        (Candidate("A Small Memory of Past Gradients", "x", authors=("B. Li",)), ("title", "author")),
        (Candidate("A Large Memory of Past Gradients", "x", abstract=ABSTRACT), ()),
        (Candidate("A Small Memory of Past Gradients 2", "x", abstract=ABSTRACT), ()),
        (Candidate("A Small Memory of Past Gradients", "x", arxiv="2402.99999", abstract=ABSTRACT), ()),
    ],
)
def test_a_title_alone_is_never_enough(candidate: Candidate, agreed: tuple[str, ...]) -> None:
    assert signs(paper(authors=(Author("Bo Li"),), ids={"arxiv": "2401.00001"}), candidate) == agreed


def test_retries_and_waits_as_asked(rehearse: object) -> None:
    server = rehearse((429, b""), (503, b""), (200, b"fine"))  # type: ignore[operator]
    waits: list[float] = []
    client = Client("mail@example.org", pause=0.01, say=lambda _: None, sleep=waits.append)
    assert client.get(server.url, {"q": "ü"}) == b"fine"
    client.close()
    assert len(server.asked) == 3
    assert all("mail@example.org" in agent for _, agent in server.asked)
    long = [wait for wait in waits if wait > 0.015]
    assert long == sorted(long) and len(long) == 2


@pytest.mark.parametrize(("script", "asked"), [([(404, b"")], 1), ([(500, b"")], 4), ([(200, b"x" * (9 << 20))], 4)])
def test_gives_up_politely(rehearse: object, script: list[tuple[int, bytes]], asked: int) -> None:
    server = rehearse(*script)  # type: ignore[operator]
    said: list[str] = []
    client = Client("", pause=0.0, say=said.append, sleep=lambda _: None)
    assert client.get(server.url, {}) is None
    client.close()
    assert len(server.asked) == asked
    assert said


def test_a_dead_server_is_said_not_raised() -> None:
    said: list[str] = []
    client = Client("", pause=0.0, say=said.append, sleep=lambda _: None)
    assert client.get("http://127.0.0.1:9/", {}) is None
    client.close()
    assert len(said) == 4


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("mkdocs.yml", "offprint.yml", "theme_overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "tags.yml").write_text("[]\n")
    text = f"A Small Memory of Past Gradients\n\n{ABSTRACT}\n\nA Paper That Nobody Knows\n\n{ABSTRACT[::-1]}\n"
    (tmp_path / "digests" / "2026-01-05-group.txt").write_text(text)
    return tmp_path


def lookup(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", "lookup", "--pause", "0", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, env=environment)


def test_writes_facts_that_the_next_build_uses_and_goes_on_where_it_stopped(project: Path, rehearse: object) -> None:
    server = rehearse((200, BODIES["arxiv"]))  # type: ignore[operator]
    done = lookup(project, "--service", f"arxiv={server.url}")
    assert done.returncode == 0, done.stderr
    facts = project / "digests" / "facts" / "lookup.jsonl"
    records = [json.loads(line) for line in facts.read_text().splitlines()]
    assert [record["title"] for record in records] == ["A Small Memory of Past Gradients", "A Paper That Nobody Knows"]
    assert records[0]["arxiv"] == {
        "value": "2401.00001",
        "from": "arXiv 2401.00001 (title and abstract agree)",
        "sources": 1,
    }
    assert records[0]["doi"]["value"] == "10.1234/abc"
    assert records[1] == {"title": "A Paper That Nobody Knows", "key": "a-paper-that-nobody-knows"}
    assert len(server.asked) == 2
    once_more = lookup(project, "--service", f"arxiv={server.url}")
    assert once_more.returncode == 0, once_more.stderr
    assert len(server.asked) == 2, "neither is asked for again"
    again = lookup(project, "--service", f"arxiv={server.url}", "--again")
    assert again.returncode == 0, again.stderr
    assert len(server.asked) == 3, "only the one that nobody knew is asked for again"
    assert [json.loads(line) for line in facts.read_text().splitlines()] == records


def test_a_service_that_fails_is_asked_again_the_next_time(project: Path, rehearse: object) -> None:
    server = rehearse((503, b""))  # type: ignore[operator]
    done = lookup(project, "--service", f"arxiv={server.url}")
    assert done.returncode == 0, done.stderr
    assert "Found nothing new." in done.stdout
    assert not (project / "digests" / "facts").exists(), "nothing is noted of papers that nobody was asked about"
    assert len(server.asked) == 8


def test_a_value_that_cannot_be_is_not_written(rehearse: object) -> None:
    body = ARXIV.format(abstract=ABSTRACT, doi="doi.org/none").encode()
    record = look_up(paper(), [SERVICES[0]], lambda url, parameters: body)
    assert record is not None
    assert "doi" not in record
    assert record["arxiv"] == {
        "value": "2401.00001",
        "from": "arXiv 2401.00001 (title and abstract agree)",
        "sources": 1,
    }


def test_a_service_in_trouble_is_left_alone(rehearse: object) -> None:
    server = rehearse((500, b""))  # type: ignore[operator]
    said: list[str] = []
    client = Client("", pause=0.0, tries=2, say=said.append, sleep=lambda _: None)
    assert [client.get(server.url, {}) for _ in range(10)] == [None] * 10
    client.close()
    assert len(server.asked) == 6, "three requests of two tries each"
    assert client.failures == 10
    assert sum("left alone" in text for text in said) == 1


@pytest.mark.parametrize(
    ("asked", "seconds"), [("7", 7.0), ("", 0.0), ("soon", 0.0), ("Fri, 31 Dec 1999 23:59:59 GMT", 0.0), ("-3", 0.0)]
)
def test_what_a_service_asks_for(asked: str, seconds: float) -> None:
    assert _seconds(asked) == seconds


def test_a_date_in_retry_after_is_waited_for() -> None:
    assert 3000 < _seconds(formatdate(time.time() + 3600, usegmt=True)) <= 3600


def test_a_dry_run_asks_nobody(project: Path, rehearse: object) -> None:
    server = rehearse((200, BODIES["arxiv"]))  # type: ignore[operator]
    done = lookup(project, "--service", f"arxiv={server.url}", "--dry-run")
    assert "Would look up 2 papers at arxiv." in done.stdout
    assert server.asked == []
    assert not (project / "digests" / "facts").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--service", "nobody"], "no service 'nobody'; known: arxiv, semanticscholar, openalex."),
        (["--service", "arxiv=ftp://x"], "'ftp://x' is not an http(s) address for arxiv."),
        (["--out", "../x.jsonl"], "a file name that ends in .jsonl"),
        (["--out", "x.txt"], "a file name that ends in .jsonl"),
        (["--limit", "0"], "0 is not in the range x>=1."),
        (["--pause", "-1"], "-1.0 is not in the range x>=0."),
    ],
)
def test_wrong_usage(project: Path, arguments: list[str], said: str) -> None:
    done = lookup(project, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
