"""The store: the site and the previews on one branch; nothing lost, nothing overwritten, whoever writes and whenever."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.commands.store.edits import within
from generator.commands.store.tree import Stored, StoredPreview, StoreError, slot_of
from tests.commands.repositories import ROOT, git


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    return tmp_path / "remote.git"


def store(remote: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generator.cli", "store", "--remote", str(remote), *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


def folder(place: Path, **files: str) -> Path:
    for name, text in files.items():
        path = place / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return place


def stored(remote: Path) -> dict[str, str]:
    """path -> content of all that the branch holds, but for the ledger."""
    listed = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    return {name: git(remote, "show", f"gh-pages:{name}") for name in listed if name != "previews/index.json"}


def ok(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_site_and_previews_live_side_by_side(remote: Path, tmp_path: Path) -> None:
    site = folder(tmp_path / "site", index_html="one", papers__a__index_html="a")
    assert ok(store(remote, "put", site)) == "changed=true\n"
    assert ok(store(remote, "preview", 7, folder(tmp_path / "seven", index_html="seven"))) == "changed=true\n"
    assert ok(store(remote, "preview", 12, folder(tmp_path / "twelve", index_html="twelve"))) == "changed=true\n"
    everything = {
        "index.html": "one", "papers/a/index.html": "a", "previews/7/index.html": "seven", "previews/12/index.html": "twelve",
    }  # fmt: skip
    assert stored(remote) == everything
    (site / "papers" / "a" / "index.html").unlink()
    folder(site, index_html="two")
    ok(store(remote, "put", site))
    del everything["papers/a/index.html"]
    assert stored(remote) == everything | {"index.html": "two"}
    assert ok(store(remote, "drop", 7, 99)) == "changed=true\n"
    assert set(stored(remote)) == {"index.html", "previews/12/index.html"}
    assert git(remote, "rev-list", "--count", "gh-pages") == "1", "one commit, no history"
    git(remote, "fsck", "--strict")


def test_a_preview_is_replaced_whole(remote: Path, tmp_path: Path) -> None:
    ok(store(remote, "preview", 7, folder(tmp_path / "old", index_html="old", gone_html="x")))
    ok(store(remote, "preview", 7, folder(tmp_path / "new", index_html="new")))
    assert stored(remote) == {"previews/7/index.html": "new"}


def test_the_same_again_writes_nothing(remote: Path, tmp_path: Path) -> None:
    site, seven = folder(tmp_path / "site", index_html="one"), folder(tmp_path / "seven", index_html="seven")
    ok(store(remote, "put", site))
    ok(store(remote, "preview", 7, seven, "--sha", "abc"))
    tip = git(remote, "rev-parse", "gh-pages")
    assert ok(store(remote, "put", site)) == "changed=false\n"
    assert ok(store(remote, "preview", 7, seven, "--sha", "abc")) == "changed=false\n"
    assert ok(store(remote, "drop", 8)) == "changed=false\n"
    assert git(remote, "rev-parse", "gh-pages") == tip


def test_nothing_to_drop_makes_no_branch(remote: Path) -> None:
    assert ok(store(remote, "drop", 8)) == "changed=false\n"
    assert git(remote, "branch", "--list") == ""
    assert ok(store(remote, "list", "--format", "json")) == "{}\n"


@pytest.mark.parametrize(
    "name",
    [
        "0",
        "-1",
        "07",
        "1.0",
        "1e3",
        "index.html",
        "..",
        "../..",
        "7/..",
        "7/../..",
        "",
        " 7",
        "7\n",
        "٧",
        "７",
        "²",
        "99999999999",
    ],
)
def test_a_slot_is_a_positive_number_and_nothing_else(name: str) -> None:
    with pytest.raises(StoreError):
        slot_of(name)


@pytest.mark.parametrize("name", ["index.html", "7/../..", "٧"])
def test_no_other_name_reaches_the_branch(remote: Path, tmp_path: Path, name: str) -> None:
    ok(store(remote, "put", folder(tmp_path / "site", index_html="one")))
    before = git(remote, "rev-parse", "gh-pages")
    done = store(remote, "preview", "--", name, folder(tmp_path / "evil", index_html="evil"))
    assert done.returncode == 1
    assert git(remote, "rev-parse", "gh-pages") == before


@pytest.mark.parametrize("name", ["previews", "Previews", "PREVIEWS"])
def test_a_site_may_not_bring_previews(remote: Path, tmp_path: Path, name: str) -> None:
    ok(store(remote, "preview", 7, folder(tmp_path / "seven", index_html="seven")))
    site = folder(tmp_path / "site", index_html="one")
    folder(site / name, x_html="evil")
    done = store(remote, "put", site)
    assert done.returncode == 1
    assert "has a previews/ of its own" in done.stderr
    assert stored(remote) == {"previews/7/index.html": "seven"}


def test_links_and_odd_names_are_refused(remote: Path, tmp_path: Path) -> None:
    for number, name in enumerate(["new\nline.html", "tab\t.html", "back\\slash.html", "esc\x1b.html"]):
        site = tmp_path / f"site{number}"
        site.mkdir()
        (site / name).write_text("x")
        done = store(remote, "put", site)
        assert (done.returncode, "cannot be stored" in done.stderr) == (1, True), name
    links = folder(tmp_path / "links", index_html="x")
    (links / "passwd").symlink_to("/etc/passwd")
    assert "is not a plain file" in store(remote, "put", links).stderr
    loop = folder(tmp_path / "loop", index_html="x")
    (loop / "all").symlink_to(tmp_path)
    assert "is not a plain file" in store(remote, "preview", 3, loop).stderr
    dotted = folder(tmp_path / "dotted", index_html="x")
    (dotted / ".git").mkdir()
    assert "cannot be stored" in store(remote, "put", dotted).stderr
    (tmp_path / "none").mkdir()
    assert "holds no file" in store(remote, "put", tmp_path / "none").stderr
    assert git(remote, "branch", "--list") == ""


def test_bytes_come_back_as_they_were(remote: Path, tmp_path: Path) -> None:
    site = folder(tmp_path / "site", index_html="one")
    (site / ".gitattributes").write_text("* text eol=crlf\n*.html export-ignore\n")
    (site / "binary.woff2").write_bytes(bytes(range(256)) * 5)
    (site / "crlf.txt").write_bytes(b"a\r\nb\n")
    (site / "café ☕.html").write_text("x")
    ok(store(remote, "put", site))
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(remote), "clone", GIT_ATTR_NOSYSTEM="1")
    for name in ("binary.woff2", "crlf.txt"):
        blob = subprocess.run(
            ["git", "-C", str(remote), "cat-file", "blob", f"gh-pages:{name}"], capture_output=True, check=True
        )
        assert blob.stdout == (site / name).read_bytes()
    assert (tmp_path / "clone" / "café ☕.html").is_file()


def test_twelve_writers_at_once_lose_nothing(remote: Path, tmp_path: Path) -> None:
    ok(store(remote, "put", folder(tmp_path / "old", index_html="old")))
    ok(store(remote, "preview", 99, folder(tmp_path / "closed", index_html="closed")))

    def write(number: int) -> subprocess.CompletedProcess[str]:
        if number == 0:
            return store(remote, "put", folder(tmp_path / "site", index_html="new"))
        if number == 1:
            return store(remote, "drop", 99)
        return store(remote, "preview", number, folder(tmp_path / f"p{number}", index_html=f"preview {number}"))

    with ThreadPoolExecutor(12) as pool:
        for done in pool.map(write, range(12)):
            assert done.returncode == 0, done.stderr
    expected = {f"previews/{number}/index.html": f"preview {number}" for number in range(2, 12)}
    assert stored(remote) == expected | {"index.html": "new"}
    assert git(remote, "rev-list", "--count", "gh-pages") == "1"
    serials = [slot["serial"] for slot in json.loads(ok(store(remote, "list", "--format", "json"))).values()]
    assert sorted(serials) == list(range(2, 12)), "each put has a serial of its own"


def test_a_refused_push_leaves_the_old_tree_whole(
    remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ok(store(remote, "put", folder(tmp_path / "site", index_html="old")))
    before = git(remote, "rev-parse", "gh-pages")
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        "#!/bin/sh\ncount=$(cat count 2>/dev/null || echo 0)\necho $((count + 1)) > count\n[ $count -ge 2 ]\n"
    )
    hook.chmod(0o755)
    assert ok(store(remote, "put", folder(tmp_path / "site", index_html="new"))) == "changed=true\n"
    assert (remote / "count").read_text().strip() == "3", "two refusals, then the push"
    assert stored(remote) == {"index.html": "new"}
    assert before != git(remote, "rev-parse", "gh-pages")


def test_a_push_that_is_killed_leaves_the_old_tree_whole(remote: Path, tmp_path: Path) -> None:
    ok(store(remote, "put", folder(tmp_path / "site", index_html="old")))
    before = git(remote, "rev-parse", "gh-pages")
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch reached\nsleep 60\n")
    hook.chmod(0o755)
    folder(tmp_path / "site", index_html="new")
    command = [sys.executable, "-m", "generator.cli", "store", "--remote", str(remote), "put", str(tmp_path / "site")]
    running = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        for _ in range(600):
            if (remote / "reached").exists():
                break
            try:
                running.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        assert (remote / "reached").exists()
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.communicate()
    assert git(remote, "rev-parse", "gh-pages") == before
    assert stored(remote) == {"index.html": "old"}
    hook.unlink()
    ok(store(remote, "put", tmp_path / "site"))
    assert stored(remote) == {"index.html": "new"}


def test_sweeping_takes_only_what_was_seen_closed(remote: Path, tmp_path: Path) -> None:
    for number in (1, 2, 3, 4):
        ok(store(remote, "preview", number, folder(tmp_path / f"p{number}", index_html=str(number))))
    (tmp_path / "slots.json").write_text(ok(store(remote, "list", "--format", "json")))
    pulls = [[{"number": 2, "state": "open", "head": {"sha": "x", "ref": "x"}, "base": {"sha": "x", "ref": "x"}}]]
    (tmp_path / "pulls.json").write_text(json.dumps(pulls))
    ok(store(remote, "preview", 3, folder(tmp_path / "p3", index_html="opened again")))
    ok(store(remote, "preview", 5, folder(tmp_path / "p5", index_html="opened since")))
    sweep = ["sweep", "--slots", tmp_path / "slots.json", "--pulls", tmp_path / "pulls.json"]
    assert ok(store(remote, *sweep)) == "changed=true\n"
    assert set(stored(remote)) == {f"previews/{number}/index.html" for number in (2, 3, 5)}
    assert ok(store(remote, *sweep)) == "changed=false\n"
    (tmp_path / "pulls.json").write_text('{"message": "Bad credentials"}')
    assert store(remote, *sweep).returncode == 2
    assert len(stored(remote)) == 3


def test_only_the_head_of_a_pull_request_is_stored(remote: Path, tmp_path: Path) -> None:
    ok(store(remote, "put", folder(tmp_path / "site", index_html="one")))
    sha = git(remote, "rev-parse", "gh-pages")
    git(remote, "update-ref", "refs/pull/7/head", sha)
    seven = folder(tmp_path / "seven", index_html="seven")
    ok(store(remote, "preview", 7, seven, "--sha", sha, "--current"))
    git(remote, "update-ref", "refs/pull/7/head", git(remote, "commit-tree", f"{sha}^{{tree}}", "-m", "newer"))
    done = store(remote, "preview", 7, folder(tmp_path / "late", index_html="late"), "--sha", sha, "--current")
    assert done.returncode == 1
    assert "has a newer commit" in done.stderr
    assert stored(remote)["previews/7/index.html"] == "seven"


def test_a_lost_ledger_is_counted_again(remote: Path, tmp_path: Path) -> None:
    ok(store(remote, "put", folder(tmp_path / "site", index_html="12345")))
    ok(store(remote, "preview", 7, folder(tmp_path / "seven", index_html="123")))
    ok(store(remote, "preview", 11, folder(tmp_path / "eleven", index_html="1234")))
    slots = json.loads(ok(store(remote, "list", "--format", "json")))
    for spoiled in (b"not json", b'{"site": 1, "serial": 1, "previews": {}}', None):
        entries = git(remote, "ls-tree", "gh-pages:previews").splitlines()
        kept = [line for line in entries if not line.endswith("index.json")]
        if spoiled is not None:
            kept.append(f"100644 blob {git(remote, 'hash-object', '-w', '--stdin', given=spoiled)}\tindex.json")
        previews = git(remote, "mktree", given="".join(f"{line}\n" for line in kept).encode())
        root = [line for line in git(remote, "ls-tree", "gh-pages").splitlines() if not line.endswith("previews")]
        tree = git(
            remote,
            "mktree",
            given="".join(f"{line}\n" for line in [*root, f"040000 tree {previews}\tpreviews"]).encode(),
        )
        git(remote, "update-ref", "refs/heads/gh-pages", git(remote, "commit-tree", tree, "-m", "x"))
        again = json.loads(ok(store(remote, "list", "--format", "json")))
        assert {name: (slot["size"], slot["tree"]) for name, slot in again.items()} == {
            name: (slot["size"], slot["tree"]) for name, slot in slots.items()
        }
        assert "a site of 5 bytes and 2 previews, 12 bytes in all" in ok(store(remote, "list"))


def test_what_is_stored_is_not_fetched_again(remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on GitHub, where files can be left out of a fetch: trees alone come over, and a lost ledger costs one fetch, not one a file."""
    git(remote, "config", "uploadpack.allowFilter", "true")
    git(remote, "config", "uploadpack.allowAnySHA1InWant", "true")
    site = folder(tmp_path / "site", **{f"page{number}_html": str(number) for number in range(40)})
    ok(store(remote, "put", site))
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE", str(trace))
    ok(store(remote, "preview", 7, folder(tmp_path / "seven", index_html="seven")))
    assert trace.read_text().count("git upload-pack") + trace.read_text().count("built-in: git fetch") <= 6
    trace.unlink()
    root = [line for line in git(remote, "ls-tree", "gh-pages").splitlines() if not line.endswith("previews")]
    tree = git(remote, "mktree", given="".join(f"{line}\n" for line in root).encode())
    git(remote, "update-ref", "refs/heads/gh-pages", git(remote, "commit-tree", tree, "-m", "made by hand"))
    trace.unlink()
    ok(store(remote, "preview", 8, folder(tmp_path / "eight", index_html="eight")))
    assert trace.read_text().count("built-in: git fetch") <= 4
    assert len(stored(remote)) == 41


