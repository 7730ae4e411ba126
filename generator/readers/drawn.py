"""Pages that draw their papers from another file. In: a text without papers of its own. Out: the names of those files, as it names them."""

from __future__ import annotations

import re

_MOST = 1 << 17
_NAME = r"[\w./~ +-]{1,120}"
# A page of Sphinx or MyST, LaTeX, Org, front matter of Pandoc and Quarto, and Jekyll, whose papers stand where its settings say.
_FORMS = (
    re.compile(rf"^[ \t]*+\.\.[ \t]+bibliography::[ \t]+(?P<named>{_NAME})$", re.M),
    re.compile(rf"^[ \t]*+[`~:]{{3,6}}\{{bibliography\}}[ \t]+(?P<named>{_NAME})$", re.M),
    re.compile(
        r"\\(?:bibliography|addbibresource(?:\[[^\[\]\n]{0,80}\])?|nobibliography)\{(?P<named>[^{}\n]{1,300})\}"
    ),
    re.compile(r"^#\+bibliography:[ \t]+(?P<named>[^\s:]{1,120})", re.M | re.I),
    re.compile(rf"^bibliography:[ \t]+[\"']?(?P<named>{_NAME}\.(?:bib|json|ya?ml|ris))[\"']?[ \t]*$", re.M | re.I),
    re.compile(rf"^[ \t]*+[`~:]{{3,6}}\{{include\}}[ \t]+(?P<named>{_NAME})$", re.M),
    re.compile(r"\{%-?\s*for\s+\w+\s+in\s+(?P<named>site\.[\w.-]{1,120})"),
    re.compile(r"\{%-?\s*bibliography\b(?:[^%\n]{0,200}?(?:--file|-f)\s+(?P<named>[\w./-]{1,120}))?"),
)
_FEW = 5


def drawn_from(text: str) -> str:
    """The files from which a page takes its papers, in words: "refs/2019.bib, refs/2020.bib"; "" when it names none."""
    head = text[:_MOST]
    named = [found["named"] or "_bibliography/" for form in _FORMS for found in form.finditer(head)]
    names = dict.fromkeys(_with_ending(one.strip()) for name in named for one in name.split(",") if one.strip())
    shown = list(names)[:_FEW]
    return ", ".join(shown) + (" …" if len(names) > _FEW else "")


def _with_ending(name: str) -> str:
    if name.startswith("site."):
        kept = name.removeprefix("site.")
        return f"_{kept.replace('.', '/')}" if kept.startswith("data.") else f"_{kept}/"
    return name if re.search(r"\.\w{1,5}$|/$", name) else f"{name}.bib"
