"""Mail files: whatever parts and encodings they have, the papers come out."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Reading
from generator.readers.folder import read_bytes, text_of
from generator.readers.parts.mail import mail_of, text_of_html
from tests.readers.account import accounted
from tests.readers.test_paste import PAPERS, form, found

PATH = "digests/2025-03-14-mail.eml"
HEAD = "<html><head><style>p {}</style></head><body><p>Hi Ada,</p>"


def mail(text: str, html: str = "", encoding: str = "quoted-printable") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["Subject"] = "Digest <d@example.org>", "Papers für Ada"
    message["Message-ID"], message["Date"] = "<1@example.org>", "Fri, 14 Mar 2025 08:00:00 +0000"
    if text:
        message.set_content(text, cte=encoding)
    if html and text:
        message.add_alternative(html, subtype="html", cte=encoding)
    elif html:
        message.set_content(html, subtype="html", cte=encoding)
    return message


def codes(reading: Reading) -> list[str]:
    return [problem.code for problem in reading.problems]


def marked(papers: list[tuple[str, str]]) -> str:
    blocks = "".join(
        f'<h3><a href="https://arxiv.org/abs/2503.0000{n}">{t}</a></h3><div>{a}</div>'
        for n, (t, a) in enumerate(papers)
    )
    return f"{HEAD}{blocks}<p>Unsubscribe here</p></body></html>"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("html", ["", "<p>Papers</p>"])
def test_an_encoded_mail(encoding: str, html: str) -> None:
    raw = mail(form(PAPERS), html, encoding).as_bytes()
    reading = read_bytes(raw, PATH)
    assert found(reading) == PAPERS
    assert codes(reading) == ["mail-decoded"]
    read = mail_of(raw, PATH)
    assert read is not None
    accounted(reading, read.text)


def test_an_html_part_is_read_when_there_is_no_plain_one() -> None:
    reading = read_bytes(mail("", marked(PAPERS), "base64").as_bytes(), PATH)
    assert found(reading) == PAPERS
    assert [paper.ids for paper in reading.papers] == [{"arxiv": f"2503.0000{n}"} for n in range(len(PAPERS))]


def test_an_html_part_is_read_when_the_plain_one_says_nothing() -> None:
    reading = read_bytes(mail("View this mail in your browser.", marked(PAPERS)).as_bytes(), PATH)
    assert found(reading) == PAPERS


def test_a_mail_that_is_not_encoded_keeps_its_lines() -> None:
    raw = b"Received: from a\n by b\nMessage-ID: <1@b>\nFrom: D <d@b>\nSubject: Papers\n\n" + form(PAPERS).encode()
    reading = read_bytes(raw, PATH)
    assert found(reading) == PAPERS
    assert reading.papers[0].source.line == 7
    assert codes(reading) == []
    assert accounted(reading, raw.decode())[2] == "chrome"


def test_attachments_are_told() -> None:
    message = mail(form(PAPERS))
    message.add_attachment("@article{a, title={B}}", filename="papers.bib")
    reading = read_bytes(message.as_bytes(), PATH)
    assert found(reading) == PAPERS
    assert [p.message for p in reading.problems if p.code == "attachments" and "papers.bib" in p.message] != []


def test_a_paste_that_begins_like_a_mail_is_no_mail() -> None:
    assert mail_of(b"From: D\nSubject: Papers\n\n" + form(PAPERS).encode(), PATH) is None
    assert mail_of(b"Title: A\nAbstract: B\n\nTitle: C\nAbstract: D\n", PATH) is None


def test_hidden_text_of_html_is_left_out() -> None:
    assert text_of_html("<title>x</title><script>y</script><p>A &amp; B<br>C</p>") == "A & B\n\nC\n"


@given(st.binary(max_size=400))
def test_any_mail_is_read(body: bytes) -> None:
    for head in (
        b"Content-Type: multipart/mixed; boundary=a",
        b"Content-Transfer-Encoding: base64",
        b"Content-Type: text/html; charset=x",
    ):
        reading = read_bytes(b"MIME-Version: 1.0\n" + head + b"\n\n--a\n" + body, PATH)
        assert reading.digest.date == "2025-03-14"


def test_the_lines_of_a_mail_that_are_shown_are_those_that_count() -> None:
    text, headers, problems = text_of(mail(form(PAPERS), encoding="base64").as_bytes(), PATH)
    reading = read_bytes(mail(form(PAPERS), encoding="base64").as_bytes(), PATH)
    assert [text.split("\n")[paper.source.line - 1] for paper in reading.papers] == [title for title, _ in PAPERS]
    assert (headers, [problem.code for problem in problems]) == ((), ["mail-decoded"])
    assert text.startswith("From: Digest <d@example.org>\nSubject: Papers für Ada\n")
