"""What a line of pasted text shows by its words, in tables: venues, people, dates, kinds of work, a site's own words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from generator.readers.labels import labelled
from generator.readers.paste.bylines import author_score, byline, names_go_on
from generator.readers.paste.facts import dates_in
from generator.readers.paste.kinds import is_affiliation, is_chrome, is_meta, is_web_address
from generator.readers.paste.signs import (
    heads,
    is_kind,
    is_running,
    is_site,
    speaks,
    tells_which,
    venue_score,
    without_form,
)
from generator.readers.paste.units import columns, ending

PROSE = "we study moss and find that it grows on the walls of gardens when it rains a lot"


@pytest.mark.parametrize(
    ("text", "score"),
    [
        # With volume and pages, or a name with its year; a name alone; none.
        ("Nature 412, 23-45 (2001)", 1.0), ("J. Moss Stud. 2020; 12(3): 45-67", 1.0), ("Nature Reviews Genetics 2021", 1.0),
        ("In Proceedings of the Moss Conference 2020", 1.0), ("Proc. Natl. Acad. Sci. USA, vol. 3, pp. 1-9", 1.0),
        ("10:30-11:00 Garden Letters 2021", 1.0), ("Nature Reviews Genetics", 0.5), ("Journal of Moss", 1.0), ("Moss on walls", 0.0),
        ("A Journal of Moss", 0.5), ("Moss Notes, May 2023", 1.0), ("Moss Notes, May 1968", 0.0),
        ("Is it Nature?", 0.0), ("© 2020 Nature Reviews Genetics", 0.0), ("We study moss in Nature and find that it grows", 0.0),
        ("Nature Reviews Genetics " * 13, 0.0), ("x" * 301, 0.0),
    ],
)  # fmt: skip
def test_how_surely_a_line_names_a_venue(text: str, score: float) -> None:
    assert venue_score(text) == score


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("Ada Lovelace, Alan Turing", 0.9), ("by Ada Lovelace and Bo Li", 0.9), ("Lovelace A, Turing A", 0.9), ("Ada Lovelace et al.", 0.9),
        ("李明, 王伟", 0.9), ("Ada Lovelace", 0.35), ("Moss on Walls", 0.0), ("Deep Learning", 0.0), ("we are moss", 0.0),
    ],
)  # fmt: skip
def test_how_surely_a_line_names_people(text: str, score: float) -> None:
    assert author_score(text) == score


WORDS: list[tuple[Callable[[str], object], str, object]] = [
    (names_go_on, "Ada Lovelace et al.", True), (names_go_on, "Ada Lovelace, and others", True),
    (names_go_on, "Ada Lovelace + 3 authors", True), (names_go_on, "Ada Lovelace", False),
    (byline, "Ada Lovelace, Bo Li - Nature, 2021", ("Ada Lovelace, Bo Li", "Nature, 2021")), (byline, "Ada Lovelace", ("Ada Lovelace", "")),
    (dates_in, "Published 3 March 2021", ["2021-03-03"]),
    (dates_in, "Received 3 May 2020; accepted 4 June 2021", ["2020-05-03", "2021-06-04"]),
    (dates_in, "moss 2021", ["2021"]), (dates_in, "May 30", []),
    (is_meta, "doi:10.1/x", True), (is_meta, "arXiv:2401.00001", True), (is_meta, "PMID: 123456", True), (is_meta, "3 authors", True),
    (is_meta, "Published: 3 March 2021", True), (is_meta, "https://a.b/c", True), (is_meta, "Moss on walls", False),
    # What a label says may be long; what nobody asks, less so.
    (is_meta, "Note: " + "x " * 130, True), (is_meta, "Note: " + "x " * 148, False), (is_meta, "Subjects: " + "x " * 148, True),
    (author_score, "Verfasser: Zyx Qrst", 1.0),
    (is_chrome, "Sign in", True), (is_chrome, "Download PDF", True), (is_chrome, "Next page", True), (is_chrome, "Moss", False),
    (is_affiliation, "Department of Ferns, University of Moss, Berlin", True), (is_affiliation, "Moss on walls", False),
    (is_web_address, "https://a.b/c", True), (is_web_address, "moss", False),
    (is_kind, "Article", True), (is_kind, "Research article | Open access", True), (is_kind, "[Article]", True),
    (is_kind, "Review · Free full text", True), (is_kind, "moss", False), (is_kind, "article,", False),
    (heads, "References", True), (heads, "Search results (12)", True), (heads, "Moss", False),
    (is_site, "Home", True), (is_site, "Log in | Register", True), (is_site, "Moss walls", False),
    (speaks, "Dear reader, here is moss", True), (speaks, "Best regards", True), (speaks, "Unsubscribe from this list", True),
    (speaks, "We use cookies to improve your experience", True), (speaks, "Moss on walls", False),
    (is_running, PROSE, True), (is_running, "Moss on Walls", False),
    (without_form, "[PDF] A Title", "A Title"), (without_form, "[REVIEW]A Title", "A Title"),
    (without_form, "Preprint: A Title", "A Title"),
    (without_form, "A Title", "A Title"),
    (labelled, "Authors: Ada Lovelace", ("authors", "Ada Lovelace")), (labelled, "Moss: A Survey", ("", "")),
    (ending, "A title.", 1), (ending, "A title", 0), (ending, "A title?", 2), (columns, "moss", 4), (columns, "深層", 4),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "text", "said"), WORDS)
def test_what_a_line_says(asked: Callable[[str], object], text: str, said: object) -> None:
    assert asked(text) == said


def test_an_address_in_a_sentence_is_no_line_of_facts() -> None:
    assert not tells_which("at https://github.com/example/slow-moss.")
    assert tells_which("Code: https://github.com/example/slow-moss")
