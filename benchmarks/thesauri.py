"""The tables of thesauri that ship. In: the files of PhySH and MeSH as their owners give them. Out: physh.tsv.gz and mesh.txt.gz.

    python -m benchmarks.thesauri --physh physh.json.gz --mesh 2017MeshTree.txt

PhySH (American Physical Society, CC0 1.0, https://github.com/physh-org/PhySH) gives the first eight signs of each concept's number and
its name. MeSH (U.S. National Library of Medicine, public domain, the file of trees of 2017) gives its headings in the order of their
trees, each as its form (enrich/forms.py) behind its depth; organisms (B), groups of people, publications and places (M, V, Z) are left out.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from generator.enrich.forms import form_of, keyword_names

FOLDER = Path(__file__).parents[1] / "generator" / "enrich"
_LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"
_CONCEPT = "https://doi.org/10.29172/"
_LEFT_OUT = "BMVZ"


def physh_lines(path: Path) -> Iterator[str]:
    for concept in json.loads(gzip.decompress(path.read_bytes())):
        number = concept["@id"].removeprefix(_CONCEPT)
        if _LABEL in concept and number != concept["@id"]:
            yield f"PHYSH {number[:8].upper()}\t{' '.join(concept[_LABEL][0]['@value'].split())}"


def mesh_lines(path: Path) -> Iterator[str]:
    rows = (line.split("\t") for line in path.read_text("utf-8-sig").splitlines()[1:])
    for place, _, name in sorted(rows):
        if place[0] not in _LEFT_OUT:
            yield f"{place.count('.')}\t{form_of(keyword_names(name)[0] if keyword_names(name) else name)}"


def _write(name: str, lines: list[str]) -> None:
    packed = gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0)
    (FOLDER / name).write_bytes(packed)
    print(f"{name}: {len(lines):,} lines, {len(packed):,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--physh", type=Path, required=True)
    parser.add_argument("--mesh", type=Path, required=True)
    options = parser.parse_args()
    _write("physh.tsv.gz", sorted(physh_lines(options.physh)))
    _write("topics/mesh.txt.gz", list(mesh_lines(options.mesh)))


if __name__ == "__main__":
    main()
