"""Every fault that is planted in a site or a preview is found; nothing is found in those that are sound."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from generator.commands.verify import verify
from tests.commands.faults import ANYWHERE, PREVIEW_ALONE, SITE_ALONE, planted
from tests.commands.repositories import NEW, Origin
from tests.commands.test_preview_stage import ADDED, offprint, staged

TAGS = "- name: Diffusion models\n  patterns: [diffusion]\n- name: Pruning\n  patterns: [prune*]\n"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A site of five papers with two topics, and a preview of one more, both made by the real commands."""
    folder = tmp_path_factory.mktemp("faults")
    origin = Origin(folder)
    (origin.project / "digests" / "tags.yml").write_text(TAGS)
    origin.push("Fewer topics")
    done = offprint(origin.project, "build", "--out", folder / "site")
    assert done.returncode == 0, done.stderr
    done, _ = staged(origin, folder / "staged", 7, origin.pull(7, {ADDED: NEW.encode()}))
    assert done.returncode == 0, done.stderr
    return {"site": folder / "site", "preview": folder / "staged" / "site"}


FAULTS = [
    *(("site", name, plant) for name, plant in (ANYWHERE | SITE_ALONE).items()),
    *(("preview", name, plant) for name, plant in (ANYWHERE | PREVIEW_ALONE).items()),
]


def test_what_is_sound_is_sound(sites: dict[str, Path]) -> None:
    for kind, site in sites.items():
        problems, pages = verify(site, preview=kind == "preview")
        assert [str(problem) for problem in problems] == []
        assert pages > 3


@pytest.mark.parametrize(("kind", "name", "plant"), FAULTS, ids=[f"{kind}: {name[:60]}" for kind, name, _ in FAULTS])
def test_a_fault_is_found(sites: dict[str, Path], tmp_path: Path, kind: str, name: str, plant: object) -> None:
    site = tmp_path / "site"
    shutil.copytree(sites[kind], site, copy_function=os.link)  # a fault replaces files, and changes none in place
    planted(site, name, plant)  # type: ignore[arg-type]
    assert verify(site, preview=kind == "preview")[0] != []


def test_there_are_many() -> None:
    assert len(FAULTS) > 300
