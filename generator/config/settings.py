"""Settings. In: the text of offprint.yml and mkdocs.yml. Out: validated records and Problems with their lines."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import msgspec
import yaml

from generator.model import Problem, Source

Count = Annotated[int, msgspec.Meta(ge=1, le=100_000)]


class Site(msgspec.Struct, frozen=True):
    """What mkdocs.yml says of the site. `url` is absolute with a closing slash, or empty."""

    name: str = "Offprint"
    url: str = ""
    description: str = ""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """offprint.yml. `series` names a series by its slug."""

    tagline: str = ""
    contact: str = ""
    repository: str = ""
    branch: str = "main"
    page_size: Count = 50
    author_page_from: Count = 3
    related: Count = 5
    max_digest_mb: Count = 64
    series: dict[str, str] = {}


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
        return Site(), [Problem(Source(path), "error", "config-invalid", "must be a mapping of settings; see MkDocs.")]
    url = str(values.get("site_url") or "")
    problems = []
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc):
        problems.append(
            Problem(
                Source(path, line_of(text, "site_url")),
                "error",
                "config-invalid",
                f"site_url {url!r} is not an http(s) address; write it as https://example.org/ or leave it out.",
            )
        )
    url = url.rstrip("/") + "/" if url else ""
    return Site(str(values.get("site_name") or "Offprint"), url, str(values.get("site_description") or "")), problems


def load_settings(text: str, path: str) -> tuple[Settings, list[Problem]]:
    """Read offprint.yml. Every key has a default; an unknown key or a value of the wrong kind is an error with its line."""
    try:
        values = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return Settings(), [_yaml_problem(error, path)]
    try:
        return msgspec.convert(values if values is not None else {}, Settings), []
    except msgspec.ValidationError as error:
        message = str(error)
        key = _key_in(message)
        known = ", ".join(sorted(field for field in Settings.__struct_fields__))
        return Settings(), [
            Problem(
                Source(path, line_of(text, key) if key else 1),
                "error",
                "config-invalid",
                f"{message}. Known keys: {known}.",
            )
        ]


def line_of(text: str, key: str) -> int:
    """The line (from 1) on which a top-level `key:` stands, or 1."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.lstrip().startswith(f"{key}:"):
            return number
    return 1


def _key_in(message: str) -> str:
    """The key that a msgspec message names: "unknown field `x`" or "at `$.x`"."""
    for mark in ("unknown field `", "at `$."):
        if mark in message:
            return message.split(mark, 1)[1].split("`", 1)[0].split("[", 1)[0].split(".", 1)[0]
    return ""


def _yaml_problem(error: yaml.YAMLError, path: str) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    what = getattr(error, "problem", None) or "cannot be read"
    return Problem(
        Source(path, line), "error", "config-invalid", f"not valid YAML here: {what}. Check indentation and quotes."
    )
