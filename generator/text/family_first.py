"""Names written family name first. In: the names of a list as printed. Out: the same, given name first, where most of the list are so."""

from __future__ import annotations

from generator.text.late import pattern_of
from generator.text.name_looks import capital_family, ends_in_initials, family_last, given_first, one_word_family
from generator.text.names import is_team
from generator.text.tokens import SOLID

_SEVERAL_INITIALS = pattern_of(r"[A-Z]{2}\.$")
# Capitals that end the names of firms, not of people.
_NO_INITIALS = frozenset("AI ML UK US USA EU IT IBM LLC".split())


def oriented(names: list[str]) -> list[str]:
    """Names of which most are written "Family I." turned round; of a single one too, unless it may be a firm's."""
    people = set(filter(_may_be_turned, names))
    if len(people) > 1 and all(map(capital_family, people)):
        return [family_last(name) if name in people else name for name in names]
    turned = {name for name in people if ends_in_initials(name)}
    are_most = len(turned) * 5 >= len(people) * 3
    if not turned or not are_most or any(map(_ends_in_capitals, people)):
        return names
    if len(names) == 1 and _may_be_a_firm(names[0]):
        return names
    if _ends_the_list(names[-1], turned):
        names = [*names[:-1], names[-1].rstrip(".")]
        turned.add(names[-1])
    return [given_first(name) if name in turned else name for name in names]


def _may_be_a_firm(name: str) -> bool:
    return name.split()[-1] in _NO_INITIALS or not one_word_family(name)


def _ends_the_list(last: str, turned: set[str]) -> bool:
    """Whether a stop behind initials is that of the list: they have no points elsewhere, or are several ("van Dam CD.")."""
    if last not in turned or any("." in name for name in turned - {last}):
        return False
    return len(turned) > 1 or bool(_SEVERAL_INITIALS.search(last))


def _may_be_turned(name: str) -> bool:
    return "," not in name and " " in name.strip() and not is_team(name) and not SOLID.search(name)


def _ends_in_capitals(name: str) -> bool:
    """ "Bo WANG": what ends the name is a family name in capitals, and no initials."""
    last = name.split()[-1]
    return len(last) > 3 and last.isupper() and last.isalpha()
