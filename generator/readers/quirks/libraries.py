"""What libraries and sites do otherwise. In: a record. Out: the record, its fields where the lexicon looks for them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from generator.readers.record import Element, Record, copied, elements, several
from generator.readers.values import text_of, texts_of
from generator.text.ids import ids_in
from generator.text.name_looks import is_degree

# "FACSM", "+", "1": what Ovid writes behind a name beside degrees.
_HONOUR = re.compile(r"FA[A-Z]{1,4}|FRC[A-Z]{1,4}|[+*\d]+")
_KIND_BEHIND = re.compile(r"(.{3,600}[.?!])\s{0,3}\[([A-Z][A-Za-z ,:/-]{3,40})\]\.?", re.S)
# Of each form of MARC, by the field in which its titles stand: field of a paper -> its subfields; persons, with the letters of their names.
_LIBRARIES = {
    "245": ({
        "subtitle": "245b", "publisher": "260b 264b", "isbn": "020a", "issn": "022a 773x", "abstract": "520a", "year": "260c 264c",
        "keywords": "650a 653a", "doi": "024a", "url": "856u", "language": "041a", "journal": "773t", "pages": "300a",
    }, "[17][01]0|720", "a"),
    "200": ({
        "title": "200a", "subtitle": "200e", "publisher": "210c 214c", "isbn": "010a", "issn": "011a 463x", "abstract": "330a",
        "year": "210d 214d", "keywords": "606a 610a", "url": "856u", "language": "101a", "journal": "463t",
    }, "70[012]", "ab"),
    "021a": ({
        "title": "021aa", "subtitle": "021ad", "publisher": "033an", "year": "011a", "isbn": "004aa", "issn": "005a0", "journal": "039bt",
        "abstract": "047ia", "keywords": "044ka", "doi": "004va", "language": "010a",
    }, "028[a-c]", "ad"),
}  # fmt: skip
_YEAR = re.compile(r"\d{4}")
_UNSORTED = re.compile(r"(?:^|(?<=\s))@")


def pubmed_summary(record: Record) -> Record:
    """PubMed's summary as CSV, as it was saved until 2020: authors, journal and ids stand under names of a search; as XML, the id of a
    summary is the paper's."""
    value = record.value
    if record.trail[-1:] == ("docsum",) and isinstance(value, Element):
        made = copied(value, ("id",))
        made["pmid"] = value.get("id")
        return replace(record, value=made)
    if "ShortDetails" not in value or "Identifiers" not in value:
        return record
    from generator.readers.syntax.pubmedtext import printed_at

    made = {"title": value.get("Title"), "authors": value.get("Description"), **ids_in(text_of(value["Identifiers"]))}
    return replace(record, value={**made, **printed_at(text_of(value.get("Details")))})


def acl(record: Record) -> Record:
    """The ACL Anthology: id and page of a paper are made of those of its volume, whose head names venue and year. What was retracted or
    removed says so; the front matter is numbered 0."""
    value = record.value
    above = [key.partition(".")[0] for key in record.trail]
    if not isinstance(value, Element) or above[:2] != ["collection", "volume"] or "@id" not in value:
        return record
    outside = (*record.around, *record.above)
    volume = next((one for one in outside if "meta" in one), {})
    collection = outside[len(above) - 2] if len(above) == 3 else {}
    head: object = volume.get("meta")
    made = copied(value, ("url",))
    made.update(_addressed(text_of(value.get("url")), "-".join((_id(collection), f"{_id(volume)}.{_id(value)}"))))
    made["withdrawal"] = _taken_back(value, "retracted") or _taken_back(value, "removed")
    made["comment"] = "; ".join(texts_of(value.get("award")))
    made.update(_of_volume(value, head) if isinstance(head, Element) else {})
    return replace(record, value=made, around=())


def _addressed(own: str, made: str) -> dict[str, object]:
    """Page and PDF of a paper by its address or id in the file, else by the id that is made of those around it."""
    anthology = own if re.fullmatch(r"[\w.-]+", own) else made
    return {"url": f"https://aclanthology.org/{anthology}/", "pdf": own if own.startswith("http") else ""}


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
    """MARC, UNIMARC and PICA+: the fields are numbers, and signs of punctuation part what is shown together ("Ropes and knots :"); in PICA
    @ stands before the first word that sorts."""
    title = next((number for number in _LIBRARIES if f"datafield.{number}" in record.value), "")
    if not title:
        return record
    table, people, parts = _LIBRARIES[title]
    fields = _subfields(record.value)
    made = Element()
    made.update({name: [text for tag in tags.split() for text in fields.get(tag, ())] for name, tags in table.items()})
    if title == "245":
        made["title"] = _with_parts(*(", ".join(fields.get(f"245{letter}", ())) for letter in "anp"))
    fitting = re.compile(rf"datafield\.(?:{people})")
    persons = [one for key, value in record.value.items() if fitting.match(key) for one in elements(value)]
    made["creators"] = [_person(*(text_of(one.get(f"subfield.{part}")) for part in parts)) for one in persons]
    made["year"] = _YEAR.findall(" ".join(texts_of(made["year"])))[:1]
    return replace(record, value=made)


def _person(family: str, given: str = "") -> object:
    """A name, without the stop that ends it unless that is of an initial; in two parts where a library has two."""
    name = family.strip(" /:;,=")
    if given:
        return {"family": name, "given": given}
    return name if re.search(r"\b[A-Z]\.$", name) else name.rstrip(".")


