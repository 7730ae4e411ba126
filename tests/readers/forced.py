"""Every way in which a text is read, found in the package. In: nothing. Out: name -> a function of a text, for tests and the fuzzer.

A reader that is added is found by the names that readers have: `read(text, source)`, `parsed(text, source)`, `recognise(text, path)` and
`document_of(text)`, in any module below generator.readers.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from functools import partial
from types import ModuleType

import generator.readers
from generator.model import Reading, Source
from generator.readers.papers import reading_of

SOURCE = Source("digests/2025-03-14-x.txt")
Way = Callable[[str], object]


def ways() -> dict[str, Way]:
    """Each reader forced on any text, whether it recognises it or not; "readers" is the front door."""
    modules = [generator.readers, *map(importlib.import_module, _names())]
    found: dict[str, Way] = {}
    for module in modules:
        name = module.__name__.removeprefix("generator.")
        for verb, made in (("read", _read), ("parsed", _parsed), ("recognise", _recognise), ("document_of", _document)):
            function = getattr(module, verb, None)
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                found[name if verb == "read" else f"{name}.{verb}"] = partial(made, module)
    return found


def _names() -> list[str]:
    walked = pkgutil.walk_packages(generator.readers.__path__, "generator.readers.")
    return sorted(module.name for module in walked)


def _read(module: ModuleType, text: str) -> Reading:
    reading: Reading = module.read(text, SOURCE)
    return reading


def _parsed(module: ModuleType, text: str) -> Reading | None:
    found = module.parsed(text, SOURCE)
    return reading_of(found, text, SOURCE) if found is not None and module is not generator.readers else None


def _recognise(module: ModuleType, text: str) -> float:
    sure: float = module.recognise(text, SOURCE.path)
    return sure


def _document(module: ModuleType, text: str) -> object:
    return module.document_of(text)
