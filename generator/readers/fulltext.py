"""The full text of one work. In: a text. Out: that it is one, with the headings that tell, or nothing."""

from __future__ import annotations

import re

from generator.text import fold
from generator.text.late import end_of

# Headings that an article, a report or a thesis has at its beginning, and those at its end, in the languages that cases have.
_OPENS = re.compile(
    r"(?:introduction|einleitung|einführung|introducción|introdução|introduzione|inleiding|wst[ęe]p|wprowadzenie|úvod|bevezetés|введение|вступ|"
    r"引\s?言|前\s?言|绪\s?论|はじめに|序\s?論|서\s?론)(?:\s(?:and|und|et|y|e|i)\s[^\W\d_]+)?",
    re.I,
)
_ENDS = re.compile(
    r"(?:references(?: cited)?|bibliography|works cited|literature cited|conclusions?|concluding remarks|acknowledge?ments?|"
    r"literatur(?:verzeichnis)?|fazit|zusammenfassung|danksagung|bibliographie|références|remerciements|bibliografía|referencias|conclusiones|"
    r"agradecimientos|referências|conclusão|bibliografia|zakończenie|conclusioni|ringraziamenti|литература|список литературы|заключение|"
    r"参考文献|结\s?论|おわりに|謝辞|참고문헌|결\s?론)",
    re.I,
)
_MIDDLE = re.compile(
    r"(?:(?:materials? and )?methods?|methodology|results?(?: and discussion)?|discussion|related work|literature review|experiments?|"
    r"data(?: and methods)?|methoden?|ergebnisse|diskussion|méthodes?|résultats|métodos?|resultados|методы|результаты|"
    r"方\s?法|结\s?果|結\s?果)",
    re.I,
)
# "2.", "IV.", "Chapter 1:"
_NUMBER = re.compile(
    r"(?:(?:chapter|kapitel|chapitre|capítulo|rozdział)\s+)?(?:\d{1,2}(?:\.\d)?|[ivx]{1,4})?[.:)]?\s*", re.I
)
# Between the two stand so many lines of prose at least: lines that go on in small letters, or paragraphs of so many signs.
_LINES, _WRAPPED, _PARAGRAPHS, _LONG = 40, 0.25, 8, 300
# Between such headings and those that part a text, so many lines of so many signs.
_FEW, _SENTENCE = 3, 80
# A table of contents and the text may each have a heading; more come from a page of many works.
_MOST = 3


def full_text(text: str) -> str:
    """The headings that tell that a text is one work in full: "'1. Introduction' on line 20 to 'References' on line 987"; or ""."""
    lines = text.split("\n")
    opens = [at for at, line in enumerate(lines) if _is_heading(line, _OPENS)]
    ends = [at for at, line in enumerate(lines) if _is_heading(line, _ENDS)]
    if not opens or len(opens) > _MOST or not ends or ends[-1] <= opens[0]:
        return ""
    first, last = opens[0], ends[-1]
    within = [line for line in lines[first + 1 : last] if line.strip()]
    parted = any(_is_heading(line, _MIDDLE) for line in within)
    # Paragraphs of sentences between headings that part an article.
    sentences = sum(len(line) >= _SENTENCE and line.rstrip()[-1:] in ".)" for line in within) >= _FEW
    if not (_is_prose(within) or (parted and sentences)):
        return ""
    return f"{fold(lines[first])!r} on line {first + 1:,} to {fold(lines[last])!r} on line {last + 1:,}"


def _is_heading(line: str, names: re.Pattern[str]) -> bool:
    shown = line.strip(" \t#*_=.:-\ufeff") if len(line) < 60 else ""
    return bool(shown and names.fullmatch(shown[end_of(_NUMBER, shown) :]))


def _is_prose(lines: list[str]) -> bool:
    long = sum(len(line) >= _LONG for line in lines)
    wrapped = sum(line.lstrip()[:1].islower() for line in lines)
    return long >= _PARAGRAPHS or (len(lines) >= _LINES and wrapped >= _WRAPPED * len(lines))
