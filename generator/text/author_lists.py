"""Lists of authors, cut. In: the text of an author field or line. Out: its names as printed, family names behind given ones.

What parts the names is decided over the whole list, and so is whether family names come first: "Prado, A., Ulm, B." are two people, as are
"Prado A., Lim SM" and "Ana Prado, Ben Ulm"; "Prado, Ana" is one. Commas in brackets and braces part nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.text.braces import cut_where
from generator.text.family_first import oriented
from generator.text.late import pattern_of
from generator.text.name_looks import (
    ends_in_initials,
    family_names_alone,
    has_initials,
    is_degree,
    is_first_turned,
    is_initials,
    is_pair,
    is_suffix,
    is_whole,
    names_organisation,
    turned_by_and,
)
from generator.text.names import are_eastern_halves, is_team, names_without_blanks
from generator.text.tokens import SOLID

_SPACED_MARKS = re.compile(r"(?<!\s)\s*+[|｜]\s*|(?<!\s)\s++[·•‧∙●/]\s+|\t+")
# Blanks side by side are one, so that no pattern goes back over many; a tab parts names.
_BLANKS = re.compile(r"[^\S\t]{2,}")
# "Prado, Ana - Ulm, Ben": a dash parts names only where each has its comma.
_DASHES = re.compile(r"\s+[-–]\s+")
_PARTED_BY_DASHES = re.compile(r"[^,;–]{2,40}, [^,;–]{1,40}?(?:\s[-–]\s[^,;–]{2,40}, [^,;–]{1,40}?)+")
_SEMICOLONS = re.compile(r"(?<!\s)\s*+[;；؛]\s*")
_COMMAS = re.compile(r"(?<!\s)\s*+[,，、،]\s*")
_BEHALF = r"on\s+behalf\s+of(?:\s+the)?"
# "y", "e", "et" and their like part names only behind an initial or a comma: "Ortega y Gasset" is one.
_AND = re.compile(
    rf"[,，;；]?\s+(?:and(?:\s+{_BEHALF})?|und|&|{_BEHALF}|और|तथा|एवं|และ|და)\s+|\s*&\s+|,\s(?-i:et|y|och|og|en|oraz|и|та)\s(?!al\b)|(?<=\w\.)(?-i:,?\s(?:y|e|et|och|og|en|ve|oraz|dan|i|и|та|і)\s(?!al\b))",
    re.IGNORECASE,
)
# Also a part of family names ("Ortega y Gasset"): they part names only between two that are whole.
_WEAK_AND = re.compile(r",?\s+(?:et|y|e|i|en|og|och|ve|dan|и)\s+")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.|(?<=\w)'(?=\w))*)'|\"((?:[^\"\\]|\\.)*)\"")
# What may stand around the strings of a printed list: commas, and calls such as Author('…').
_AROUND = re.compile(r"(?:[\w.]{1,80}\((?:\w{1,40}=)?(?:,\s*\w{1,40}=[\w.]{1,40})*+\)|[\s,])*\]?\s*")
_PRINTED = re.compile(
    r"\s*(?:(?:c|array|list|tuple|set|Index|Series)\s*(?=[\[(]))?(?:\(\s*(?=\[))?[\[({](.*)[\])}]\s*", re.DOTALL
)
_TYPED = pattern_of(r",\s*dtype=['\"]?\w{1,20}['\"]?(?=\s*\)\s*$)")
_BARE = pattern_of(r"\s*\[.*\]\s*", re.DOTALL)
_ESCAPED = pattern_of(r"\\(?:u(?![dD][89a-fA-F])([\da-fA-F]{4})|x([\da-fA-F]{2})|(.))", re.DOTALL)
_WHOLE = pattern_of(r"[^\W\d_][\w.'’-]*+(?: [\w.'’-]++)++(?:, [^\W\d_][\w.'’-]*+(?: [\w.'’-]++)++)++")
_OPEN, _CLOSE = "([{", ")]}"
_BRACKETED = re.compile(r"\([^()]{1,200}\)")
_LIST_NUMBER = re.compile(r"^\s*(?:\(?\d{1,3}[.)]|[-*•–])\s+")
_NUMBERS_ALONE = re.compile(r"[\W\d_]*(?:and[\W\d_]*)?")
_GOES_ON_BELOW = re.compile(r"(?:[,;&，；、]|\band)\s*$")


def cut_names(text: str) -> list[str]:
    """The names of a list in its order, the right way round as far as the list tells; footnotes and degrees may be on them."""
    printed = printed_list(text)
    # "[Prado, Ana, Lim, Siti]" without quotes has family and given names apart.
    halves = printed and not any(" " in one.strip() for one in printed) and printed_strings(text) is None
    if printed is not None and not halves:
        return oriented([name for name in printed if name.strip()])
    text = ", ".join(printed) if printed else text
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and not any(_GOES_ON_BELOW.search(line) for line in lines[:-1]):
        return oriented([name for line in lines for name in _one_line(_LIST_NUMBER.sub("", line))])
    return oriented(_with_last_stop(_one_line(" ".join(lines))))


def printed_list(text: str) -> list[str] | None:
    """The strings of a list as a program prints it (['A B', "C D"], c("A B"), {"A B"}, [A B, C D]); None when the text is none."""
    if (strings := printed_strings(text)) is not None:
        return strings
    inner = text.strip()[1:-1].strip()
    if not _BARE.fullmatch(text) or re.search(r"[\[\]()]", inner):
        return None
    return _COMMAS.split(inner) if inner else []


def printed_strings(text: str) -> list[str] | None:
    """The same of a list whose strings are all in quotes; None for any other text."""
    found = _PRINTED.fullmatch(_TYPED.sub("", text))
    strings = [_ESCAPED.sub(_meant, one or other) for one, other in _QUOTED.findall(found[1])] if found else []
    return strings if found and strings and _AROUND.fullmatch(_QUOTED.sub("", found[1].strip())) else None


def _meant(found: re.Match[str]) -> str:
    """The sign for which an escape stands in a printed string."""
    if code := found[1] or found[2]:
        return chr(int(code, 16))
    return " " if found[3] in "nrt" else found[3]


def parted_by_commas(lists: Sequence[str]) -> set[str]:
    """Of the lists of a file those whose commas part whole names, where none of them has an "and", as three whole names show."""
    whole = {one for one in lists if _WHOLE.fullmatch(one)}
    sure = any(one.count(",") > 1 for one in whole) and not any(" and " in one for one in lists)
    return whole if sure else set()


def _with_last_stop(names: list[str]) -> list[str]:
    """ "Lovelace, A., Turing, A": the stop of the last initial was taken for that of the list."""
    last = names[-1] if names else ""
    _, comma, given = last.rpartition(", ")
    without_stop = comma and given.isalpha() and is_initials(given)
    if without_stop and any(name.endswith(".") and "," in name for name in names[:-1]):
        return [*names[:-1], f"{last}."]
    return names


def split_outside(text: str, mark: re.Pattern[str]) -> list[str]:
    """`text` cut at `mark` where it stands outside of brackets and braces; brackets that nothing closes count as signs."""
    held = "(" in text or "[" in text or "{" in text
    if not held or any(text.count(one) != text.count(other) for one, other in zip(_OPEN, _CLOSE, strict=True)):
        return [part.strip() for part in mark.split(text) if part.strip()]
    return cut_where(text, mark, lambda between: sum(map(between.count, _OPEN)) - sum(map(between.count, _CLOSE)))


def _one_line(text: str) -> list[str]:
    printed = _BLANKS.sub(" ", text).strip()
    text = printed.strip(",;，；、؛،").strip()
    pieces = _surely_parted(text)
    # Scholar ends each name with a semicolon, also the only one: "Prado Ulm, Ana Maria; ".
    if len(pieces) < 2 and printed.endswith(";") and text.count(",") == 1:
        return [text]
    if len(pieces) > 1:
        bare = [_BRACKETED.sub("", piece).strip() for piece in pieces]
        straight = any("," not in piece and is_whole(piece) and not is_team(piece) for piece in bare)
        return turned_by_and(pieces) or [name for piece in pieces for name in _piece(piece, straight=straight)]
    if _is_organisation(text):
        return [text]
    pieces = split_outside(text, _AND)
    if len(pieces) > 1:
        return _joined_by_and(pieces)
    weak = [split_outside(piece, _COMMAS) for piece in _WEAK_AND.split(text)]
    if len(weak) == 2 and len(weak[0]) > 1 and (turned := family_names_alone(weak) or _turned_pairs(weak)):
        return turned
    return [name for name in _by_commas(split_outside(text, _COMMAS)) for name in _weakly_parted(name)]


def _surely_parted(text: str) -> list[str]:
    for mark in (_SPACED_MARKS, _SEMICOLONS):
        pieces = split_outside(text, mark)
        if len(pieces) > 1:
            return pieces
    return split_outside(text, _DASHES) if _PARTED_BY_DASHES.fullmatch(text) else []


def _turned_pairs(pieces: Sequence[Sequence[str]], *, sure: bool = False) -> list[str]:
    """The names of "Prado, Ana, Ulm, Ben y Sarr, Fatou": family and given names by turns; none else. sure: the last has a comma."""
    pairs = [tuple(piece[at : at + 2]) for piece in pieces for at in range(0, len(piece), 2)]
    paired = all(len(pair) == 2 and (sure or is_pair(*pair)) for pair in pairs)
    return [", ".join(pair) for pair in pairs] if paired else []


def _piece(piece: str, *, straight: bool) -> list[str]:
    """What stands between two semicolons: one person, or some of a list. straight: elsewhere in it given names come first, so that two
    whole names beside a comma are two people: "Ana Prado, Ben Ulm (Moss Lab); Fatou Sarr (Fern Inc.)"."""
    parts = split_outside(piece, _COMMAS)
    bare = [_BRACKETED.sub("", part).strip() for part in parts]
    if straight and len(parts) == 2 and all(map(is_whole, bare)) and not names_organisation(bare[1]):
        return parts
    if _is_organisation(piece) or (len(parts) < 3 and not _AND.search(piece)):
        return [piece]
    if len(parts) == 3 and is_initials(parts[2]) and not any(map(is_initials, parts[:2])) and not _AND.search(piece):
        return [f"{parts[0]}, {parts[1]} {parts[2]}"]
    pieces = split_outside(piece, _AND)
    return _joined_by_and(pieces) if len(pieces) > 1 else _by_commas(parts)


def _is_organisation(text: str) -> bool:
    """Whether a text is the name of one organisation, whatever parts it has: "University of California, Berkeley"."""
    parts = split_outside(_BRACKETED.sub("", text), _COMMAS)
    if not parts or len(parts) > 3 or not names_organisation(parts[0]):
        return False
    pieces = split_outside(parts[0], _AND)
    if len(parts) > 1:
        return len(pieces) == 1 and all(
            re.fullmatch(r"\w+(?: and \w+)?|.* of .*", part) or names_organisation(part) for part in parts[1:]
        )
    people = any(is_initials(piece.split()[0]) for piece in pieces[1:])
    return len(pieces) == 1 or (bool(re.search(r"\b(?:of|for)\b", pieces[0])) and not people)


def _joined_by_and(pieces: list[str]) -> list[str]:
    """ "Family, Given and Family, Given" (BibTeX), or a list whose last name follows an "and"."""
    parts = [split_outside(piece, _COMMAS) for piece in pieces]
    if families := family_names_alone(parts):
        return families
    if len(parts[-1]) == 2 and not all(map(is_whole, parts[-1])) and (pairs := _turned_pairs(parts, sure=True)):
        return pairs
    if is_first_turned(parts):
        return [", ".join(parts[0][:2]), *parts[0][2:], *(name for some in parts[1:] for name in some)]
    one_each = all(len(some) == 1 or _is_one_turned(some) for some in parts)
    if one_each and any(len(some) > 1 for some in parts) and not any(map(_is_two_straight, parts)):
        return pieces
    if len(pieces) > 2 and all(len(some) == 2 for some in parts):
        return pieces
    return _by_commas([part for some in parts for part in some])


def _is_one_turned(parts: Sequence[str]) -> bool:
    """ "Family, Given" or "Family, Jr., Given": one person, by the number of parts and their look."""
    rest = [part for part in parts if not is_suffix(part)]
    return len(rest) == 2 and not (is_initials(rest[0]) and " " in rest[0]) and not has_initials(rest[0])


def _is_two_straight(parts: Sequence[str]) -> bool:
    """ "A B, C D" and E F: what a comma parts are two whole names."""
    return len(parts) == 2 and all(map(is_whole, parts)) and not is_initials(parts[1].split()[-1])


def _by_commas(parts: list[str]) -> list[str]:
    """Names of what commas part: pairs of family names and initials, one turned name, or a name each."""
    parts = _without_degrees([part for part in parts if not _NUMBERS_ALONE.fullmatch(part)])
    if any(map(SOLID.search, parts)) and not any(re.search(r"[A-Za-z]", part) for part in parts):
        if len(parts) % 2 == 0 and all(map(are_eastern_halves, parts[::2], parts[1::2])):
            return [f"{family}, {given}" for family, given in zip(parts[::2], parts[1::2], strict=True)]
        return [name for part in parts for name in names_without_blanks(part)]
    if len(parts) == 2 and is_pair(*parts):
        return [f"{parts[0]}, {parts[1]}"]
    merged = _with_suffixes(parts)
    return _paired(merged) if _has_pairs(merged) else merged


def _has_pairs(parts: list[str]) -> bool:
    """Whether every second part is but initials, or all parts are single words ("van Dam", "Ben C."), so that none is a name by itself."""
    given = parts[1::2]
    initials = sum(map(is_initials, given))
    if initials:
        return initials * 2 >= len(given) and not any(map(has_initials, parts[::2]))
    even = len(parts) > 3 and len(parts) % 2 == 0
    return even and all(map(_is_word, map(_bare_family, parts[::2]))) and all(map(_is_word, map(_bare_given, given)))


def _is_word(part: str) -> bool:
    return " " not in part and part[:1].isupper() and not part.isupper()


def _bare_family(part: str) -> str:
    """A family name without its particles."""
    *before, last = part.split()
    return last if all(word.islower() or len(word) < 4 for word in before) else part


def _bare_given(part: str) -> str:
    """A given name without the initials beside it."""
    given = [word for word in part.split() if not is_initials(word)]
    return given[0] if len(given) == 1 else part


def _paired(parts: list[str]) -> list[str]:
    """Every family name with what follows it. In a list of pairs alone a given name may be written out."""
    even = len(parts) % 2 == 0
    names, place = [], 0
    while place < len(parts):
        family, given = parts[place], parts[place + 1] if place + 1 < len(parts) else ""
        pair = is_initials(given) or (even and bool(given) and not is_whole(family))
        pair = pair and (not is_initials(family) or ("." in given and "." not in family))
        names.append(f"{family}, {given}" if pair else family)
        place += 2 if pair else 1
    return names


def _weakly_parted(name: str) -> list[str]:
    pieces = _WEAK_AND.split(name)
    return pieces if len(pieces) == 2 and all(map(is_whole, pieces)) else [name]


def _with_suffixes(parts: list[str]) -> list[str]:
    merged: list[str] = []
    for part in parts:
        joined = bool(merged) and is_suffix(part) and " " in merged[-1]
        merged.append(f"{merged.pop()}, {part}" if joined else part)
    return merged


def _without_degrees(parts: list[str]) -> list[str]:
    """The parts without degrees. What may be initials is a degree only behind a whole name: "Jane Doe, MD", not "Kim, MD"."""
    kept: list[str] = []
    for part in parts:
        whole = bool(kept) and is_whole(kept[-1]) and not ends_in_initials(kept[-1])
        if not (kept and all(is_degree(word, sure=not whole) for word in part.split())):
            kept.append(part)
    return kept
