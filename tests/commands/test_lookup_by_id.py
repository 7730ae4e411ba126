"""A digest that is a list of ids: told until `offprint lookup` filled it, then papers like any other. Against a server on this machine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.commands.lookup.by_id import ASKING, askable
from tests.commands.test_lookup import ABSTRACT, ARXIV, NOTHING, OPENREVIEW, S2

ROOT = Path(__file__).parents[2]
DOI = "10.1145/3597926.3598082"
LIST = f"""# to read
- https://arxiv.org/abs/2401.00001v2
- doi:{DOI}
- https://openreview.net/forum?id=abc_DEF12
- 2401.99999
"""


class Services(ThreadingHTTPServer):
    """All services in one: `answers`: path or id -> body; what is asked for is kept."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        other = S2["data"][1] | {
            "title": "Gradients of the Past",
            "externalIds": {"DOI": DOI.upper(), "PubMed": 31978945},
        }
        self.answers = {
            "2401.00001": ARXIV.format(abstract=ABSTRACT, doi="").encode(),
            f"DOI:{DOI}": json.dumps(other).encode(),
            "abc_DEF12": json.dumps(OPENREVIEW).encode(),
        }
        super().__init__(("127.0.0.1", 0), _Answer)
        Thread(target=self.serve_forever, daemon=True).start()

    def named(self) -> list[str]:
        return [f"--service={name}=http://127.0.0.1:{self.server_port}/{name}/search" for name in ASKING]


class _Answer(BaseHTTPRequestHandler):
    server: Services

    def do_GET(self) -> None:
        place = urlsplit(self.path)
        service, _, rest = place.path.lstrip("/").partition("/")
        query = parse_qs(place.query)
        wanted = query.get("id_list", query.get("id", [rest.replace("%3A", ":")]))[0]
        self.server.asked.append(f"{service} {wanted}")
        body = self.server.answers.get(wanted, NOTHING[service])
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def services() -> Iterator[Services]:
    server = Services()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("mkdocs.yml", "offprint.yml", "theme_overrides"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "site_src", tmp_path / "site_src", ignore=shutil.ignore_patterns("papers", "tags", "*.json"))
    (tmp_path / "digests").mkdir()
    (tmp_path / "digests" / "tags.yml").write_text("[]\n")
    (tmp_path / "digests" / "2026-01-05-list.txt").write_text(LIST)
    return tmp_path


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", *arguments]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, env=environment)


def records(project: Path) -> list[dict[str, dict[str, object]]]:
    told = json.loads(run(project, "read", "--format", "json", "digests/2026-01-05-list.txt").stdout)
    assert [paper["title"] for each in told for paper in each["papers"]] == [], "without facts, no paper"
    lines = (project / "digests/facts/lookup.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def test_it_is_told_once_then_filled_then_papers(project: Path, services: Services) -> None:
    before = run(project, "check")
    assert before.returncode == 0, before.stderr
    told = [line for line in (before.stdout + before.stderr).splitlines() if "known-by-id" in line]
    assert len(told) == 1 and told[0].startswith("digests/2026-01-05-list.txt:2: warning[known-by-id]: 4 papers")
    assert "offprint lookup" in told[0]

    done = run(project, "lookup", "--pause", "0", *services.named())
    assert done.returncode == 0, done.stderr
    assert "Found 3 papers of 4" in done.stdout
    by_id = {str(record["id"]): record for record in records(project)}
    assert list(by_id) == ["arxiv:2401.00001", f"doi:{DOI}", "openreview:abc_DEF12", "arxiv:2401.99999"]
    assert by_id["arxiv:2401.00001"]["title"]["from"] == "arXiv 2401.00001"
    assert by_id[f"doi:{DOI}"]["pmid"]["value"] == "31978945"
    assert by_id["openreview:abc_DEF12"]["date"]["value"] == "2024-01-02"
    assert list(by_id["arxiv:2401.99999"]) == ["id"], "that nobody knows it is noted, and asked for no more"

    after = run(project, "check", "--format", "json")
    found = json.loads(after.stdout)
    assert [(one["path"], one["papers"]) for one in found["accounts"]] == [("digests/2026-01-05-list.txt", 3)]
    assert [problem["source"]["line"] for problem in found["problems"] if problem["code"] == "known-by-id"] == [5]

    shown = run(project, "show", "gradients-of-the-past")
    assert "Gradients of the Past" in shown.stdout and "Semantic Scholar" in shown.stdout
    asked = len(services.asked)
    run(project, "lookup", "--pause", "0", *services.named())
    assert not [one for one in services.asked[asked:] if "2401." in one], "known ids are not asked for again"


def test_an_answer_about_another_work_is_not_taken(project: Path, services: Services) -> None:
    services.answers["2401.99999"] = services.answers["2401.00001"]
    run(project, "lookup", "--pause", "0", *services.named())
    assert records(project)[-1] == {"id": "arxiv:2401.99999"}


def test_another_digest_gives_the_title(project: Path) -> None:
    entry = f"@article{{a, title={{Gradients of the Past}}, doi={{{DOI}}}, abstract={{{ABSTRACT}}}}}\n"
    (project / "digests/2026-01-01-group.bib").write_text(entry)
    found = json.loads(run(project, "check", "--format", "json").stdout)
    assert [one["papers"] for one in found["accounts"]] == [1, 1]
    (told,) = (problem for problem in found["problems"] if problem["code"] == "known-by-id")
    assert told["message"].startswith("3 papers")


def test_add_takes_it_and_shows_what_waits(project: Path) -> None:
    done = run(project, "add", "digests/2026-01-05-list.txt", "--date", "2026-01-06", "--series", "more")
    assert done.returncode == 1 and "exactly these bytes" in done.stderr
    (project / "ids.txt").write_text("31978945\n31986264\n")
    done = run(project, "add", "ids.txt", "--date", "2026-01-06")
    assert done.returncode == 0, done.stderr
    assert "by id  PMID 31978945" in done.stdout
    assert (project / "digests/2026-01-06-ids.txt").read_text() == "31978945\n31986264\n"


@pytest.mark.parametrize(
    ("kind", "value", "services"),
    [
        ("arxiv", "hep-th/9901001", ["arxiv", "semanticscholar", "openalex"]),
        ("doi", "10.1016/s0140-6736(20)30183-5", ["semanticscholar", "openalex"]),
        ("doi", "10.1002/a|b,c:d?x=/../", []),
        ("pmid", "31978945", ["semanticscholar", "openalex"]),
        ("acl", "2020.acl-main.1", ["semanticscholar"]),
        ("openreview", "abc_DEF12", ["openreview"]),
        ("ssrn", "1234567", []),
    ],
)
def test_which_services_are_asked_for_which_id(kind: str, value: str, services: list[str]) -> None:
    asked = {name: ask("https://x.org/paper/search", kind, value) for name, ask in ASKING.items()}
    assert [name for name, one in asked.items() if one] == services
    assert askable(kind) == (kind != "ssrn")
