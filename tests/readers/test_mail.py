"""Mail files: whatever parts and encodings they have, the papers come out."""

from __future__ import annotations

import re
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Reading
from generator.readers.folder import digest_text, read_bytes
from generator.readers.parts.html_text import aim_of, lines_of_html
from generator.readers.parts.mail import mail_of
from tests.conftest import Golden
from tests.readers.account import accounted, shown
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
    assert codes(reading) == []
    accounted(reading, digest_text(raw, PATH))
    assert reading.lines == raw.count(b"\n") + 1


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


HTML = [
    ("<title>x</title><script>y</script><p>A &amp; B<br>C</p>", ["A & B", "C", ""]),
    ("<div style='display:none'><p>x<br></p></div><div>A</div>", ["A", ""]),
    ("<td>A</td><td>B</td>", ["A", "", "B", ""]),
    (
        "<a href='https://x.org/?url=https%3A%2F%2Fy.org%2F1'>A long title</a> B",
        ["A long title <https://y.org/1> B", ""],
    ),
    (
        "<a href='https://x.org/'>Read</a> <a href='https://arxiv.org/abs/1'>PDF</a>",
        ["Read PDF <https://arxiv.org/abs/1>", ""],
    ),
]


@pytest.mark.parametrize(("html", "lines"), HTML)
def test_html_as_its_reader_saw_it(html: str, lines: list[str]) -> None:
    assert [text for text, _ in lines_of_html([(html, 1)])] == lines


def test_the_lines_of_html_are_those_of_the_file() -> None:
    html = [("<p>", 7), ("A", 8), ("B</p><p>", 9), ("", 10), ("C<br>D", 11)]
    assert lines_of_html(html) == [("A B", 8), ("", 8), ("C", 11), ("D", 11), ("", 11)]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://x.org/?url=javascript:alert(1)", "x"])
def test_a_link_leads_to_the_web_or_nowhere(address: str) -> None:
    assert aim_of(address) in ("", "https://x.org/?url=javascript:alert(1)")


@given(st.binary(max_size=400))
def test_any_mail_is_read(body: bytes) -> None:
    for head in (
        b"Content-Type: multipart/mixed; boundary=a",
        b"Content-Transfer-Encoding: base64",
        b"Content-Type: text/html; charset=x",
    ):
        reading = read_bytes(b"MIME-Version: 1.0\n" + head + b"\n\n--a\n" + body, PATH)
        assert reading.digest.date == "2025-03-14"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "7bit"])
def test_the_lines_of_a_mail_that_are_shown_are_those_that_count(encoding: str) -> None:
    raw = mail(form(PAPERS), encoding=encoding).as_bytes()
    reading, shown = read_bytes(raw, PATH), digest_text(raw, PATH).split("\n")
    assert all(paper.title in shown[paper.source.line - 1] for paper in reading.papers)
    lines = raw.split(b"\n")
    if encoding != "base64":
        assert all(lines[p.source.line - 1].decode().startswith(p.title[:40]) for p in reading.papers)
    assert all(
        not line or uses == "chrome"
        for line, uses in zip(lines[:5], map(accounted(reading, raw.decode()).get, range(1, 6)), strict=True)
    )


def test_a_mail_in_a_mail_and_a_mailbox() -> None:
    outer = mail("Look at these.")
    outer.add_attachment(mail(form(PAPERS[:2])), disposition="inline")
    assert found(read_bytes(outer.as_bytes(), PATH)) == PAPERS[:2]
    box = b"".join(
        b"From a@b.org Fri Mar 14 08:00:00 2025\n" + mail(form(papers), "", "base64").as_bytes() + b"\n\n"
        for papers in (PAPERS[:3], PAPERS[3:])
    )
    reading = read_bytes(box, PATH)
    assert found(reading) == PAPERS
    accounted(reading, digest_text(box, PATH))


def test_a_mail_of_many_parts_takes_no_long() -> None:
    raw = (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\nContent-Type: text/plain\n\nx\n" * 20_000
    )
    assert read_bytes(raw, PATH).papers == ()


def _mailbox() -> bytes:
    """Two messages: one in base64 with a picture beside it, one as a mail inside of a mail, in quoted-printable."""
    one = mail(form(PAPERS[:1]), "", "base64")
    one.add_attachment(b"GIF89a", maintype="image", subtype="gif", filename="a.gif")
    two = EmailMessage()
    two["From"], two["Message-ID"] = "Ada <a@example.org>", "<2@example.org>"
    two.set_content("\n")
    two.add_attachment(mail(form(PAPERS[1:2]), "", "quoted-printable"))
    texts = (re.sub(rb"={10,}[0-9]+=+", lambda _: b"==mark", each.as_bytes()) for each in (one, two))
    return b"".join(b"From ada@example.org Fri Mar 14 08:00:00 2025\n" + text + b"\n\n" for text in texts)


def test_what_each_line_of_a_mailbox_was_taken_for(golden: Golden) -> None:
    golden("readers/mailbox.txt", shown(read_bytes(_mailbox(), "2025-03-14-mail.mbox")))


def test_mails_in_mails_are_opened_so_deep() -> None:
    for depth, wanted in ((12, True), (13, False)):
        message = mail(form(PAPERS))
        for number in range(depth):
            outer = EmailMessage()
            outer["From"], outer["Message-ID"] = "Ada <a@example.org>", f"<{number}@example.org>"
            outer.set_content(message)
            message = outer
        assert (found(read_bytes(message.as_bytes(), PATH)) == PAPERS) is wanted
