"""Any input, at length. In: real files of every format. Out: what went wrong with their mutants: errors, hangs, lines nobody accounts for.

    python -m benchmarks.fuzz --minutes 60
    python -m benchmarks.fuzz --corpus more/files --minutes 5 --first 1000
    python -m benchmarks.fuzz --seed 4711            # that mutant again, printed with its finding

A mutant is made by its number alone: bytes changed, lines moved, files of two formats spliced, marks and runs put in, other encodings. Each
is read by the front door and by some readers that are forced on it; each tenth is enriched and rendered too. A process of its own does the
reading, so that one that hangs is seen, killed and followed by the next.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from benchmarks.machine import machine
from generator.config.loading import Config
from generator.enrich.steps import enrich
from generator.library import gather
from generator.model import Reading
from generator.render.files import render
from generator.text import decode
from tests.readers.forced import ways

ROOT = Path(__file__).parents[1]
FILES = ("tests/readers/samples", "tests/readers/cases", "tests/enrich/samples", "digests")
_LONGEST = 24_000
# A file of 24 kB takes some milliseconds; so much is no slow machine.
_HANGS, _SLOW = 30.0, 2.0
_FORCED = 4

# Pieces that mean something to some format, each a JSON string on a line.
MARKS = [json.loads(line) for line in Path(__file__).with_name("fuzz_marks.txt").read_text().splitlines()]


def corpus(more: list[Path]) -> list[tuple[str, bytes]]:
    """Name and content of every file to make mutants of, in order of name."""
    folders = [ROOT / folder for folder in FILES] + more
    paths = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".py")
    return [(path.name, path.read_bytes()) for path in paths]


def mutant(number: int, files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """A name, and bytes that are a real file's but for a few changes."""
    rng = random.Random(number)
    name, content = rng.choice(files)
    content = _window(rng, content)
    for _ in range(rng.randint(1, 6)):
        content = rng.choice(_CHANGES)(rng, content, files)
    return name, content[: 2 * _LONGEST]


def _window(rng: random.Random, content: bytes) -> bytes:
    if len(content) <= _LONGEST:
        return content
    start = rng.choice((0, rng.randrange(len(content) - _LONGEST)))
    return content[start : start + rng.randint(200, _LONGEST)]


def _places(rng: random.Random, content: bytes) -> tuple[int, int]:
    start = rng.randint(0, len(content))
    return start, min(len(content), start + rng.choice((1, 10, 200, 3000)))


