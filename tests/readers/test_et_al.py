"""Lists of authors that are cut: every format that prints "et al." or "and others" says so in its records, and in no other."""

from __future__ import annotations

import pytest

from generator.readers.folder import read_bytes
from generator.text.authors import names_more

_ABSTRACT = "We prune the heads of a transformer in one pass. Existing methods need several rounds of training, which is costly."
_FORMS = {
    "x.txt": "Pruning Transformers with One Recipe\nAda Lovelace, Bo Li{more}\n\n" + _ABSTRACT + "\n",
    "references.txt": "[1] A. Lovelace, B. Li{more}. Pruning transformers with one recipe. In ICML, 2020.\n"
    "[2] C. Ng and D. Wu. Another long title about maps. In ICML, 2021.\n",
    "labelled.txt": "Title: Pruning\nAuthors: Ada Lovelace, Bo Li{more}\nAbstract: " + _ABSTRACT + "\n",
    "mail.txt": "------------\n\\\\\narXiv:2503.01234\nDate: Fri, 14 Mar 2025 10:00:00 GMT   (12kb)\n\nTitle: Pruning\n"
    "Authors: Ada Lovelace, Bo Li{more}\nCategories: cs.LG\n\\\\\n  " + _ABSTRACT
    + "\n\\\\ ( https://arxiv.org/abs/2503.01234 ,  12kb)\n------------\n",
    "x.md": "# Papers\n\n- [Pruning Transformers](https://arxiv.org/abs/2503.01234), Ada Lovelace, Bo Li{more}, ICML 2020\n"
    "- [Another Title](https://arxiv.org/abs/2503.01235), Cy Ng, Di Wu, ICML 2020\n",
    "table.md": "| Title | Authors |\n|---|---|\n| [Pruning](https://arxiv.org/abs/2503.01234) | Ada Lovelace, Bo Li{more} |\n"
    "| [Another](https://arxiv.org/abs/2503.01235) | Cy Ng, Di Wu |\n",
    "x.csv": 'title,authors,abstract\nPruning,"Ada Lovelace, Bo Li{more}",' + _ABSTRACT.replace(",", "") + "\n",
    "x.json": '[{{"title": "Pruning", "abstract": "' + _ABSTRACT + '", "authors": "Ada Lovelace, Bo Li{more}"}}]',
    "front.md": "---\ntitle: Pruning\nauthors: Ada Lovelace, Bo Li{more}\nyear: 2024\n---\n" + _ABSTRACT + "\n",
}  # fmt: skip
_LISTS = {
    "x.bib": ("@article{{a, title={{Pruning}}, author={{Lovelace, Ada and Li, Bo{more}}}, year=2020}}\n", " and others"),
    "x.ris": ("TY  - JOUR\nTI  - Pruning\nAU  - Lovelace, Ada\nAU  - Li, Bo\n{more}ER  - \n", "AU  - et al.\n"),
    "csl.json": (
        '[{{"id": "a", "type": "article-journal", "title": "Pruning", "author": [{{"family": "Lovelace", "given": "Ada"}}, '
        '{{"family": "Li", "given": "Bo"}}{more}]}}]',
        ', {"literal": "others"}',
    ),
    "list.json": (
        '[{{"title": "Pruning", "abstract": "' + _ABSTRACT + '", "authors": ["Ada Lovelace", "Bo Li"{more}]}}]',
        ', "et al."',
    ),
    "x.xml": (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Pruning</title><summary>' + _ABSTRACT
        + "</summary><author><name>Ada Lovelace</name></author><author><name>Bo Li{more}</name></author></entry></feed>",
        " et al.",
    ),
    "scholar.txt": (
        "[PDF] Pruning Transformers with One Recipe\nA Lovelace, B Li{more} - ICML, 2025\nWe prune the heads …\n"
        "Save Twitter LinkedIn Facebook\n",
        "…",
    ),
    "listing.txt": (
        "arXiv:2503.01234 [pdf, other]\nTitle: Pruning Transformers\nAuthors: Ada Lovelace, Bo Li{more}\nSubjects: Machine Learning "
        "(cs.LG)\n\n" + _ABSTRACT + "\n",
        ", et al. (3 additional authors not shown)",
    ),
}  # fmt: skip
_CASES = [(name, form, " et al.") for name, form in _FORMS.items()] + [
    (name, form, more) for name, (form, more) in _LISTS.items()
]


@pytest.mark.parametrize(("name", "form", "more"), _CASES, ids=[name for name, *_ in _CASES])
def test_a_list_that_is_cut_says_so(name: str, form: str, more: str) -> None:
    for cut in ("", more):
        text = form.format(more=cut)
        reading = read_bytes(text.encode(), f"digests/2025-03-14-{name}")
        first, *others = reading.papers
        assert [author.name.split()[-1] for author in first.authors] == ["Lovelace", "Li"], text
        assert first.et_al is bool(cut), (reading.digest.format, text)
        assert not any(paper.et_al for paper in others)


@pytest.mark.parametrize(
    ("authors", "more"),
    [
        ("A. Lo, B. Li et al.", True),
        ("Koga et.al.", True),
        ("Lo, Ada and others", True),
        ("Lo, Ada and {others}", True),
        ("Ada Lo, Bo Li, and 12 others", True),
        ("Ada Lo, Bo Li, +3 more", True),
        ("Ada Lo, Bo Li, et al. (17 additional authors not shown)", True),
        ("A Lo, B Li…", True),
        (["Ada Lo", "et al."], True),
        (["Ada Lo", {"name": "others"}], True),
        ([{"family": "Lo"}, {"literal": "et al"}], True),
        ("Ada Lo, Bo Li", False),
        ("Alma More", False),
        ("Ada Lo and Alma More", False),
        ("Ada Lo, Others Inc.", False),
        ("Etal Al", False),
        (["Ada Lo", 3, None], False),
        (None, False),
    ],
)
def test_whether_a_list_of_authors_goes_on(authors: object, more: bool) -> None:
    assert names_more(authors) is more
