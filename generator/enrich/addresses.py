"""Addresses that were published. In: the register, and papers, digests and topics as they are now. Out: what stands, where the rest leads,
what is gone, and Problems about it.

Papers were given their keys by `identity`. Here is the rest: a digest under another name is known by its papers, a series by where its
digests went, a topic by `was` or by one of its other names, an author by the name that a correction or an ORCID iD joins with it.
A person decides with `to:` in the register. What is left has a page that says that it is gone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator.config.corrections import Person
from generator.config.register import Held, Register
from generator.enrich.forms import form_of, form_of_slug
from generator.enrich.identity.marks import parts_of, print_of_words
from generator.model import Author, Digest, Paper, Problem, Tag
from generator.text import name_slug

# Of the six parts of two prints of a digest's papers so many agree when it is one digest under another name.
_ENOUGH = 4
_HOW = {
    "papers": "no digest holds its paper now",
    "digests": "there is no such digest now",
    "series": "there is no such series now",
    "tags": "there is no such topic now",
    "authors": "no paper is signed so now",
}


class Addresses(msgspec.Struct, frozen=True):
    """moved: an address that was published -> the one that it leads to. gone: those with nothing in their place. authors: the slugs of
    authors who keep a page, however few their papers; topics: those of topics that keep theirs without any."""

    moved: dict[str, str] = {}
    gone: tuple[str, ...] = ()
    authors: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()


class Now(msgspec.Struct, frozen=True):
    """What there is."""

    papers: Sequence[Paper]
    digests: Sequence[Digest]
    tags: Sequence[Tag]
    people: Sequence[Person] = ()


def author_slug(author: Author) -> str:
    """The slug of the page where this author's papers are listed."""
    return name_slug(author.known_as or author.name)


def standing(now: Now, least: int) -> dict[str, dict[str, tuple[str, ...]]]:
    """Every address of a page that might go one day -> its marks; those of papers without, `identity` knows them. least: papers that an
    author needs for a page."""
    prints = {f"digests/{digest.name}": print_of_words(digest.keys) for digest in now.digests}
    return _places(now, _signed(now), least) | {
        address: {"papers": (printed,)} for address, printed in prints.items() if printed
    }


def _places(now: Now, signed: Mapping[str, int], least: int) -> dict[str, dict[str, tuple[str, ...]]]:
    """The same without the marks of digests, which take arrays to work out. signed: how many papers each author has."""
    names = [f"papers/{paper.key}" for paper in now.papers]
    names += [f"authors/{place}" for place, count in signed.items() if count >= least and place]
    used = _used(now)
    names += [f"tags/{tag.slug}" for tag in now.tags if tag.slug in used]
    names += [f"series/{digest.series}" for digest in now.digests if digest.series]
    names += [f"months/{paper.added[:7]}" for paper in now.papers if paper.added]
    hosts = {link.host: None for paper in now.papers for link in paper.links}
    names += [f"links/{host}" for host in hosts if host.isascii()]
    names += [f"digests/{digest.name}" for digest in now.digests]
    found: dict[str, tuple[str, ...]] = {"found": ("1",)}
    marks = {f"tags/{tag.slug}": found for tag in now.tags if tag.found}
    return {name: marks.get(name, {}) for name in names}


def _signed(now: Now) -> Counter[str]:
    """The slug of each author -> how many papers are signed so."""
    return Counter(place for paper in now.papers for place in {author_slug(author) for author in paper.authors})


def _used(now: Now) -> set[str]:
    """The topics that papers have, and those above them."""
    above = {tag.slug: tag.broader for tag in now.tags}
    used: set[str] = set()
    waiting = [tag.slug for paper in now.papers for tag in paper.tags if tag.slug in above]
    while waiting:
        slug = waiting.pop()
        if slug not in used:
            used.add(slug)
            waiting.extend(above.get(slug, ()))
    return used & above.keys()


def trace(register: Register, now: Now, least: int, lost: Iterable[str]) -> tuple[Addresses, list[Problem]]:
    """Find where each published address leads. lost: keys of papers that `identity` found nothing for."""
    authors = _signed(now)
    there = _places(now, authors, least)
    named = {f"authors/{place}" for place in authors} | {f"tags/{tag.slug}" for tag in now.tags}
    missing = {f"papers/{key}" for key in lost}
    missing |= {one for one in register if one not in there and not one.startswith("papers/")}
    missing -= named
    steps = {**_guesses(register, now, missing), **_decided(register, missing)}
    here = there.keys() | named | {f"papers/{key}" for paper in now.papers for key in paper.redirects}
    moved = {one: end for one in sorted(steps) if (end := _end(one, steps, here))}
    gone = tuple(sorted(one for one in missing if one not in moved))
    kept = named.intersection((*register, *moved.values()))
    return Addresses(moved, gone, _slugs("authors", kept), _slugs("tags", kept)), list(_told(gone, register))


def _slugs(kind: str, addresses: Iterable[str]) -> frozenset[str]:
    return frozenset(one.partition("/")[2] for one in addresses if one.startswith(f"{kind}/"))


