"""Looking facts up: against a server on this machine that replays answers, good, late, broken and rude."""

from __future__ import annotations

import contextlib
import gzip
import itertools
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest

from generator.commands.lookup import look_up
from generator.commands.lookup.candidate import Candidate, NoAnswer
from generator.commands.lookup.client import Client, OutOfTime, Pace, _seconds, unpacked
from generator.commands.lookup.match import signs
from generator.commands.lookup.services import SERVICES, Service, read_answer
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
OPENREVIEW = {
    "notes": [
        {"id": "r1", "forum": "abc_DEF12", "content": {"title": {"value": "A review of it"}}},
        {
            "id": "abc_DEF12",
            "forum": "abc_DEF12",
            "cdate": 1704153600000,
            "content": {
                "title": {"value": "A Small Memory of Past Gradients"},
                "authors": {"value": ["Ada Núñez", "Bo Li"]},
                "abstract": {"value": ABSTRACT},
                "venue": {"value": "ICLR 2024 poster"},
            },
        },
    ]
}
BODIES = {
    "arxiv": ARXIV.format(abstract=ABSTRACT, doi="10.1234/ABC").encode(),
    "semanticscholar": json.dumps(S2).encode(),
    "openalex": json.dumps(OPENALEX).encode(),
    "openreview": json.dumps(OPENREVIEW).encode(),
}
# What a service does not answer: bytes of other kinds, half an answer, pages of the network between, names of files and addresses.
NO_ANSWERS = [
    b"", b"[]", b"{", b"null", b"{}", b"3", b"\xff\xfe", b"<feed", b'{"data": 3}', b'{"results": [{"title": 4}]}', b'{"results": null}',
    b"[" * 100_000, b'{"data":' * 50_000, b"<a>" * 100_000, b"/etc/hostname", b"/dev/zero", b"file:///etc/hostname", b"http://127.0.0.1:9/",
    b"\0/etc/hostname", b"<!doctype html><title>Sign in</title><p>Sign in to the network to go on.</p>",
    b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>Sign in</body></html>', b"<feed/>",
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>&e;</title></entry></feed>',
    b'{"error": "Too many requests"}', b'{"message": "Forbidden", "code": 403}', ARXIV.encode()[:200], json.dumps(S2).encode()[:-20],
    json.dumps(OPENALEX).encode()[:-20],
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#1</id><title>Error</title></entry></feed>',
    b'<feed xmlns="http://www.w3.org/2005/Atom"><t:totalResults xmlns:t="http://a9.com/-/spec/opensearch/1.1/">3</t:totalResults></feed>',
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>https://blog.example/1</id><title>A title</title></entry></feed>',
    b'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title></feed>',
    b'{"type": "about:blank", "title": "Bad Request", "status": 400}', b'{"meta": {"count": 3}, "results": []}',
    b'{"total": 3, "data": []}', b'{"total": 2, "data": [null, null]}', b'{"notes": [], "count": 5}',
]  # fmt: skip
# Answers of each service that say: nobody knows it.
NOTHING = {
    "arxiv": b'<feed xmlns="http://www.w3.org/2005/Atom"><t:totalResults xmlns:t="http://a9.com/-/spec/opensearch/1.1/">0</t:totalResults></feed>',
    "semanticscholar": b'{"total": 0, "offset": 0}',
    "openalex": b'{"meta": {"count": 0}, "results": []}',
    "openreview": b'{"notes": [], "count": 0}',
}


Step = tuple[int, bytes] | tuple[int, bytes, dict[str, str]]


class Rehearsed(ThreadingHTTPServer):
    """Answers each request with the next (status, body, heads) of `script`, the last one for ever; keeps what was asked."""

    def __init__(self, script: list[Step]) -> None:
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
        status, body, *heads = self.server.script.pop(0) if len(self.server.script) > 1 else self.server.script[0]
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        for name, value in heads[0].items() if heads else ():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def rehearse() -> Iterator[object]:
    servers: list[Rehearsed] = []

    def start(*script: Step) -> Rehearsed:
        servers.append(Rehearsed(list(script)))
        return servers[-1]

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def calm(say: object = lambda _: None, **more: object) -> Client:
    """A client that waits for nothing."""
    return Client("", pace=Pace(pause=0.0, sleep=lambda _: None, **more), say=say)  # type: ignore[arg-type]


