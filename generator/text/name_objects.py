"""Authors as objects. In: an object of JSON, YAML or CSL. Out: the name, the ORCID iD and the affiliations that it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.text.clean import fold
from generator.text.ids import orcid_of
from generator.text.names import whole_name

Object = Mapping[object, object]

_WHOLE_KEYS = ("literal", "name", "fullname", "full_name", "display_name", "raw_author_name", "$")
# Given name, family name, particle, suffix.
_PART_KEYS = (
    ("given", "firstName", "first", "first_name", "forename", "givenName"),
    ("family", "lastName", "last", "last_name", "surname", "familyName"),
    ("non-dropping-particle", "dropping-particle", "particle"),
    ("suffix",),
)
_ORCID_KEYS = ("orcid", "ORCID", "orcid_id")
_AFFILIATION_KEYS = ("affiliations", "affiliation", "institutions", "institution")


def name_held(value: Object) -> str:
    """The whole name, or its parts joined, given name first; "" when it has none."""
    whole = _text_at(value, _WHOLE_KEYS)
    if whole.strip():
        return whole
    return whole_name(*(_text_at(value, keys).strip() for keys in _PART_KEYS))


def orcid_held(value: Object) -> str:
    """The ORCID iD, "" when there is none."""
    held = next((value[key] for key in _ORCID_KEYS if isinstance(value.get(key), str)), "")
    return orcid_of(str(held))


def affiliations_held(value: Object) -> tuple[str, ...]:
    """The affiliations, each once."""
    given = next((value[key] for key in _AFFILIATION_KEYS if value.get(key)), ())
    listed = given if isinstance(given, (list, tuple)) else [given]
    texts = [one.get("name") or one.get("display_name") if isinstance(one, Mapping) else one for one in listed]
    return tuple(dict.fromkeys(fold(text)[:400] for text in texts if isinstance(text, str) and text.strip()))


def _text_at(value: Object, keys: Iterable[str]) -> str:
    """The first text, not empty, under one of these keys."""
    for key in keys:
        text = value.get(key)
        if isinstance(text, str) and text:
            return text
    return ""
