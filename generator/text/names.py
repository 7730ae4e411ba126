"""Names of people and teams. In: a name as a digest prints it. Out: the name without footnote marks, its parts, its place, its slug.

Nothing here joins two names: a name is what was printed. Parts are told by the spelling alone: `van der` and its like go before the family
name when they are written small and belong to it when written large ("Laurens van der Maaten", "Luc Van Gool"); a name of one word, of
Chinese, Japanese or Korean letters without a blank, and the name of a team stay whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from generator.model import Author
from generator.text.clean import fold
from generator.text.keys import five_letters, slug
from generator.text.late import pattern_of
from generator.text.lately import Table
from generator.text.tokens import SOLID, folded
from generator.text.typeset import typeset

_LONGEST = 1000
_MARKS = " ,;:*†‡§¶∥‖#∗⋆★☆⁎◇♠♣♥♦✉^~⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁽⁾"
_LEADING = _MARKS + "&.-_👥👤✍️"
_NUMBERS = re.compile(r"(?<=[^\W\d_.])(?:[*†‡^,]{0,2}\d{1,2}){1,8}$")
_RAISED = re.compile(
    r"\$?\^\{[^{}]{0,40}\}\$?|\$\^[^$]{1,20}\$|\\(?:textsuperscript|thanks|footnote)\{[^{}]{0,400}\}|\\footnotemark(?:\[\w{1,3}\])?|"
    r"\{?\\d?dag(?:ger)?(?![a-z])\}?|\((?:co-?first|equal|corresponding|joint)[^()]{0,30}\)"
)
_PARTICLES = frozenset(
    "van von der den de del della di da do dos das du la le les el al af av ter ten te zu zum zur vom bin ibn abu st. ben san y i".split()
)
# Written large these begin a family name; "San", "Do", "Te" and others are more often given names.
_LARGE = frozenset("Van Von Der Den De Del Della Di Da Du La Le El Al Ben Ter Dos Das St. Ibn Bin Abu".split())
# In Arabic and Hebrew these are no name by themselves, but a piece of that which follows.
_BOUND = frozenset("عبد أبو ابو أبي ابي ابن بن بنت آل בן בת בר אבו Abd".split())
# Before these, "Van" and "Le" are middle names.
_VIETNAMESE = frozenset("nguyen tran pham hoang phan vu vo dang bui ngo duong dinh trinh".split())
_SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "ii": "II", "iii": "III", "iv": "IV", "2nd": "2nd", "3rd": "3rd"}
_TEAM_WORDS = frozenset(
    "team teams group collaboration collaborations consortium inc ltd llc lab labs laboratory laboratories project network initiative"
    " committee university institute ministry department association society agency organization organisation council bureau federation"
    " commission hospital college academy centers centres consortia community authors foundation"
    " instituto ministério ministerio secretaria secretaría organização organización fundação fundación conselho consejo universidade"
    " universidad associação asociación ministère institut université conseil fund"
    " organizers organisers corporation company core contributors collaborators investigators".split()
)
_NOBODY = frozenset(
    {
        "et al",
        "et al.",
        "et.al",
        "et.al.",
        "others",
        "and others",
        "anonymous",
        "anonymous author",
        "anonymous authors",
        "unknown",
        "n/a",
    }
    | {"none", "nan", "null", "anonymous author(s)", "anonymous submission", "authors not specified", "not specified"}
)
_OTHERS = re.compile(r"(?:,? et\.? ?al\.?|,? and others)$", re.IGNORECASE)
# What says that a list goes on, at its end: "et al.", "and others", "and 3 more", "…", and the same in other languages.
_GOES_ON = re.compile(
    r"(?:\bet\.?\s*al\b|(?:^|[,;&|]|\band)\s*\+?\s*(?:\d{1,4}\s+)?(?:others|other authors|more|more authors)\b|\{others\}|…|\.\.\.|"
    r"\b(?:u\.\s?a|и др|y otros|y cols|et coll|et autres|e outros|e altri|en anderen|m\.\s?fl|i in|a kol)\b\.?|"
    r"(?<=[\u3040-\u9fff\uac00-\ud7af])\s*[,、，]?\s*(?:等人?|ほか|他\d*名?)\s*|(?<=[\uac00-\ud7af])[\s,]+외\s*(?:\d+\s*[인명])?)"
    r"[\s.,;)\]}]*(?:\(\d{1,4} additional authors? not shown\)\s*)?$",
    re.IGNORECASE,
)
# With what such a text ends, but for points and names in Chinese, Japanese and Korean letters; few lists have to be looked through.
_GOING_ON = tuple("al others authors more a др otros cols coll autres outros altri anderen fl in kol shown".split())


class Name(msgspec.Struct, frozen=True):
    """The parts of a name. A team, a mononym and an unsplit name have all of it in `family`, and `whole` is true."""

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""
    whole: bool = False


# A dot joins names that have no kana; in a foreign one it stands between its words.
_KANA = re.compile("[\u30a1-\u30fa]")
_EASTERN_AND = re.compile(r"(?<!\s)\s*+(?:[和与與及と]|및)\s*")
_KOREAN = re.compile(r"[\uac00-\ud7af\s·ㆍ‧]+")
# A family name of China, Japan or Korea in its own signs; what is in kana alone is of elsewhere.
_EASTERN = re.compile(r"[\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
# Chinese and Korean family names of one sign (the most common hundreds; both Chinese scripts).
_FAMILIES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江"
    "尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蕭蔣葉蘇魏呂盧鍾譚陸賈韋鄒閻龍賀顧龔萬錢嚴湯김이박최정강조윤장임한오"
    "서신권황안송류홍전고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용"
)
# Families in Japan: the second of two signs, and those of three.
_ENDS = (
    "藤木辺邊本村林田口上水崎部川下島井前後野子原浦内山塚葉保尾地西松池間岡橋場泉瀬谷根沢澤戸石坂浜中宮森津賀見倉城越"
)
_THREE_SIGNS = pattern_of(r"[^\W\d_]々[^\W\d_]|五十嵐|長谷川|大久保|小笠原|久保田|小野寺|長谷部|宇都宮|日下部|五十川")
# What a title was awarded, or how it was shown: "[Best Paper]", "(Oral)", a cup.
_BADGE = re.compile(
    r"\A(?:{0}\s*+)++(?=\w)|(?<=[\w.?!)])(?:\s*+{0})++\Z".format(
        r"(?:[\[(][^\w\])]*+(?:(?:oral|spotlight|poster|highlight)(?: (?:presentation|paper|talk))?|honou?rable mention|"
        r"(?:[a-z]{2,9} (?:20\d\d )?)?(?:best|outstanding|distinguished)(?: [a-z-]+){0,2} paper(?:[\w ,-]{0,30})?)[^\w\])]*+[\])]|"
        "[🏆🥇🥈🥉⭐🌟🔥🎉🎖🏅✨🚀]\ufe0f?)"
    ),
    re.I,
)


def tidy_authors(authors: Iterable[Author]) -> tuple[Author, ...]:
    """Authors in their order: names tidied, each name once, what names nobody ("et al.", marks alone) left out."""
    found: dict[str, Author] = {}
    for author in authors:
        name = tidy_name(author.name)
        if name:
            held = found.get(name)
            found[name] = Author(name, (held.orcid if held else "") or author.orcid, author.known_as)
    return tuple(found.values())


def more_named(authors: str) -> re.Match[str] | None:
    """What says at the end of a list of authors that there are more."""
    tail = authors[-200:]
    if not (
        tail.rstrip(" \t\r\n\xa0.,;)]}").lower().endswith(_GOING_ON)
        or "…" in tail
        or "..." in tail
        or (not tail.isascii() and SOLID.search(tail))
    ):
        return None
    return _GOES_ON.search(authors, max(0, len(authors) - 200))


def goes_on(authors: str) -> bool:
    """Whether a list of authors says at its end that there are more."""
    return bool(more_named(authors))


def without_raised(name: str) -> str:
    """A name as a file spells it without what LaTeX or brackets raise beside it: marks of footnotes, of equal and first authorship."""
    return _RAISED.sub("", name) if "^" in name or "\\" in name or "(" in name else name


@lru_cache(maxsize=1 << 17)
def tidy_name(printed: str) -> str:
    """A name as it stands on the paper: footnote marks off ("Ada Lovelace1,2*†"), "Lovelace, Ada" the right way round; "" for nobody."""
    name = fold(without_raised(printed))
    before = ""
    while before != name and len(name) <= _LONGEST:
        before = name
        name = _turned(_unmarked(name))
    return "" if name.casefold() in _NOBODY or not any(c.isalpha() for c in name) else name


def _unmarked(name: str) -> str:
    bare = _OTHERS.sub("", name.rstrip(_MARKS)).lstrip(_LEADING)
    return bare[:-24] + _NUMBERS.sub("", bare[-24:]) if " " in bare and not is_team(bare) else bare


def _turned(name: str) -> str:
    """ "Family, Given" as "Given Family"; with a suffix at either comma."""
    parts = [part.strip() for part in name.split(",")]
    if len(parts) == 1 or len(parts) > 3 or is_team(name) or not all(parts):
        return name
    suffix = next((part for part in parts[1:] if _suffix(part)), "")
    rest = [parts[0], *(part for part in parts[1:] if part != suffix)]
    if len(rest) > 2:
        return name
    words = rest[0].split()
    if not suffix and len(rest) == 2 and len(words) > 1 and _suffix(words[-1]):
        rest[0], suffix = " ".join(words[:-1]), words[-1]
    return whole_name(rest[-1], rest[0], suffix=suffix) if len(rest) > 1 else f"{rest[0]} {suffix}".strip()


def whole_name(given: str, family: str, particle: str = "", suffix: str = "") -> str:
    """A name of its parts, each of which may be missing: given name first; in the signs of China, Japan and Korea as it is written there,
    the family first and no blank."""
    if given and _EASTERN.match(family) and SOLID.match(given):
        return family + given
    return " ".join(filter(None, (given, particle, family, suffix)))


@lru_cache(maxsize=1 << 17)
def split_name(name: str) -> Name:
    """The parts of a tidied name; LaTeX is set as plain text first. "Ludwig van Beethoven" -> ("Beethoven", "Ludwig", "van")."""
    plain = tidy_name(typeset(name).plain if re.search(r"[\\{}$~`]", name) else name) or fold(name)
    words = plain.split()
    if len(words) > 1 and SOLID.search(words[0]):
        return Name(words[0], " ".join(words[1:]))
    if len(words) < 2 or is_team(plain):
        return Name(plain, whole=True)
    if re.fullmatch(r"\d{4}", words[-1]) and len(words) > 2:
        words = words[:-1]
    suffix = _suffix(words[-1]) if len(words) > 2 else ""
    words = words[:-1] if suffix else words
    start = _family_from(words)
    first = start + _particles_in(words[start:-1])
    return Name(" ".join(words[first:]), " ".join(words[:start]), " ".join(words[start:first]), suffix)


def _particles_in(words: list[str]) -> int:
    """How many small particles the words begin with."""
    small = [word.islower() and word in _PARTICLES for word in words]
    return [*small, False].index(False)


def _family_from(words: list[str]) -> int:
    """Where the family name begins, its particles included; there is a word before it."""
    last = len(words) - 1
    vietnamese = folded(words[last]) in _VIETNAMESE
    if last > 2 and words[last - 1] in ("y", "i", "e"):
        return last - 2
    for place in range(1, last):
        word = words[place]
        bound = word in _BOUND and _BOUND.issuperset(words[place:last])
        if bound or (word.islower() and word in _PARTICLES) or (word in _LARGE and not vietnamese):
            return place
    return last


@Table
def sort_key(name: str) -> tuple[str, str, str]:
    """The place of a name in an index: family name without its small particles and accents, given names, the name itself."""
    parts = split_name(name)
    family = parts.family[4:] if parts.whole and parts.family.startswith("The ") else parts.family
    return folded(family), " ".join(filter(None, (folded(parts.given), parts.particle, parts.suffix))), name


@Table
def index_letter(name: str) -> str:
    """The letter a..z under which an index lists the name; "other" for digits and other scripts."""
    return next((_latin(c) for c in unicodedata.normalize("NFKD", sort_key(name)[0]) if c.isalnum()), "other")


@lru_cache(maxsize=1 << 12)
def _latin(c: str) -> str:
    """The letter a..z that `c` is a form of, or "other"."""
    return slug(c)[:1] if unicodedata.name(c, "").startswith("LATIN ") and slug(c)[:1].isalpha() else "other"


@Table
def name_slug(name: str) -> str:
    """The slug of an author. Case, accents and points do not part two spellings; letters of another script do: five letters of a hash
    follow, since 王伟 and 汪伟 are written alike in ASCII."""
    plain = tidy_name(typeset(name).plain) or fold(name)
    made = slug(plain)
    letters = [c for c in plain if c.isalpha()]
    foreign = sum(1 for c in letters if not c.isascii() and not unicodedata.name(c, "").startswith("LATIN "))
    return f"{made}-{five_letters(plain)}" if made and foreign * 2 > len(letters) else made


@lru_cache(maxsize=1 << 13)
def is_team(name: str) -> bool:
    """Whether a name is that of a team or an organisation: a word says so, or "The" comes first."""
    words = name.replace(",", " ").replace(".", " ").split()
    return bool(words) and (words[0] == "The" or any(word.casefold() in _TEAM_WORDS for word in words))


def _suffix(word: str) -> str:
    return _SUFFIXES.get(word.rstrip(".").casefold(), "")


def names_without_blanks(part: str) -> list[str]:
    """A part of a list in Chinese, Japanese or Korean letters: names joined by "and", or by blanks where each has its family name."""
    joined = re.split(r"\s*[·ㆍ‧]\s*", part) if _KOREAN.fullmatch(part) else _EASTERN_AND.split(part)
    if "・" in part and not _KANA.search(part):
        joined = part.split("・")
    if len(joined) > 1 and all(2 <= len(name.replace(" ", "")) <= 5 for name in joined):
        return joined
    names = part.split()
    whole = all(
        name[0] in _FAMILIES and 2 <= len(name) <= 3 and not re.search(r"[\u3040-\u30ff]", name) for name in names
    )
    korean = all(re.fullmatch(r"[\uac00-\ud7af]{3,4}", name) for name in names)
    return names if len(names) > 1 and (korean or whole) else [part]


def are_eastern_halves(family: str, given: str) -> bool:
    """Whether what a comma parts can but be one name: no person is called by one sign alone, nor by a family in Japan ("佐藤, 洋一郎").
    What opens as families in China do is a whole name, unless what stands behind it is none."""
    if len(family) == 2 and family[1] in _ENDS:
        return family[0] not in _FAMILIES or given[0] not in _FAMILIES
    return len(family) == 1 or bool(_THREE_SIGNS.fullmatch(family))


def without_badges(title: str) -> str:
    """A title without "[Best Paper]", "(Oral)" or a cup before or behind it.

    >>> without_badges("🏆 [Best Paper] On Knots")
    'On Knots'
    """
    return _BADGE.sub("", title)
