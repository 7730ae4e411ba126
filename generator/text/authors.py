"""Authors as files give them. In: a text, a list of names, or objects with names. Out: Authors in order, each once, given name first.

`author_lists` cuts a text into names; here each becomes an Author: footnote marks, numbers, degrees and addresses come off, what stands in
brackets behind a name is an affiliation or an ORCID iD. No function raises, whatever the value is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from generator.model import Author
from generator.text import pattern_of
from generator.text.author_lists import cut_names
from generator.text.clean import fold
from generator.text.family_first import oriented
from generator.text.ids import orcid_of
from generator.text.late import end_of
from generator.text.name_looks import ends_in_initials, is_degree, is_initials, is_suffix
from generator.text.names import goes_on, is_team, more_named, tidy_name
from generator.text.not_names import NOT_NAMES
from generator.text.tokens import SOLID_LETTERS
from generator.text.typeset import typeset

# Longer lists are those of collaborations of thousands (3,000 authors have some 60,000 characters).
_LONGEST = 400_000
_LONGEST_NAME = 300
_LABEL = re.compile(
    r"(?<!\s)\s*+\b(?:(?i:(?:written\s+)?by|(?:joint(?:ly)?(?: work)? )?with|gemeinsam mit|avec)\s*:?\s+(?=[^\W\d_a-z])|"
    r"(?i:authors?|author\(s\)|autoren|auteurs?|autores|autori|auteur\(s\)|作者|著者|저자|авторы)\s*[:：]\s*)"
)
_RAISED = re.compile(
    r"<sup\b[^<>]{0,80}>.{0,80}?</sup>|\\thanks\{[^{}]{0,400}\}|\\(?:footnote|textsuperscript)\{[^{}]{0,200}\}",
    re.I | re.S,
)
_BREAK = re.compile(r"<br\s*/?>|</(?:p|li|div)>|\\\\", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_LINK = re.compile(r"!?\[([^\[\]]{1,200})\]\([^()\s]{1,500}\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,200})(?<=\S)\1(?!\w)")
_MAIL = re.compile(
    r"<?[\w.+-]{1,80}@[\w-]{1,80}(?:\.[\w-]{1,80}){1,5}>?|<mailto:[^<>]{1,200}>|\{[\w., -]{1,200}\}@[\w.-]{1,80}"
)
# Without a point only as a title is spelled: "DR Anderson" has initials.
_TITLE = re.compile(r"(?:(?i:prof(?:essor)?|drs?|mrs?|ms|ing|dipl)\.\s?|(?:Professor|Prof|Dr)\s)+(?=[^\W\d_a-z])")
_CLOSING, _STARRED = frozenset(")]}"), frozenset("0123456789*†‡§")
_BRACKET = re.compile(r"(?<!\s)\s*+[(\[{]([^()\[\]{}]{1,300})[)\]}][\s*†‡§¶,.]*$")
_LATEX, _WORD = frozenset("\\{}$~"), re.compile(r"\w+")
# "Brody EM", "Ho, DE", "DS Sarr, AN Prado": initials are no words.
_INITIALS = re.compile(
    r"(?:(?<=[^\W\d_] )|(?<=[^\W\d_], ))[A-Z]{2,3}(?=[,;.]|$)|(?:(?<=[^\W\d_], )|^)[A-Z]{2,3}(?=\s[^\W\d_a-z][^\W\d_]+(?:[,;…]|$))"
)
_NO_NAMES = NOT_NAMES - {"and", "of", "to", "on", "in"}
# Without what leads to names.
_NEVER_NAMES = _NO_NAMES - {"by", "with", "written", "joint", "work", "from", "others", "for"}
_NOTES = re.compile(r"(?<!\s)\s*+[(\[](?:\d{1,3}|[a-z*†‡])(?:\s*(?:,|;|and|&|-)\s*(?:\d{1,3}|[a-z*†‡]))*[)\]]")
_LISTED_NOTES = re.compile(r"(?<!\s)\s*+\(\s*\(\w{1,3}\).*$", re.DOTALL)
_ROLE = re.compile(
    r"(?:corresponding|first|senior|lead|co-?first|joint|equal|contribut|presenter|speaker|editor|eds?\b|author|student|supervisor|speaking|"
    r"translator|orcid|pi\b|deceased|he/|she/|they/)", re.IGNORECASE,
)  # fmt: skip
_BEHALF = re.compile(r"(?:and\s+)?(?:on behalf of|for)\s+(?:the\s+)?", re.IGNORECASE)
_OTHERS = re.compile(
    r"(?:and\s+)?(?:others|et\.?\s*al\.?|other authors)|(?:and\s+)?\+?\s*\d{1,4}\s+(?:others|more|more authors|authors)|…|\.{3}",
    re.I,
)
_FAMILY = re.compile(r"\s*(?:(?i:(?:d[aeiu]|de[lnr]|dos|v[ao]n|l[ae])\s){0,3}[^\W\d_a-z][\w'’-]+|et al\.?)\s*")
_BESIDE_COMMAS = re.compile(r"[;&]|\band\b")
# What joins the last name to the others, where a list has it twice: "Miro Dudik and and Hanna Wallach".
_JOINT = re.compile(r"^\s*(?:and|&)\s+(?=\S+\s+\S)")
# Whether a list has its families first is seen without marks behind initials: "Prado A*, Ulm B*, Lim C".
_STARS = re.compile(r"(?<=\b[A-Z])(?:\d{1,2}(?:,\d{1,2}){0,4})?[*†‡§]{0,3}(?=\s*(?:[,;&]|$))(?<![A-Z])")
# Persian and Urdu join the last name by a word of one letter, or two.
# Letters of Hebrew, Arabic, Persian and Urdu.
_CASELESS = re.compile("[\u05d0-\u05ea\u0621-\u06d3]")
_GLUED = re.compile(r"(?<![^\W\d_])((?:[^\W\d_a-z]\.)+)(?=[^\W\d_]{2}(?!\.))")


def authors_of(value: object) -> tuple[Author, ...]:
    """Authors from one text, a list of texts, or objects (also OpenReview's {"value": …}); each name once, in order.

    >>> [author.name for author in authors_of("Prado, A., van Dam, C. D. & Lim SM, et al.")]
    ['A. Prado', 'C. D. van Dam', 'SM Lim']
    """
    value = _opened(value)
    if isinstance(value, str):
        return _of_list(value)
    listed = value if isinstance(value, (list, tuple)) else [value]
    texts = [one for one in listed if isinstance(one, str)]
    if len(texts) == len(listed):
        return _of_texts([text for text in texts if text.strip()])
    return each_once(map(author_of, listed))


def author_of(value: object) -> Author | None:
    """One author, None when the value names nobody. "Last, First" and "Last, Jr., First" are turned round; given and family names of an
    object are joined."""
    if isinstance(value, Author):
        return value
    if isinstance(value, Mapping) and value.get("hidden") is not True:
        return _of_object(value)
    return _of_text(value) if isinstance(value, str) else None


@lru_cache(maxsize=1 << 13)
def _of_text(printed: str) -> Author | None:
    """One author as printed. The same name is asked for by every reading of a line."""
    orcid = orcid_of(printed) if "-" in printed else ""
    text = printed = printed.replace("،", ",")
    if orcid:
        text = re.sub(r"(?:https?://)?orcid\.org/|(?:orcid\b\W{0,3})?" + re.escape(orcid), "", printed, flags=re.I)
    name, affiliations = _bare(_spelled(_JOINT.sub("", text[:2000], count=1)))
    named = name and any(map(str.isalpha, name)) and not _OTHERS.fullmatch(name) and len(name) <= _LONGEST_NAME
    return Author(name, orcid, affiliations=affiliations) if named else None


def names_more(authors: object) -> bool:
    """Whether a list of authors says itself that it goes on: a text, or a list of names or of objects with a name."""
    if isinstance(authors, str):
        return goes_on(authors)
    if isinstance(authors, Mapping):
        return any(names_more(authors.get(key)) for key in ("name", "literal", "family", "lastName", "value"))
    return isinstance(authors, (list, tuple)) and any(map(names_more, authors))


def names_in(text: str, least: int = 1, *, ends: bool = False, families: bool = False) -> tuple[str, ...]:
    """The names when all of `text` is names and there are `least`, else none: for lines of which nobody says what they are.

    Words of titles are nobody's name. A single name of one word counts for none, that of a team for one; "Edward J" neither, for it
    may be cut from "Edward J. Hu", unless the list surely `ends` there. With `families` a name may be one word, for where names are due;
    before "et al." they are.
    """
    families = families or goes_on(text)
    body = _prepared(text[:20_000]).strip(" ,;")
    words = _WORD.findall((body if body.isupper() else _INITIALS.sub("X", body)).lower())
    if not words or (not _NO_NAMES.isdisjoint(words) and not is_team(body)):
        return ()
    printed = cut_names(body)
    found = [author for author in map(author_of, printed) if author and not author.affiliations]
    if len(found) < max(least, len(printed)):
        return ()
    if not ends and any(map(_may_go_on, [body] if len(printed) == 1 else printed)):
        return ()
    names = tuple(author.name for author in found)
    return names if all(is_name(name) or (families and _is_family(name)) for name in names) else ()


def _may_go_on(name: str) -> bool:
    """Whether a name may have been cut behind its initials: "Edward J"; not so one that is turned."""
    return "," not in name and ends_in_initials(name)


def names_end(text: str) -> int:
    """The place before which names end that open a text: that of its first word that is nobody's. No name that is asked for behind it
    can be one; where a team may have signed, which has such words, the end of the text."""
    if is_team(text):
        return len(text)
    bare = _INITIALS.sub(lambda found: "X" * len(found[0]), text)
    return next((word.start() for word in _WORD.finditer(bare) if word[0].lower() in _NEVER_NAMES), len(text))


def are_families(lists: Iterable[str]) -> bool:
    """Whether lists of names, each parted by commas, are of family names alone: of single words all, and in one of them an odd number.
    Else "Smith, John" is one person."""
    odd = False
    for parts in (text.split(",") for text in lists if not _BESIDE_COMMAS.search(text)):
        if not all(_FAMILY.fullmatch(part) for part in parts):
            return False
        odd = odd or len(parts) % 2 == 1
    return odd


# "河川の氷" is ice of rivers: a little word between two signs of Chinese stands in hardly any name.
_LITTLE_JAPANESE = pattern_of(r"(?<=[\u4e00-\u9fff])[のはがをにでと](?=[\u4e00-\u9fff])")


def is_name(name: str) -> bool:
    """Whether a text looks like the name of a person (two to seven words, capitals and particles) or of a team."""
    words = name.replace(",", "").split()
    if is_team(name):
        return len(words) < 12
    if len(words) == 1:
        return bool(re.fullmatch(rf"[{SOLID_LETTERS}·]{{2,8}}", name)) and not _LITTLE_JAPANESE.search(name)
    # "L. MITO" is no row of initials, for all that it is in capitals.
    alone = is_initials(name) and not any(len(word) > 3 for word in words)
    words = words[:-1] if len(words) > 2 and is_suffix(words[-1]) else words
    return 2 <= len(words) <= 7 and len(name) <= 60 and all(map(_is_name_word, words)) and not alone


def _is_family(name: str) -> bool:
    """Whether a text may be a family name by itself, behind which no given name stands."""
    return " " not in name and len(name) > 1 and not name.isupper() and _is_name_word(name)


_SMALL = frozenset(
    "de van von der den di da del della la le el al bin ibn dos du ten ter y e i zu zur af av st. san and".split()
)


def _is_name_word(word: str) -> bool:
    letters = word.strip(".'’()\"“”")
    if word.endswith(".") and len(letters) > 3 and not is_initials(word):
        return False
    if word.lower() in _SMALL or not letters:
        return bool(letters)
    large = letters[0].isupper() or not letters[0].isascii() or letters[:2] in ("d'", "d’")
    return letters[0].isalpha() and large and all(sign.isalpha() or sign in ".'’-‐‑" for sign in letters)


def _of_texts(texts: list[str]) -> tuple[Author, ...]:
    """A list of names. One text alone may hold several; where few of many names have a comma, it is a part of the name."""
    if len(texts) == 1:
        return _of_list(texts[0])
    texts = [text.replace("،", ",") for text in texts]
    names, whole = oriented([fold(text) for text in texts]), 2 * sum("," in text for text in texts) < len(texts) > 2
    return each_once(author_of({"name": name} if whole and "," in name else name) for name in names)


def _of_object(value: Mapping[object, object]) -> Author | None:
    from generator.text.name_objects import affiliations_held, name_held, orcid_held

    name = _spelled(name_held(value)[:2000])
    if not re.search(r"[^\W_]", name) or _OTHERS.fullmatch(name) or len(name) > _LONGEST_NAME:
        return None
    tidied = name if "," in name else tidy_name(name)
    return Author(tidied, orcid_held(value), affiliations=affiliations_held(value)) if tidied else None


def _opened(value: object) -> object:
    """What an OpenReview field holds: {"value": …}."""
    return value.get("value") if isinstance(value, Mapping) and set(value) <= {"value", "readers"} else value


def _prepared(text: str) -> str:
    """A list without labels, marks of HTML, Markdown and LaTeX, and without what says that it goes on."""
    text = text[:_LONGEST]
    if "<" in text or "\\" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _RAISED.sub("", text)))
        text = re.sub(r"\\(?:AND|And|and)\b", " and ", text)
    if "&" in text and ";" in text:
        text = html.unescape(text)
    if not text.isascii() and _CASELESS.search(text):
        from generator.text.caseless import parted_by_and

        text = parted_by_and(text)
    text = _MAIL.sub("", text) if "@" in text else text
    text = _STARS.sub("", text) if not _STARRED.isdisjoint(text) else text
    if "](" in text or "*" in text or "_" in text:
        text = _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
    if ":" in text or "：" in text or "by" in text.lower():
        text = _LABEL.sub("", text, count=1)
    if "(" in text or "[" in text:
        text = _NOTES.sub("", _LISTED_NOTES.sub("", text))
    return without_others(text)


def without_others(text: str) -> str:
    """A list of authors without "et al." and its like at its end."""
    found = more_named(text)
    return text[: found.start()].rstrip(" ,;、，") if found else text


def _spelled(name: str) -> str:
    """A name folded, its LaTeX accents as letters, with a blank behind initials ("K.Troche", "A.M.Turing")."""
    spelled = fold(typeset(name).plain if not _LATEX.isdisjoint(name) else name)
    return _GLUED.sub(r"\1 ", spelled) if "." in spelled else spelled


def _bare(printed: str) -> tuple[str, tuple[str, ...]]:
    """A name without titles, degrees, roles and footnotes; what stands in brackets behind it is its affiliation."""
    name, affiliations = _TITLE.sub("", printed[end_of(_BEHALF, printed) :], count=1), []
    while not _CLOSING.isdisjoint(name) and (found := _BRACKET.search(name)) and found.start() > 0:
        inner = fold(found[1]).strip(" *†‡")
        if re.search(r"[^\W\d_]{2}", re.sub(r"\band\b", "", inner)) and not _ROLE.search(inner):
            affiliations.append(inner)
        name = name[: found.start()]
    words = (re.sub(r"[(\[]\W*[)\]]", "", name) if not _CLOSING.isdisjoint(name) else name).split()
    while len(words) > 2 and is_degree(words[-1].strip(","), sure=is_initials(words[-2].strip(","))):
        words.pop()
    return tidy_name(" ".join(words).rstrip(",")), tuple(reversed(affiliations))


@lru_cache(maxsize=1 << 12)
def _of_list(printed: str) -> tuple[Author, ...]:
    """The authors of a list as printed, which each reader of its line asks for."""
    return each_once(map(author_of, cut_names(_prepared(printed))))


def each_once(authors: Iterable[Author | None]) -> tuple[Author, ...]:
    """Authors in their order, each name once."""
    found: dict[str, Author] = {}
    for author in authors:
        if author and author.name not in found:
            found[author.name] = author
    return tuple(found.values())
