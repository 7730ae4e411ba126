"""Pieces about other works, and titles that many works have. In: a title. Out: what kind of piece it is ("reply", "erratum"), and whether
the title alone tells no work from others ("Editorial", "Annual report").

A journal prints the title of an article again over its erratum, its retraction, a comment and the reply to it, and one title over the same
column each month. Words are those of normalised titles: "Author's reply" is "author s reply".
"""

from __future__ import annotations

import re

from generator.text import normal_title

# What such pieces are called, by kind; a title of just that, with a colon before the other work's title, or behind it, is one.
_CALLED = {
    "reply": "reply|replies|response|responses|rejoinder|answer",
    "comment": "comments?|commentary|commentaries|discussion|critique|critical remarks?|re|counterpoint|perspective|viewpoint|remarks?",
    "erratum": "errat(?:um|a)|corrigend(?:um|a)|corrections?|addend(?:um|a)|publisher s note|editor s note|editorial note",
    "retraction": "retraction(?: note)?|withdrawal|notice of (?:retraction|withdrawal)|retraction notice|expressions? of concern",
    "letter": "letters?(?: to (?:the )?editors?)?(?: regarding| concerning| about)?|correspondence",
    "editorial": "editorial|editorials|introduction|foreword|preface|highlights",
    "review": "book reviews?|review|reanalysis|re analysis|replication|a replication(?: study)?",
    "supplement": "supplement|supplements|supplementary materials?|supplementary information|supporting information",
    "protocol": "protocol|study protocol|protocol for a .*|a study protocol",
}  # fmt: skip
_OWNERS = (
    "an?|the|in|authors?|author s|authors s|publisher|publisher s|editors?|editor s|editorial|invited|guest|further|short|brief"
    "|additional"
)
_WHOSE = rf"(?:(?:{_OWNERS}) )*"
_EXACT = {kind: re.compile(rf"{_WHOSE}(?:{words})") for kind, words in _CALLED.items()}
# Before the other title without a colon; "Response of plants to drought" is not about another work, so these need quotes or "to", "on".
_ABOUT = re.compile(
    rf"{_WHOSE}(?:(?P<reply>reply|response|rejoinder|answer)|(?P<comment>comments?|commentary|discussion|critique)"
    r"|(?P<erratum>errat(?:um|a)|corrigend(?:um|a)|correction|addend(?:um|a))|(?P<retraction>retraction|withdrawal|expression of concern)"
    r"|(?P<letter>letter to the editor)|(?P<editorial>editorial)|(?P<supplement>supplement(?:ary material|ary information)?))"
    r" (?:to|on|of|for|about|regarding|concerning)\b"
)
_QUOTED = re.compile(
    rf"{_WHOSE}(?P<review>review|book review|re ?analysis|critique|highlights|replication|protocol) (?:of|for)\b"
)
_QUOTES = "\"“”„«»'‘’"
_LABEL = re.compile(r"^\W*(?:article )?(?:retracted|withdrawn|removed)(?: article)?\W*[:\])\-–—]\W*", re.IGNORECASE)
_CUTS = re.compile(r"(?<!\s)\s*+(?::|\s[-–—]\s|[—–]|\(|\[)\s*")

_GENERIC = frozenset(
    "a about abstract abstracts acknowledgement acknowledgements acknowledgment acknowledgments address an and announcement"
    " announcements annual answer answers appendix assessment author authors back board book books brief briefs bulletin by"
    " calendar call case cases chair chairs clinical closing club column comment commentary comments committee committees concern"
    " concluding conclusion conclusions conference content contents contributors correction corrections correspondence"
    " corrigendum cover current day discussion editor editorial editorials editors errata erratum events expression field for"
    " foreword forum forums from front frontmatter guest highlights image images in index information interview introduction"
    " invited issue issues journal keynote keynotes letter letters list masthead matter medicine meeting meetings member members"
    " message messages minutes month monthly new news newsletter note notes notice obituary of on opening organizers our page"
    " panel paper papers perspective policymakers poster preface preliminary president presidential proceedings profile program"
    " programme publication publications quarterly question questions quiz re received recent referees remarks replies reply"
    " report reports research response responses retraction review reviewer reviewers reviews s secretary section selected self"
    " session sessions society special statement subject summaries summary supplement survey table talk talks thank thanks that"
    " the this title to treasurer tutorial tutorials untitled update updates us views volume we week weekly welcome with work"
    " works workshop workshops year yearbook you".split()
)
# Titles of what comes out again and again. Without a year in it such a title is that of many works.
_EDITION = re.compile(
    r"\b(?:shared task|workshop|challenge|proceedings|overview of|findings of|system description|competition|campaign|track|annual"
    r"|newsletter|report on|semeval|symposium|conference|edition|statistics|outlook|yearbook|census|bulletin|barometer|almanac"
    r"|guidelines?|state of the|(?:weekly|monthly|quarterly|yearly|biennial) \w+|(?:country|progress|activity|surveillance) report)\b"
)
_ONE_YEAR = re.compile(r"(?:19|20)\d\d")
# A reply of so few words ("Reply to Smith et al.") names no work.
_SHORT = 6


def without_label(printed: str) -> str:
    """The title without "RETRACTED:", which publishers write before the title of a work that they took back: it is the same work.

    >>> without_label("[Retracted] Gut and stroke"), without_label("Retracted papers of a decade")
    ('Gut and stroke', 'Retracted papers of a decade')
    """
    return _LABEL.sub("", printed, count=1) or printed


def piece_of(printed: str) -> str:
    """The kind of piece about another work, or "".

    >>> [piece_of(t) for t in ("Author Correction: Sand", "Sand: reply", "Reply to “Sand”", "Review of “Sand”", "Review of sand")]
    ['erratum', 'reply', 'reply', 'review', '']
    """
    title = normal_title(printed)
    parts = [normal_title(part) for part in _CUTS.split(printed) if part.strip()]
    for part in dict.fromkeys((title, *parts[:1], *parts[-1:])):
        found = next((kind for kind, pattern in _EXACT.items() if pattern.fullmatch(part)), "")
        if found:
            return found
    about = _ABOUT.match(title)
    if about is None and any(sign in printed for sign in _QUOTES):
        about = _QUOTED.match(title)
    return next((kind for kind, words in about.groupdict().items() if words), "") if about else ""


def is_generic(title: str, piece: str) -> bool:
    """Whether a normalised title alone says nothing of which work it is."""
    words = title.split()
    return all(word in _GENERIC for word in words) or (bool(piece) and len(words) <= _SHORT)


def is_edition(title: str) -> bool:
    """Whether a normalised title is one that comes back each year, without saying which."""
    return bool(_EDITION.search(title)) and not any(_ONE_YEAR.fullmatch(word) for word in title.split())


def names_edition(titles: str) -> bool:
    """Whether words of such a title are among these."""
    return bool(_EDITION.search(titles))
