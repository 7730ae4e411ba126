"""Decoding. In: the bytes of a file. Out: its text with "\\n" line ends, line numbers unmoved, and what was guessed or repaired."""

from __future__ import annotations

import codecs
import re

from generator.model import Problem, Source
from generator.text.late import pattern_of

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 256 << 10
# How files begin that are no text, whatever bytes follow.
_MAGIC = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF87a",
    b"GIF89a",
    b"II*",
    b"MM\0*",
    b"\xd0\xcf\x11\xe0",
    b"7z\xbc\xaf",
)
_CONTROLS = bytes({*range(32), 127} - {9, 10, 11, 12, 13, 27})
# A letter that UTF-8 bytes turn into when read as Latin-1 or cp1252, followed by another non-ASCII character: the only lines ftfy is
# asked about, for it takes 50 times as long.
_SUSPECT = re.compile(r"[ÂÃÄÅÎÏÐÑØÙâãäåçèéêëìíîïð][^\x00-\x7f]")
# Signs of Windows that somebody took for Latin-1, and saved: quotation marks and dashes as controls.
_AS_CONTROLS = pattern_of("[\x80\x82-\x84\x86-\x8c\x8e\x91-\x9c\x9e\x9f]")
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0) if code != 0x85}
_HIGH = bytes(range(128, 256))
_ENCODINGS = ["cp1252", "latin_1", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp1251", "koi8_r", "iso8859_2"]


def without_mark(raw: bytes) -> bytes:
    """The bytes of a text in UTF-8, without a mark of byte order before them; of a text without one as they are."""
    found = next(((mark, encoding) for mark, encoding in _BOMS if raw.startswith(mark)), None)
    return raw[len(found[0]) :].decode(found[1], "replace").encode("utf-8", "replace") if found else raw


def decode(raw: bytes, path: str = "") -> tuple[str, list[Problem]]:
    """The text of `raw`. Lines are those of the bytes: nothing that is repaired adds or removes one. Never raises.

    Problems: error `binary` (no text), warning `encoding-guessed`, warning `encoding-damaged`, note `mojibake-repaired`.
    """
    text, problems = _to_text(raw, path)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _without_mojibake(text, path, problems)


def _to_text(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding, path)
    if raw.startswith(_MAGIC):
        return _binary(path)
    if raw.count(b"\0", 0, _SAMPLE) > 0:
        return _with_nulls(raw, path)
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        return _guessed(raw, error, path)


def _strictly(raw: bytes, encoding: str, path: str) -> tuple[str, list[Problem]]:
    try:
        return raw.decode(encoding), []
    except UnicodeDecodeError as error:
        line = raw.count("\n".encode(encoding), 0, error.start) + 1
        return raw.decode(encoding, "replace"), [_damaged(path, line, encoding)]


def _with_nulls(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """UTF-16 without a mark has a NUL in every other byte; a stray NUL is dropped; many at odd places mean that this is no text."""
    sample = raw[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.4 * half and even < 0.1 * half:
        return _strictly(raw, "utf-16-le", path)
    if even > 0.4 * half and odd < 0.1 * half:
        return _strictly(raw, "utf-16-be", path)
    if even + odd <= max(1, len(sample) // 1000):
        return _to_text(raw.replace(b"\0", b" "), path)
    return _binary(path)


def _binary(path: str) -> tuple[str, list[Problem]]:
    message = "is not text (a zip, an image, a PDF?); put the text itself there."
    return "", [Problem(Source(path), "error", "binary", message)]


def _guessed(raw: bytes, error: UnicodeDecodeError, path: str) -> tuple[str, list[Problem]]:
    line = raw.count(b"\n", 0, error.start) + 1
    repaired = raw.decode("utf-8", "replace")
    damaged = repaired.count("\ufffd")
    # Mostly sound UTF-8 with a few broken bytes is damaged UTF-8, not another encoding.
    if damaged * 8 < len(re.findall(r"[^\x00-\x7f]", repaired)):
        return repaired, [_damaged(path, line, "utf-8")]
    lines = raw.split(b"\n")
    broken = [place for place, one in enumerate(lines) if not one.isascii() and not _is_sound(one)]
    if len(broken) * 2 <= sum(not one.isascii() for one in lines):
        return _line_by_line(lines, broken, path)
    start = max(0, error.start - _SAMPLE // 4)
    sample = raw[:_SAMPLE]
    if len(sample) - len(sample.translate(None, _CONTROLS)) > 0.02 * len(sample):
        return _binary(path)
    encoding = _encoding_of(raw[start : start + _SAMPLE])
    message = f"is not UTF-8 from here on; read as {encoding}. Look at the accents, and save the file as UTF-8 if they are wrong."
    return raw.decode(encoding, "replace"), [Problem(Source(path, line), "warning", "encoding-guessed", message)]


def _encoding_of(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_ENCODINGS).best()
    encoding = best.encoding if best else "cp1252"
    # What would be letters that stand alone ("Š 2021") are signs of cp1252 ("© 2021").
    alone = encoding == "iso8859_2" and 2 * len(
        re.findall(rb"(?<![\w\x80-\xff])[\x80-\xff](?![\w\x80-\xff])", sample)
    ) > len(sample) - len(sample.translate(None, _HIGH))
    return "cp1252" if alone or encoding in ("latin_1", "iso8859_1") else encoding


def _is_sound(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _line_by_line(lines: list[bytes], broken: list[int], path: str) -> tuple[str, list[Problem]]:
    """Most lines are UTF-8, which no other encoding is by chance; the others were pasted from elsewhere, most from a Latin page: too few to
    guess from."""
    others = set(broken)
    shown = [line.decode("cp1252" if place in others else "utf-8", "replace") for place, line in enumerate(lines)]
    message = (
        f"holds lines that are not UTF-8 ({len(broken):,} of {len(lines):,}, this is the first); they are read as cp1252. Look at their "
        "accents, and save the file as UTF-8 if they are wrong."
    )
    return "\n".join(shown), [Problem(Source(path, broken[0] + 1), "warning", "encoding-guessed", message)]


def _damaged(path: str, line: int, encoding: str) -> Problem:
    message = f"has bytes that are not {encoding}; each is shown as \ufffd. Save the file again from its source."
    return Problem(Source(path, line), "warning", "encoding-damaged", message)


def _without_mojibake(text: str, path: str, problems: list[Problem]) -> tuple[str, list[Problem]]:
    if text.isascii():
        return text, problems
    lines = text.split("\n") if _SUSPECT.search(text) or _AS_CONTROLS.search(text) else []
    for number, line in enumerate(lines):
        repaired = _repaired(line)
        if repaired != line:
            lines[number] = repaired.replace("\n", " ")
            message = "UTF-8 that had been read as Latin-1 was repaired; nothing to do if it reads well."
            problems.append(Problem(Source(path, number + 1), "note", "mojibake-repaired", message))
    return "\n".join(lines) or text, problems


def _repaired(line: str) -> str:
    if _SUSPECT.search(line):
        import ftfy  # 30 ms, and few files need it

        line = ftfy.fix_encoding(line)
    return line.translate(_WINDOWS) if _AS_CONTROLS.search(line) else line
