"""Settings. In: the text of offprint.yml and mkdocs.yml. Out: validated records and Problems with their lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import msgspec
import yaml

from generator.config.nodes import Node, near, read_nodes
from generator.model import Problem, Source
from generator.text import checked

# What lies beside digests and what beside their folder, to be read as what it is called.
FILES = ("tags.yml", "corrections.yml", "addresses.yml")
SETTINGS = ("mkdocs.yml", "offprint.yml")
_MOST = 100_000
Count = Annotated[int, msgspec.Meta(ge=1, le=_MOST)]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# An e-mail address that needs no quoting in a `mailto:` link.
MAIL = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


_TOPICS = ("both", "found", "vocabulary")


class Site(msgspec.Struct, frozen=True):
    """What mkdocs.yml says of the site. `url` is absolute with a closing slash, or empty."""

    name: str = "Offprint"
    url: str = ""
    description: str = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """offprint.yml. `series` names a series by its slug. `topics`: those of tags.yml, those found in the papers, or both."""

    tagline: str = ""
    contact: str = ""
    repository: str = ""
    page_size: Count = 50
    author_page_from: Count = 3
    author_feeds_up_to: Count = 5_000
    related: Count = 5
    max_digest_mb: Count = 64
    series: dict[str, str] = {}
    topics: Literal["both", "found", "vocabulary"] = "both"


class _AnyTagLoader(yaml.SafeLoader):
    """mkdocs.yml may carry tags such as !ENV; we read three plain strings from it and let the others be."""


_AnyTagLoader.add_multi_constructor("", lambda loader, suffix, node: None)


def load_site(text: str, path: str) -> tuple[Site, list[Problem]]:
    """Read site_name, site_url and site_description from the text of mkdocs.yml."""
    try:
        values = yaml.load(text, Loader=_AnyTagLoader)  # noqa: S506 - a SafeLoader that ignores unknown tags
    except yaml.YAMLError as error:
        return Site(), [_yaml_problem(error, path)]
    if not isinstance(values, dict):
        return Site(), [_wrong(path, 1, "must be a mapping of settings; see MkDocs.")]
    url = str(values.get("site_url") or "")
    problems = []
    if not values.get("site_name"):
        problems.append(_wrong(path, line_of_setting(text, "site_name"), "says no `site_name`; MkDocs wants one."))
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc):
        message = f"site_url {url!r} is not an http(s) address; write it as https://example.org/ or leave it out."
        problems.append(_wrong(path, line_of_setting(text, "site_url"), message))
    if values.get("use_directory_urls") is False:
        message = "use_directory_urls must be true: a page is at /papers/<key>/, and every link says so."
        problems.append(_wrong(path, line_of_setting(text, "use_directory_urls"), message))
    url = url.rstrip("/") + "/" if url else ""
    return Site(str(values.get("site_name") or "Offprint"), url, str(values.get("site_description") or "")), problems


def load_settings(text: str, path: str) -> tuple[Settings, list[Problem]]:
    """Read offprint.yml. Every key has a default; an unknown key or a value that cannot be used is an error with its line."""
    root, problems = read_nodes(text, path, "config-invalid")
    if root is None or root.value == "":
        return Settings(), problems
    if not isinstance(root.value, dict):
        return Settings(), [_wrong(path, root.line, "must be a mapping of settings: lines such as `page_size: 50`.")]
    values: dict[str, str | int | dict[str, str]] = {}
    for key, node in root.value.items():
        value, why = _setting(key, node)
        problems += [_wrong(path, line, message) for line, message in why]
        if not why:
            values[key] = value
    return msgspec.convert(values, Settings), problems


def _setting(key: str, node: Node) -> tuple[str | int | dict[str, str], list[tuple[int, str]]]:
    """The value of one key, and what is wrong with it: pairs of a line and a message."""
    known = Settings.__struct_fields__
    if key not in known:
        return "", [(node.line, f"{key!r} is no setting{near(key, known)} Known: {', '.join(sorted(known))}.")]
    if key == "series":
        return _series(node)
    if not isinstance(node.value, str):
        return "", [(node.line, f"{key} must be one value, not a list or a mapping.")]
    value = node.value.strip()
    if isinstance(getattr(Settings(), key), int):
        fits = value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= _MOST
        why = "" if fits else f"{key} must be a whole number from 1 to {_MOST:,}, not {value!r}."
        return (int(value) if fits else 0), [(node.line, why)] if why else []
    why = _unfit(key, value)
    return value, [(node.line, why)] if why else []


def _unfit(key: str, value: str) -> str:
    """Why a text is no value of its key; "" when it is."""
    if key == "topics" and value not in _TOPICS:
        return f"topics is one of {', '.join(_TOPICS)}, not {value!r}."
    if value and key == "repository" and not checked(value):
        return f"repository: {value!r} is not an http(s) address, such as https://github.com/owner/papers."
    if value and key == "contact" and not (checked(value) or MAIL.fullmatch(value)):
        return f"contact: {value!r} is neither an e-mail address nor an http(s) address."
    return ""


def _series(node: Node) -> tuple[dict[str, str], list[tuple[int, str]]]:
    """The names of series by their slugs."""
    if node.value == "":
        return {}, []
    if not isinstance(node.value, dict):
        return {}, [(node.line, "series must be a mapping: lines such as `trending-papers: Trending papers`.")]
    wrong = [
        (
            part.line,
            f"series: {slug!r} is not what stands in a digest's name after the day: lower-case words with hyphens.",
        )
        for slug, part in node.value.items()
        if not _SLUG.fullmatch(slug)
    ]
    names = {slug: part.value for slug, part in node.value.items() if isinstance(part.value, str)}
    wrong += [
        (part.line, f"series: the name of {slug!r} must be a text.")
        for slug, part in node.value.items()
        if slug not in names
    ]
    return names, wrong


def line_of_setting(text: str, key: str) -> int:
    """The line (from 1) on which a top-level `key:` stands, or 1."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith(f"{key}:"):
            return number
    return 1


def _wrong(path: str, line: int, message: str) -> Problem:
    return Problem(Source(path, line), "error", "config-invalid", message)


def _yaml_problem(error: yaml.YAMLError, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "cannot be read"
    return _wrong(path, mark.line + 1 if mark else 1, f"not valid YAML here: {what}. Check indentation and quotes.")


def settings_in(folder: Path) -> Settings:
    """The settings of a folder's offprint.yml; the defaults where it has none that can be read. For commands that read files alone."""
    path = folder / "offprint.yml"
    try:
        return load_settings(path.read_text("utf-8"), path.name)[0] if path.is_file() else Settings()
    except (OSError, ValueError):
        return Settings()
