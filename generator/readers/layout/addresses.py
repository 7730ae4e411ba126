"""Addresses before titles. In: the blocks of a document. Out: the same, each address behind its title, as most pages have them; an id that
opens or ends an item of words is the link that it stands for."""

from __future__ import annotations

from msgspec.structs import replace

from generator.readers.layout.structures import Block, Run
from generator.text.ids import parted_from_id

# One address may stand above a title by accident.
_FEWEST = 2


def addresses_behind(blocks: list[Block]) -> list[Block]:
    """The blocks, turned where every line that is an address alone opens a paragraph (or an item) and stands above words."""
    blocks = [_linked(block) if block.kind == "item" and not block.urls else block for block in blocks]
    listed = [(at, block) for at, block in enumerate(blocks) if block.kind in ("item", "line") and len(block.urls) == 1]
    bare = [at for at, block in listed if block.text.strip("<>") == block.urls[0]]
    if len(bare) < _FEWEST or not all(_opens(blocks[at], blocks[at + 1 : at + 2]) for at in bare):
        return blocks
    turned = list(blocks)
    for at in bare:
        above, below = blocks[at : at + 2]
        turned[at] = replace(above, cells=[[*below.cells[0], Run(" "), *above.cells[0]]], last=below.last)
        turned[at + 1] = replace(below, kind="chrome", cells=[], mark="moved")
    return turned


def _linked(block: Block) -> Block:
    """An item that leads nowhere, with the id beside its words as a link behind them."""
    runs = block.cells[0]
    words, address = parted_from_id("".join(run.text for run in runs).strip())
    if len(runs) > 1 or not address:
        return block
    return replace(block, cells=[[replace(runs[0], text=f"{words} "), replace(runs[0], text=address, url=address)]])


def _opens(block: Block, below: list[Block]) -> bool:
    """Whether an address is the first line of a paragraph, and the line below it, if there is one, is words that lead nowhere."""
    return block.rank == 0 and any(
        one.paragraph == block.paragraph and one.kind == "line" and not one.urls for one in below
    )
