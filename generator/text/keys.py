"""Names that last. In: a title or a name. Out: its key, its slug, or the form in which two spellings are equal."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from slugify import slugify

from generator.text.clean import fold
from generator.text.lately import Table
from generator.text.typeset import typeset

LONGEST = 80
RESERVED = frozenset({"index", "page", "months"})
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NOT_WORD = re.compile(r"[^\w+#]+|_+")
_SIGN_RUN = re.compile(r"[+#]+")
# Of these signs, slugify joins the letters and digits with hyphens, and does nothing else; most names and titles hold no others.
_SIMPLE = re.compile(r"[A-Za-z0-9 .:;()?!/-]*")
_WORDS = re.compile(r"[a-z0-9]+")


@Table
def paper_key(title: str) -> str:
    """The permanent key of a title as it was read: its slug, at most 80 characters, cut at a word.

    Five letters of a hash of the normalised title follow when the slug was cut or lost what tells the title apart: `C++`, another
    script, nothing left.
    """
    whole = _slug(typeset(title).plain)
    cut = slugify(whole, max_length=LONGEST, word_boundary=True, save_order=True) if len(whole) > LONGEST else whole
    cut = cut or whole[:LONGEST]
    if cut == whole and whole and whole not in RESERVED and not _loses(title):
        return whole
    return f"{cut or 'paper'}-{five_letters(normal_title(title))}"


def slug(name: str) -> str:
    """The slug of an author, a host or a series; five letters of a hash when no ASCII letter or digit is left."""
    simple = len(name) < LONGEST and _SIMPLE.fullmatch(name)
    made = _slug(name) if simple else slugify(fold(name), max_length=LONGEST, word_boundary=True)
    return made or (five_letters(normal_title(name)) if name.strip() else "")


@Table
def normal_title(title: str) -> str:
    """The title in lower-case words, without accents, punctuation and markup: equal for two spellings of one title.

    `+` and `#` stay where they end a word: "Networks++" is not "Networks". Letters of other scripts stay.
    """
    plain = unicodedata.normalize("NFKD", typeset(title).plain.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    found = (_SIGN_RUN.sub("", word) if word[0] in "+#" else word for word in _NOT_WORD.split(plain) if word)
    words = [word for word in found if word]
    return " ".join(words) or fold(plain)


def _slug(plain: str) -> str:
    """Its slug, however long; quick where nothing but letters and digits is left of it."""
    return "-".join(_WORDS.findall(plain.lower())) if _SIMPLE.fullmatch(plain) else slugify(plain)


def _loses(title: str) -> bool:
    """Whether the slug leaves out what may tell this title from another: a sign after a word, or most letters of another script."""
    plain = typeset(title).plain
    if re.search(r"\w[+#]+(?!\w)", plain):
        return True
    letters = [c for c in plain if c.isalpha()]
    foreign = sum(1 for c in letters if not unicodedata.normalize("NFKD", c)[0].isascii())
    return foreign * 4 > len(letters)


def five_letters(text: str) -> str:
    """Five letters that follow from `text`, to tell apart what is written alike in ASCII."""
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")
    letters = []
    for _ in range(5):
        number, rest = divmod(number, 26)
        letters.append(_LETTERS[rest])
    return "".join(letters)