def _with_parts(title: str, number: str, name: str) -> str:
    """A title with the number and the name of the part that the work is: "Collected Works. Volume 2: Letters"."""
    part = ": ".join(filter(None, (number, name)))
    return f"{title.rstrip('.')}. {part}" if title and part else title


def mods(record: Record) -> Record:
    """MODS: an article that does not sort ("The") and the number and the name of a part stand beside the title."""
    infos = elements(record.value.get("titleinfo"))
    if not infos:
        return record
    first, number, name = (text_of(infos[0].get(key)) for key in ("nonsort", "partnumber", "partname"))
    title = f"{first.strip()} {text_of(infos[0].get('title'))}".strip() if first else text_of(infos[0].get("title"))
    made = copied(record.value, ("titleinfo",))
    made.update({"title": title, "subtitle": text_of(infos[0].get("subtitle"))})
    if number or name:
        made.update({"title": _with_parts(": ".join(filter(None, (title, text_of(made["subtitle"])))), number, name)})
        made["subtitle"] = ""
    return replace(record, value=made)


def scielo(record: Record) -> Record:
    """SciELO's article metadata: fields are numbers; an abstract is told in several languages, a day that nobody knows as "00"."""
    value = record.value
    if not isinstance(value.get("v12"), list) or "v10" not in value:
        return record
    told = next((one.get("a") for one in several(value.get("v83")) if isinstance(one, Mapping)), "")
    day = re.sub(r"^(\d{4})(\d\d)(\d\d).*", r"\1-\2-\3", text_of(value.get("v65"))).replace("-00", "")
    return replace(record, value={**value, "abstract": told, "date": day})


def _subfields(value: Mapping[str, object]) -> dict[str, list[str]]:
    """Number and letter of each subfield ("245a") -> its texts, without the signs that part them."""
    fields: dict[str, list[str]] = {}
    for key, each in value.items():
        number = key.removeprefix("datafield.")
        for one in several(each):
            for code, text in one.items() if isinstance(one, Element) else ():
                said = [_UNSORTED.sub("", part).strip(" /:;,=") for part in texts_of(text)]
                fields.setdefault(number + code.removeprefix("subfield."), []).extend(said)
    return fields


def primo(record: Record) -> Record:
    """Primo: what stands behind $$ is for the catalogue alone, and so are the years in which people lived; where a work came out is told
    beside what is shown, whose source is the catalogue."""
    names = text_of(record.value.get("creator")) if isinstance(record.value, Element) else ""
    told = any("addata" in outer for outer in record.around)
    if not told and "lds50" not in record.value and "$$" not in names and not re.search(r"[, ]\(?\d{4}-", names):
        return record
    made = copied(record.value, ("source", "ispartof") if told else ())
    made["title"] = text_of(made.get("title")).split(" / ")[0].strip(" /")
    bare = (re.sub(r"\$\$.*|,?\s*\(?\d{4}-.*|\[[^\]]*\]|, [a-z]+\.$", "", one) for one in names.split(";"))
    made["creator"] = [name.strip() for name in bare if name.strip()]
    made.setdefault("abstract", made.get("description"))
    return replace(record, value=made)


def ovid(record: Record) -> Record:
    """Ovid writes the kind of a work behind its title ("Chalk on boards.[Article]"), degrees and numbers behind names."""
    made = dict(record.value) if not isinstance(record.value, Element) else {}
    for key in ("Title", "TI", "T1"):
        if found := _KIND_BEHIND.fullmatch(text_of(made.get(key))) if key in made else None:
            made.update({key: found[1], "document type": found[2]})
    if {"VN", "Accession Number"} & made.keys():
        for key in ("AU", "A1", "Author", "Authors"):
            bare = (re.sub(r"\[[^\[\]]*\]", "", text) for text in texts_of(made.get(key)))
            names = [_without_honours(name) for text in bare for name in text.split(";")]
            made.update({key: list(filter(None, names))} if key in made else {})
    return replace(record, value=made) if made else record


def _without_honours(name: str) -> str:
    """ "Kiel, Ada M. MD, MPH" -> "Kiel, Ada M."; a part of nothing else names nobody. Initials alone stay: "Kiel, MD"."""
    family, *parts = name.strip().split(",")
    bare = [_cut_behind(part.split()) for part in parts]
    if not parts and all(map(_is_honour, family.split())):
        return ""
    return ", ".join([family, *filter(None, (bare[:1] if bare else []))])


def _cut_behind(words: list[str]) -> str:
    while len(words) > 1 and _is_honour(words[-1]):
        words = words[:-1]
    return " ".join(words)


def _is_honour(word: str) -> bool:
    return bool(_HONOUR.fullmatch(word)) or is_degree(word)


def site_links(record: Record) -> Record:
    """Front matter of sites: links with names, of which one is the paper's; the page of a PMLR volume is made of volume and id."""
    value = record.value
    if not isinstance(value, Element) or "url" in value:
        return record
    links = [one for key in ("additionallinks", "links", "urls") for one in elements(value.get(key))]
    named = [one for one in links if re.search(r"paper|arxiv|pdf|doi", text_of(one.get("name")), re.I)]
    own = next(filter(None, (text_of(one.get("url") or one.get("link")) for one in named)), "")
    volume, number = text_of(value.get("volume")), text_of(value.get("id"))
    if "proceedings.mlr.press" in text_of(value.get("pdf")) and volume and number:
        own = f"https://proceedings.mlr.press/v{volume}/{number}.html"
    if not own:
        return record
    made = copied(value)
    made["url"] = own
    return replace(record, value=made)
