"""What a site still lacks before it is published. In: the settings, or an address. Out: what to set, in plain words."""

from __future__ import annotations

import re

from generator.config.settings import Settings, Site

# Names that stand in documents (RFC 2606) or mean this machine, and the address that our own documents give for a repository's pages.
_EXAMPLE = re.compile(
    r"https?://(?:(?:[^/:]+\.)?(?:example(?:\.(?:com|net|org|edu))?|invalid|test|localhost)(?:[:/].*)?|127\.0\.0\.1[:/].*"
    r"|owner\.github\.io/repository/.*)",
    re.IGNORECASE,
)


def is_example(url: str) -> bool:
    """Whether an address of a site is one that stands in documents: nobody's, or this machine's."""
    return bool(_EXAMPLE.fullmatch(url))


def lacking(site: Site, settings: Settings) -> list[str]:
    """What a curator has to set before a site is published: an address to ask for corrections and takedowns, and its own."""
    found = []
    if not settings.contact and not settings.repository:
        found.append("`contact` or `repository` in offprint.yml, so that people can ask for a correction or a takedown")
    if site.url and is_example(site.url):
        found.append(f"`site_url` in mkdocs.yml, which is still an example ({site.url})")
    return found
