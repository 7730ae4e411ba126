"""Corpora and tables. In: a file of records (a JSON object a line, gzipped or not), or of rows parted by tabs. Out: records, or rows."""

from __future__ import annotations

import gzip
import json
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from generator.model import Paper, Source

Record = dict[str, Any]


def records(path: Path, count: int | None = None, *, skip: int = 0) -> Iterator[Record]:
    """`count` records, the first `skip` left out; all without a count."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, skip, None if count is None else skip + count))


def value_of(record: Record, name: str) -> str:
    """A text of a record with its blanks folded; "" when it has none."""
    return " ".join(str(record.get(name) or "").split())


def rows_in(path: Path) -> list[list[str]]:
    """The cells of each line, comments left out."""
    return [line.split("\t") for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]


def bare_paper(record: Record, **more: Any) -> Paper:
    """A paper with the title and the abstract of a record, and whatever else is given."""
    return Paper(title=value_of(record, "title"), abstract=value_of(record, "abstract"), source=Source("x"), **more)


def letters_of(text: str) -> str:
    """Letters and digits alone, without accents, in one case: two titles are the same when theirs are."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum()).casefold()
