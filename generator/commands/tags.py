"""`offprint tags suggest | explain KEY`. Reads digests and the configuration; prints topics, and with `--write` adds them to tags.yml."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import click
from msgspec.structs import replace

from generator.commands.called import asked_for, naming
from generator.commands.memory import remembered
from generator.commands.terminal import digests_folder, digests_option, printable, progress, project_folder
from generator.config.loading import Config
from generator.config.vocabulary import pack, pack_names
from generator.enrich.earned import ENOUGH, Earned, Reasons
from generator.enrich.tags import Tagger, tag_papers
from generator.enrich.topics import agreed, find_topics
from generator.intake import Timer, gather_library
from generator.library import Library
from generator.model import Paper, PaperTag, Tag
from generator.output import write_atomically
from generator.render.phrases import counted

_MOST_NAMES = 6
_EXAMPLES = 3
_PLAIN = re.compile(r"[^\W\d_][\w ()/-]*")
_WORDS_OF_YAML = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_UNLIKELY = "too little by how it is said, or by the paper's other words"


@click.group(name="tags")
def command() -> None:
    """Topics: what the papers would add to tags.yml, which vocabularies ship, and why a paper has its own.

    \b
    Examples:
      offprint tags suggest                what is found beside tags.yml, with papers, overlap and place
      offprint tags suggest --write        put it into tags.yml, to be reviewed
      offprint tags explain KEY            why a paper has its topics, and why not others
      offprint tags packs                  the vocabularies that ship, and how many of your papers are of their fields
    """


@command.command()
@digests_option
@click.option("--least", default=3, show_default=True, help="Papers that a topic has at least.")
@click.option("--write", "writes", is_flag=True, help="Add them to tags.yml.")
def suggest(digests_dir: Path | None, least: int, writes: bool) -> None:
    """Show the topics that the papers name and tags.yml lacks.

    \b
    Examples:
      offprint tags suggest --least 5
      offprint tags suggest --write
    """
    folder, library, config = _gathered(digests_dir)
    papers = [replace(paper, tags=()) for paper in library.papers.values()]
    given = agreed(papers, config.vocabulary)
    found = find_topics(papers, given)
    on = _papers_of(tag_papers(papers, (*given, *found)))
    shown, areas = _suggested([tag for tag in found if len(on.get(tag.slug, ())) >= least], on)
    names = {tag.slug: tag.name for tag in (*given, *found)}
    for tag in shown:
        for line in _told(tag, on, library, names):
            click.echo(printable(line))
    click.echo(f"{counted(len(shown), 'topic')} that tags.yml lacks, of {counted(least, 'paper')} or more.", err=True)
    if areas:
        click.echo(f"Areas of the field that papers with few topics have anyway: {', '.join(areas)}.", err=True)
    if writes and shown:
        _write(folder / "tags.yml", shown, {one.slug for one in (*given, *shown)})


def _suggested(found: list[Tag], on: dict[str, set[str]]) -> tuple[list[Tag], list[str]]:
    """The topics to suggest, those of most papers first; the names of areas, which are known by more words than a curator wants to read."""
    shown = [tag for tag in found if not (tag.area or tag.patterns)]
    shown.sort(key=lambda tag: (-len(on[tag.slug]), tag.name))
    return shown, [tag.name for tag in found if tag.area or tag.patterns]


def _write(path: Path, shown: list[Tag], known: set[str]) -> None:
    before = path.read_text("utf-8-sig") if path.is_file() else ""
    write_atomically(path, (before + "".join(_entry(tag, known) for tag in shown)).encode())
    click.echo(
        f"{path}: {len(shown)} entries added at the end; review them, and delete what you do not want.", err=True
    )


def _gathered(digests_dir: Path | None) -> tuple[Path, Library, Config]:
    project = project_folder()
    folder = digests_folder(project, digests_dir)
    with progress() as say:
        library, config, *_ = gather_library(project, folder, Timer(say), remembered(project), related=False)
    return folder, library, config


def _papers_of(papers: tuple[Paper, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for paper in papers:
        for tag in paper.tags:
            found.setdefault(tag.slug, set()).add(paper.key)
    return found


def _told(tag: Tag, on: dict[str, set[str]], library: Library, names: Mapping[str, str]) -> list[str]:
    """The topic, how many papers it has, its other names and its place, the topic that most of its papers have too, and some titles."""
    keys = on[tag.slug]
    head = tag.name
    if tag.aliases:
        head += f" ({'; '.join(tag.aliases[:_MOST_NAMES])})"
    if tag.broader:
        head += f", below {names.get(tag.broader[0], tag.broader[0])}"
    head += f": {counted(len(keys), 'paper')}"
    shared = [(len(theirs & keys), slug) for slug, theirs in on.items() if slug != tag.slug]
    both, beside = max(shared, default=(0, ""))
    if both:
        head += f"; {both} of them on {names.get(beside, beside)} too"
    examples = [library.papers[key].title for key in sorted(keys)[:_EXAMPLES]]
    return [head, *(f"    {title}" for title in examples)]


def _entry(tag: Tag, known: set[str]) -> str:
    """Lines of tags.yml."""
    lines = ["", f"- name: {_scalar(tag.name)}", f"  slug: {_scalar(tag.slug)}"]
    if tag.aliases:
        lines.append(f"  aliases: [{', '.join(map(_scalar, tag.aliases[:_MOST_NAMES]))}]")
    above = [slug for slug in tag.broader if slug in known]
    lines += [f"  broader: [{', '.join(map(_scalar, above))}]"] if above else []
    return "\n".join(lines) + "\n"


def _scalar(text: str) -> str:
    """A text as YAML: plain where it can be nothing else, else as JSON, which YAML reads."""
    plain = _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML
    return text if plain else json.dumps(text, ensure_ascii=False)


@command.command()
@digests_option
def packs(digests_dir: Path | None) -> None:
    """List the vocabularies that a line `- use: [...]` of tags.yml takes in, and on how many papers the words of each would hold.

    \b
    Example:
      offprint tags packs
    """
    _, library, _ = _gathered(digests_dir)
    papers = [replace(paper, tags=()) for paper in library.papers.values()]
    for name in pack_names():
        given = agreed(papers, pack(name))
        having = sum(bool(paper.tags) for paper in tag_papers(papers, given))
        ours = "" if any(tag.pack for tag in given) else "; this library is of its field"
        click.echo(f"{name}: {len(given)} topics, on {having} of {len(papers)} papers{ours}")
    click.echo("To take one in, add to tags.yml: - use: [name]", err=True)


@command.command()
@click.argument("name", metavar="KEY")
@digests_option
def explain(name: str, digests_dir: Path | None) -> None:
    """Say why a paper has its topics, and what else it speaks of without being filed under it. KEY is as for `offprint show`.

    \b
    Examples:
      offprint tags explain symbolic-discovery-of-optimization-algorithms
      offprint tags explain "Symbolic discovery"
    """
    _, library, _ = _gathered(digests_dir)
    paper = asked_for(naming(library), name)
    for line in explained(paper, tuple(library.tags.values())):
        click.echo(printable(line))


def explained(paper: Paper, vocabulary: tuple[Tag, ...]) -> list[str]:
    """A line for each topic that a paper speaks of: those it has first, each with its weight and the words that earned it."""
    given = {tag.slug: tag for tag in paper.tags}
    tagger = Tagger(vocabulary)
    likely, unlikely = tagger.earned(paper)
    reasons = tagger.reasons(paper)
    earned = likely | unlikely
    names = {tag.slug: tag for tag in vocabulary}
    weights = {slug: _weight(one) for slug, one in earned.items()}
    lines = [paper.title]
    for had in given.values():
        lines += [_has(had, names.get(had.slug), weights), *_reasoned(reasons.get(had.slug))]
    for slug in sorted(earned.keys() - given.keys(), key=lambda slug: (-earned[slug].weight, slug)):
        below = [names[one].name for one in given if one in names and slug in names[one].broader]
        enough = earned[slug].weight >= ENOUGH
        why = _UNLIKELY if slug in unlikely else _why_not(names[slug], below, enough=enough)
        lines += [_has_not(names[slug], weights[slug], why), *_reasoned(reasons.get(slug))]
    return lines


def _has_not(tag: Tag, weight: str, why: str) -> str:
    return f"  not  {tag.name}: {weight}; {why}"


def _reasoned(reasons: Reasons | None) -> list[str]:
    """What an abstract's way to speak of a topic tells."""
    if reasons is None:
        return []
    sides = (("for it", reasons.for_it), ("against it", reasons.against))
    told = "; ".join(f"{side}: {', '.join(words)}" for side, words in sides if words)
    return [f"         in the abstract alone; of a hundred such papers {reasons.of_hundred} are about it ({told})"]


def _weight(one: Earned) -> str:
    return f"weight {one.weight:.2f}, by {_said(one.words)}"


def _has(given: PaperTag, tag: Tag | None, weights: Mapping[str, str]) -> str:
    how = "found in the papers" if tag and tag.found else "tags.yml"
    why = weights.get(given.slug, "a person set it")
    return f"  has  {tag.name if tag else given.slug} ({how}): {why} in the {given.said}"


def _why_not(tag: Tag, below: list[str], *, enough: bool) -> str:
    if below:
        return f"{below[0]} says it already"
    if tag.late and enough:
        return "found in the newest papers, and asked of older ones when the library has grown by a quarter"
    return "too little for one more topic"


def _said(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{word}"' for word in words)
