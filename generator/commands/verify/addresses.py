"""Addresses inside a site. In: the files of a site, where it will be served, and an address on one of its pages. Out: what it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

Kind = Literal["inside", "outside", "data", "other", "above", "missing"]


class Target(NamedTuple):
    """inside: the file and the fragment. outside: a page of another host. data: a data: address. other: a scheme that pages should not
    use, or nothing a browser can read. above: a way that leaves the site. missing: inside, but no such file."""

    kind: Kind
    file: str = ""
    fragment: str = ""


class Ground(NamedTuple):
    """files: relative paths of all files. url: the site's own address with a closing slash, or "". base: its path, such as /offprint/.
    preview: own absolute addresses lead to another copy of the site, and so outside. ours: path -> SHA-256 of what the theme and the
    search bring."""

    files: frozenset[str]
    url: str = ""
    base: str = "/"
    preview: bool = False
    ours: Mapping[str, str] = MappingProxyType({})


def resolve_address(ground: Ground, page: str, address: str) -> Target:
    """What `address` on `page` (a file of the site) leads to. A relative address on 404.html, which answers at any depth, is missing."""
    address = address.strip()
    rest, _, fragment = address.partition("#")
    rest = rest.partition("?")[0]
    head = rest.partition("/")[0]
    if address.startswith("//") or ":" in head:
        return _absolute(ground, address, fragment)
    if not rest:
        return Target("inside", page, unquote(fragment))
    if rest.startswith("/"):
        if ground.preview:
            return Target("outside")
        if not (rest + "/").startswith(ground.base):
            return Target("above")
        return _file(ground, rest[len(ground.base) :].split("/"), [], fragment)
    if page == "404.html":
        return Target("missing", rest)
    return _file(ground, rest.split("/"), page.split("/")[:-1], fragment)


def _absolute(ground: Ground, address: str, fragment: str) -> Target:
    if address[:5].lower() == "data:":
        return Target("data")
    try:
        parts = urlsplit(address)
        sound = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        sound = False
    if not sound:
        return Target("outside" if address[:7].lower() == "mailto:" else "other")
    if ground.url and not ground.preview and (address + "/").startswith(ground.url):
        own = address.partition("#")[0].partition("?")[0]
        return _file(ground, own[len(ground.url) :].split("/"), [], fragment)
    return Target("outside")


def _file(ground: Ground, steps: list[str], folder: list[str], fragment: str) -> Target:
    """Walk `steps` from `folder`; a way that ends at a folder leads to its index.html."""
    walked = list(folder)
    for step in steps:
        if step == "..":
            if not walked:
                return Target("above")
            walked.pop()
        elif step not in ("", "."):
            walked.append(unquote(step) if "%" in step else step)
    path = "/".join(walked)
    index = f"{path}/index.html" if path else "index.html"
    at_folder = steps[-1] in ("", ".", "..")
    if not at_folder and path in ground.files:
        return Target("inside", path, unquote(fragment))
    return Target(
        "inside" if index in ground.files else "missing",
        index if at_folder or index in ground.files else path,
        unquote(fragment),
    )
