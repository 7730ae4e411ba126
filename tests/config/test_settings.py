"""offprint.yml, and what is read of mkdocs.yml: what comes out, and what is refused with its line and in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config.loading import load_config
from generator.config.settings import Settings, Site, load_settings, load_site


def said(text: str) -> list[str]:
    return [f"{problem.source.line} {problem.message}" for problem in load_settings(text, "offprint.yml")[1]]


def test_all_settings() -> None:
    text = """
tagline: "Papers: read"
contact: desk@example.org
repository: https://github.com/owner/papers
page_size: 20
author_page_from: 2
author_feeds_up_to: 9
related: 3
max_digest_mb: 8
series:
  reading-group: Reading group
"""
    settings, problems = load_settings(text, "offprint.yml")
    assert problems == []
    assert settings == Settings(
        "Papers: read",
        "desk@example.org",
        "https://github.com/owner/papers",
        20,
        2,
        9,
        3,
        8,
        {"reading-group": "Reading group"},
    )


@pytest.mark.parametrize("text", ["", "# nothing\n", "tagline:\nseries:\n", 'contact: ""\n'])
def test_everything_may_be_left_out(text: str) -> None:
    assert load_settings(text, "offprint.yml") == (Settings(), [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tagline: a\npage_size: fifty\n", "2 page_size must be a whole number from 1 to 100,000, not 'fifty'."),
        ("page_size: 0\n", "1 page_size must be a whole number from 1 to 100,000, not '0'."),
        ("page_size: ²\n", "1 page_size must be a whole number from 1 to 100,000, not '²'."),
        ("page_size: 99999999999999999999\n", "1 page_size must be a whole number"),
        ("page_size: [50]\n", "1 page_size must be one value, not a list or a mapping."),
        (
            "\npagesize: 50\n",
            "2 'pagesize' is no setting; did you mean page_size? Known: author_feeds_up_to, author_page_from,",
        ),
        ("contact: nobody here\n", "1 contact: 'nobody here' is neither an e-mail address nor an http(s) address."),
        ("contact: a@b.org?cc=c@d.org\n", "1 contact: 'a@b.org?cc=c@d.org' is neither"),
        ("repository: github.com/a/b\n", "1 repository: 'github.com/a/b' is not an http(s) address, such as https://"),
        ("repository: javascript:alert(1)\n", "1 repository: 'javascript:alert(1)' is not an http(s) address"),
        ("series: [a]\n", "1 series must be a mapping: lines such as `trending-papers: Trending papers`."),
        ("series:\n  Reading Group: x\n", "2 series: 'Reading Group' is not what stands in a digest's name"),
        ("series:\n  a: {b: c}\n", "2 series: the name of 'a' must be a text."),
        ("- tagline\n", "1 must be a mapping of settings: lines such as `page_size: 50`."),
        ("tagline: a\ntagline: b\n", "2 is not good YAML here: 'tagline' stands here twice."),
        ("tagline: &x a\n", "1 is not good YAML here: anchors (&) and aliases (*) are not allowed"),
        ('tagline: "a\n', "2 is not good YAML here:"),
    ],
)
def test_what_cannot_be_used(text: str, message: str) -> None:
    found = said(text)
    assert len(found) == 1
    assert found[0].startswith(message)


def test_one_mistake_leaves_the_other_settings() -> None:
    settings, problems = load_settings("page_size: none\nrelated: 2\n", "offprint.yml")
    assert (settings.page_size, settings.related, len(problems)) == (50, 2, 1)


def test_what_mkdocs_says_of_the_site() -> None:
    text = "site_name: A\nsite_url: https://a.org/b\nsite_description: c\ntheme:\n  logo: !ENV [LOGO, x]\n"
    assert load_site(text, "mkdocs.yml") == (Site("A", "https://a.org/b/", "c"), [])
    assert load_site("site_name: A\n", "mkdocs.yml") == (Site("A"), [])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("site_url: https://a.org/\n", 1, "says no `site_name`"),
        ("site_name: A\nsite_url: a.org\n", 2, "site_url 'a.org' is not an http(s) address"),
        ("site_name: A\n\nuse_directory_urls: false\n", 3, "use_directory_urls must be true"),
        ("- site_name\n", 1, "must be a mapping of settings"),
        ("site_name: [a\n", 2, "not valid YAML here"),
    ],
)
def test_what_the_site_cannot_be(text: str, line: int, message: str) -> None:
    (problem,) = load_site(text, "mkdocs.yml")[1]
    assert (problem.level, problem.code, problem.source.line) == ("error", "config-invalid", line)
    assert problem.message.startswith(message)


def test_a_file_that_is_not_utf8_says_where(tmp_path: Path) -> None:
    (tmp_path / "tags.yml").write_bytes(b"- name: Moss\n- name: Caf\xe9\n")
    _, problems = load_config(tmp_path, tmp_path)
    assert ("unreadable", 2) in [(problem.code, problem.source.line) for problem in problems]