def paper(title: str = "A small memory of past gradients", **more: object) -> Paper:
    return Paper(title=title, abstract=ABSTRACT, source=Source("d.txt"), key="k", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_each_service_is_read(service: Service) -> None:
    found = read_answer(service, BODIES[service.name])
    known = {"openreview": "abc_DEF12"} if service.name == "openreview" else {"arxiv": "2401.00001"}
    assert [known.items() <= candidate.ids().items() for candidate in found] == [True]
    assert found[0].title == "A Small Memory of Past Gradients"
    assert found[0].authors[0] == "Ada Núñez"
    assert found[0].date.startswith("2024")
    assert signs(paper(), found[0]) == ("title", "abstract")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
@pytest.mark.parametrize("body", NO_ANSWERS, ids=range(len(NO_ANSWERS)))
def test_what_is_no_answer_is_not_taken_for_knowing_nothing(service: Service, body: bytes) -> None:
    with pytest.raises(NoAnswer):
        read_answer(service, body)


@pytest.mark.parametrize(("time", "day"), [(1704153600000, "2024-01-02"), (-5, ""), (0, ""), (1 << 50, "")])
def test_a_time_that_no_calendar_has_is_no_date(time: int, day: str) -> None:
    body = json.dumps(OPENREVIEW).replace("1704153600000", str(time)).encode()
    (found,) = read_answer(SERVICES[-1], body)
    assert found.date == day


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_knowing_nothing_is_an_answer(service: Service) -> None:
    assert read_answer(service, NOTHING[service.name]) == []


def test_an_answer_is_bytes_and_never_the_name_of_a_file(tmp_path: Path) -> None:
    """Whatever an answer holds, no file that it names is opened and no address asked."""
    feed = tmp_path / "feed.xml"
    feed.write_text(ARXIV.format(abstract=ABSTRACT, doi="10.1/x"))
    opened: list[object] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event in ("open", "socket.connect", "socket.getaddrinfo", "os.listdir"):
            opened.append((event, arguments))

    sys.addaudithook(watch)
    names = [str(feed).encode(), feed.as_uri().encode(), b"http://127.0.0.1:9/feed", b"localhost"]
    include = f'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:i="http://www.w3.org/2001/XInclude"><i:include href="{feed}"/></feed>'
    for body in [*names, *NO_ANSWERS, include.encode()]:
        for service in SERVICES:
            try:
                assert read_answer(service, body) == []
            except NoAnswer:
                continue
    watching = False
    assert opened == []


def test_long_and_many_works_are_cut() -> None:
    one = {"title": "x" * 1001}
    many = [{"title": f"Title {n}", "abstract": "y" * 60_000, "authors": [{"name": "A"}] * 11_000} for n in range(30)]
    found = read_answer(SERVICES[1], json.dumps({"data": [one, *many]}).encode())
    assert len(found) == 10
    assert {(len(work.abstract), len(work.authors)) for work in found} == {(50_000, 10_000)}


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
    client = Client("mail@example.org", pace=Pace(pause=0.01, sleep=waits.append), say=lambda _: None)
    assert client.get(server.url, {"q": "ü"}, bytes) == b"fine"
    client.close()
    assert len(server.asked) == 3
    assert all("mail@example.org" in agent for _, agent in server.asked)
    long = [wait for wait in waits if wait > 0.015]
    assert long == sorted(long) and len(long) == 2


@pytest.mark.parametrize(("script", "asked"), [([(404, b"")], 1), ([(500, b"")], 4), ([(200, b"x" * (9 << 20))], 1)])
def test_gives_up_politely(rehearse: object, script: list[tuple[int, bytes]], asked: int) -> None:
    server = rehearse(*script)  # type: ignore[operator]
    said: list[str] = []
    client = calm(said.append)
    assert client.get(server.url, {}, bytes) is None
    client.close()
    assert len(server.asked) == asked
    assert said


@pytest.mark.parametrize(
    ("status", "body", "failures"),
    [
        *(
            (status, b"<!doctype html><title>Just a moment</title>", 1)
            for status in (401, 403, 404, 407, 410, 451, 520)
        ),
        *((status, b"", 1) for status in (202, 204, 300, 304, 404)),
        (404, b'{"error": "Paper with id ARXIV:2401.00001 not found"}', 0),
        (400, b' {"error": "Unsupported title"}', 0),
        (403, b'{"message": "Forbidden"}', 1),
    ],
)
def test_only_a_service_itself_knows_nothing(rehearse: object, status: int, body: bytes, failures: int) -> None:
    server = rehearse((status, body))  # type: ignore[operator]
    client = calm()
    assert client.get(server.url, {}, bytes) is None
    client.close()
    assert client.failures == failures
    assert len(server.asked) == 1


def test_a_dead_server_is_said_not_raised() -> None:
    said: list[str] = []
    client = calm(said.append)
    assert [client.get("http://127.0.0.1:9/", {}, bytes) for _ in range(3)] == [None] * 3
    client.close()
    assert [text.partition(":9: ")[2].partition(":")[0] for text in said] == [
        "ConnectError",
        "left alone for the rest of this run.",
    ]
    assert client.failures == 3


def test_a_service_that_was_reached_is_tried_again_when_it_goes_away(rehearse: object) -> None:
    server = rehearse((200, b"fine"))  # type: ignore[operator]
    said: list[str] = []
    client = calm(said.append)
    assert client.get(server.url, {}, bytes) == b"fine"
    server.shutdown()
    server.server_close()
    assert client.get(server.url, {}, bytes) is None
    client.close()
    assert len(said) == 4


def test_without_a_network_it_says_so(project: Path) -> None:
    done = lookup(project, *(f"--service={service.name}=http://127.0.0.1:9/{service.name}" for service in SERVICES))
    assert done.returncode == 1
    assert done.stderr.endswith("nothing was looked up; run it again when there is a network.\n")
    assert "Found nothing new." not in done.stdout
    assert not (project / "digests" / "facts").exists()


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


@pytest.mark.parametrize("body", [b"/etc/hostname", b"<!doctype html><title>Sign in</title>", b'{"data": [{"ti'])
def test_no_answer_is_not_known_yet_and_asked_again(project: Path, rehearse: object, body: bytes) -> None:
    server = rehearse((200, body))  # type: ignore[operator]
    done = lookup(project, *(f"--service={service.name}={server.url}{service.name}" for service in SERVICES))
    assert done.returncode == 0, done.stderr
    assert "gave no answer, but no XML." in done.stderr
    assert "later  a-small-memory-of-past-gradients" in done.stderr
    assert not (project / "digests" / "facts").exists()
    server.script = [(200, NOTHING["arxiv"])]
    lookup(project, f"--service=arxiv={server.url}")
    assert len((project / "digests" / "facts" / "lookup.jsonl").read_text().splitlines()) == 2, "now nobody knows them"


def packed(body: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        body = gzip.compress(body, 9)
    return body


BOMB = packed(b"x" * (64 << 20), 2)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (packed(b"x" * (9 << 20)), "gzip"), (BOMB, "gzip, gzip"), (packed(b"fine")[:-9], "gzip"), (b"fine", "gzip"), (b"fine", "br"),
        (b"fine", "zstd"), (b"fine", "nonsense"), (b"x" * (9 << 20), ""),
    ],
    ids=range(8),
)  # fmt: skip
def test_sizes_are_bounded_as_sent_and_as_unpacked(rehearse: object, body: bytes, encoding: str) -> None:
    server = rehearse((200, body, {"Content-Encoding": encoding}))  # type: ignore[operator]
    client = calm()
    assert client.get(server.url, {}, bytes) is None
    client.close()
    assert (client.failures, len(server.asked)) == (1, 1)
    with pytest.raises(NoAnswer):
        unpacked((body[at : at + 4096] for at in range(0, len(body), 4096)), encoding)


