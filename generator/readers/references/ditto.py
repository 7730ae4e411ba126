"""Names that a bibliography does not repeat. In: its items. Out: the same, with the names of the item above where a dash stands for them:
"———. A Second Title." and "Ders.: Ein zweiter Titel."."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from generator.readers.references.items import Item
from generator.readers.references.styles import readings_of
from generator.text import pattern_of

_DITTO = pattern_of(
    r"(?:[-—–―_]{2,12}|—)(?P<sign>\s?[.,:]|(?=\s\())\s*(?=\S)|(?:Ders|Dies)\.?\s?(?P<said>[,:])\s+(?=\S)"
)
_SIGNS = ("-", "—", "–", "―", "_", "Ders", "Dies")


def names_again(items: Sequence[Item]) -> list[Item]:
    """The items; one whose names are a dash has those of the nearest above that has names."""
    if not any(item.text.startswith(_SIGNS) and _DITTO.match(item.text) for item in items):
        return list(items)
    made: list[Item] = []
    names = ""
    for item in items:
        dash = _DITTO.match(item.text)
        if dash and names:
            sign = (dash["sign"] or dash["said"] or "").strip()
            made.append(replace(item, text=f"{names}{sign} {item.text[dash.end() :]}"))
        else:
            made.append(item)
            names = _names_of(item.text) or names
    return made


def _names_of(text: str) -> str:
    """The names with which a reference opens, as they stand there."""
    for found in readings_of(text).values():
        head = text[: max(0, text.find(found.title))] if found.names else ""
        if head:
            return head.split(" (")[0].rstrip(" .,:\"“”„«‘'*_0123456789")
    return ""
