"""The configuration. In: a project folder and a digests folder. Out: one validated Config and the Problems of its files."""

from __future__ import annotations

from pathlib import Path

import msgspec

from generator.config.settings import Settings, Site, load_settings, load_site
from generator.model import Problem, Tag

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


def _load(path, loader, default):  # type: ignore[no-untyped-def]
    if not path.is_file():
        return default, []
    return loader(path.read_text("utf-8"), path.name)
