"""The vocabulary. In: the text of tags.yml. Out: Tags and Problems with their lines.

The file is a list of tags: `name`, and if wanted `slug`, `aliases`, `patterns`, `doubtful` (patterns that mean other things too),
`titled` (patterns that are sure in a title, and doubtful elsewhere), `keywords`, `unless`, `broader` (a name or slug, or several),
`description`, `was` (slugs that it had, which lead to it), `strict: true` when the name by itself should not earn the tag, and
`twice: true` when one mention in an abstract should not. An entry `- use: [machine-learning]` takes the tags of a shipped pack in, but
for those that the file has itself. Values are read as written: `no` is a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import yaml
from msgspec.structs import replace

from generator.config.patterns import wrong_pattern
from generator.config.signs import PACKS
from generator.model import Problem, Source, Tag
from generator.text import fold, slug

KEYS = tuple("name slug aliases patterns unless broader description strict was keywords doubtful titled twice".split())
_LISTS = ("aliases", "patterns", "unless", "broader", "was", "keywords", "doubtful", "titled")
_PATTERNS = ("patterns", "unless", "doubtful", "titled")
_FLAGS = ("strict", "twice")
_DEEPEST = 8
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = frozenset({"index", "page"})

Values = dict[str, tuple[str, ...]]


def load_vocabulary(text: str, path: str) -> tuple[tuple[Tag, ...], list[Problem]]:
    """Read tags.yml. What is wrong is an error with its line; the tags that can be used come back all the same.

    Problems: `tags-invalid` (not such a list), `tags-unknown-key`, `tags-pattern`, `tags-duplicate`, `tags-missing-broader`, `tags-cycle`.
    """
    node, problems = _composed(text, path)
    if node is None:
        return (), problems
    if not isinstance(node, yaml.SequenceNode):
        return (), [_problem(node, path, "tags-invalid", "must be a list of tags: lines that begin with `- name: …`.")]
    tags: list[Tag] = []
    packs: list[Tag] = []
    for entry in node.value:
        if _is_use(entry):
            taken, wrong = _used(entry, path)
            packs += taken
        else:
            tag, wrong = _tag(entry, path)
            tags += tag
        problems += wrong
    tags, wrong = _without_doubles(tags)
    own = {name for tag in tags for name in (tag.name.casefold(), tag.slug)}
    packs = [tag for tag in packs if not {tag.name.casefold(), tag.slug} & own]
    names = _names(node) | {tag.name.casefold() for tag in packs}
    return _with_broader([*tags, *packs], names, [*problems, *wrong])


def pack_names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in PACKS.glob("*.yml")))


@cache
def pack(name: str) -> tuple[Tag, ...]:
    """The tags of a shipped pack, which stand behind its signs."""
    path = PACKS / f"{name}.yml"
    # It is ours, and the tests read it as anybody's: to do so here takes a third more.
    node = yaml.compose(path.read_text("utf-8"), Loader=_LOADER)
    if not isinstance(node, yaml.SequenceNode):
        raise ValueError(f"the pack {name} is damaged")
    _, *entries = node.value
    told = path.with_suffix(".clues.tsv")
    clues = dict(line.split("\t") for line in told.read_text("utf-8").splitlines()) if told.is_file() else {}
    weighed = name if path.with_suffix(".evidence.tsv").is_file() else ""
    tags = (tag for entry in entries for tag in _tag(entry, path.name)[0])
    return tuple(replace(tag, pack=name, clues=clues.get(tag.slug, ""), weighed=weighed) for tag in tags)


def _is_use(entry: yaml.Node) -> bool:
    return isinstance(entry, yaml.MappingNode) and [key.value for key, _ in entry.value] == ["use"]


def _used(entry: yaml.MappingNode, path: str) -> tuple[list[Tag], list[Problem]]:
    """The tags of the packs that an entry `- use: [...]` names."""
    value = entry.value[0][1]
    nodes = value.value if isinstance(value, yaml.SequenceNode) else [value]
    tags: list[Tag] = []
    problems: list[Problem] = []
    for one in nodes:
        if isinstance(one, yaml.ScalarNode) and one.value in pack_names():
            tags += pack(one.value)
        else:
            message = f"`use`: there is no pack {getattr(one, 'value', '')!r}; there are: {', '.join(pack_names())}."
            problems.append(_problem(one, path, "tags-invalid", message))
    return list({tag.slug: tag for tag in tags}.values()), problems


def term_slug(name: str) -> str:
    """The slug of a tag: C, C++ and C# are `c`, `c-plus-plus` and `c-sharp`."""
    return slug(name.replace("+", "-plus-").replace("#", "-sharp-"))


