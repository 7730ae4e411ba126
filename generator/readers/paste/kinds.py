"""What a line says by itself. In: one folded line. Out: whether it is page text that is known, or stands about a paper (votes, dates,
ids), or names authors; and the names, ids and addresses in it."""

from __future__ import annotations

import re
from functools import lru_cache

# Text of pages that list papers: whole lines.
_CHROME = re.compile(
    r"(?:new|hot|top|trending|subscribe|sign (?:up|in)|log (?:in|out)|share|save|more|menu|search|home|about|next|previous|prev|back|"
    r"close|advertisement|sponsored|daily|weekly|monthly|website|community|company|solutions|resources|all|"
    r"(?:daily|trending|recent|latest|top|all|weekly|monthly|new|featured|popular) papers?|papers?|models?|datasets?|spaces?|"
    r"buckets?(?: new)?|"
    r"(?:references|bibliography|works cited|further reading|reading list|(?:table of )?contents|abstracts|list of papers|publications|"
    r"(?:accepted|selected|recent|best|invited|oral|poster|contributed|related) (?:papers|abstracts|posters|publications|talks)):?|"
    r"docs|enterprise|pricing|posts|blog|forum|discord|search (?:for )?(?:papers?|models?|arxiv)|learn|browse.{0,30}|search.{0,4}|"
    r"tasks|languages|collections|organizations|huggingchat|system theme|tos|jobs|"
    r"get (?:trending|daily|the latest) papers .{0,60}|by ?@?\w{1,20} and the research community|hugging ?face(?:'s logo)?|"
    r"(?:load|show|read|view|see) (?:all|more|less)|inference (?:providers|endpoints)|(?:log|sign) in or sign up|team & enterprise|"
    r"stay updated.*|subscribe to .*|join the .*|terms(?: of (?:service|use).*)?|privacy(?: policy)?|cookies?\b.{0,80}|©.*|copyright .*|"
    r"all rights reserved.*|powered by .*|unsubscribe.*|view (?:this|in) .*browser.*|forwarded this.*|share this.*|follow (?:us|me)\b.*|"
    r"(?:from|to|cc|bcc|subject|sent|reply-to): .*|on .{6,80} wrote:|posted by .{1,40} ago|you are receiving this .*|"
    r"to (?:unsubscribe|stop receiving) .*|that['’]s (?:all|it) for .*|session \d{1,2}\b.{0,80}|(?:session )?chairs?: .{0,80}|"
    r"(?:coffee|tea|lunch)(?: break)?|view blog|readers: everyone|"
    r"date: \w{3,9}, .*|"
    r"(?:hi|hello|dear)\b[^.]{0,40},|(?:best|cheers|thanks|(?:kind |best )?regards),?|the .{0,30}team|"
    r"page \d+(?: of \d+)?|\d+ ?/ ?\d+|this week|today|yesterday|sort(?:ed)? by.*|filter.*|skip to .*|toggle .*|loading.*|"
    r"showing \d.{0,40}|\d+(?:-|–)\d+ of \d+.{0,20}|[-=+*_~•·|–—#<>«»←→↑↓…. ]+)",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = (
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?|"
    rf"\d{{1,2}} {_MONTH},?(?: \d{{4}})?|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|{_MONTH},? \d{{4}})"
)
_COUNT = (
    r"\d[\d.,]*k?\+? ?(?:upvotes?|votes?|points?|likes?|stars?|comments?|authors?|views?|citations?|repl(?:y|ies)|downloads?|retweets?|"
    r"(?:days?|hours?|minutes?|weeks?|months?) ago|min(?:utes?)? read)"
)
# One piece of a line of facts, up to a separator.
_META = re.compile(
    rf"(?:\d{{1,2}}[:.]\d\d ?(?:[ap]\.?m\.?)? ?[-–—] ?\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\.?)?|{_COUNT}|{_DAY}|last modified:? {_DAY}|"
    rf"\+? ?\d[\d.,]*k?|(?:upvotes?|comments?|likes?|votes?):?(?: ?\d+)?|"
    rf"(?:published|submitted|posted|updated|date|released|added)(?: on| at)?:? ?{_DAY}|on {_DAY}|submitted by.{{0,60}}|"
    r"[a-z]{3,10}[ ’']{0,2}\d{2,4},? (?:conference |workshop )?(?:poster|oral|spotlight|highlight)|"
    r"abstract|tl;?dr:?|view (?:pdf|html|arxiv page|paper|abstract)|read (?:the )?(?:paper|abstract)|project page|"
    r"github|pdf|arxiv|html|code|bookmark|cite|paper|abs|other|bibtex|openreview|doi|"
    r"\[?arxiv:\s?\S{5,30}\]?(?: \[[\w.-]+\])?|\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7}(?:v\d+)?|<?https?://\S+|"
    r"(?:pdf|doi|url|link|code|github|project|project page|arxiv|paper|website|demo|source|abs)\s*:\s*\S+)"
    r"(?=\s|[·•|,/–—-]|$)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s▲△⬆♥❤\ufe0f★⭐👍🔥💬📅🗓👤👥🔗🌐💻📎📄📝👉➡·•|,/–—-]*")
_LABELLED = re.compile(
    r"(?:comments?|subjects?|categories|keywords?|tags?|topics?|venue|journal[- ]ref(?:erence)?|published in|accepted (?:at|to|by)|"
    r"affiliations?|institutions?|primary category|tl;?dr|my notes?|notes?|room|location|doi)\s*:\s*\S.{0,400}",
    re.IGNORECASE,
)
_ARXIV = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html)/|huggingface\.co/papers/|arxiv:\s?|^)((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?",
    re.IGNORECASE,
)
_PARTICLES = frozenset("de van von der den di da del della la le el al bin ibn dos du ten ter y e zu af av".split())
# Words of titles that are nobody's name, so that "Optimal Control and Machine Learning" is no pair of authors.
NOT_NAMES = frozenset(
    "the with for and from via using towards toward through under into without beyond between about how what why when on in of to an "
    "learning model models language based multi large neural image images detection data generation network networks efficient "
    "reasoning deep llm llms framework aware training reinforcement graph graphs vision text visual video videos diffusion optimization "
    "optimal analysis knowledge human object objects multimodal robust segmentation agent agents adaptive task tasks classification "
    "semantic semantics estimation evaluation recognition supervised approach representation representations guided domain prediction "
    "dynamic attention control modeling benchmark generative dataset datasets retrieval context adversarial understanding inference "
    "real robot robots information machine systems system driven temporal transformer transformers translation alignment motion "
    "feature features search planning policy policies adaptation tuning sparse view online hierarchical open reconstruction latent "
    "speech memory unsupervised unified gradient action generalization enhancing augmented design contrastive tracking distillation "
    "bayesian linear medical fast autonomous scene uncertainty structure question transfer fusion synthesis causal structured local "
    "stochastic method methods matching prompt spatial multilingual bias sampling federated code distribution extraction label natural "
    "quality identification state flow pose decision hybrid automated automatic algorithm algorithms scaling performance embedding "
    "embeddings probabilistic compression architecture social clustering continuous synthetic exploration global novel convolutional "
    "regression constrained perception survey navigation geometry geometric augmentation consistency word applications environments "
    "dialogue sensing theory audio languages statistical logical distributional diabetes behavior management approaches complex "
    "equilibrium equilibria regularization computing computation filters sources finite automata clustering separation matrix "
    "nonlinear logic programming database databases web mobile digital quantum medicine science technology university institute "
    "department research laboratory google microsoft meta openai deepmind hugging face daily papers paper abstract introduction "
    "less more learns".split()
)
# Those that tell wherever they stand; the others are also in "By Ada Lo and 3 more".
_TELLING = NOT_NAMES - {"and", "by", "more"}
_FOOTNOTE = re.compile(r"[\s\d*†‡§¶∗,]+$")
_AND_OTHERS = re.compile(
    r"(?:et al\.?|(?:and )?\+? ?\d+ (?:others?|more|authors?|more authors?|co-?authors?)|…|\.\.\.|others)",
    re.IGNORECASE,
)
_OF = r"(?:\s(?:of|for|the|and|in|at|de|la|del|di|da|do|zu|für|[A-Z][\w.'’-]*)){1,7}"
# Names that say by their form, or by being well known, that they are an institution's.
_INSTITUTION = re.compile(
    r"(?:The\s)?(?:"
    rf"(?:[^\W\d_a-z][\w.'’-]*\s){{1,5}}(?:University|College|Academy|Universität|Institute|Laborator(?:y|ies))(?:\s(?:of|for|at|in){_OF})?|"
    rf"(?:University|Universit[éàä]t?|Universi(?:dade|dad|tat)|Department|Faculty)\s(?:of|de|di|del|da|zu|Paris|Politècnica){_OF}|"
    rf"(?:Institute|Academy|College)\s(?:of|for){_OF}|"
    r"Universität(?:\s[A-Z][\w-]*){1,3}|École(?:\s(?:[A-Z]\w*|de|des|du|la)){1,5}|"
    r"(?:Google|Microsoft|Meta|Facebook|IBM|NVIDIA|Adobe|Amazon|Apple|Alibaba|Tencent|ByteDance|Baidu|Huawei|Samsung|Salesforce|Intel|Sony)"
    r"\s(?:Research|AI|FAIR|Labs?|Group|Inc\.?|Cloud|DeepMind|Brain|Research Asia|AI Research|AI Lab|Seed|Noah['’]s Ark Lab)|"
    r"DeepMind|ETH Z(?:u|ü)rich|EPFL|KAIST|POSTECH|INRIA|Inria|CNRS|MIT CSAIL|UC [A-Z]\w+(?:\s[A-Z]\w+)?|UIUC|HKUST|USTC|UCLA|UCSD"
    r")"
)
_NAMED = re.compile(
    r"[^\W\d_a-z][\w.'’&()-]*(?:\s(?:[-–]\s)?(?:of|for|the|and|in|at|de|des|du|la|del|di|da|do|zu|für|[^\W\d_a-z][\w.'’&()-]*|\([A-Z]\w*\))){0,9}"
)
# Numbers and signs that tie an institution to its authors.
_NOTE_MARK = re.compile(r"(?:(?<![^\s,;·])[\d*†‡§¶⁰¹²³⁴-⁹]+|[\d*†‡§¶⁰¹²³⁴-⁹]+(?=\s*(?:[,;·]|$)))")
_PREFIX = re.compile(r"(?:authors?\s*:|by\s+:?)\s*", re.IGNORECASE)


@lru_cache(maxsize=1 << 14)
def is_chrome(text: str) -> bool:
    """Text that pages of papers carry and that says nothing about a paper."""
    return len(text) < 200 and bool(_CHROME.fullmatch(text))


def is_meta(text: str) -> bool:
    """Votes, dates, counts, ids and addresses of a paper, or a labelled line such as "Subjects: …"."""
    return len(text) < 500 and (_only_facts(text) or bool(_LABELLED.fullmatch(text)) or is_affiliation(text))


def is_affiliation(text: str) -> bool:
    """A line of institutions and nothing else: "Tsinghua University, ByteDance Seed". One at least is known for one by its form."""
    if len(text) > 300 or text[-1:] in ".?!:,;":
        return False
    parts = [part.strip() for part in re.split(r"[,;·|•]|\s&\s|\sand\s", _NOTE_MARK.sub("", text))]
    parts = [part for part in parts if part]
    return any(map(_INSTITUTION.fullmatch, parts)) and all(map(_NAMED.fullmatch, parts))


def _only_facts(text: str) -> bool:
    place = _end(_BETWEEN, text, 0)
    while place < len(text):
        after = _end(_META, text, place)
        if after == place:
            return False
        place = _end(_BETWEEN, text, after)
    return bool(text)


def _end(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def is_address(text: str) -> bool:
    """A line that is an address and nothing else but a label."""
    return bool(re.fullmatch(r"(?:.{0,40}:\s*)?<?https?://\S+", text)) and is_meta(text)


def arxiv_id(text: str) -> str:
    """The arXiv id that a line of this kind gives, without its version, or ""."""
    found = _ARXIV.search(text)
    return found[1] if found else ""


def names_in(text: str) -> list[str]:
    """The names of an author line, without footnote marks and without "et al."."""
    parts = [part for part in _parts(text) if not _AND_OTHERS.fullmatch(part)]
    if _inverted(parts):
        return [f"{initials} {family}" for family, initials in zip(parts[::2], parts[1::2], strict=True)]
    return [part for part in parts if re.search(r"\w\w", part)]


def names_go_on(text: str) -> bool:
    """Whether an author line names the first authors only."""
    return any(_AND_OTHERS.fullmatch(part) for part in _parts(text)) and bool(names_in(text))


def author_score(text: str) -> float:
    """How surely a line is a list of names: 0 not at all; above 0.5 a list, up to 1; below, a single name or a pair."""
    if len(text) > 20_000 or text[-1:] in "?!:":
        return 0.0
    if re.match(r"authors?\s*:\s*\S", text, re.IGNORECASE):
        return 1.0
    if len(text) < 400 and not _TELLING.isdisjoint(text.lower().split()):
        return 0.0
    parts = _parts(text)
    others = [part for part in parts if _AND_OTHERS.fullmatch(part)]
    named = [part for part in parts if not _AND_OTHERS.fullmatch(part)]
    if not named or any(word.lower() in NOT_NAMES for part in named[:40] for word in part.split()):
        return 0.0
    names = sum(map(_is_name, named)) / len(named)
    if _inverted(named):
        return 0.9
    if names < 0.8:
        return 0.0
    if len(named) > 2 or others or (len(named) == 2 and "," in text) or _PREFIX.match(text):
        return 0.9
    return 0.4 if len(named) == 2 else 0.2


def _parts(text: str) -> list[str]:
    body = re.sub(r",? et al\.?$", ", et al.", _PREFIX.sub("", text, count=1) if _PREFIX.match(text) else text)
    parts = (_FOOTNOTE.sub("", part).strip(" .") + ("." if part.endswith(".") and part[-3:-2] in " ." else "")
             for part in re.split(r"[,;&·•]|(?<=\s)and(?=\s)", body))  # fmt: skip
    return [part for part in (part.strip() for part in parts) if part and part != "and"]


def _is_name(part: str) -> bool:
    words = part.split()
    if len(words) == 1:
        return (
            2 <= len(part) <= 4
            and not part.isascii()
            and part[0].isalpha()
            and not part[0].islower()
            and not part[0].isupper()
        )
    return 2 <= len(words) <= 6 and len(part) < 60 and all(map(_is_name_word, words)) and any(map(str.isalpha, part))


def _is_name_word(word: str) -> bool:
    if word.lower() in _PARTICLES:
        return True
    letters = word.strip(".'’()\"“”")
    return (
        bool(letters)
        and letters[0].isalpha()
        and not letters[0].islower()
        and all(sign.isalpha() or sign in ".'’-‐‑" for sign in letters)
    )


def _inverted(parts: list[str]) -> bool:
    """Whether names stand as "Lovelace, A., Li, B. C."."""
    return (
        len(parts) >= 2
        and len(parts) % 2 == 0
        and all(
            re.fullmatch(r"(?:[^\W\d_a-z]\.?[\s-]?){1,4}", initials)
            and len(family) > 1
            and all(map(_is_name_word, family.split()))
            for family, initials in zip(parts[::2], parts[1::2], strict=True)
        )
    )
