"""Words of a text. In: plain text. Out: its words, folded, in order."""

from __future__ import annotations

import re
import unicodedata

# A word: letters and digits of any script, joined by hyphens, dots between digits, apostrophes inside; C++ and C# keep their signs.
_WORD = re.compile(r"\w+(?:[-‐‑'’]\w+|\.\d+)*(?:\+\+|#)?")
# The letters of scripts that put no blanks between words: Chinese, Japanese, Korean.
SOLID_LETTERS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
SOLID = re.compile(rf"[{SOLID_LETTERS}]")
_UNPARTED, _LETTERS = re.compile("[\u3040-\u30ff\u3400-\u9fff]"), 2.5
# A number drawn as one sign: 1️⃣, ①, ⑴, ⒈, ⓵, ❶.
DRAWN_NUMBER = "(?:[0-9]\ufe0f?\u20e3|\U0001f51f|[\u2460-\u249b\u24ea-\u24ff\u2776-\u2793])"
_PARTS = re.compile(r"[-‐‑]")


def words(plain: str) -> list[str]:
    """Lower-case words without accents, in order. A hyphenated word gives the whole ("zero-shot") and then its parts ("zero", "shot")."""
    found: list[str] = []
    for word in _WORD.findall(folded(plain)):
        parts = _PARTS.split(word)
        if len(parts) > 1:
            found.append("-".join(parts))
            found.extend(part for part in parts if part)
        else:
            found.append(word)
    return found


def word_count(text: str) -> float:
    """How many words a text has; of Chinese and Japanese letters, which no blanks part, two or three make one."""
    return len(text.split()) + (0 if text.isascii() else len(_UNPARTED.findall(text)) / _LETTERS)


def folded(plain: str) -> str:
    """Lower case, without accents; other scripts keep their letters."""
    if plain.isascii():
        return plain.lower()
    split = unicodedata.normalize("NFKD", plain.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in split if not unicodedata.combining(c)))
