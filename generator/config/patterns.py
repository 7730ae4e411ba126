"""Patterns of tags. In: a pattern as written. Out: what is wrong with it, as a clause that says what would do, or nothing.

A pattern is words. A word in lower case is found in any case and number; capitals in it must stand in the text; `*` ends a word of at
least three letters ("optimi*"), or stands between two words for any one word ("learning * demonstration").
"""

from __future__ import annotations

from generator.text import pattern_of

LONGEST = 100
MOST_WORDS = 8
# A word is letters and digits side by side; a Han character is one by itself, for nothing stands between words there, and so is a run
# of kana.
LETTERS = "(?:[\u3400-\u9fff]|[\u30a1-\u30ff]+|[\u3041-\u309f]+|[^\\W_\u3041-\u30ff\u3400-\u9fff]+)"
_WORD = pattern_of(rf"(?!(?<=\w['’])s\b){LETTERS}(?:\+\+|#)?\*?|\*")
_GLUE = pattern_of(r"(?:(?<=['’])s\b|[\s\-‐‑–/.&'’])*")
# Words that stand in a fifth of all abstracts of the field, or in nearly all English: by themselves they say nothing.
_COMMON = frozenset(
    """a an and are as at be by can for from have has in is it its not of on or our such that the their these this to we which with
    algorithm approach data dataset experiment framework information learning method model network paper performance problem propose
    result show system task training use work""".split()
)


def pattern_words(pattern: str) -> list[str]:
    """The words of a pattern, cut at blanks, hyphens and other marks: "zeroth-order optimi*" has three."""
    return _WORD.findall(pattern)


def wrong_pattern(pattern: str) -> str:
    """Why `pattern` cannot earn a tag; "" when it can."""
    words = pattern_words(pattern)
    if not pattern.strip() or not words:
        return "is empty; write words, or leave it out."
    if len(pattern) > LONGEST or len(words) > MOST_WORDS:
        return f"is longer than {LONGEST} characters or {MOST_WORDS} words."
    if _GLUE.sub("", _WORD.sub("", pattern)):
        return "has signs that no word has; patterns are words and `*`, never regular expressions."
    if words[0] == "*" or words[-1] == "*":
        return "begins or ends with a lone `*`, which any word would match; write a word there."
    short = next((word for word in words if word.endswith("*") and 1 < len(word) < 4), "")
    if short:
        return f"is too broad: write at least three letters before the `*` of {short!r}."
    return _too_broad(words)


def _too_broad(words: list[str]) -> str:
    telling = [word for word in words if word != "*" and word.rstrip("*").lower().removesuffix("s") not in _COMMON]
    if not telling:
        return "is too broad: nearly every paper has these words; add one that tells the topic."
    if all(len(word) == 1 and (word.islower() or word.isdigit()) for word in telling):
        return "is too broad: a single letter or digit stands in nearly every paper; add a word."
    return ""
