"""Editors where authors stand. In: the text of a reference. Out: the same without what says that the people ahead of its title edited it.

"Prado, Ana and Ben Ulm, eds. A Title." | "Ulm, Ben (Hrsg.): Ein Titel." | "Prado A. (red.), Tytuł."
"""

from __future__ import annotations

import re

from generator.text.people import people_in

# Editor, in the languages whose reference styles name it behind a name; longer ones before those that they begin with.
_EDITOR = (
    r"general editors?|guest editors?|volume editors?|editors?|edits?\.|eds?\.?(?: by| lit\.?)?|eds\.? lit\.?|Eds?\. and trans|"
    r"Herausgeber(?:innen|in)?|Hrsgg?|Hgg?|hrsgg?|"
    r"(?:sous la )?(?:dir(?:ection|s|ecteurs?)?|coord(?:ination|inadore?s?|s)?)|éds?|édit(?:eurs?)?|"
    r"a c(?:ura|\.) di|cur|orgs?|organizador(?:a|es|as)?|compiladore?s?|comps?|edic|editor(?:a|es|as)|"
    r"redaktör(?:er)?|redaktor(?:zy|ka)?|red|utg|udg|toim|szerk|pod red|oprac|wyd|"
    r"ur|prir|vyd|zost|szerkesztő|haz|der|под ред|отв\. ред|ред|упоряд|сост|επιμ"
)
_IN_BRACKETS = re.compile(rf"[(\[]\s?(?:{_EDITOR})\.?,?\s?[)\]]", re.IGNORECASE)
# Without brackets only words that are no part of a name.
_BARE = re.compile(
    r"\s(?:general editors?|editors?|eds?|hrsg|hg|éds?|dirs?|coords?|orgs?|red|redaktör(?:er)?|comps?|szerk|toim|ред)"
    r"(?:\.(?=[\s,:;(])|(?=[,:;]))",
    re.IGNORECASE,
)
_SOLID = re.compile(r"[，,\s]*[(（\[]?(?:主编|主編|编著|編著|编|編|엮음|편)[)）\]]?(?=[.．。:：,，\s『「])")
# Nobody names more editors than fit into so many signs.
_FAR = 600


def without_marks(text: str) -> str:
    """A reference whose editors stand as its authors would: the mark goes when all that stands before it is names."""
    for pattern in (_IN_BRACKETS, _BARE) if text.isascii() else (_IN_BRACKETS, _BARE, _SOLID):
        mark = pattern.search(text, 2, _FAR)
        ahead = text[: mark.start()].rstrip(" ,") if mark else ""
        if mark and ahead and people_in(ahead, families=pattern is _IN_BRACKETS):
            return _joined(ahead, text[mark.end() :])
    return text


def _joined(names: str, rest: str) -> str:
    """Names and what follows them, with a full stop between where no other sign parts them."""
    behind = rest.lstrip()
    if behind[:1] in tuple(",:;(."):
        blank = " " if behind.startswith("(") else ""
        return f"{names.rstrip('.') if behind.startswith('.') else names}{blank}{behind}"
    return f"{names.rstrip('.')}. {behind}"
