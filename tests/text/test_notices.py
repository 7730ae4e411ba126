"""A publisher's notice at the end of an abstract is cut, and nothing else."""

import pytest

from generator.text.notices import without_notice


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("We grow turnips. (C) 2015 Hydrogen Energy Publications, LLC. All rights reserved.", "We grow turnips."),
        ("We grow turnips. © 2019 Elsevier Ltd and INQUA", "We grow turnips."),
        ("We grow turnips. (PsycINFO Database Record (c) 2016 APA, all rights reserved)", "We grow turnips."),
        ("We grow turnips. Copyright 2004 ACM.", "We grow turnips."),
        ("Copyright and turnips (c) are weighed.", "Copyright and turnips (c) are weighed."),
        ("© 2019 Elsevier Ltd", "© 2019 Elsevier Ltd"),
        ("(C) 2015 was a dry year. " + "Turnips grow. " * 40, "(C) 2015 was a dry year. " + "Turnips grow. " * 40),
        ("", ""),
    ],
)
def test_without_notice(text: str, left: str) -> None:
    assert without_notice(text) == left
