"""Classes. In: what a record is filed under, codes of arXiv, JEL, MSC, PACS or the ACM. Out: what each stands for, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# Each code by its shape; what is kept of it is the class that has a name. The ACM's of 2012 are words with "~" or an arrow between.
_JEL = re.compile(r"(?:JEL\s*:?\s*)?([A-Z])(\d)?\d?")
_MSC = re.compile(r"(?:MSC\s*(?:\d{4})?\s*:?\s*)?(\d\d)(?:[A-Z](?:\d\d|xx)|-XX)", re.I)
_PACS = re.compile(r"(?:PACS\s*:?\s*)?(\d\d)\.\d\d\.(?:[A-Za-z][a-z]|[-+][a-z])")
_ACM = re.compile(r"([A-K]\.\d)(?:\.[\dm])?")
_SHAPES = (("MSC", _MSC), ("PACS", _PACS), ("ACM", _ACM))
_BETWEEN = re.compile(r"(?<!\s)\s*+(?:[,;]|\((?:Primary|Secondary)\))\s*", re.I)
_STEPS = re.compile(r"(?<!\s)\s*+(?:~|→|->)\s*")


@cache
def _names() -> dict[str, str]:
    lines = (Path(__file__).parent / "classes.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def class_names(text: str) -> Iterator[str]:
    """ "68T07, 51M20 (Primary)" is computer science and geometry, "cs.CR" cryptography and security, "E24" (JEL) consumption, saving and
    production, "Computing methodologies~Neural networks" the latter; what is no such code names nothing."""
    for code in _BETWEEN.split(text):
        name = _name_of(code.strip())
        if name:
            yield name


def _name_of(code: str) -> str:
    for scheme, shape in _SHAPES:
        found = shape.fullmatch(code)
        if found:
            return _names().get(f"{scheme} {found[1].upper()}", "")
    jel = _JEL.fullmatch(code)
    if jel and jel[2]:
        return _names().get(f"JEL {jel[1]}{jel[2]}", "") or _names().get(f"JEL {jel[1]}", "")
    return _names().get(code, "") or _STEPS.split(code)[-1] * bool(_STEPS.search(code))
