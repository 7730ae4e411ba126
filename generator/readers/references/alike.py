"""References read alike. In: what each of a list says in each style. Out: what it says in the style of the list; its venue and date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from generator.model import Author, Paper, Source
from generator.readers.parts.publication import publication_told
from generator.readers.parts.records import paper_of
from generator.readers.paste.facts import Facts, facts_of_lines
from generator.readers.paste.signs import PLACE, is_running
from generator.readers.references.commas import EDITION, SENTENCE
from generator.readers.references.reference import Reference
from generator.readers.references.styles import STYLES, is_cut
from generator.text import pattern_of
from generator.text.ids import arxiv_id
from generator.text.people import people_in
from generator.text.printed import citation_in, closed, publisher_told

# Behind such a word a number is part of a name: "Proceedings of the 5th Conference", "der 5. Tagung", "of the 2019 Workshop".
_LEADS_ON = "".join(rf"(?<!\b{word})" for word in "the of and der des del du la dei das".split())
_VENUE = pattern_of(
    r"(?:(?:in|dans|em)\b\s*:?\s+)?(?P<name>.*?)(?:,?\s+(?:pages?|pp|vol(?:ume)?|no|bd|band|jg|tome|nr|heft)\b(?=\W{0,2}\d).*|[,،].*|[;؛].*|\.\s*$|(?<!\d)\.\s+(?=[^\W\d_a-z]).*|"
    rf"{_LEADS_ON}\s+\(?\d.*|$)",
    re.I | re.S,
)
_LEADING_YEAR = pattern_of(r"^\(?(?:19|20)\d\d[a-z]?\)?[.,:]?\s+")
_RANKS = [*STYLES, "a tab", "a bar", "a dash", "a slash", "brackets", "by", "a stop", "nothing"]
LED = "before names"
# A style is used in a list when it can read so many of what the commonest one can.
_USED = 0.4


def alike(readings: Sequence[Mapping[str, Reference]]) -> tuple[list[Reference | None], str, int]:
    """What each says in the style that most of them can be read in, of those in which it can be read; that style, and how many can."""
    # What is all volume and pages is no title.
    readings = [{style: said for style, said in one.items() if not PLACE.fullmatch(said.title)} for one in readings]
    readings = _led_alike(readings)
    counts = Counter(style for one in readings for style in one)
    common, most = counts.most_common(1)[0] if counts else ("", 0)
    # Styles stand in order of what marks their titles; a mark that is not used in the list is an accident.
    used = [style for style in counts if counts[style] >= _USED * most]
    order = sorted(used, key=_RANKS.index) + [style for style, _ in counts.most_common() if style not in used]
    return [next((one[style] for style in order if style in one), None) for one in readings], common, most


def _led_alike(readings: Sequence[Mapping[str, Reference]]) -> Sequence[Mapping[str, Reference]]:
    """The readings without those that have the title first, unless that is how most of what can be read, and more than one, opens."""
    led = sum(LED in one for one in readings)
    others = Counter(style for one in readings for style in one if style != LED)
    if led > 1 and led > max(others.values(), default=0) and led * 2 >= sum(map(bool, readings)):
        return readings
    return list(map(without_led, readings)) if led else readings


def without_led(readings: Mapping[str, Reference]) -> Mapping[str, Reference]:
    """The readings of one without that in which its title comes first."""
    return {style: said for style, said in readings.items() if style != LED}


def paper_cited(
    found: Reference, text: str, place: Source, *, own: str = "", others: Sequence[str] = (), told: Facts | None = None,
    venues: list[str] | None = None, abstract: str = "", keywords: str = "",
) -> Paper:  # fmt: skip
    """The paper that a reference (its text) names. own, others: addresses that were found beside it; told: what else it says."""
    told = told or facts_of_lines([text.replace(found.title, " ", 1)], venues=False)
    venues = venues_of(found.rest) if venues is None else venues
    home = own or told.home
    arxiv = arxiv_id(home)
    return paper_of(
        found.title, place, abstract=abstract, authors=tuple(map(Author, found.names)), et_al=is_cut(found, text),
        date=_dated(found, told.dates, text), venues=venues, publication=publication_told(found.rest, next(iter(venues), "")),
        ids=told.ids, url=f"https://arxiv.org/abs/{arxiv}" if arxiv else home,
        urls=[url for url in (*others, *told.urls) if not (arxiv and arxiv_id(url))], keywords=keywords,
    )  # fmt: skip


def _dated(found: Reference, dates: Sequence[str], text: str) -> str:
    """The year, or the month or day of that year when one is named. "Working Papers 2024-06" has a number: references write months out."""
    named = (day for day in dates if len(day) != 7 or day not in text)
    return next((day for day in named if found.year and day.startswith(found.year)), found.year)


# GOST parts its fields by a stop and a dash: a series behind the first stop is part of the journal's name.
_PARTED = pattern_of(r"(?P<name>[^—–:;,]{3,200}?)\.\s?[—–]\s?(?=(?:19|20)\d\d\b)")
# Who edited a book stands before its title.
_EDITED = pattern_of(
    r"in:\s[^().]{3,300},\s(?:editors?|eds?)\.\s+(?=\S)|"
    r"(?:in\s*:?\s+)?[^()]{3,400}\((?:[eé]ds?|hrsg|hg|orgs?|coords?|dirs?|editors?)\.?\)\s*[.:,]?\s*(?=\S)",
    re.I,
)

# Of a book of several the place stands before its year: "Homo, caput, persona, Pavia 2010".
_PLACED = pattern_of(r"(?P<name>[^:]{4,200}?),\s+[^\W\d_a-z][\w./ -]{1,40}\s(?:1[89]|20)\d\d\b")
# Of what stands in a book the bracket with the publisher ends its name: "in Clues, Myths, and Method (Baltimore: Hopkins, 1989), 96".
_BEFORE_PUBLISHER = pattern_of(r"in\s*:?\s+(?P<name>[^()“”\"]{4,200}?),?\s+\([^():]{2,60}:\s[^():]{2,80}\)", re.I)
# The name of a journal has so many words; what opens with "in" is no journal's, and what has a stop or quotes holds more than a name.
_LONGEST = 14
_MANY = pattern_of(r"^in\b|[“”\"«»]|^\W|^ar\s?xiv|://", re.I)
_NO_VENUE = pattern_of(r"ar\s?xiv|corr\b|doi\b|url\b|available|accessed|retrieved|online", re.I)
# "clever acoustics" and "handle" are remarks and buttons; of journals whose first word is small, these are known.
_SMALL = frozenset(("npj",))
_IN_BOOK_OF = pattern_of(r"in:?\s+(?P<named>[^,()]{3,100}\s(?:&|and|und|et)\s[^,()]{3,60}),\s+(?=\S)", re.I)


def venues_of(rest: str) -> list[str]:
    rest, edited = _EDITED.subn("", re.sub(r"https?://\S+", "", rest), count=1)
    # "in Ada Lovelace & Alan Turing, A Book": several names behind "in" are those of who made the book.
    if (made := _IN_BOOK_OF.match(rest)) and len(people_in(made["named"])) > 1:
        rest = f"in {rest[made.end() :]}"
    if publisher_told(rest):
        return []
    told = citation_in(rest)
    if (
        told
        and len(told.journal.split()) <= _LONGEST
        and not (_MANY.search(told.journal) or SENTENCE.search(told.journal))
    ):
        return [told.journal]
    found = (
        _BEFORE_PUBLISHER.match(rest)
        or (_PLACED.match(rest) if edited else None)
        or _PARTED.match(rest)
        or _VENUE.match(_LEADING_YEAR.sub("", rest, count=1))
    )
    name = found["name"].strip(" .,()—–、。，「」『』\"'“”‘’") if found else ""
    name = re.sub(r"\s*\((?:pp?|S|ch|Kap|cap)\b.*$|\.\s[^\W\d_a-z][\w ]{2,30}:\s.*$", "", name)
    name = re.sub(r"(?<=[a-z])\d{1,4}$", "", name)
    return [closed(name, rest)] if len(re.findall(r"[^\W\d_]", name)) > 2 and not _is_remark(name) else []


def _is_remark(name: str) -> bool:
    first = name.partition(" ")[0]
    small = first.isalpha() and first.islower() and first not in _SMALL
    return bool(_NO_VENUE.match(name) or EDITION.fullmatch(name) or (name.count(" ") > 5 and is_running(name)) or small)
