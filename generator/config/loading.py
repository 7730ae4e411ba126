"""The configuration. In: a project folder and a digests folder. Out: one validated Config and the Problems of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from generator.config.corrections import Corrections, load_corrections
from generator.config.facts import Fact, load_facts
from generator.config.nodes import near
from generator.config.ready import lacking
from generator.config.register import FILE as REGISTER
from generator.config.register import Held, load_register
from generator.config.settings import FILES, Settings, Site, load_settings, load_site
from generator.model import Problem, Source, Tag

if TYPE_CHECKING:
    from generator.work import Work

T = TypeVar("T")


__all__ = ["Config", "Settings", "Site", "load_config"]


class Config(msgspec.Struct, frozen=True):
    """Everything that steers a build and is not a digest."""

    site: Site = Site()
    settings: Settings = Settings()
    vocabulary: tuple[Tag, ...] = ()
    corrections: Corrections = Corrections()
    facts: tuple[Fact, ...] = ()
    register: dict[str, Held] = {}


def load_config(folder: Path, digests: Path, work: Work | None = None) -> tuple[Config, list[Problem]]:
    """Read mkdocs.yml and offprint.yml of `folder`; tags.yml, corrections.yml, addresses.yml and facts/ of `digests`.

    A folder of digests without tags.yml has no vocabulary: its topics are found in the papers themselves.
    Paths in Problems are relative to `folder`'s or `digests`' parent.
    """
    site, problems = _load(folder / "mkdocs.yml", "mkdocs.yml", load_site, Site())
    settings, more = _load(folder / "offprint.yml", "offprint.yml", load_settings, Settings())
    no_tags: tuple[Tag, ...] = ()
    tags, of_tags = _load(digests / "tags.yml", f"{digests.name}/tags.yml", _remembering(work), no_tags)
    fixed, of_fixed = _load(
        digests / "corrections.yml", f"{digests.name}/corrections.yml", load_corrections, Corrections()
    )
    no_register: dict[str, Held] = {}
    held, of_held = _load(digests / REGISTER, f"{digests.name}/{REGISTER}", load_register, no_register)
    facts, of_facts = _facts_in(digests)
    found = [*problems, *of_facts, *more, *of_tags, *of_fixed, *of_held, *strays(digests)]
    return Config(site, settings, tags, fixed, facts, held), found


def _remembering(work: Work | None) -> Callable[[str, str], tuple[tuple[Tag, ...], list[Problem]]]:
    """A vocabulary that takes a shipped one in has hundreds of topics, and is read once."""

    def load(text: str, path: str) -> tuple[tuple[Tag, ...], list[Problem]]:
        from generator.work import Work

        return next((work or Work()).map(_vocabulary, [(text, path)]))

    return load


def _vocabulary(_: None, given: tuple[str, str]) -> tuple[tuple[Tag, ...], list[Problem]]:
    from generator.config.vocabulary import load_vocabulary

    return load_vocabulary(*given)


def _facts_in(digests: Path) -> tuple[tuple[Fact, ...], list[Problem]]:
    """The facts of every file, in the order of their names."""
    facts: tuple[Fact, ...] = ()
    problems: list[Problem] = []
    for path in sorted((digests / "facts").glob("*.jsonl")):
        stated, wrong = _load(path, f"{digests.name}/facts/{path.name}", load_facts, facts[:0])
        facts += stated
        problems += wrong
    return facts, problems


def lacking_in(folder: Path) -> list[str]:
    """What the curator of a project still has to set before its site is published; nothing for settings that cannot be read."""
    site, wrong = _load(folder / "mkdocs.yml", "mkdocs.yml", load_site, Site())
    settings, more = _load(folder / "offprint.yml", "offprint.yml", load_settings, Settings())
    return [] if wrong or more else lacking(site, settings)


def strays(digests: Path) -> Iterator[Problem]:
    """A note about each file and folder beside the digests that nothing reads: a misspelt name, or digests in a folder of their own."""
    for path in sorted([*digests.glob("*"), *(digests / "facts").glob("*")]):
        source = Source(f"{digests.name}/{path.relative_to(digests).as_posix()}")
        if path.name.startswith((".", "~")) or (path.name[0].isdecimal() and path.is_file()):
            continue
        if path.parent.name == "facts" and path.parent != digests:
            if path.suffix != ".jsonl":
                yield Problem(source, "note", "not-read", "is not read: facts are in files that end in .jsonl.")
        elif path.is_dir() and path.name != "facts":
            message = f"is a folder, and nothing in it is read; digests lie directly in {digests.name}/."
            yield Problem(source, "note", "not-read", message)
        elif path.suffix.lower() in (".yml", ".yaml") and path.name not in FILES:
            message = f"is no file of Offprint's, and is not read{near(path.name, FILES)}"
            yield Problem(source, "note", "not-read", message)


def _load(
    path: Path, name: str, load: Callable[[str, str], tuple[T, list[Problem]]], missing: T
) -> tuple[T, list[Problem]]:
    """Read one file with `load(text, name)`; `missing` when it is not there, and a Problem when it is not UTF-8."""
    try:
        return load(path.read_text("utf-8-sig"), name)
    except FileNotFoundError:
        return missing, []
    except UnicodeDecodeError as error:
        place = Source(name, error.object.count(b"\n", 0, error.start) + 1)
        return missing, [Problem(place, "error", "unreadable", "is not UTF-8 here; save the file as UTF-8.")]
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check its permissions."
        return missing, [Problem(Source(name), "error", "unreadable", message)]
