"""Runs: inputs that repeat one thing. In: a way to read, enrich or render, and a text of any length. Out: how its cost grows with length.

What repeats makes patterns go back and forth: a run of digits, of brackets, of blank lines, of one word. Cost is CPU time, of which the
growth alone is looked at: four times the length may cost four times as much, and a square sixteen times.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

Make = Callable[[int], str]
# What 18,750 characters more cost beside 3,750 more: five times as much on a line, seventeen times on a square.
MOST = 10.0
_SIZES = (1_250, 5_000, 20_000)
# Below this a difference is noise.
_NOISE = 0.05

UNITS = {
    "digits": "7", "spaced digits": "7 ", "hyphens": "-", "dots": ".", "commas": ",", "commas and blanks": ", ", "semicolons": "; ", "colons": ":",
    "open": "(", "closed": ")", "pairs": "()", "brackets": "[", "bracket ends": "]", "bracket pairs": "[]", "braces": "{", "brace pairs": "{}",
    "less": "<", "more": ">", "tags": "<b>", "tag pairs": "<b></b>", "half tags": "<a href='", "comments": "<!--", "cdata": "<![CDATA[", "pipes": "|",
    "quotes": '"', "apostrophes": "'", "ticks": "`", "dollars": "$", "formulas": "$x$ ", "backslashes": "\\", "commands": "\\x ", "stars": "*",
    "spaced stars": "* ", "underscores": "_", "tildes": "~", "equals": "=", "hashes": "#", "ands": "&", "entities": "&amp;", "percents": "%",
    "ats": "@", "slashes": "/", "plus": "+", "blanks": " ", "tabs": "\t", "blank lines": "\n", "indented blanks": " \n", "letters": "a",
    "capitals": "A", "initials": "A. ", "joined initials": "A.B.", "and": " and ", "names": "Smith, J., ", "people": "Ada Smith, ", "numbered": "Ada Smith1, ",
    "addresses": "https://a.bc/d ", "joined addresses": "https://a.bc/", "schemes": "http", "links": "[x](http://a.bc) ", "open links": "[x](",
    "pictures": "![", "topic": "BERT ", "words": "the ", "hyphened": "a-", "accents": "é", "combining": "e\u0301", "han": "中", "emoji": "👩‍🔬",
    "wide blanks": "\u00a0", "lines": "word\n", "items": "- x\n", "numbers": "1. x\n", "heads": "# x\n", "rows": "| a | b |\n", "rules": "---\n",
    "quoted": "> ", "labels": "Title: x\n", "tags of records": "TI  - x\n", "mails": "a@b.cd ", "arxiv": "arXiv:2501.01234 ", "dois": "10.1234/x ",
    "years": "2024 ", "encoded": "=?utf-8?q?a?= ", "begins": "\\begin{a}", "sentences": "We show it. ", "subscripts": "_{", "left": "\\left(",
}  # fmt: skip
NESTED = {
    "JSON": ('{"a":', "1", "}"), "lists": ("[", "", "]"), "elements": ("<a>", "x", "</a>"), "groups": ("{", "x", "}"), "commands": ("\\a{", "x", "}"),
    "quotes": ("(", "x", ")"), "indents": ("  ", "- x", ""),
}  # fmt: skip
# Where a run stands: alone, and in texts that formats recognise as theirs.
PLACES = {
    "alone": "{}",
    "an abstract": "A Good Title of a Paper\n\nWe study how networks forget {} and what can be done about it.\n",
    "a title": "A Good {} Title\n\nWe study how networks forget and what can be done about it.\n",
    "between": "A Good Title of a Paper\n{}\nWe study how networks forget and what can be done about it.\n",
    "an entry": "# Papers\n\n- [A Good Title](https://arxiv.org/abs/2501.01234) {}\n  Ada Smith {} 2024\n- [Another Good Title](https://arxiv.org/abs/2501.01235)\n",
    "a label": "# Papers\n\n- **A Good Title of a Paper**\n  - **A{}b**: something\n  - [paper](https://arxiv.org/abs/2501.01234)\n",
    "a table": "| Title | A{}b |\n| --- | --- |\n| A Good Title | {} |\n",
    "a section": "## A Good Title of a Paper\n\nAuthors: Ada Smith {}\n\n{}\n\n[PDF](https://arxiv.org/pdf/2501.01234)\n",
    "a reference": "[1] A. Smith {}, B. Jones. A good title of a paper. In Proceedings of {}, 2024.\n[2] C. Hill. Another good title of a paper. Journal, 2023.\n",
    "a mail": "From: a@b.org\nSubject: {}\n\n\\\\\narXiv:2501.01234\nDate: x\n\nTitle: A Good {} Title\nAuthors: {}\n\\\\\n  Text {} goes here.\n\\\\\n",
    "BibTeX": "@article{{a1,\n  title = {{A Good Title}},\n  author = {{Ada {} Smith}},\n  note = {{{}}},\n}}\n",
    "JSON": '[{{"title": "A Good Title of a Paper", "authors": ["{}"], "abstract": "We study {} here."}}]\n',
    "between records": '[{{"title": "A Good Title of a Paper", "abstract": "We study it here."}}, {} {{"title": "Another Good Title"}}]\n',
    "a row": "title,authors,abstract\nA Good Title of a Paper,{},We study {} here\n",
    "a tagged record": "TY  - JOUR\nTI  - A Good {} Title\nAU  - Smith, {}\nAB  - {}\nER  - \n",
    "an entry of a feed": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A Good {} Title</title><summary>{}</summary></entry></feed>',
    "a page": "<html><head><title>{}</title></head><body><h2>A Good Title {}</h2><p>{}</p></body></html>",
    "front matter": "---\ntitle: A Good Title {}\nauthors: [{}]\n---\n\n{}\n",
    "a daily list": "|Publish Date|Title|Authors|PDF|Code|\n|---|---|---|---|---|\n|**2024-01-02**|**A Good {} Title**|Ada {}|[2401.00001](http://arxiv.org/abs/2401.00001)|null|\n",
    "reStructuredText": "Papers\n======\n\n* `A Good Title {} <https://arxiv.org/abs/2501.01234>`_ {}\n",
    "a notebook": '{{"cells": [{{"cell_type": "markdown", "metadata": {{}}, "source": ["- [A Good Title](https://arxiv.org/abs/2501.01234) {}"]}}], "nbformat": 4}}',
}  # fmt: skip


def runs() -> Iterator[tuple[str, Make]]:
    """Name -> a text of about so many characters that repeats one thing."""
    for name, unit in UNITS.items():
        yield name, lambda size, unit=unit: unit * (size // len(unit))  # type: ignore[misc]
    for name, (left, middle, right) in NESTED.items():
        yield (
            f"nested {name}",
            lambda size, a=left, b=middle, c=right: a * (size // (len(a + c))) + b + c * (size // len(a + c)),
        )  # type: ignore[misc]


def placed() -> Iterator[tuple[str, Make]]:
    """Every run in every place."""
    for place, frame in PLACES.items():
        for name, make in runs():
            yield (
                f"{name} in {place}",
                lambda size, frame=frame, make=make: _filled(frame, make(size // max(1, frame.count("{}")))),
            )  # type: ignore[misc]


def _filled(frame: str, run: str) -> str:
    return frame.format(*[run] * frame.count("{}"))


def growth(cost: Callable[[str], object], make: Make) -> float:
    """By how much more the last step of length costs than the one before; 0 when that is less than can be told from noise."""
    texts = [make(size) for size in _SIZES]
    least = [float("inf")] * len(texts)
    for _ in range(3):
        # Something else may run on the machine: the least of some runs tells.
        least = [min(before, _spent(cost, text)) for before, text in zip(least, texts, strict=True)]
        base, middle, last = least
        if last - base < _NOISE or (last - base) / max(middle - base, _NOISE / 100) <= MOST:
            return 0.0 if last - base < _NOISE else (last - base) / max(middle - base, _NOISE / 100)
    return (last - base) / max(middle - base, _NOISE / 100)


def _spent(cost: Callable[[str], object], text: str) -> float:
    started = time.process_time()
    cost(text)
    return time.process_time() - started