def _composed(text: str, path: str) -> tuple[yaml.Node | None, list[Problem]]:
    """The document as nodes. Anchors, aliases and deep nesting are refused before anything is built from them."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    try:
        depth = 0
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                message = "has an anchor or an alias (& or *); write the value out, in quotes."
                return None, [_problem(event, path, "tags-invalid", message)]
            if depth > _DEEPEST:
                return None, [_problem(event, path, "tags-invalid", "is nested too deeply for a list of tags.")]
        return yaml.compose(text, Loader=_LOADER), []
    except yaml.YAMLError as error:
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "cannot be read"
        return None, [
            _problem(error, path, "tags-invalid", f"not valid YAML here: {what}. Check indentation and quotes.")
        ]


def _problem(where: object, path: str, code: str, message: str) -> Problem:
    mark = getattr(where, "start_mark", None) or getattr(where, "problem_mark", None)
    return Problem(Source(path, mark.line + 1 if mark else 1), "error", code, message)


def _names(node: yaml.SequenceNode) -> set[str]:
    """The name of every entry, folded, also of those with a mistake: nobody has to be told that a tag is missing which stands there."""
    pairs = (pair for entry in node.value if isinstance(entry, yaml.MappingNode) for pair in entry.value)
    return {
        fold(value.value).casefold() for key, value in pairs if key.value == "name" and isinstance(value.value, str)
    }


def _tag(entry: yaml.Node, path: str) -> tuple[list[Tag], list[Problem]]:
    if not isinstance(entry, yaml.MappingNode):
        return [], [_problem(entry, path, "tags-invalid", "is no tag; write `- name: …` and its other keys below it.")]
    values: Values = {}
    problems: list[Problem] = []
    for key, value in entry.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in KEYS:
            from rapidfuzz import process

            near = process.extractOne(name, KEYS, score_cutoff=50)
            hint = f"; did you mean `{near[0]}`?" if near else "."
            problems.append(
                _problem(key, path, "tags-unknown-key", f"`{name}` is no key of a tag{hint} Known: {', '.join(KEYS)}.")
            )
        elif name in values:
            problems.append(_problem(key, path, "tags-duplicate", f"`{name}` stands twice in this tag; keep one."))
        else:
            values[name], wrong = _values(name, value, path)
            problems += wrong
    source = Source(path, entry.start_mark.line + 1)
    tag, why = _made(values, source)
    return tag, [*problems, *(Problem(source, "error", "tags-invalid", reason) for reason in why)]


def _values(key: str, node: yaml.Node, path: str) -> tuple[tuple[str, ...], list[Problem]]:
    """The texts of one value, a scalar or for some keys a list; what is empty or no pattern is left out."""
    nodes = node.value if isinstance(node, yaml.SequenceNode) and key in _LISTS else [node]
    texts: list[str] = []
    problems: list[Problem] = []
    for one in nodes:
        if not isinstance(one, yaml.ScalarNode):
            problems.append(
                _problem(one, path, "tags-invalid", f"`{key}` takes {'texts' if key in _LISTS else 'one text'}.")
            )
            continue
        text = fold(one.value)
        why = "" if re.search(r"\w", text) else "is empty."
        if key in _PATTERNS:
            why = wrong_pattern(text)
        if why:
            code = "tags-pattern" if key in _PATTERNS else "tags-invalid"
            problems.append(_problem(one, path, code, f"`{key}`: {text!r} {why}"))
        else:
            texts.append(text)
    return tuple(dict.fromkeys(texts)), problems


def _wrong(values: Values, place: str, flags: dict[str, str]) -> list[str]:
    """What is wrong with an entry: its slug, its former ones, and what earns it."""
    why = []
    if not _SLUG.fullmatch(place) or place in _RESERVED:
        why.append(f"slug {place!r} must be lower-case letters, digits and hyphens.")
    former = (old for old in values.get("was", ()) if not _SLUG.fullmatch(old))
    why += [f"`was`: {old!r} is no slug, such as `{term_slug(old)}`." for old in former]
    why += [f"`{key}` is true or false, not {flag!r}." for key, flag in flags.items() if flag not in ("true", "false")]
    if flags["strict"] == "true" and not any(values.get(key) for key in ("patterns", "aliases", "keywords", "titled")):
        why.append("is `strict` and has neither `patterns` nor `aliases`, so nothing could earn it.")
    return why


def _made(values: Values, source: Source) -> tuple[list[Tag], list[str]]:
    name = "".join(values.get("name", ()))
    if not name:
        return [], ["has no `name`."]
    given = "".join(values.get("slug", ()))
    place = given or term_slug(name)
    flags = {key: "".join(values.get(key, ("false",))).lower() for key in _FLAGS}
    why = _wrong(values, place, flags)
    tag = Tag(
        slug=place,
        name=name,
        description="".join(values.get("description", ())),
        broader=values.get("broader", ()),
        aliases=values.get("aliases", ()),
        patterns=values.get("patterns", ()),
        unless=values.get("unless", ()),
        keywords=values.get("keywords", ()),
        doubtful=values.get("doubtful", ()),
        titled=values.get("titled", ()),
        strict=flags["strict"] == "true",
        twice=flags["twice"] == "true",
        was=values.get("was", ()),
        source=source,
    )
    return ([] if why else [tag]), why


def _without_doubles(tags: list[Tag]) -> tuple[list[Tag], list[Problem]]:
    """The tags whose name and slug no earlier tag has."""
    kept: list[Tag] = []
    problems: list[Problem] = []
    held: dict[str, Tag] = {}
    for tag in tags:
        earlier = held.get("/" + tag.slug) or held.get(tag.name.casefold())
        if earlier:
            what = "name" if earlier.name.casefold() == tag.name.casefold() else f"slug {tag.slug!r}"
            message = (
                f"{tag.name!r} has the {what} of the tag on line {earlier.source.line}; give it another or drop one."
            )
            problems.append(Problem(tag.source, "error", "tags-duplicate", message))
        else:
            kept.append(tag)
            held["/" + tag.slug] = held[tag.name.casefold()] = tag
    return kept, problems


def _missing(tag: Tag, name: str, tags: list[Tag]) -> Problem:
    from rapidfuzz import process

    near = process.extractOne(name, [other.name for other in tags], score_cutoff=60)
    hint = f"; did you mean {near[0]!r}?" if near else "; add that tag or leave this out."
    return Problem(tag.source, "error", "tags-missing-broader", f"{tag.name!r}: there is no tag {name!r}{hint}")


def _with_broader(tags: list[Tag], named: set[str], problems: list[Problem]) -> tuple[tuple[Tag, ...], list[Problem]]:
    """Each tag with the slugs of its broader tags. One that is missing, or that closes a circle, is left out. `named`: the folded
    names in the file, also of tags that could not be used, about which there is a Problem already."""
    places = {tag.name.casefold(): tag.slug for tag in tags} | {tag.slug: tag.slug for tag in tags}
    known = places.keys() | named
    resolved: dict[str, Tag] = {}
    for tag in tags:
        found = (places[name.casefold()] for name in tag.broader if name.casefold() in places)
        resolved[tag.slug] = replace(tag, broader=tuple(dict.fromkeys(found)))
        strange = (name for name in tag.broader if name.casefold() not in known)
        problems += [_missing(tag, name, tags) for name in strange]
    problems += _broken_up(resolved)
    return tuple(resolved.values()), sorted(problems, key=lambda problem: problem.source)


def _broken_up(tags: dict[str, Tag]) -> list[Problem]:
    """The circles of broader tags; the last tag of each is left without any."""
    problems: list[Problem] = []
    for circle in _circles(tags):
        names = " < ".join(tags[place].name for place in (*circle, circle[0]))
        message = f"{names} is a circle; take one `broader` out of it."
        problems.append(Problem(tags[circle[0]].source, "error", "tags-cycle", message))
        tags[circle[-1]] = replace(tags[circle[-1]], broader=())
    return problems


def _circles(tags: dict[str, Tag]) -> Iterator[list[str]]:
    """Circles of broader tags, each once, from the tag where the walk met it; no recursion, so depth is no danger."""
    done: set[str] = set()
    for start in tags:
        trail = {} if start in done else {start: iter(tags[start].broader)}
        while trail:
            place = next(reversed(trail))
            above = next(trail[place], None)
            if above is None:
                done.add(place)
                trail.popitem()
            elif above in trail:
                yield list(trail)[list(trail).index(above) :]
            elif above not in done:
                trail[above] = iter(tags[above].broader)
