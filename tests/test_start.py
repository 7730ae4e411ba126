"""A command loads what its file needs and no more: the modules that are imported are counted, since time is not the same everywhere."""

from __future__ import annotations

import cProfile
import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.intake import Timer, gather_library
from generator.memo import Memo
from generator.readers.folder import read_bytes
from generator.work import Work

ROOT = Path(__file__).parents[1]
# Each costs 15 to 500 ms: arrays, search by likeness, repair of letters, XML trees, MathML, templates, processes, the engine.
HEAVY = frozenset(
    "numpy scipy sklearn rapidfuzz ftfy charset_normalizer lxml latex2mathml jinja2 mkdocs multiprocessing feedparser".split()
)
FILES = {
    "x.csv": 'title,authors,doi\nNets of Grass,"Prado, A., Ulm, B.",10.1000/a\nNets of Moss,"Ulm, B.",10.1000/b\n',
    "x.json": '[{"title": "Nets of Grass", "authors": ["Ana Prado"], "abstract": "We grow nets."}]',
    "x.bib": "@article{a, title={Nets of Grass}, author={Prado, Ana}, journal={Wax}, year=2024}\n",
    "x.ris": "TY  - JOUR\nTI  - Nets of Grass\nAU  - Prado, Ana\nPY  - 2024\nER  - \n",
    "x.md": "# Papers\n\n- [Nets of Grass and Moss](https://arxiv.org/abs/2401.00001), Ana Prado\n"
    "- [Nets of Moss and Reed](https://arxiv.org/abs/2401.00002), Ben Ulm\n",
}
PASTE = """new

Get trending papers in your email inbox!

Nets of Grass and Moss for Small Ponds

We grow nets of grass and of moss on the banks of small ponds, and count what they hold. A net of moss holds twice as much.

Nets of Reed: a Survey of What Holds

Nets of reed are old and little understood. This survey reads two hundred studies, and says what holds and what does not.
"""
SCRIPT = (
    "import json, os, sys\nfrom generator.cli import main\nout, sys.stdout = sys.stdout, open(os.devnull, 'w')\n"
    "try:\n    main(sys.argv[1:], standalone_mode=False)\nexcept SystemExit:\n    pass\nprint(json.dumps(sorted(sys.modules)), file=out)"
)


def loaded(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("command", ["check", "read"])
@pytest.mark.parametrize("name", FILES)
def test_a_small_file_loads_little(command: str, name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(FILES[name], "utf-8")
    modules = loaded(command, str(tmp_path / name))
    assert {module.split(".")[0] for module in modules} & HEAVY == set()
    ours = {module for module in modules if module.startswith("generator.")}
    assert "generator.readers.folder" in ours
    # 77 to 91 of ours for what has a grammar, 167 for Markdown; all of them are 345.
    assert len(ours) < (172 if name == "x.md" else 96), sorted(ours)
    assert not {module for module in ours if module.startswith("generator.render.cite.")}
    grammar_alone = name != "x.md"
    assert not grammar_alone or not any(
        module.startswith(("generator.readers.paste", "generator.readers.layout")) for module in ours
    )


def test_a_small_paste_compiles_few_patterns(tmp_path: Path) -> None:
    """A pattern that no line asks for is not compiled (text/late.py). 637 are; 300 more were when all did as they were loaded."""
    (tmp_path / "x.txt").write_text(PASTE, "utf-8")
    script = SCRIPT.replace(
        "from generator.cli import main\n",
        "import re\nmade, kept = [0], re.compile\ndef count(*given, **named):\n    made[0] += 1\n    return kept(*given, **named)\n"
        "re.compile = count\nfrom generator.cli import main\n",
    ).replace("sorted(sys.modules)", "made[0]")
    asked = [sys.executable, "-c", script, "check", str(tmp_path / "x.txt")]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert 100 < int(done.stdout) < 640, done.stdout


def test_nobody_looks_for_names_in_abstracts() -> None:
    """Names in every line of a paste took a tenth of `check`: they are asked for where names come first alone."""
    digest = (ROOT / "digests" / "2025-03-14-trending-papers.txt").read_bytes()
    profile = cProfile.Profile()
    reading = profile.runcall(read_bytes, digest, "x.txt")
    asked = [one.callcount for one in profile.getstats() if getattr(one.code, "co_name", "") == "_people_in"]
    assert len(reading.papers) == 79
    assert 0 < sum(asked) < 10


def test_the_topics_of_a_small_library_are_told_once(tmp_path: Path) -> None:
    """Whether the given topics do is asked of every paper; only those that speak of a found one are asked again."""
    profile, work = cProfile.Profile(), Work(Memo(tmp_path / "memo.sqlite"))
    library, *_ = profile.runcall(gather_library, ROOT, ROOT / "digests", Timer(lambda phase: None), work)
    asked = [one.callcount for one in profile.getstats() if getattr(one.code, "co_qualname", "") == "Tagger.tags_of"]
    assert len(library.papers) == 79
    assert 79 <= sum(asked) < 100


def test_help_loads_no_command() -> None:
    assert not any(module.startswith("generator.commands.") for module in loaded("--help"))


def test_a_build_with_nothing_to_do_loads_no_readers(tmp_path: Path) -> None:
    """Hashing all that it would read takes less than loading what reads it."""
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "2025-01-01-x.bib").write_text(FILES["x.bib"])
    build = ("build", "--jobs", "1", "--digests", str(digests), "--out", str(tmp_path / "site"))
    first, again = loaded(*build), loaded(*build)
    assert {"generator.readers", "generator.library", "generator.render.files", "jinja2"} <= first
    assert not {"generator.readers", "generator.library", "generator.render.files", "jinja2", "numpy"} & again


def test_the_same_question_again_gathers_no_library(tmp_path: Path) -> None:
    """A folder of digests that did not change is read, and its papers related, once."""
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "2025-01-01-x.bib").write_text(FILES["x.bib"])
    for question in (("check",), ("show", "nets-of-grass")):
        first, again = (loaded(*question, "--digests", str(digests)) for _ in range(2))
        assert "generator.intake" in first
        assert not {"generator.intake", "generator.readers.choosing", "generator.enrich.steps", "numpy"} & again, (
            question
        )


