"""The register brought up to date. In: the register, what identity made of the digests, the addresses there are. Out: the new register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec
from msgspec.structs import replace

from generator.config.register import FILE, Held, Register, format_register
from generator.enrich.citekeys import MARK
from generator.enrich.identity import Merged
from generator.enrich.identity.known import marks_for
from generator.model import Paper, Source
from generator.output import write_atomically

_NOBODY = Source(FILE)


class Updated(msgspec.Struct, frozen=True):
    """The new register, and the addresses that it has and the old one had not."""

    register: dict[str, Held]
    new: tuple[str, ...]


def update(
    register: Register,
    merged: Merged,
    there: Mapping[str, Mapping[str, tuple[str, ...]]],
    moved: Mapping[str, str],
    cited: Mapping[str, str],
) -> Updated:
    """Every address that there is or was. there: address -> marks, papers aside; moved: address -> the one that it leads to; cited: key of
    a paper -> its citation key, which once written stays with its address."""
    found = dict(register)
    for paper in merged.papers:
        for address, held in _of_paper(paper, merged, register):
            found[address] = held
    for address, marks in there.items():
        if not address.startswith("papers/"):
            found[address] = Held(_NOBODY, dict(marks))
    for address, target in moved.items():
        if address in found or not address.startswith("papers/"):
            found[address] = Held(_NOBODY, found[address].marks if address in found else {}, target)
    found = {address: _with_cite(address, held, register, cited) for address, held in found.items()}
    return Updated(found, tuple(sorted(found.keys() - register.keys())))


def _with_cite(address: str, held: Held, register: Register, cited: Mapping[str, str]) -> Held:
    """What an address holds, with its citation key: the one written before, else that of its paper."""
    cite = register[address].marks.get(MARK) if address in register else None
    named = cited.get(address.removeprefix("papers/")) if address.startswith("papers/") else None
    return replace(held, marks={**held.marks, MARK: cite or (str(named),)}) if cite or named else held


def _of_paper(paper: Paper, merged: Merged, register: Register) -> Iterator[tuple[str, Held]]:
    records = [record for key in (paper.key, *paper.redirects) for record in merged.owners.get(key, ())]
    yield f"papers/{paper.key}", Held(_NOBODY, marks_for(paper.key, merged.owners.get(paper.key) or records))
    for key in paper.redirects:
        address = f"papers/{key}"
        own = merged.owners.get(key, ())
        held = register[address].marks if address in register else {}
        marks = marks_for(key, own) if own else held
        yield address, Held(_NOBODY, marks, f"papers/{paper.key}")


def write_register(folder: Path, register: Register, *, dry_run: bool = False) -> bool:
    """Write the register of a folder of digests; whether that changed, or would change, anything."""
    content = format_register(register).encode()
    path = folder / FILE
    if path.is_file() and path.read_bytes() == content:
        return False
    if not dry_run:
        write_atomically(path, content)
    return True


def counted_addresses(count: int) -> str:
    return f"{count:,} address{'' if count == 1 else 'es'}"
