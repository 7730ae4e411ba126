"""Front matter. In: the lines between two rules. Out: whether they are keys and values, and not the first part of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable

KEY = re.compile(r"(?P<key>[A-Za-z_][\w .-]{0,40}?)\s*:(?:\s+(?P<value>.*))?\s*$")


def is_matter(lines: Iterable[str]) -> bool:
    return any(map(KEY.match, lines))
