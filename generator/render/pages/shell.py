"""The shell of a page. In: a body and what the head says of it. Out: one Markdown file, front matter and one raw HTML block."""

from __future__ import annotations

import html
import json
from typing import Any

import msgspec
import yaml

from generator.drawing import Drawing
from generator.render.env import at_root, render_template
from generator.text import fold

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Head(msgspec.Struct, frozen=True):
    """What the head of a page says, all plain text. `kind` names the page's layout, `section` the word of the navigation
    that it belongs to, `meta` holds (name, content) pairs for machines, `modules` are the scripts that it will ask for, `index` what these
    read first, `lead`, `examples` and `figures` are the home page's sentence, queries and counts."""

    title: str
    kind: str
    section: str = ""
    description: str = ""
    lang: str = ""
    noindex: bool = False
    canonical: str = ""
    refresh: str = ""
    feed: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    modules: tuple[str, ...] = ()
    index: str = ""
    lead: str = ""
    examples: tuple[str, ...] = ()
    figures: tuple[tuple[str, str, str], ...] = ()


class Filling(msgspec.Struct, frozen=True):
    """What stands on a page: its path, its head, the name of a template, and what that shows."""

    path: str
    head: Head
    template: str
    shown: dict[str, Any]


def page(path: str, head: Head, template: str, /, **shown: object) -> Drawing:
    """The page at `path` (`papers/x.md` becomes /papers/x/): `template` filled with `shown`, links made relative."""
    return Drawing(path, fill, Filling(path, head, template, shown), listed=not head.noindex)


def fill(filling: Filling) -> str:
    """The text of a page: front matter, and one block of HTML."""
    body = at_root(render_template(filling.template, **filling.shown), filling.path)
    return f"---\n{front_matter(_folded(filling.head))}---\n\n{body}\n"


def _folded(head: Head) -> Head:
    """The head without control and other characters that no page holds, whatever a record has."""
    return msgspec.structs.replace(
        head,
        title=fold(head.title),
        description=fold(head.description),
        lang=fold(head.lang),
        meta=tuple((name, fold(content)) for name, content in head.meta),
    )


def front_matter(head: Head) -> str:
    """YAML. `title` and `description` are escaped, for the theme prints them as they are; the values under `offprint` are raw, and our
    templates escape them."""
    raw = {name: value for name, value in msgspec.to_builtins(head).items() if value}
    raw["meta"] = [[name, content] for name, content in head.meta]
    fields = {"title": html.escape(head.title, quote=True), "offprint": raw}
    if head.description:
        fields["description"] = html.escape(head.description, quote=True)
    return _as_json(fields) or str(yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, width=1 << 20))


def _as_json(fields: dict[str, Any]) -> str:
    """Front matter whose values are JSON, which is YAML as long as every character is printable; else "". YAML's own writer
    takes ten times as long."""
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in sorted(fields.items())]
    return "\n".join(lines) + "\n" if all(map(str.isprintable, lines)) else ""
