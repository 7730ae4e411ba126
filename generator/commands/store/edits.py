"""The changes that a store knows. In: what is stored. Out: what is to be stored; pure but for the objects that a new folder brings.

Size: the whole stays below the cap. The oldest preview goes first; the site never does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from generator.commands.store.branch import Edit
from generator.commands.store.tree import Stored, StoredPreview, StoreError, add_folder, root_entries

LARGEST = 950_000_000
LARGEST_PREVIEW = 20_000_000


def put_site(repository: Path, folder: Path, largest: int = LARGEST) -> Edit:
    """Replace the site; previews stay."""
    tree, size = add_folder(repository, folder)
    entries = root_entries(repository, tree)
    if size > largest:
        raise StoreError(f"the site has {size:,} bytes, more than {largest:,}; it has to become smaller")
    return lambda _, stored: within(replace(stored, site=entries, site_size=size), largest)


def put_preview(repository: Path, number: int, folder: Path, sha: str = "", largest: int = LARGEST) -> Edit:
    """Put a folder into the slot of a pull request; all else stays."""
    tree, size = add_folder(repository, folder)
    if size > LARGEST_PREVIEW:
        raise StoreError(f"the preview has {size:,} bytes, more than {LARGEST_PREVIEW:,}")

    def edit(_: Path, stored: Stored) -> Stored:
        known = stored.slots.get(number)
        if known and (known.tree, known.sha) == (tree, sha):
            return stored
        serial = stored.serial + 1
        slots = {**stored.slots, number: StoredPreview(size, serial, tree, sha)}
        return within(replace(stored, slots=slots, serial=serial), largest, keep=number)

    return edit


def drop(numbers: Iterable[int]) -> Edit:
    """Empty the slots of these pull requests."""
    gone = frozenset(numbers)
    return lambda _, stored: replace(
        stored, slots={number: slot for number, slot in stored.slots.items() if number not in gone}
    )


def sweep(seen: Mapping[int, StoredPreview], open_numbers: Iterable[int]) -> Edit:
    """Empty the slots that were seen, have not been put again since, and belong to no open pull request."""
    still = frozenset(open_numbers)

    def edit(_: Path, stored: Stored) -> Stored:
        closed = {number for number, slot in stored.slots.items() if number not in still and seen.get(number) == slot}
        return replace(stored, slots={number: slot for number, slot in stored.slots.items() if number not in closed})

    return edit


def within(stored: Stored, largest: int, keep: int = 0) -> Stored:
    """What is stored, without the oldest previews that do not fit; `keep` is the one that was just put. Raises StoreError."""
    slots = dict(stored.slots)
    for number in sorted(slots, key=lambda number: slots[number].serial):
        if replace(stored, slots=slots).size <= largest:
            break
        if number != keep:
            del slots[number]
    kept = replace(stored, slots=slots)
    if kept.size > largest:
        raise StoreError(
            f"there is no room for it beside the site, which has {stored.site_size:,} of {largest:,} bytes"
        )
    return kept
