"""Clean text. In: any string. Out: the string folded to one form, or escaped for a block of HTML."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

# Characters that have no business in a record: control characters but for white space, marks that reorder the text around them,
# blanks of no width, soft hyphens, language tags, non-characters. U+200C and U+200D stay: Persian and emoji are spelled with them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")
# Every ASCII character that is not a letter, a digit or white space, as platform notes measured: of 84 ways to break out of a
# raw HTML block in Markdown, none survives this.
_ENTITIES = {chr(code): f"&#{code};" for code in range(33, 128) if not chr(code).isalnum()}
# Letters that Arabic and Persian write in several ways; the stretch and the joint inside of a word are none.
_SPELLED = str.maketrans("أإآٱىیےکةہۀ", "اااايييكههه", "\u0640\u200c")
_SIGN = re.compile(f"([{re.escape(''.join(_ENTITIES))}])")


def fold(text: str, *, paragraphs: bool = False) -> str:
    """NFC, without control, bidi-override and zero-width characters, white space as single blanks; lone surrogates become U+FFFD.

    With `paragraphs` a blank line stays, as two line ends.
    """
    if paragraphs:
        return "\n\n".join(filter(None, (fold(part) for part in _PARAGRAPH.split(text.replace("\r\n", "\n")))))
    if text.isprintable():
        # What is dropped is not printable, and neither is half of a surrogate pair; most text is, and asking is quicker than looking.
        joined = " ".join(text.split())
        return joined if joined.isascii() else unicodedata.normalize("NFC", joined)
    if text.isascii():
        return " ".join(_DROPPED.sub("", text).split())
    text = _SURROGATE.sub("\ufffd", _DROPPED.sub("", text))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def plainly_spelled(text: str) -> str:
    """A text whose letters are written in one way where Arabic and Persian have several: أ and ا, ى and ی, ة and ه, ک and ك."""
    return text if text.isascii() else text.translate(_SPELLED)


def words_of_file(name: str) -> frozenset[str]:
    """The words of a table beside this module, plainly spelled; a line that begins with # says whence they are."""
    text = plainly_spelled(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return frozenset(word for line in text.split("\n") if not line.startswith("#") for word in line.split())


def escape(plain: str) -> str:
    """Text for a raw HTML block or an attribute: a numeric entity for each ASCII character but letters, digits and white space."""
    if not plain.isprintable():
        plain = _SURROGATE.sub("\ufffd", _DROPPED.sub("", plain))
    # Cut at the signs and put together again: eight times as fast as str.translate.
    parts = _SIGN.split(plain)
    parts[1::2] = [_ENTITIES[sign] for sign in parts[1::2]]
    return "".join(parts)