def test_a_digest_that_is_remembered_is_not_read(tmp_path: Path) -> None:
    """With a fact more the library is another one, and its digests are the same."""
    digests = tmp_path / "digests"
    (digests / "facts").mkdir(parents=True)
    (digests / "2025-01-01-x.bib").write_text(FILES["x.bib"] + f"% {tmp_path}\n")
    assert "generator.readers.choosing" in loaded("check", "--digests", str(digests))
    (digests / "facts" / "f.jsonl").write_text("")
    again = loaded("check", "--digests", str(digests))
    assert "generator.intake" in again
    assert not {"generator.readers.choosing", "scipy", "sklearn"} & again


def test_a_correction_needs_no_arrays(tmp_path: Path) -> None:
    """Who corrects a date changes no text: who is one work with whom, and what is near to what, is remembered."""
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / "2025-01-01-x.jsonl").write_text(
        "".join(
            json.dumps({"title": f"Nets of {kind} and reed", "abstract": f"We grow {kind} nets on banks of reed. " * 9})
            + "\n"
            for kind in ("grass", "moss", "sedge")
        )
    )
    show = ("show", "nets-of-moss-and-reed")
    loaded(*show, "--digests", str(digests))
    for date, question in (("2024", ("check",)), ("2023", show)):
        (digests / "corrections.yml").write_text(f"papers:\n  - paper: {show[1]}\n    set: {{date: '{date}'}}\n")
        assert {"numpy", "scipy"} & loaded(*question, "--digests", str(digests)) == set(), question


def test_an_edited_text_is_checked_without_arrays_and_topics(tmp_path: Path) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    digest = digests / "2025-01-01-x.jsonl"
    text = json.dumps({"title": "Nets of moss and reed", "abstract": "We grow nets of moss on banks of reed. " * 9})
    digest.write_text(text)
    loaded("check", "--digests", str(digests))
    digest.write_text(text.replace("banks", f"beds ({tmp_path})"))
    checked = loaded("check", "--digests", str(digests))
    assert "generator.readers.papers" in checked
    assert (
        not {"numpy", "scipy", "generator.enrich.topics", "generator.enrich.tags", "generator.enrich.relations"}
        & checked
    )


def test_a_small_library_is_checked_for_the_first_time_without_arrays(tmp_path: Path) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    texts = (" ".join(f"word{number * step % 997}" for step in range(1, 131)) for number in range(2, 82))
    rows = [{"title": f"Nets {number} ({tmp_path})", "abstract": text} for number, text in enumerate(texts)]
    (digests / "2025-01-01-x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    checked = loaded("check", "--digests", str(digests))
    assert "generator.enrich.identity.least" in checked
    assert not {"numpy", "scipy"} & checked
