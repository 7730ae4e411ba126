"""Names of venues. In: what lists print where a venue stands. Out: the name alone."""

from __future__ import annotations

import pytest

from generator.readers.parts.publication import tidy_venue


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("In Proceedings of the Tenth Conference on Moss (COM", "Proceedings of the Tenth Conference on Moss (COM)"),
        ("In IJCAI 2022", "IJCAI 2022"),
        ("In Vivo", "In Vivo"),
        ("In Silico Biology", "In Silico Biology"),
        ("AISTATS(2012) [pdf]", "AISTATS(2012)"),
        ("Source Code", ""),
        ("GitHub Link", ""),
        ("[Book] [Code]", ""),
        ("https://arxiv.org/abs/2011.12490", ""),
        ("NIPS 2021 outstanding paper", "NIPS 2021"),
        ("CVPR 2024 (best paper award)", "CVPR 2024"),
        ("*Journal of Moss*. Springer", "Journal of Moss*. Springer"),
        ("2017)Handbook of Moss", "Handbook of Moss"),
        ("Google Research. (a long remark that nobody closed", "Google Research."),
        ("Roof Ecol.", "Roof Ecol."),
        ("Working Papers", "Working Papers"),
        ("Ann. of Math. (2)", "Ann. of Math. (2)"),
    ],
)
def test_a_venue_is_its_name_alone(printed: str, name: str) -> None:
    assert tidy_venue(printed) == name
