"""The name of a digest. In: the path of its file. Out: a Digest with date and series, or a Problem that says how to name it."""

from __future__ import annotations

import datetime
import re
from pathlib import PurePosixPath

from generator.model import Digest, Problem, Source

_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})(?:-(?P<series>[a-z0-9]+(?:-[a-z0-9]+)*))?")


def digest_of(path: str, form: str = "") -> tuple[Digest, list[Problem]]:
    """The Digest that a file called YYYY-MM-DD-series.ext stands for; error `digest-name` for another name."""
    stem = PurePosixPath(path).name.partition(".")[0]
    found = _NAME.fullmatch(stem)
    try:
        day = datetime.date.fromisoformat(found["date"]) if found else None
    except ValueError:
        day = None
    if found is None or day is None:
        message = "must be called YYYY-MM-DD-series.ext, such as 2025-03-14-trending-papers.txt: a day, then lower-case words."
        return Digest(stem, "", "", path, form), [Problem(Source(path), "error", "digest-name", message)]
    return Digest(stem, found["date"], found["series"] or "", path, form), []
