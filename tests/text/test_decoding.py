"""Decoding: bytes become text, lines stay where they are, and what was guessed is said."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.text import decode

TEXT = "Title\n\nAn abstract with é, “quotes”, 深度 and 🙂.\nLast line\n"


def codes(raw: bytes) -> list[str]:
    return [f"{problem.source}: {problem.level}[{problem.code}]" for problem in decode(raw, "d.txt")[1]]


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_with_and_without_a_mark(mark: bytes, encoding: str) -> None:
    assert decode(mark + TEXT.encode(encoding), "d.txt") == (TEXT, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark(encoding: str) -> None:
    text = "A title in English\n\nAn abstract, with a café in it.\n"
    assert decode(text.encode(encoding), "d.txt") == (text, [])


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("latin-1", "Le problème\n\nUne méthode générale à l'école, où l'élève prend une leçon de français.\n" * 5),
        ("cp1252", "The “naïve” approach\n\nIt’s a café — with an élan of its own, and a résumé.\n" * 5),
        ("gb18030", "深度学习综述\n\n近年来，深度学习在图像识别和自然语言处理方面取得了显著的进展。\n" * 5),
        ("cp1251", "Глубокое обучение\n\nВ этой работе мы изучаем методы глубокого обучения для распознавания речи.\n" * 5),
    ],
)  # fmt: skip
def test_older_encodings_are_guessed_and_said(encoding: str, text: str) -> None:
    raw = text.encode(encoding)
    assert decode(raw, "d.txt")[0] == text
    assert codes(raw) == ["d.txt:1: warning[encoding-guessed]"] or codes(raw) == ["d.txt:3: warning[encoding-guessed]"]


def test_the_line_of_the_first_foreign_byte_is_named() -> None:
    assert codes(b"one\ntwo\ncaf\xe9 and th\xe9 and na\xefve\n") == ["d.txt:3: warning[encoding-guessed]"]


def test_a_few_broken_bytes_do_not_change_the_encoding() -> None:
    text, _ = decode("naïve café résumé Größe über αβγδ".encode() + b"\nbroken \xff here\n", "d.txt")
    assert text.startswith("naïve café résumé Größe über αβγδ")
    assert "\ufffd" in text
    assert codes("naïve café résumé Größe über αβγδ".encode() + b"\nbroken \xff here\n") == [
        "d.txt:2: warning[encoding-damaged]"
    ]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("SchrÃ¶dinger", "Schrödinger"),
        ("donâ€™t stop", "don’t stop"),
        ("â€œquotedâ€\x9d", "“quoted”"),
        ("cafÃ© and “quotes” stay", "café and “quotes” stay"),
        ("naÃ¯ve – it’s", "naïve – it’s"),
    ],
)
def test_mojibake_is_repaired_and_quotes_are_kept(broken: str, whole: str) -> None:
    raw = f"Title\n{broken}\n".encode()
    assert decode(raw, "d.txt")[0] == f"Title\n{whole}\n"
    assert codes(raw) == ["d.txt:2: note[mojibake-repaired]"]


@pytest.mark.parametrize(
    "text", ["“quotes” and ‘more’", "Ã is a letter", "À la carte", "ﬁne ligature", "１２３ full width", "Ångström"]
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert decode(text.encode(), "d.txt") == (text, [])


def test_line_ends() -> None:
    assert decode(b"a\r\nb\rc\nd", "d.txt") == ("a\nb\nc\nd", [])


def test_no_other_separator_ends_a_line() -> None:
    """U+2028, form feeds and their like are white space: line numbers are those that an editor shows."""
    text = "one\u2028still one\u2029still\x0bone\x0cand\x85one\x1cone\ntwo SchrÃ¶dinger\u2028two\nthree"
    decoded, problems = decode(text.encode(), "d.txt")
    assert decoded.count("\n") == 2
    assert [problem.source.line for problem in problems] == [2]
    assert decoded.split("\n")[1] == "two Schrödinger\u2028two" or decoded.split("\n")[1] == "two Schrödinger two"


@pytest.mark.parametrize(
    "raw",
    [b"PK\x03\x04\x00\x00\x00\x00rest", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", b"%PDF-1.7\n\x00\x01", b"\x00" * 100],
)
def test_what_is_no_text_is_an_error(raw: bytes) -> None:
    assert decode(raw, "d.zip")[0] == ""
    assert codes(raw) == ["d.txt:1: error[binary]"]


def test_a_stray_nul_is_a_blank() -> None:
    assert decode(b"a title\nwith a \0 nul\n" * 200, "d.txt")[0].count("\0") == 0


def test_empty() -> None:
    assert decode(b"", "d.txt") == ("", [])
    assert decode(codecs.BOM_UTF8, "d.txt") == ("", [])


@given(st.binary())
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    text, problems = decode(raw, "d.txt")
    assert "\r" not in text
    assert all(problem.source.path == "d.txt" and problem.source.line >= 1 for problem in problems)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\0\ufeff")))
def test_lines_are_never_moved(text: str) -> None:
    assert decode(text.encode(), "d.txt")[0].count("\n") == text.count("\n")


def test_a_line_from_elsewhere_does_not_damage_the_others() -> None:
    raw = "Müller, Stefan\nTübingen\n".encode() + "Über Sätze und Wörter\n".encode("cp1252") + "Höhle\n".encode()
    assert decode(raw, "d.txt")[0] == "Müller, Stefan\nTübingen\nÜber Sätze und Wörter\nHöhle\n"
    assert codes(raw) == ["d.txt:3: warning[encoding-guessed]"]


def test_quotation_marks_of_windows_that_were_saved_as_controls_are_signs() -> None:
    text, problems = decode("\x93Moss\x94 on Ada\x92s roofs \x96 wet".encode(), "x.txt")
    assert text == "\u201cMoss\u201d on Ada\u2019s roofs \u2013 wet"
    assert [(problem.level, problem.code) for problem in problems] == [("note", "mojibake-repaired")]