def _flip(rng: random.Random, content: bytes, files: object) -> bytes:
    changed = bytearray(content)
    for _ in range(min(len(changed), rng.choice((1, 5, 50)))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(rng: random.Random, content: bytes, files: object) -> bytes:
    start, end = _places(rng, content)
    return content[:start] + content[end:]


def _again(rng: random.Random, content: bytes, files: object) -> bytes:
    start, end = _places(rng, content)
    return content[:end] + content[start:end] * rng.choice((1, 1, 2, 20)) + content[end:]


def _mark(rng: random.Random, content: bytes, files: object) -> bytes:
    start, _ = _places(rng, content)
    said = "".join(rng.choice(MARKS) for _ in range(rng.choice((1, 1, 2, 5)))).encode()
    return content[:start] + said + content[start:]


def _run(rng: random.Random, content: bytes, files: object) -> bytes:
    start, _ = _places(rng, content)
    sign = rng.choice([*MARKS, *"0123456789abcXYZ .,:;-_()<>/&=+~^"]).encode()
    return content[:start] + sign * rng.choice((10, 300, 3000 // max(1, len(sign)))) + content[start:]


def _lines(rng: random.Random, content: bytes, files: object) -> bytes:
    lines = content.split(b"\n")
    start = rng.randrange(len(lines))
    some = lines[start : start + rng.choice((1, 2, 10))]
    rest = lines[:start] + lines[start + len(some) :]
    place = rng.randint(0, len(rest))
    kind = rng.randrange(4)
    if kind == 0:
        rng.shuffle(some)
    return (b" " if kind == 1 else b"\n").join([*rest[:place], *some, *rest[place:]] if kind < 3 else lines)


def _splice(rng: random.Random, content: bytes, files: list[tuple[str, bytes]]) -> bytes:
    other = _window(rng, rng.choice(files)[1])
    start, end = _places(rng, content)
    first, last = _places(rng, other)
    piece = other[first:last] if rng.random() < 0.5 else other[first:]
    return content[:start] + piece + (content[end:] if rng.random() < 0.7 else b"")


def _encoded(rng: random.Random, content: bytes, files: object) -> bytes:
    kind = rng.choice(
        ("utf-16", "utf-16-be", "utf-32", "latin-1", "cp1251", "gb18030", "shift-jis", "crlf", "cr", "truncate")
    )
    if kind == "truncate":
        return content[: rng.randint(0, len(content))]
    if kind in ("crlf", "cr"):
        return content.replace(b"\n", b"\r\n" if kind == "crlf" else b"\r")
    return content.decode("utf-8", "replace").encode(kind, "replace")


_CHANGES = (_flip, _cut, _again, _mark, _mark, _run, _lines, _splice, _splice, _encoded)


def findings(number: int, files: list[tuple[str, bytes]]) -> Iterator[tuple[str, str, str]]:
    """(way, kind, what) of all that goes wrong with a mutant; way alone, before each step, so that a hang has a name."""
    name, content = mutant(number, files)
    text, _ = decode(content, name)
    known = ways()
    forced = random.Random(number).sample(sorted(known), _FORCED)
    for way in ("readers", *forced):
        yield way, "", ""
        started = time.process_time()
        try:
            made = known[way](text)
            wrong = unaccounted(made, text) if isinstance(made, Reading) else ""
            if isinstance(made, Reading) and way == "readers" and number % 10 == 0:
                yield "render", "", ""
                shown(made)
        except Exception as error:
            yield way, "error", _where(error)
            continue
        if wrong:
            yield way, "account", wrong
        if time.process_time() - started > _SLOW:
            yield way, "slow", f"{time.process_time() - started:.1f} s for {len(content):,} bytes"


def unaccounted(reading: Reading, text: str) -> str:
    """What is wrong with the account of a reading: a line in no span or in two, a span of a paper that is not there."""
    uses: Counter[int] = Counter()
    for span in reading.account:
        uses.update(range(span.first, span.last + 1))
        if not -1 <= span.paper < len(reading.papers):
            return f"a span names paper {span.paper} of {len(reading.papers)}"
    lines = text.split("\n")
    missing = [number for number, line in enumerate(lines, start=1) if line.strip() and not uses[number]]
    twice = [number for number, count in uses.items() if count > 1 or not 1 <= number <= len(lines)]
    if any(not paper.title.strip() for paper in reading.papers):
        return "a paper has no title"
    return f"lines {missing[:5]} in no span, {twice[:5]} in two or none of the file" if missing or twice else ""


def shown(reading: Reading) -> None:
    """Enrich and render a reading, to the bytes that would be written."""
    config = Config()
    enriched = enrich([reading], config)
    library = gather(enriched.papers, enriched.digests, config.vocabulary)
    for file in render(library, config):
        assert file.path
    msgspec.json.encode(enriched.papers)


def _where(error: Exception) -> str:
    """The error and the line of ours that it came from."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if "/generator/" in frame.filename]
    place = f"{ours[-1].filename.rpartition('/generator/')[2]}:{ours[-1].lineno}" if ours else "?"
    return f"{place} {type(error).__name__}: {str(error)[:100]}"


def _work(pipe: Connection, first: int, more: list[Path]) -> None:
    files = corpus(more)
    sys.setrecursionlimit(1000)
    for number in range(first, sys.maxsize):
        for finding in findings(number, files):
            pipe.send((number, *finding))
        pipe.send((number, "", "done", ""))


def run(first: int, seconds: float, more: list[Path]) -> tuple[int, list[tuple[int, str, str, str]]]:
    """How many mutants were read, and (number, way, kind, what) of all that went wrong."""
    until = time.monotonic() + seconds
    number, done, found = first, 0, list[tuple[int, str, str, str]]()
    while time.monotonic() < until:
        ours, theirs = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.get_context("fork").Process(target=_work, args=(theirs, number, more), daemon=True)
        worker.start()
        theirs.close()
        way = ""
        try:
            while time.monotonic() < until:
                if not ours.poll(_HANGS):
                    found.append((number, way, "hang", f"more than {_HANGS:.0f} s"))
                    break
                number, way, kind, what = ours.recv()
                done += kind == "done"
                if kind not in ("", "done"):
                    found.append((number, way, kind, what))
        except EOFError:
            found.append((number, way, "died", "the process ended"))
        worker.kill()
        worker.join()
        number += 1
    return done, found


def main(argv: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--first", type=int, default=0, help="number of the first mutant")
    parser.add_argument("--corpus", type=Path, action="append", default=[], help="a folder of more files; repeatable")
    parser.add_argument("--seed", type=int, help="one mutant alone")
    options = parser.parse_args(argv)
    if options.seed is not None:
        name, content = mutant(options.seed, corpus(options.corpus))
        place = Path(tempfile.gettempdir(), f"mutant-{options.seed}-{name}")
        place.write_bytes(content)
        print(place)
        for finding in findings(options.seed, corpus(options.corpus)):
            print(*finding) if finding[1] else None
        return
    print(machine(), f"{len(corpus(options.corpus))} files, {len(ways())} ways", flush=True)
    started = os.times()
    done, found = run(options.first, options.minutes * 60, options.corpus)
    spent = os.times()
    print(f"{done:,} mutants from {options.first:,} on, {spent.elapsed - started.elapsed:,.0f} s")
    for (way, kind, what), numbers in _grouped(found).items():
        print(json.dumps({"kind": kind, "way": way, "what": what, "times": len(numbers), "mutants": numbers[:5]}))
    print(dict(Counter(kind for _, _, kind, _ in found)) or "nothing went wrong")


def _grouped(found: list[tuple[int, str, str, str]]) -> dict[tuple[str, str, str], list[int]]:
    groups: dict[tuple[str, str, str], list[int]] = {}
    for number, way, kind, what in found:
        groups.setdefault((way, kind, what if kind in ("error", "died") else ""), []).append(number)
    return groups


if __name__ == "__main__":
    main()
