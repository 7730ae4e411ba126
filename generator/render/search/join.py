"""Joining. In: the modules of browser/. Out: a few small files for the browser, under joined/: `python -m generator.render.search.join`.

A page loads head.js, which asks for the rest at first use: core.js, all that a first answer in the field takes; page.js on /search/, or
when a query has filters or a phrase; correct.js after a slip; and copy.js when results are taken along. head.js is a plain script, all
others are modules. Modules of one file share one scope, so that minify (of the dev dependencies) can give their names one letter. A
file asks for another with a hash of all sources behind its name, so that files of two versions never meet. What it writes is committed,
so that no build needs the minifier, and a test says when it is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.render.search.shards import content_name

SOURCES = Path(__file__).with_name("browser")
JOINED = Path(__file__).with_name("joined")
# The files, by the modules that they are for; what one holds is in none after it.
FILES = {
    "core": ("session", "header"),
    "page": ("filters", "texts", "page"),
    "correct": ("correct",),
    "copy": ("copy",),
    "head": ("head",),
}
_TOLD = re.compile(r"/\*\*.*?\*/\n?", re.DOTALL)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([a-z-]+)\.js";\n', re.MULTILINE)
_LATER = re.compile(r'\bimport\("\./([a-z-]+)\.js"\)')
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def joined_scripts() -> dict[str, str]:
    """name -> text, of the modules put together, as they are."""
    held: dict[str, list[str]] = {}
    for name, roots in FILES.items():
        known = {module for modules in held.values() for module in modules}
        held[name] = [module for module in closure(roots) if module not in known]
    home = {module: name for name, modules in held.items() for module in modules}
    version = content_name("".join(source(module) for module in sorted(home)))
    return {name: _versioned(_file(modules, home), home, version) for name, modules in held.items()}


def closure(roots: Iterable[str]) -> list[str]:
    """Modules and all that they import, the imported first."""
    found: dict[str, None] = {}

    def visit(module: str) -> None:
        for _, needed in _IMPORT.findall(source(module)):
            visit(needed)
        found.setdefault(module)

    for root in roots:
        visit(root)
    return list(found)


def _file(modules: Sequence[str], home: dict[str, str]) -> str:
    """The modules in one scope. What stands in another file is imported from there; what another file may ask for is exported."""
    needed: dict[str, set[str]] = {}
    for module in modules:
        for names, other in _IMPORT.findall(source(module)):
            if other not in modules:
                needed.setdefault(home[other], set()).update(list_scripts(names))
    imports = "".join(
        f'import {{ {", ".join(sorted(names))} }} from "./{name}.js";\n' for name, names in sorted(needed.items())
    )
    bodies = "".join(_IMPORT.sub("", _EXPORT.sub("", source(module))) for module in modules)
    asked = ", ".join(sorted(_asked(modules, home)))
    if not asked:
        return f"(() => {{\n{bodies}}})();\n"
    # A scope of its own, for the minifier leaves the names of a module's own scope alone.
    return f"{imports}const [{asked}] = (() => {{\n{bodies}return [{asked}];\n}})();\nexport {{ {asked} }};\n"


def _asked(here: Sequence[str], home: dict[str, str]) -> set[str]:
    """What other files import from some modules, at once or later."""
    asked: set[str] = set()
    for module in home:
        text = source(module)
        for names, other in _IMPORT.findall(text):
            if other in here and module not in here:
                asked.update(list_scripts(names))
        for other in set(_LATER.findall(text)).intersection(here):
            asked.update(_EXPORT.findall(source(other)))
    return asked


def list_scripts(names: str) -> list[str]:
    return [name.strip() for name in names.split(",") if name.strip()]


def _versioned(text: str, home: dict[str, str], version: str) -> str:
    text = _LATER.sub(lambda found: f'import("./{home[found[1]]}.js?{version}")', text)
    return re.sub(r'(?<= from "\./)([a-z]+)\.js(?=";\n)', rf"\1.js?{version}", text)


def source(module: str) -> str:
    """A module without the comments that say what things are; they name modules too."""
    return _TOLD.sub("", (SOURCES / f"{module}.js").read_text("utf-8"))


def rejoin() -> None:
    import minify

    JOINED.mkdir(exist_ok=True)
    for name, text in joined_scripts().items():
        (JOINED / f"{name}.js").write_text(minify.string("application/javascript", text) + "\n", "utf-8")


if __name__ == "__main__":
    rejoin()
