"""The scripts. In: the modules of browser/. Out: a few files for the browser: modules put together, comments and indents left out.

A page loads search.js, which asks for the rest at first use: header.js or page.js, each on top of core.js, and correct.js after a typo.
So one more request fetches everything, and not one for each module of each floor. Every module keeps a scope of its own. A file asks
for another with a hash of all sources behind its name, so that files of two versions never meet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from generator.model import OutputFile
from generator.render.search.shards import name_of

FOLDER = "assets/search"
_SOURCES = Path(__file__).with_name("browser")
# The files beside search.js, by the modules that they are for; what core.js holds is in no other.
_CORE = ("session", "documents", "dom")
_OTHERS = ("header", "page", "correct")
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z-]+)\.js";\n', re.MULTILINE)
_ASKED = re.compile(r'(\bfrom |\bimport\()"\./([a-z]+)\.js"')
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^\s*(?://[^\n]*|/\*\*.*?\*/[^\S\n]*)\n", re.MULTILINE | re.DOTALL)
_INDENT = re.compile(r"^\s+", re.MULTILINE)


@lru_cache(maxsize=1)
def script_files() -> tuple[OutputFile, ...]:
    """search.js, core.js, header.js, page.js and correct.js, under assets/search/."""
    version = name_of("".join(path.read_text("utf-8") for path in sorted(_SOURCES.glob("*.js"))))
    core = [module for root in _CORE for module in _closure(root)]
    texts = {"search": _plain("search"), "core": "export const modules = {};\n" + _together(core, ())}
    for root in _OTHERS:
        texts[root] = 'import { modules } from "./core.js";\n' + _together(_closure(root), core) + _offered(root)
    return tuple(OutputFile(f"{FOLDER}/{name}.js", _versioned(text, version)) for name, text in texts.items())


def _versioned(text: str, version: str) -> str:
    return _ASKED.sub(rf'\1"./\2.js?{version}"', text)


def _closure(root: str) -> list[str]:
    """A module and all that it imports, the imported first."""
    found: dict[str, None] = {}

    def visit(module: str) -> None:
        for _, needed in _IMPORT.findall(_source(module)):
            visit(needed)
        found.setdefault(module)

    visit(root)
    return list(found)


def _together(modules: Sequence[str], known: Sequence[str]) -> str:
    return "".join(_scoped(module) for module in dict.fromkeys(modules) if module not in known)


def _scoped(module: str) -> str:
    """`modules["words.js"] = (() => { ... return { fold, words }; })();`"""
    text = _plain(module)
    names = ", ".join(_EXPORT.findall(text))
    body = _IMPORT.sub(_taken, _EXPORT.sub("", text))
    return f'modules["{module}.js"] = (() => {{\n{body}return {{ {names} }};\n}})();\n'


def _taken(found: re.Match[str]) -> str:
    names = ", ".join(name.strip().replace(" as ", ": ") for name in found[1].split(",") if name.strip())
    return f'const {{ {names} }} = modules["{found[2]}.js"];\n'


def _offered(module: str) -> str:
    return f'export const {{ {", ".join(_EXPORT.findall(_source(module)))} }} = modules["{module}.js"];\n'


def _plain(module: str) -> str:
    """A module without comments that take whole lines, and without indents."""
    return _INDENT.sub("", _COMMENT.sub("", _source(module)))


def _source(module: str) -> str:
    return (_SOURCES / f"{module}.js").read_text("utf-8")
