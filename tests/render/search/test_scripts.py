"""The scripts are the modules of browser/ and nothing else, put together and made small."""

from __future__ import annotations

import gzip
import re
from collections import Counter

import minify

from generator.render.search import join, scripts

SOURCES = sorted(join.SOURCES.glob("*.js"))
WRITTEN = {file.path.removeprefix("assets/search/"): str(file.content) for file in scripts.script_files()}
NAMED = re.compile(r"^(?:export )?(?:async )?(?:function|class|const|let) +(\w+)((?: = [\d_.]+, \w+)*)", re.MULTILINE)


def test_what_is_committed_is_what_the_modules_give() -> None:
    """When it fails: `make scripts`."""
    fresh = {
        f"{name}.js": minify.string("application/javascript", text) + "\n"
        for name, text in join.joined_scripts().items()
    }
    assert fresh.keys() == WRITTEN.keys()
    assert [name for name in fresh if fresh[name] != WRITTEN[name]] == []


def test_every_module_is_in_one_file() -> None:
    held: list[str] = []
    for roots in join.FILES.values():
        held += [module for module in join.closure(roots) if module not in held]
    assert sorted(held) == sorted(path.stem for path in SOURCES)
    texts = join.joined_scripts().values()
    for module in held:
        made = re.findall(r"^(?:export )?((?:async )?function \w+\()", join.source(module), re.MULTILINE)
        assert all(sum(f"\n{function}" in text for text in texts) == 1 for function in made) or module in (
            "head",
            "search",
        ), module


def test_files_ask_for_one_version_of_each_other() -> None:
    asked = re.findall(r'"\./(\w+\.js)(\?[0-9a-f]{8})?"', "".join(WRITTEN.values()))
    assert {name for name, _ in asked} == WRITTEN.keys() - {"head.js"}
    assert len({version for _, version in asked}) == 1 and asked[0][1]


def test_modules_of_one_scope_do_not_share_names() -> None:
    """And their imports and exports are written as the joining expects."""
    names: Counter[str] = Counter()
    for path in [path for path in SOURCES if path.stem != "search"]:
        text = path.read_text("utf-8")
        names.update({name for found in NAMED.finditer(text) for name in [found[1], *re.findall(r", (\w+)", found[2])]})
        assert text.count("import {") == len(
            re.findall(r'^import \{[^}]*\} from "\./[a-z-]+\.js";$', text, re.MULTILINE)
        )
        exports = re.findall(r"^export (?:async )?(?:function|class|const) \w+", text, re.MULTILINE)
        assert len(re.findall(r"^\s*export ", text, re.MULTILINE)) == len(exports)
    assert [name for name, count in names.items() if count > 1] == []


def test_the_scripts_are_small() -> None:
    """What every page loads, with what its field takes for a first answer; and what the search page loads beside it."""
    sizes = {name: len(gzip.compress(text.encode(), 6)) for name, text in WRITTEN.items()}
    assert sizes["head.js"] + sizes["core.js"] < 17_650
    assert sizes["page.js"] < 8_200


def test_the_search_page_names_what_it_will_ask_for() -> None:
    """Word for word as head.js asks, hash and all: else a browser would load it twice."""
    assert scripts.asked_at_once()
    imported = re.findall(r'import\("\./(\w+\.js\?\w+)"\)', WRITTEN["head.js"])
    assert {name.removeprefix("assets/search/") for name in scripts.asked_at_once()} == set(imported)
