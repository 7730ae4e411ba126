r"""Sources mended before they are set. In: a text as its source has it. Out: the same with what tools did to its LaTeX undone.

Seen in real records: JSON escaped twice (`\\textbf`), braces escaped after a macro (`\textbf\{S\}emantic`), the whole document that a
publisher's converter wraps around each formula, characters by number (`\unicode{x2014}`), and LaTeX that an exporting program took for text
(`\$M\_\textbraceleft\textbackslash odot\textbraceright\$`).
"""

from __future__ import annotations

import re

from generator.text.late import pattern_of
from generator.text.symbols import STYLED, symbol

_TWICE = pattern_of(r"\\\\(?=[A-Za-z()\[\]])")
_ESCAPED = pattern_of(
    rf"(\\(?:{'|'.join(sorted(STYLED, key=len, reverse=True))}|href|cite[pt]?))\\\{{"
    r"((?:[^{}\\]|\\[A-Za-z]+\{[^{}\\]{0,200}\}|\\[_%#&]){0,300})\\\}"
)
_ESCAPED_TEXT = pattern_of(r"(\\href\{[^{}]{1,500}\})\\\{([^{}\\]{1,200})\\\}")
# arXiv takes `\beta` for `\b`, an accent, on "eta".
_GREEK = pattern_of(r"\\([bcdHkrtuv])\{([a-z]{2,9})\}(?=([A-Za-z]?))")
_BY_NUMBER = pattern_of(r"\\unicode\s?\{\s?(?:x([0-9A-Fa-f]{2,5})|([0-9]{2,6}))\s?\}")
# A formula of mhchem, "\\ce{CO2}", not within mathematics; the figures and charges in it. A text has a hundred at most.
_CHEMICAL = pattern_of(r"(\$?)\\c[eh]\s?\{([^{}\\$]{1,80})\}\1")
_FIGURES = pattern_of(r"(?<=[A-Za-z)\]])\d+|\^?(?<=[A-Za-z0-9)\]^])\d?[+-](?=\s|$)")
# What a program writes for the signs of LaTeX when it takes them for text. It ends a macro with a blank or with braces.
_AS_TEXT = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciicircum": "^"}
_SIGN_NAME = rf"\\text({'|'.join(_AS_TEXT)})"
_TAKEN_FOR_TEXT = pattern_of(rf"{_SIGN_NAME}(?![A-Za-z])")
_SIGN = pattern_of(
    rf"\{{{_SIGN_NAME}\}}|{_SIGN_NAME}(?![A-Za-z])(?:\{{\}}|(?<!right) |(?<=right) (?![^\W_]))?|\\([$_%&#])|\{{\$([<>])\$\}}|\$([<>])\$"
)
# Between words it was the blank that does not break ("DESI\\textasciitilde DR2"); before a number, or alone, it says "about".
_TIED = pattern_of(r"(?<=[^\W_]|\})\\textasciitilde (?=[A-Za-z\\])")
_OPENS, _CLOSES = r"\documentclass", r"\end{document}"


def mended(text: str) -> str:
    """`text` without what tools did to its LaTeX; text without a backslash is returned as it is."""
    if "\\" not in text:
        return text
    text = _without_documents(_TWICE.sub(r"\\", text))
    if _TAKEN_FOR_TEXT.search(text):
        text = _SIGN.sub(_sign, text)
    text = _TIED.sub(" ", text)
    for _ in range(3 if "\\{" in text else 0):  # the innermost first
        text = _ESCAPED.sub(r"\1{\2}", text)
    text = _GREEK.sub(_greek, text)
    text = _ESCAPED_TEXT.sub(r"\1{\2}", text)
    text = _CHEMICAL.sub(_chemical, text, count=100) if "\\c" in text else text
    return _BY_NUMBER.sub(_numbered, text) if "\\unicode" in text else text


def _sign(match: re.Match[str]) -> str:
    name = match[1] or match[2]
    return _AS_TEXT[name] if name else match[3] or match[4] or match[5]


def _without_documents(text: str) -> str:
    """Without each `\\documentclass … \\end{document}`: the publishers that write it print the formula before it as well."""
    pieces: list[str] = []
    place = 0
    while (start := text.find(_OPENS, place)) >= 0 and (end := text.find(_CLOSES, start)) >= 0:
        pieces.append(text[place:start])
        place = end + len(_CLOSES)
    return "".join(pieces) + text[place:] if pieces else text


def _greek(match: re.Match[str]) -> str:
    name = match[1] + match[2]
    blank = " " if match[3] else ""
    return f"\\{name}{blank}" if symbol(name) else match[0]


def _chemical(match: re.Match[str]) -> str:
    if match.string.count("$", 0, match.start()) % 2:
        return match[0]
    formula = _FIGURES.sub(
        lambda one: f"$_{{{one[0]}}}$" if one[0].isdigit() else f"$^{{{one[0].lstrip('^')}}}$", match[2]
    )
    return formula.replace("<->", "↔").replace("->", "→")


def _numbered(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return chr(code) if 32 < code < 0xD800 or 0xE000 <= code < 0x110000 else match[0]