def test_the_oldest_preview_goes_first_and_the_site_never() -> None:
    slots = {number: StoredPreview(100, serial, "t") for number, serial in ((1, 5), (2, 3), (3, 4))}
    whole = Stored((), 1000, slots, 5)
    assert within(whole, 1300) == whole
    assert set(within(whole, 1299).slots) == {1, 3}
    assert set(within(whole, 1100).slots) == {1}
    assert set(within(whole, 1100, keep=2).slots) == {2}
    assert within(whole, 1000).slots == {}
    with pytest.raises(StoreError, match="no room"):
        within(whole, 1099, keep=2)
    with pytest.raises(StoreError):
        within(whole, 999)


def test_the_cap_holds_through_the_command(remote: Path, tmp_path: Path) -> None:
    ok(store(remote, "put", folder(tmp_path / "site", index_html="x" * 500)))
    for number in (5, 4, 6):
        preview = folder(tmp_path / f"p{number}", index_html=str(number) * 200)
        ok(store(remote, "preview", number, preview, "--largest", 1000))
    assert set(stored(remote)) == {"index.html", "previews/4/index.html", "previews/6/index.html"}
    done = store(remote, "put", folder(tmp_path / "big", index_html="x" * 1001), "--largest", 1000)
    assert (done.returncode, "has to become smaller" in done.stderr) == (1, True)
    ok(store(remote, "put", folder(tmp_path / "big", index_html="x" * 900), "--largest", 1000))
    assert set(stored(remote)) == {"index.html"}


def test_a_token_reaches_git_by_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.commands.git import credentials

    monkeypatch.setenv("OFFPRINT_TOKEN", "s3cret")
    given = credentials("https://github.com/owner/papers.git")
    assert given["GIT_CONFIG_KEY_0"] == "http.https://github.com/.extraheader"
    assert "s3cret" not in "".join(given.values()), "it is encoded, so a log shows no plain token"
    assert credentials("/srv/papers.git") == credentials("http://insecure.example/x") == {}
