"""Labels of lists and pages. In: a line, or the head of a column. Out: the field that it names, and what stands behind the label.

The words are those of the lexicon, where `labels` says what a label means otherwise than a key of a record does.
"""

from __future__ import annotations

import re
from functools import lru_cache

from generator.readers.lexicon import bare_key, lexicon
from generator.text.late import pattern_of
from generator.text.people import title_share

# What the lexicon's fields are to a list; any other is nothing that is asked of one.
_SAID = {field: field for field in ("title", "authors", "abstract", "venue", "keywords", "categories", "comment", "date")} | {
    "year": "date", "doi": "link", "url": "link", "urls": "code", "arxiv": "link", "pmid": "link", "pmcid": "link", "openreview": "link",
}  # fmt: skip
_LINE = re.compile(
    r"[\s>\-*•+_#]{0,12}(?:[^\w\s*_\[(#`\"'“$\\]{1,8}\s*)?[*_]{0,3}\s*(?P<label>[^\W\d_][^:：*_|\[\]\n]{0,39}?)"
    r"\s*[*_]{0,3}\s*[:：]{1,2}\s*[*_]{0,3}(?P<value>.*)",
    re.S,
)
# "AI Summary", "GPT-4 summary", "KI-Zusammenfassung", "Resumen de IA".
_MACHINE = pattern_of(
    r"^(?:ai|ki|llm|(?:chat)?gpt\d*o?|claude|gemini|deepseek|kimi|ии)(?:generated)?(?:summary|abstract|tldr|zusammenfassung|kurzfassung|resumen|"
    r"резюме|总结|摘要|要約)|^summary(?:by|from)(?:ai|llm|gpt|claude|chatgpt)|^(?:resumen|résumé|resumo|riassunto)(?:de?l?|par|da|di)?(?:ia|ai)$"
)
_LONGEST, _SENTENCE, _OF_TITLES = 60, 20, 0.5
# "Show abstract", "Zusammenfassung anzeigen", "Abstract (click to expand)".
_DOOR = pattern_of(
    r"^(?:show|view|see|read|expand|open|display|click (?:here )?(?:to (?:see|read|show|expand|view)|for)|ver|mostrar?|voir|"
    r"toon|visa?|näytä|pokaż|afficher|lire|показать|展开|查看|显示)\s*(?:the\b|full\b|el\b|l[ea]\b|l['’])?\s*|\s*(?:anzeigen|einblenden|\((?:click|tap)\b[^()]{0,30}\)|展开|보기|を表示|を見る)$",
    re.IGNORECASE,
)
_TRANSLATED = re.compile(
    r"[（(]?\s*(?:(?<![a-zà-ÿ])(?:zh|cn|chinese|ko|korean|ja|japanese|translated|translation|de|fr|es)|中文|译文|翻译|机翻)\s*[)）]?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def field_of(label: str) -> str:
    """The field that a column's head or a label names: title, authors, abstract, link, code, date, venue, categories, keywords, comment;
    "aside": what stands below an abstract and is none of it; "other": nothing that is asked; "" when unknown."""
    # The longest word of the lexicon has 51 letters; what is longer has no say, and would cost the square of its length.
    if len(label) > _LONGEST:
        return ""
    label = " ".join(re.sub(r"[*_`#|:：]", " ", label).split()).strip(" .-")
    label = re.sub(r"^[^\w（(\[]{1,8}\s+(?=\w)", "", label)  # "📄 Abstract"
    stem = _TRANSLATED.sub("", label).strip(" （(")
    if stem != label and stem and _named(stem):
        return "other"
    return _named(label) or _named(_DOOR.sub("", label)) or _named(re.sub(r"\s*[（(][^（）()]{1,30}[）)]$", "", label))


@lru_cache(maxsize=4096)
def _named(label: str) -> str:
    name = bare_key(label)
    said = "other" if _MACHINE.search(name) else lexicon().labels.get(name)
    return of_key(name) if said is None else said.removeprefix("none")


def by_machine(label: str) -> bool:
    """Whether a label names what a machine made of an abstract."""
    name = bare_key(label) if len(label) < _LONGEST else ""
    return bool(name) and (name in lexicon().words["machine"] or bool(_MACHINE.search(name)))


def summarises(label: str) -> bool:
    """Whether a label names the abstract, or what a machine made of it."""
    return len(label) < _LONGEST and (_named(label) == "abstract" or by_machine(label))


def of_key(name: str) -> str:
    """The same of a key of records, in letters."""
    found, words = lexicon().field_of(name), lexicon().words
    return _SAID.get(found, "other") if found or name in words["machine"] | words["other"] else ""


def _names_title(label: str, value: str) -> bool:
    """Whether the words behind a label that says "paper" are the title of one, and no link to it: "论文：Wheels on Ice"."""
    words = value.split()
    told = bare_key(label) in lexicon().words["works"] and len(words) > 2 and not any(sign in value for sign in "/[")
    return told and not words[0][0].islower() and title_share(words) > _OF_TITLES


def labelled(line: str) -> tuple[str, str]:
    """("authors", "A, B") for "**Authors:** A, B"; ("", "") for a line that opens with no label that is known."""
    found = _LINE.match(line)
    name = field_of(found["label"]) if found else ""
    if found and name:
        return "title" if name == "link" and _names_title(**found.groupdict()) else name, found["value"].strip()
    # "Resumen. Medimos …", "Abstract—We …": only what a text opens with ends so.
    bare = line[:40].lstrip(" >*_#")
    label = bare[: next((at for at, sign in enumerate(bare) if not sign.isalpha()), 0)]
    behind = bare[len(label) :].lstrip("*_")[:1] or " "
    if not 6 < len(label) < 17 or behind not in ".—–" or field_of(label) != "abstract":
        return "", ""
    value = line.partition(behind)[2].lstrip("*_ ")
    return ("abstract", value) if len(value) > _SENTENCE else ("", "")
