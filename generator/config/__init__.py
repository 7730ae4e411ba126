"""The configuration. In: a project folder and a digests folder. Out: one validated Config and the Problems of its files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from generator.config.settings import Settings, Site, load_settings, load_site
from generator.model import Problem, Source, Tag

T = TypeVar("T")

__all__ = ["Config", "Settings", "Site", "load_config"]


class Config(msgspec.Struct, frozen=True):
    """Everything that steers a build and is not a digest."""

    site: Site = Site()
    settings: Settings = Settings()
    vocabulary: tuple[Tag, ...] = ()


def load_config(folder: Path, digests: Path) -> tuple[Config, list[Problem]]:
    """Read mkdocs.yml and offprint.yml of `folder`, and the YAML files of `digests` (tags.yml falls back to the checkout's)."""
    site, problems = _load(folder / "mkdocs.yml", load_site, Site())
    settings, more = _load(folder / "offprint.yml", load_settings, Settings())
    return Config(site=site, settings=settings), problems + more


def _load(path: Path, load: Callable[[str, str], tuple[T, list[Problem]]], missing: T) -> tuple[T, list[Problem]]:
    """Read one file with `load(text, name)`; `missing` when it is not there, and a Problem when it is not UTF-8."""
    try:
        return load(path.read_text("utf-8-sig"), path.name)
    except FileNotFoundError:
        return missing, []
    except (OSError, UnicodeDecodeError) as error:
        return missing, [Problem(Source(path.name), "error", "unreadable", f"cannot be read as UTF-8 text ({error}).")]
