"""Python dumps. In: records as Python prints them, one a line or in blocks or in a list. Out: the records, read as the JSON that they say.

Nothing is run: texts, None, True and False are written as JSON has them, token by token and line for line.
"""

from __future__ import annotations

import ast
import json
import re
import warnings

from msgspec.structs import replace

from generator.model import Source
from generator.readers.record import Parsed
from generator.readers.syntax import jsonfile
from generator.text.late import pattern_of

NAME = "Python dump"
SAMPLE = "{'arxiv_id': 'arXiv:2502.12150', 'title': 'A Title', 'authors': 'Ada Lovelace, Bo Sample', 'abstract': '…'}"
_START = re.compile(r"\s*+\[?\s*+\{\s*+'[\w -]{1,40}'\s*:")
_TITLED = re.compile(r"'(?:paper_)?title'\s*:")
_TOKEN = pattern_of(r"'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|[()]|\b(?:None|True|False)\b")
_WORDS = {"None": "null", "True": "true", "False": "false", "(": "[", ")": "]"}
_HEAD = 1 << 16


def parsed(text: str, source: Source) -> Parsed | None:
    """The records of a dump. Problems: those of JSON."""
    if not (_START.match(text[:_HEAD]) and _TITLED.search(text[:_HEAD])):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = jsonfile.parsed(_TOKEN.sub(_as_json, text), source)
    return replace(found, form=NAME) if found else None


def _as_json(token: re.Match[str]) -> str:
    """A text, a word or a bracket of Python as JSON has it; a text that is none of Python's stays as it is."""
    try:
        return _WORDS.get(token[0]) or json.dumps(ast.literal_eval(token[0]), ensure_ascii=False)
    except (ValueError, SyntaxError):
        return token[0]