def test_one_layer_of_packing_is_taken_off() -> None:
    assert unpacked([packed(b"fine")[:7], packed(b"fine")[7:]], "GZIP") == b"fine"
    assert len(unpacked([BOMB], "gzip")) < 1 << 17, "what is packed inside stays packed, and is no answer"


@pytest.mark.parametrize(
    "place", ["http://evil.example/", "//evil.example/", "http://169.254.169.254/x", "file:///etc/hostname", ""]
)
def test_a_redirect_stays_on_its_host(rehearse: object, place: str) -> None:
    server = rehearse((302, b"", {"Location": place}))  # type: ignore[operator]
    said: list[str] = []
    client = calm(said.append)
    assert client.get(server.url, {}, bytes) is None
    client.close()
    assert client.failures == 1
    assert len(said) == 1 and "but a way " in said[0]


def test_a_redirect_on_its_host_is_followed(rehearse: object) -> None:
    server = rehearse((301, b"", {"Location": "/elsewhere?x=1"}), (200, b"fine"))  # type: ignore[operator]
    client = calm()
    assert client.get(server.url, {"q": "a"}, bytes) == b"fine"
    client.close()
    assert [path for path, _ in server.asked] == ["/?q=a", "/elsewhere?x=1"]


@pytest.mark.parametrize("first", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"])
def test_what_trickles_has_a_deadline(first: bytes) -> None:
    """A byte now and then, in the heads or in the body, for as long as anyone listens."""
    listening = socket.create_server(("127.0.0.1", 0))

    def trickle() -> None:
        connection, _ = listening.accept()
        with connection, contextlib.suppress(OSError):
            connection.sendall(first)
            while True:
                connection.sendall(b"x")
                time.sleep(0.02)

    trickling = threading.Thread(target=trickle, daemon=True)
    trickling.start()
    said: list[str] = []
    client = calm(said.append, request=0.3, tries=1)
    assert client.get(f"http://127.0.0.1:{listening.getsockname()[1]}/", {}, bytes) is None
    client.close()
    listening.close()
    trickling.join(60)
    assert client.failures == 1
    assert "Timeout" in said[0] or "no whole answer" in said[0]


def test_the_whole_run_has_a_deadline(rehearse: object) -> None:
    server = rehearse((503, b"", {"Retry-After": "100"}))  # type: ignore[operator]
    now = itertools.count(0.0, 0.0)
    spent: list[float] = []
    pace = Pace(pause=1.0, run=250.0, sleep=spent.append, clock=lambda: next(now) + sum(spent))
    client = Client("", pace=pace, say=lambda _: None)
    with pytest.raises(OutOfTime):
        client.get(server.url, {}, bytes)
    client.close()
    assert 200 <= sum(spent) < 250
    assert len(server.asked) == 3


def test_a_run_that_is_out_of_time_says_so_and_keeps_what_it_has(project: Path, rehearse: object) -> None:
    server = rehearse((200, BODIES["arxiv"]), (503, b"", {"Retry-After": "100"}))  # type: ignore[operator]
    done = lookup(project, "--service", f"arxiv={server.url}", "--minutes", "0.5")
    assert done.returncode == 0, done.stderr
    assert "The time is over; run it again to go on" in done.stderr
    assert len((project / "digests" / "facts" / "lookup.jsonl").read_text().splitlines()) == 1


def test_a_value_that_cannot_be_is_not_written(rehearse: object) -> None:
    body = ARXIV.format(abstract=ABSTRACT, doi="doi.org/none").encode()
    server = rehearse((200, body))  # type: ignore[operator]
    record = look_up(paper(), [msgspec.structs.replace(SERVICES[0], url=server.url)], calm())
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
    client = calm(said.append, tries=2)
    assert [client.get(server.url, {}, bytes) for _ in range(10)] == [None] * 10
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
        (["--service", "nobody"], "no service 'nobody'; known: arxiv, semanticscholar, openalex, openreview."),
        (["--service", "arxiv=ftp://x"], "'ftp://x' is not an http(s) address for arxiv."),
        (["--out", "../x.jsonl"], "a file name that ends in .jsonl"),
        (["--out", "x.txt"], "a file name that ends in .jsonl"),
        (["--limit", "0"], "0 is not in the range x>=1."),
        (["--pause", "-1"], "-1.0 is not in the range x>=0."),
        (["--minutes", "0"], "0.0 is not in the range x>0."),
    ],
)
def test_wrong_usage(project: Path, arguments: list[str], said: str) -> None:
    done = lookup(project, *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
