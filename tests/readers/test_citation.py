"""Where a paper stands, told in one line. In: lines of the styles that people write. Out: journal, volume, issue, pages, date."""

from __future__ import annotations

import pytest

from generator.readers.parts.publication import publication_told
from generator.text.printed import citation_in


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Isis 96 (2005): 559–71", "Isis|96||559–71|2005"),
        ("Past & Present 12, no. 3 (2019): 3–19", "Past & Present|12|3|3–19|2019"),
        ("History Workshop Journal 45, no. 1 (Spring 1998): 3–19", "History Workshop Journal|45|1|3–19|1998"),
        ("Journal of X, vol. 12, no. 3, 2019, pp. 3-19", "Journal of X|12|3|3-19|2019"),
        ("Mind 128 (510):3-19, 2019", "Mind|128|510|3-19|2019"),
        ("J. Algebra 612 (2022), 3–19.", "J. Algebra|612||3–19|2022"),
        ("Ann. of Math. (2) 195 (2022), no. 3, 1101–1150.", "Ann. of Math. (2)|195|3|1101–1150|2022"),
        ("Phys. Rev. D 99 (2019) 035001", "Phys. Rev. D|99||035001|2019"),
        ("Geschichte 12/3 (2019), S. 3-19", "Geschichte|12|3|3-19|2019"),
        ("Zeitschrift 12 (2019) H. 3, S. 3–19", "Zeitschrift|12|3|3–19|2019"),
        ("Revue 33, n° 2 (2011): 112-130", "Revue|33|2|112-130|2011"),
        ("Journal of Economics, 171(2024), 103343. October 2024.", "Journal of Economics|171||103343|2024-10"),
        ("Water Res. 2026 Nov 18:122333.", "Water Res|||122333|2026-11-18"),
        ("Labour Economics, 67, 101-112", "Labour Economics|67||101-112|"),
        ("PNAS 2019 116(3): 12-19", "PNAS|116|3|12-19|2019"),
    ],
)
def test_a_citation_is_told_in_any_style(line: str, parts: str) -> None:
    found = citation_in(line)
    assert found
    assert "|".join((found.journal, found.volume, found.issue, found.pages, found.date)) == parts


@pytest.mark.parametrize(
    "line", ["108(4), 2018", "arXiv 2019, pp. 1-9", "Proceedings of the 2019 Conference", "A title"]
)
def test_what_has_no_volume_with_pages_is_no_citation(line: str) -> None:
    assert citation_in(line) is None


def test_a_year_between_volume_and_pages_is_no_issue() -> None:
    told = publication_told("Isis 96 (2005): 559–71", "Isis")
    assert (told.volume, told.issue, told.pages) == ("96", "", "559-571")
