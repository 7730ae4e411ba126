"""Classes. In: the code of a class as arXiv or the Journal of Economic Literature gives it. Out: what it stands for, in words."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

_JEL = re.compile(r"(?:JEL\s*:?\s*)?([A-Z])(\d)?\d?")


@cache
def _names() -> dict[str, str]:
    lines = (Path(__file__).parent / "classes.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)


def class_name(code: str) -> str:
    """ "cs.CR" is cryptography and security, "E24" (JEL) consumption, saving and production; "" for what is no such code."""
    code = code.strip()
    jel = _JEL.fullmatch(code)
    if not jel:
        return _names().get(code, "")
    return _names().get(f"JEL {jel[1]}{jel[2] or ''}", "") or _names().get(f"JEL {jel[1]}", "") if jel[2] else ""
