"""Names of series: what a slug is called that no setting names."""

from __future__ import annotations

import pytest

from generator.render.series import SeriesNames, in_words


@pytest.mark.parametrize(
    ("slug", "name"),
    [
        ("trending-papers", "Trending papers"),
        ("hf-daily", "Hugging Face daily"),
        ("hf-daily-papers", "Hugging Face daily papers"),
        ("hf-cohorts", "HF cohorts"),
        ("acl-anthology", "ACL Anthology"),
        ("acl-injuries", "ACL injuries"),
        ("pubmed-weekly", "PubMed weekly"),
        ("nber-wp", "NBER working papers"),
        ("jmlr", "JMLR"),
        ("arxiv", "arXiv"),
        ("arxiv-cs-cl", "arXiv cs.CL"),
        ("arxiv-q-bio-nc-weekly", "arXiv q-bio.NC weekly"),
        ("arxiv-hep-th", "arXiv hep-th"),
        ("arxiv-econ", "arXiv econ"),
        ("arxiv-sanity", "arXiv sanity"),
        ("daily-arxiv", "Daily arXiv"),
        ("math-at-home", "Math at home"),
        ("biorxiv-neuro", "bioRxiv neuro"),
        ("medrxiv-alerts", "medRxiv alerts"),
        ("icml2025", "ICML 2025"),
        ("neurips-2024", "NeurIPS 2024"),
        ("ml-papers-of-the-week", "ML papers of the week"),
        ("papers-with-code", "Papers with Code"),
        ("reading-group", "Reading group"),
        ("xqz-daily", "XQZ daily"),
        ("", ""),
        ("论文", "论文"),
    ],
)
def test_names(slug: str, name: str) -> None:
    assert in_words(slug) == name


def test_a_setting_goes_first() -> None:
    assert SeriesNames({"hf-daily": "What we read"})("hf-daily") == "What we read"
