"""The scripts are the modules of browser/ and nothing else, put together."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import generator.render.search.scripts as scripts

SOURCES = sorted((Path(scripts.__file__).parent / "browser").glob("*.js"))
FILES = {file.path.removeprefix("assets/search/"): str(file.content) for file in scripts.script_files()}


def test_every_module_is_in_one_file() -> None:
    held = [
        name for text in FILES.values() for name in re.findall(r'^modules\["([a-z-]+)\.js"\] = ', text, re.MULTILINE)
    ]
    assert sorted(held) == [path.stem for path in SOURCES if path.stem != "search"]


def test_a_module_comes_after_those_that_it_imports() -> None:
    seen: set[str] = set()
    for name in ("core.js", "header.js", "page.js", "correct.js"):
        here = set(seen) if name != "core.js" else set()
        for line in FILES[name].splitlines():
            if needed := re.fullmatch(r'const \{ .* \} = modules\["([a-z-]+)\.js"\];', line):
                assert needed[1] in here
            if made := re.match(r'modules\["([a-z-]+)\.js"\] = ', line):
                here.add(made[1])
        if name == "core.js":
            seen = here


def test_files_ask_for_one_version_of_each_other() -> None:
    asked = re.findall(r'"\./(\w+\.js)(\?[0-9a-f]{8})?"', "".join(FILES.values()))
    assert {name for name, _ in asked} == FILES.keys() - {"search.js"}
    assert len({version for _, version in asked}) == 1 and asked[0][1]


def test_sources_are_written_as_the_putting_together_expects() -> None:
    """Its patterns know imports and exports of one shape, comments on lines of their own, and no text over several lines."""
    for path in SOURCES:
        text = path.read_text("utf-8")
        bare = re.sub(r'"(?:\\.|[^"\\\n])*"', "", text)
        assert all(line.count("`") % 2 == 0 for line in bare.splitlines()), path.name
        assert text.count("import {") == len(
            re.findall(r'^import \{[^}]*\} from "\./[a-z-]+\.js";$', text, re.MULTILINE)
        )
        exports = re.findall(r"^export (?:async )?(?:function|class|const) \w+", text, re.MULTILINE)
        assert len(re.findall(r"^\s*export ", text, re.MULTILINE)) == len(exports)


def test_the_scripts_are_small() -> None:
    """What the field of every page loads, without lunr itself."""
    sizes = {name: len(gzip.compress(text.encode(), 6)) for name, text in FILES.items()}
    assert sizes["search.js"] + sizes["core.js"] + sizes["header.js"] < 19_500
    assert sizes["page.js"] < 8_000
