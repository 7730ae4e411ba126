"""Names as references print them. In: what stands before a title. Out: the names, given name first, or none when it is no list of names."""

from __future__ import annotations

import re

from generator.readers.paste.kinds import NOT_NAMES
from generator.text.names import is_team

_PARTICLE = r"(?:(?:de|van|von|der|den|di|da|del|della|la|le|el|al|bin|ibn|dos|du|ten|ter)\s+)"
_WORD = r"[^\W\d_a-z][^\W\d_]*(?:['’.‐-][^\W\d_]+)*"
_INITIALS = r"(?:[^\W\d_a-z]\.(?:\s?-?\s?)){1,4}"
_FAMILY = rf"{_PARTICLE}{{0,2}}(?:{_WORD})(?:[ -]{_WORD}){{0,2}}"
_STRAIGHT = re.compile(
    rf"(?:{_INITIALS}\s*{_FAMILY}|{_WORD}(?:\s+(?:{_WORD}|[^\W\d_a-z]\.?|de|van|von|der|den|di|da|del|la|le|al|bin|dos|du)){{1,4}})"
)
_TURNED = re.compile(rf"({_FAMILY}) ([^\W\d_a-z]{{1,3}})")
_IS_FAMILY = re.compile(_FAMILY)
_IS_GIVEN = re.compile(rf"(?:[^\W\d_a-z]\.?\s?-?){{1,4}}|{_WORD}(?:\s+[^\W\d_a-z]\.){{1,2}}")
_AND = re.compile(r",?\s+(?:and|&)\s+|\s*;\s*")
_OTHERS = re.compile(r",?\s*(?:(?:and|&)\s+)?(?:et\.?\s*al\.?|others|\.\.\.|…)\s*$", re.I)


def names_of(text: str, least: int = 1) -> tuple[str, ...]:
    """The names when all of `text` is names and there are `least`, else none. "et al." at the end is left out."""
    body = _OTHERS.sub("", text.strip()).strip(" ,")
    if any(
        word.lower() in NOT_NAMES - {"and", "of", "to", "on", "in"} for word in re.findall(r"\w+", body)
    ) and not is_team(body):
        return ()
    parts = [part.strip() for part in re.split(r",", _AND.sub(", ", body)) if part.strip()]
    if not parts or len(parts) > 400:
        return ()
    if len(parts) == 1 and is_team(parts[0]) and least == 1:
        return (parts[0],)
    names = _pairs(parts) or _singles(parts)
    return names if len(names) >= least else ()


def _pairs(parts: list[str]) -> tuple[str, ...]:
    """ "Family, I.", again and again."""
    families, given = parts[::2], parts[1::2]
    if (
        len(families) != len(given)
        or not all(map(_IS_FAMILY.fullmatch, families))
        or not all(map(_IS_GIVEN.fullmatch, given))
    ):
        return ()
    # The full stop that ends the names is also that of the last initial.
    spelled = (re.sub(r"(?<![^\s.-])([^\W\d_])$", r"\1.", first) for first in given)
    return tuple(f"{first} {family}" for family, first in zip(families, spelled, strict=True))


def _singles(parts: list[str]) -> tuple[str, ...]:
    """ "I. Family" and "Given Family"; or "Family I" throughout, of two at least, for "Edward J" may be cut from "Edward J. Hu"."""
    turned = [found for part in parts if len(part) < 60 and (found := _TURNED.fullmatch(part))]
    if turned:
        return tuple(f"{found[2]} {found[1]}" for found in turned) if len(turned) == len(parts) > 1 else ()
    straight = all(len(part) < 60 and _STRAIGHT.fullmatch(part) for part in parts)
    return tuple(parts) if straight else ()
