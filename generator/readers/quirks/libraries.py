"""What libraries and sites do otherwise. In: a record. Out: the record, its fields where the lexicon looks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from generator.readers.quirks.feeds import copied
from generator.readers.quirks.services import listed
from generator.readers.record import Element, Record
from generator.readers.values import text_of, texts_of

_KIND_BEHIND = re.compile(r"(.{3,600}[.?!])\s{0,3}\[([A-Z][A-Za-z ,:/-]{3,40})\]\.?", re.S)
_MARC = {
    "title": "245a", "subtitle": "245b", "publisher": "260b 264b", "isbn": "020a", "issn": "022a 773x", "abstract": "520a",
    "keywords": "650a 653a", "doi": "024a", "url": "856u", "language": "041a", "journal": "773t", "pages": "300a",
}  # fmt: skip


def acl(record: Record) -> Record:
    """The ACL Anthology: id and page of a paper are made of those of its volume, whose head names venue and year. What was retracted or
    removed says so; the front matter is numbered 0."""
    value = record.value
    above = [key.split(".", 1)[0] for key in record.trail]
    if not isinstance(value, Element) or above[:2] != ["collection", "volume"] or "@id" not in value:
        return record
    outside = (*record.around, *record.above)
    volume = next((one for one in outside if "meta" in one), {})
    collection = outside[len(above) - 2] if len(above) == 3 else {}
    head = volume.get("meta")
    made = copied(value, ("url",))
    own = text_of(value.get("url"))
    anthology = own if re.fullmatch(r"[\w.-]+", own) else f"{_id(collection)}-{_id(volume)}.{_id(value)}"
    made.update({"url": f"https://aclanthology.org/{anthology}/", "pdf": own if own.startswith("http") else ""})
    made["withdrawal"] = next(filter(None, (_taken_back(value, mark) for mark in ("retracted", "removed"))), "")
    made["comment"] = "; ".join(map(str.strip, texts_of(value.get("award"))))
    made.update(_of_volume(value, head) if isinstance(head, Element) else {})
    return replace(record, value=made, around=())


def _of_volume(paper: Element, head: Element) -> dict[str, object]:
    """What the head of a volume tells of each of its papers; the paper's own month and year count more."""
    months = (re.split("[–-]", text_of(one.get("month")))[0] for one in (paper, head))
    return {
        "booktitle": text_of(head.get("booktitle")),
        "publisher": text_of(head.get("publisher")),
        "year": text_of(paper.get("year") or head.get("year")),
        "date": " ".join(filter(None, months)),
    }


def _taken_back(paper: Element, mark: str) -> str:
    """Why a paper was retracted or removed, with the day; "" for one that stands."""
    if mark not in paper:
        return ""
    why = paper[mark]
    day = text_of(why.get("@date")) if isinstance(why, Element) else ""
    said = " ".join(text_of(why).split())
    return " ".join(filter(None, (f"{mark} {day}".strip() + (":" if said else ""), said)))


def _id(value: Mapping[str, object]) -> str:
    return text_of(value.get("@id"))


def marc(record: Record) -> Record:
    """MARC: the fields are numbers, and its signs of punctuation part what is shown together ("Ropes and knots :")."""
    if "datafield.245" not in record.value:
        return record
    fields = _subfields(record.value)

    def held(*tags: str) -> list[str]:
        return [text for tag in tags for text in fields.get(tag, ())]

    made = Element()
    made.update({name: held(*tags.split()) for name, tags in _MARC.items()})
    names = held("100a", "110a", "700a", "710a", "720a")
    made["creators"] = [name if re.search(r"\b[A-Z]\.$", name) else name.rstrip(".") for name in names]
    years = (re.search(r"\d{4}", text) for text in held("260c", "264c"))
    made["year"] = next((found[0] for found in years if found), "")
    return replace(record, value=made)


def _subfields(value: Mapping[str, object]) -> dict[str, list[str]]:
    """Number and letter of each subfield ("245a") -> its texts, without the signs that part them."""
    fields: dict[str, list[str]] = {}
    for key, each in value.items():
        number = key.removeprefix("datafield.")
        for one in each if isinstance(each, list) else [each]:
            for code, text in one.items() if isinstance(one, Element) else ():
                said = [part.strip(" /:;,=") for part in texts_of(text)]
                fields.setdefault(number + code.removeprefix("subfield."), []).extend(said)
    return fields


def primo(record: Record) -> Record:
    """Primo: what stands behind $$ is for the catalogue alone, and so are the years in which people lived."""
    names = text_of(record.value.get("creator")) if isinstance(record.value, Element) else ""
    if "$$" not in names and not re.search(r", \d{4}-", names):
        return record
    made = copied(record.value, ())
    bare = (re.sub(r"\$\$.*|,\s*\d{4}-(?:\d{4})?\.?|\[[^\]]*\]", "", one) for one in names.split(";"))
    made["creator"] = [name.strip() for name in bare if name.strip()]
    return replace(record, value=made)


def ovid(record: Record) -> Record:
    """Ovid writes the kind of a work behind its title: "Chalk on boards.[Article]"."""
    for key in ("Title", "TI", "T1"):
        found = _KIND_BEHIND.fullmatch(text_of(record.value.get(key))) if key in record.value else None
        if found:
            return replace(record, value={**record.value, key: found[1], "document type": found[2]})
    return record


def site_links(record: Record) -> Record:
    """Front matter of sites: links with names, of which one is the paper's; the page of a PMLR volume is made of volume and id."""
    value = record.value
    if not isinstance(value, Element) or "url" in value:
        return record
    links = [one for key in ("additionallinks", "links", "urls") for one in listed(value.get(key))]
    named = [
        one
        for one in links
        if isinstance(one, Element) and re.search(r"paper|arxiv|pdf|doi", text_of(one.get("name")), re.I)
    ]
    own = next(filter(None, (text_of(one.get("url") or one.get("link")) for one in named)), "")
    volume, number = text_of(value.get("volume")), text_of(value.get("id"))
    if "proceedings.mlr.press" in text_of(value.get("pdf")) and volume and number:
        own = f"https://proceedings.mlr.press/v{volume}/{number}.html"
    if not own:
        return record
    made = copied(value, ())
    made["url"] = own
    return replace(record, value=made)
