"""Which titles are surely those of papers. In: the entries of a text. Out: for each, why it is none, or "".

What is alike in a text is decided together: where most titles have names below them, one without is a masthead, a heading, a button.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from generator.readers.labels import labelled
from generator.readers.layout.words import is_venue
from generator.readers.paste.bylines import LISTED, PLACE_OF_WORK, author_score
from generator.readers.paste.facts import dates_in, names_which
from generator.readers.paste.kinds import is_chrome
from generator.readers.paste.scores import leaning
from generator.readers.paste.signs import venue_score
from generator.readers.paste.slight import slighter
from generator.readers.paste.units import Unit
from generator.readers.paste.weights import Part
from generator.text.people import is_known_name

# "Present: Ana Prado" is no title.
_OF_PEOPLE = re.compile(
    r"(?:present|absent|attending|attendees|apologies|guests?|anwesend|abwesend|entschuldigt|présents?|absents?|presentes|ausentes)\s?:",
    re.I,
)
# Who writes or reads a mail; its lines go on with a small letter behind a greeting.
_SPEAKS = re.compile(r"\b(?:I|we|us|you|let['’]s|wir|ihr|ich|nous|vous|je|nosotros)\b")
# What stands below the name of a journal above the contents of an issue. A paper of it has pages too.
_HEADS_ISSUE = re.compile(
    r"(?:vol(?:ume|\.)?|band|bd\.|jahrgang|tome|tomo|v\.|том)\s?\d{1,4}\b[\s,.:;·|/–-]*(?:issue|iss\.|no\.?|nr\.?|number|n[°º.]|heft|num[eé]ro|"
    r"número|fascicolo|вып\w*|№)\s?\d{1,3}\b(?!.*\d[-–]\d).{0,40}",
    re.I,
)
# "Ana Prado (University of Sample)"
_PLACED = re.compile(r"(?P<name>[^()]{4,50})\s\((?P<place>[^()]{3,120})\)")
# From this share of titles on, what stands below them is the rule.
_RULE = 0.6
# So many papers are a list, whatever stands around them.
_FEW = 3
_NAMES = {"authors": "authors", "abstract": "abstract", "which": "id or address", "venue": "venue", "date": "day"}


def doubts_of(entries: Sequence[Sequence[Unit]], *, much: bool, bare: bool) -> list[str]:
    """Why each entry (its title first) is no paper for sure, or "". much: lines of names, venues and ids are the rule; bare: the text is
    a list of titles."""
    shown = [_shown(entry, much) for entry in entries]
    listed = [repeats or _unlike(one[0]) for repeats, one in zip(_listed_before(entries, shown), entries, strict=True)]
    if not much:
        why = _doubts_alone(entries, shown, bare)
        return slighter(entries, [repeats or one for repeats, one in zip(listed, why, strict=True)])
    counts = Counter(kind for one in shown for kind in one)
    rule = [kind for kind in _NAMES if counts[kind] >= _RULE * sum(map(bool, shown))]
    strong = [kind for kind in rule if kind in ("authors", "abstract", "which")] or rule
    made = [
        _doubt(entry, one, strong, len(entries), first=not place)
        for place, (entry, one) in enumerate(zip(entries, shown, strict=True))
    ]
    return slighter(entries, [repeats or why for repeats, why in zip(listed, made, strict=True)])


def _doubts_alone(entries: Sequence[Sequence[Unit]], shown: Sequence[frozenset[str]], bare: bool) -> list[str]:
    """The doubts in a text of titles and abstracts, or of titles alone."""
    alone = bare or (len(entries) > 2 and sum(leaning(entry[0].text) > 0 for entry in entries) >= _RULE * len(entries))
    found = any(one & {"abstract", "which"} for one in shown)
    supported = sum(map(bool, shown)) >= _RULE * len(shown) and len(shown) > 1
    made: list[str] = []
    for entry, one in zip(entries, shown, strict=True):
        heading = "reads like a heading" if is_chrome(entry[0].text) or _OF_PEOPLE.match(entry[0].text) else ""
        above = (
            ""
            if one or made or not supported
            else "stands above the first that has authors or an abstract, and has none"
        )
        made.append(heading or above or ("" if one else _doubt_alone(entry[0], found, alone)))
    return made


def _told_by(text: str) -> set[str]:
    """What a line of facts tells."""
    if venue_score(text) >= 1:
        return {"venue"}
    return {"date"} if dates_in(text) else set()


def _shown(entry: Sequence[Unit], much: bool) -> frozenset[str]:
    """What stands below a title: names, an abstract, an id, a venue, a day; in a text that says much, up to the next heading."""
    kinds = set()
    for unit in entry[1:]:
        if unit.part == Part.AUTHORS:
            kinds |= {"authors", "which"} if names_which(unit.text) else {"authors"}
        elif unit.part in (Part.ABSTRACT, Part.PARAGRAPH):
            kinds.add("abstract")
        elif unit.part == Part.FACTS and names_which(unit.text):
            kinds.add("which")
        elif unit.part == Part.FACTS and much:
            kinds |= _told_by(unit.text)
    return frozenset(kinds | ({"which"} if names_which(entry[0].text) else set()))


def _doubt(entry: Sequence[Unit], shown: frozenset[str], rule: Sequence[str], count: int, *, first: bool) -> str:
    title = entry[0].text
    if author_score(title) > LISTED:
        return "reads like names of authors"
    venue = venue_score(title)
    if (
        is_chrome(title)
        or venue >= 1
        or (title[-1:].isdigit() and is_venue(title))
        or (venue and not shown & {"authors", "abstract"} and "authors" in rule)
    ):
        return "reads like a heading, a venue or a button"
    if not shown:
        return "has nothing below it that belongs to a paper"
    held = shown & set(rule)
    # Above the first paper stand the name of a newsletter and of who writes it.
    if held and (not first or 2 * len(held) >= len(rule)):
        return ""
    missing = [_NAMES[kind] for kind in rule if kind not in held]
    return f"has no {' and no '.join(missing)} below it, as most of the {count} titles here have" if missing else ""


def too_little(kept: int, papers: int, lost: int) -> bool:
    """Whether so few of a text's lines belong to papers (`kept`, of `papers` papers) and so many to nothing that is known (`lost`), that
    the text is something else."""
    return papers < _FEW and lost > kept


def _doubt_alone(title: Unit, found: bool, listed: bool) -> str:
    """Why a title without anything below it is none: among papers with abstracts (`found`), in a list of titles (`listed`), or neither."""
    if found:
        long = len(title.text.split()) > 2 and leaning(title.text) > 0
        return "" if long else "has no abstract and does not read like a title"
    if listed:
        return (
            ""
            if " " in title.text.strip() and not labelled(title.text)[0] and author_score(title.text) <= LISTED
            else "does not read like a title"
        )
    return "has no abstract, no authors and no address below it, nor has any line here"


def _unlike(title: Unit) -> str:
    words = re.sub(r"<?https?://\S+|</?\w+>", "", title.text)
    if words[-1:] in (":", "：") or (words[:1].islower() and _SPEAKS.search(words)):
        return "leads to what follows, as a sentence of a mail does"
    placed = _PLACED.fullmatch(words)
    if placed and PLACE_OF_WORK.search(placed["place"]) and is_known_name(placed["name"]):
        return "is somebody, with a place of work"
    return "" if re.search(r"[^\W_]", words) else "has no words"


def _listed_before(entries: Sequence[Sequence[Unit]], shown: Sequence[frozenset[str]]) -> list[str]:
    """A list of contents names papers that are given in full below it; what stands above a volume and an issue, all of them."""
    full: dict[str, int] = {}
    for place, (entry, kinds) in enumerate(zip(entries, shown, strict=True)):
        if "abstract" in kinds or "which" in kinds:
            full[_letters(entry[0].text)] = place
    said = []
    for place, entry in enumerate(entries):
        text = _letters(entry[0].text)
        later = any(full.get(text[:cut], -1) > place for cut in _word_ends(entry[0].text))
        said.append("is given in full further below" if later and not shown[place] & {"abstract", "which"} else "")
    if entries and len(entries[0]) > 1 and _HEADS_ISSUE.fullmatch(entries[0][1].text):
        said[0] = "heads the contents of an issue"
    return said


def _word_ends(text: str) -> list[int]:
    """Where a title may end in a line of contents, counted in letters: at its end, and before "By" or a dash."""
    ends = [len(_letters(text))]
    for sign in (" by ", " - ", " – ", " — ", " / ", " ... "):
        place = text.lower().find(sign)
        if place > 0:
            ends.append(len(_letters(text[:place])))
    return ends


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalpha())
