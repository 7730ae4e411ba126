"""A folder of digests. In: its path. Out: a Reading of each file, in order of name, and the Problems of files that could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.model import Problem, Reading, Source, name_of_digest

if TYPE_CHECKING:
    from generator.work import Work

_NOT_DIGESTS = (".yml", ".yaml")


def digest_files(folder: Path) -> list[Path]:
    """The digest files directly in `folder`: YAML only when named by its day; no README, hidden file or backup."""
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith((".", "~"))
        and not path.name.endswith("~")
        and (path.suffix.lower() not in _NOT_DIGESTS or path.name[:1].isdecimal())
        and path.stem.lower() != "readme"
        and (path.is_symlink() or path.is_file())
    )


def read_folder(folder: Path, *, limit: int, work: Work | None = None) -> tuple[list[Reading], list[Problem]]:
    """Read every digest of `folder`. `limit`: bytes a file may have. Paths in Problems are `<folder's name>/<file>`."""
    problems: list[Problem] = []
    from generator.work import Work

    given, total = _files_with_bytes(folder, limit, problems), len(digest_files(folder))
    readings = (work or Work()).map(_read_named, given, chunk=1, total=total, doing="digest")
    return list(readings), problems


def _files_with_bytes(folder: Path, limit: int, problems: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each digest; to `problems` goes why another file is none."""
    names: dict[str, str] = {}
    for path in digest_files(folder):
        name = f"{folder.name}/{path.name}"
        earlier = names.setdefault(name_of_digest(path.name), path.name)
        if earlier != path.name:
            message = f"has the same name as {earlier} but for its ending, and so the same page; rename one of the two."
            problems.append(Problem(Source(name), "error", "same-name", message))
            continue
        raw = bytes_of(path, name, limit=limit)
        if isinstance(raw, Problem):
            problems.append(raw)
        else:
            yield name, raw


def _read_named(_: None, given: tuple[str, bytes]) -> Reading:
    return read_bytes(given[1], given[0])


def read_file(path: Path, name: str, *, limit: int) -> Reading | Problem:
    """Read one digest file, named `name` in Problems; a Problem when its bytes are not to be had."""
    raw = bytes_of(path, name, limit=limit)
    return raw if isinstance(raw, Problem) else read_bytes(raw, name)


def bytes_of(path: Path, name: str, *, limit: int) -> bytes | Problem:
    """The bytes of one digest file, or why they are not to be had."""
    source = Source(name.encode("utf-8", "replace").decode())
    if source.path != name:
        return Problem(source, "error", "unreadable", "has a name that is not UTF-8; rename it.")
    if path.is_symlink():
        return Problem(source, "error", "symlink", "is a symbolic link; put the file itself there.")
    try:
        if (size := path.stat().st_size) > limit:
            message = f"has {size:,} bytes, more than max_digest_mb allows ({limit >> 20} MB); split it."
            return Problem(source, "error", "too-large", message)
        return path.read_bytes()
    except OSError as error:
        message = f"cannot be read ({error.strerror}); check its name and permissions."
        return Problem(source, "error", "unreadable", message)


def read_bytes(raw: bytes, name: str) -> Reading:
    """Decode and read the bytes of one digest, named `name` in Problems. Lines are those of the file."""
    # What is remembered is not read: loading all readers takes a third of what `show` does.
    from generator.readers import read
    from generator.readers.parts.binary import binary_kind
    from generator.readers.parts.mail import headers_of, mail_of, read_placed
    from generator.text.decoding import decode, without_mark

    mail = mail_of(plain := without_mark(raw), name)
    if mail:
        reading = read_placed(read(mail.text, Source(name)), mail)
        spans = sorted((*reading.account, *headers_of(mail, plain, reading.account)), key=lambda span: span.first)
        return replace(reading, account=tuple(spans))
    text, repaired = decode(raw, name)
    reading = read(text, Source(name))
    found = reading.problems
    if any(problem.code == "binary" for problem in repaired):
        found = tuple(problem for problem in found if problem.code != "unknown-format")
        said = binary_kind(raw, name)
        repaired = [replace(one, message=said) if said and one.code == "binary" else one for one in repaired]
    return replace(reading, problems=(*repaired, *found))


def digest_text(raw: bytes, name: str = "") -> str:
    """The lines of a digest as a person would read them: of a mail, decoded, its headers blank."""
    from generator.readers.parts.mail import mail_of
    from generator.text.decoding import decode, without_mark

    mail = mail_of(without_mark(raw), name)
    return mail.shown if mail else decode(raw, name)[0]