def _end(address: str, steps: Mapping[str, str], here: Iterable[str]) -> str:
    """Where an address leads after all steps, "" when nowhere."""
    seen = set()
    while address not in here:
        if address in seen or address not in steps:
            return ""
        seen.add(address)
        address = steps[address]
    return address if seen else ""


def _decided(register: Register, missing: set[str]) -> dict[str, str]:
    """Where a person said that missing addresses lead."""
    return {one: register[one].to for one in missing if one in register and register[one].to}


def _guesses(register: Register, now: Now, missing: set[str]) -> dict[str, str]:
    """Where missing addresses lead by what is known of them."""
    digests = dict(_digests(register, now, missing))
    led = digests | _decided(register, missing)
    return {**digests, **dict(_series(led, missing)), **_tags(now.tags, missing), **_authors(now, missing)}


def _digests(register: Register, now: Now, missing: set[str]) -> Iterator[tuple[str, str]]:
    """A digest that went and one that came with nearly the same papers are one that was renamed."""
    lost = sorted(one for one in missing if one.startswith("digests/"))
    fresh = [digest for digest in now.digests if lost and f"digests/{digest.name}" not in register]
    prints = {digest.name: set(parts_of(print_of_words(digest.keys))) for digest in fresh}
    for one in lost:
        parts = set(parts_of("".join(register[one].marks.get("papers", ()))))
        alike = sorted((-len(parts & theirs), name) for name, theirs in prints.items())
        if parts and alike and -alike[0][0] >= _ENOUGH:
            yield one, f"digests/{alike[0][1]}"


def _series(led: Mapping[str, str], missing: set[str]) -> Iterator[tuple[str, str]]:
    """A series whose digests all went into one other series was renamed."""
    targets: dict[str, set[str]] = {}
    for old, new in led.items():
        if old.startswith("digests/") and new.startswith("digests/"):
            targets.setdefault(_series_of(old), set()).add(_series_of(new))
    for old, found in targets.items():
        if f"series/{old}" in missing and len(found) == 1:
            yield f"series/{old}", f"series/{found.pop()}"


def _series_of(address: str) -> str:
    """The series in the address of a digest: what follows the day."""
    return address.removeprefix("digests/")[len("YYYY-MM-DD-") :]


def _tags(tags: Sequence[Tag], missing: set[str]) -> dict[str, str]:
    """What a topic `was`; else the one topic that is called as the old slug, in whatever number and spelling."""
    lost = {one: form_of_slug(one.removeprefix("tags/")) for one in sorted(missing) if one.startswith("tags/")}
    called: dict[str, set[str]] = {}
    for tag in tags if lost else ():
        for form in map(form_of, (tag.name, *tag.aliases)):
            called.setdefault(form, set()).add(f"tags/{tag.slug}")
    found = {old: min(called[form]) for old, form in lost.items() if len(called.get(form, ())) == 1}
    slugs = {tag.slug for tag in tags}
    return found | {f"tags/{was}": f"tags/{tag.slug}" for tag in tags for was in tag.was if was not in slugs}


def _authors(now: Now, missing: set[str]) -> dict[str, str]:
    """Another name of somebody who is listed under one."""
    found = {
        f"authors/{name_slug(name)}": f"authors/{name_slug(person.name)}"
        for person in now.people
        for name in person.also
    }
    for paper in now.papers:
        for author in paper.authors:
            if author.known_as:
                found[f"authors/{name_slug(author.name)}"] = f"authors/{author_slug(author)}"
    return {old: new for old, new in found.items() if old in missing}


def _told(gone: Sequence[str], register: Register) -> Iterator[Problem]:
    papers = {one: held for one, held in register.items() if one.startswith("papers/") and not held.gone}
    if papers and papers.keys() <= set(gone):
        # Line after line would say it hundreds of times to who begins a site from a copy of another.
        message = (
            f"none of the {len(papers):,} papers whose addresses stand in this file is in a digest any more. When it came with a copy of"
            " another site, delete it; when you published these pages, write `gone` behind those that are gone for good."
        )
        yield Problem(next(iter(papers.values())).source, "warning", "address-gone", message)
        return
    for address in gone:
        kind = address.partition("/")[0]
        held: Held | None = register.get(address)
        # A topic that was found in the papers comes and goes with them; nobody decided it.
        if held is None or held.gone or kind not in _HOW or "found" in held.marks:
            continue
        decide = f"`to:{kind}/…` behind it when another address took its place, or `gone` when it is gone for good"
        if kind == "tags":
            decide = f"`was: {address[5:]}` at the topic that took its place, or `gone` behind this line"
        if kind == "authors":
            decide = "in corrections.yml who the author is now (`name` and `also`), or `gone` behind this line"
        message = f"{address}/ was published, and {_HOW[kind]}; its page says that it is gone. Write {decide}."
        yield Problem(held.source, "note" if kind == "authors" else "warning", "address-gone", message)
