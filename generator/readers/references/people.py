"""Who a reference names beside its title. In: its text. Out: the names, and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from generator.readers.paste.facts import LAST_SEEN
from generator.text import pattern_of
from generator.text.name_looks import is_initials
from generator.text.names import is_team
from generator.text.people import part_score, people_in
from generator.text.tokens import SOLID

# Who is named beside the first author on that one's own page: before or behind a title or a whole reference, in the languages of the cases.
_IN_COMPANY = (
    r"(?:zusammen |gemeinsam |joint(?:ly)? (?:work )?|co-?authored |co-?written |in collaboration )?"
    r"(?:mit|with|avec|con|com|med|met|z|wraz z|совместно с):?\s+"
)
_AHEAD = pattern_of(
    rf"\({_IN_COMPANY}(?P<braced>[^()]{{3,400}})\)\s?[.,;:]?\s*|"
    rf"{_IN_COMPANY}(?P<bare>[^()«“„\"]{{3,400}}?)(?:[,:]\s+(?=[«“„\"‘])|[.,;]\s+(?!and\b)(?-i:(?=[^\Wa-z])))|"
    # "by Ana Prado and Ben Ulm (Wax Letters, 2024)"
    r"(?:by|von|par|por|di)\s(?P<by>[^()«“„\"]{3,400}?)\s(?=\()",
    re.I,
)
_BEHIND = pattern_of(rf"[,.]?\s*\({_IN_COMPANY}(?P<named>[^()]{{3,200}})\)[.,]?\s*$", re.I)
# Who signs for many: "GBD 2019 Diseases and Injuries Collaborators", "National Institute for Health and Care Excellence".
_BODY = pattern_of(
    r"[^\W\d_a-z][\w’-]*(?: (?:and|for|of|on|the|de|da|do|das|dos|del|la|las|los|y|e|et|des|du|für|und|der|di|della|[^\Wa-z][\w’-]*)){1,9}"
    r"(?: \([A-Z][\w./-]{1,14}\))?"
)
_SIGN = pattern_of(r" (?:Collaborators|Investigators)$")
# PubMed sets a title that it translated in brackets, and says so where nobody signed.
_TRANSLATED = pattern_of(r"((?:^|[.?!]\s))\[([^\[\]]{8,400}?)[.?!]?\]\.?(?=\s)")
_OF_NOBODY = pattern_of(r"\[No authors? (?:listed|given)\]\.?\s+", re.IGNORECASE)
# The day on which somebody looked, as ISO 690 has it behind the year: "2011 [viewed 29 April 2021]."
_LOOKED = pattern_of(rf"\s\[(?:viewed|cited|{LAST_SEEN})\b[^\[\]]{{3,40}}\]", re.IGNORECASE)
# Who reviewed a book has a line below it, and wrote none of it.
REVIEWED = pattern_of(
    r"(?:reviewed|rezensiert|besprochen|recensée?|reseñad[oa]|resenhad[oa]|recensito) (?:by|von|par|por|da)\s", re.I
)
# "Kofi Mensah, Jo S. Ulm, Ana Prado": half a name stands before the stop.
_HALF = pattern_of(
    r".*[^\W\d_]{2}, (?:and )?[^\W\d_a-z][^\W\d_]+ [A-Z]\. [^\W\d_a-z][\w'’-]+, [^\W\d_a-z][^\W\d_]+ .*", re.DOTALL
)
_STOPPED = pattern_of(r"(?<=[^\W\d_]{4})\.\s?$")
# How initials are printed amiss: "Lyotard, J. -F.", "Reiff,W.U.".
_APART, _GLUED = pattern_of(r"(?<=\b[A-Z]\.) -(?=[A-Z]\.)"), pattern_of(r"([^\W\d_]{2},)((?:[A-Z]\.)+,?\s)")
# "Ana PRADO a Ben ULM", as in Prague, where families have capitals.
_CZECH_AND = pattern_of(r"(?<=[^\W\d_a-z]) a (?=[^\W\d_a-z])")
# Names are looked for up to so many of the places at which they may end.
_MOST_ENDS = 60


def body_in(text: str) -> tuple[str, ...]:
    """The name of a body when all of a text is the name of one."""
    named = _BODY.fullmatch(text) and is_team(text) and (_SIGN.search(text) or len(people_in(text)) == 1)
    return (text,) if named else ()


def without_brackets(text: str) -> str:
    """A reference as any other would be printed: without the brackets of a translated title, and of "[No authors listed]" and the like."""
    if "[" not in text:
        return text
    return _TRANSLATED.sub(r"\1\2.", _OF_NOBODY.sub("", _LOOKED.sub("", text), count=1))


def as_meant(text: str) -> str:
    """A reference with its names as others print them."""
    text = _GLUED.sub(r"\1 \2", _APART.sub("-", text))
    return _CZECH_AND.sub(" and ", text) if text[:3].isupper() else text


def coauthors_in(text: str) -> tuple[tuple[str, ...], str]:
    """Who "with", or "by" before brackets, names at the beginning of a text, and what follows."""
    found = _AHEAD.match(text)
    names = people_in(found["braced"] or found["bare"] or found["by"]) if found else ()
    return (names, text[found.end() :]) if found and names else ((), text)


def companions_in(text: str) -> tuple[tuple[str, ...], str]:
    """Who "with" names at the beginning or the end of a reference, and the reference without them."""
    names, rest = coauthors_in(text)
    behind = None if names else _BEHIND.search(text)
    if behind and (others := people_in(behind["named"])):
        return others, text[: behind.start()]
    return names, rest


def even(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names when all are written in one way: behind "A. Prado, B. Ulm" what has no initial is the beginning of a title."""
    people = [name.split() for name in names if not is_team(name) and not SOLID.search(name)]
    short = bool(people) and is_initials(" ".join(people[0][:-1]) or "a")
    return () if short and not is_initials(people[-1][0]) else names


def names_up_to(text: str, until: int, end: re.Match[str]) -> tuple[str, ...]:
    """The names before an end, unless half a name stands before it, or before a colon the first words of a title: "Ben Ulm, Moss Maps:"."""
    half = _HALF.fullmatch(text, max(0, end.start() - 40), min(len(text), end.end() + 40))
    # The stop behind a body's name is none of its own, as an initial's is.
    names = () if half else even(people_in(_STOPPED.sub("", text[:until])))
    led = end[0][0] == ":" and len(names) > 1 and " " in names[-1] and part_score(names[-1]) < 1
    return () if led else names


def names_ahead(text: str, ends: re.Pattern[str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The beginnings of a text that are names, the longest first, each with where what follows begins."""
    for end in reversed(list(islice(ends.finditer(text), _MOST_ENDS))):
        if names := even(people_in(text[: end.start()])):
            yield names, end.end()


# Words in small letters that stand in names.
_IN_NAMES = frozenset(
    "and et al al. und y e и de da do di del della der den des du la le las los van von vom zu zur ter ten te bin ibn ben af av dos das st "
    "others el il lo d' jr sr".split()
)


def is_running_on(piece: str) -> bool:
    """Whether a piece has a small word that stands in no list of names."""
    return any(word[0].islower() and word not in _IN_NAMES for word in re.sub(r"[,;]", " ", piece).split())
