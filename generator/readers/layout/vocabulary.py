"""The words on which lists of papers agree. In: nothing; blocks. Out: patterns of labels, column names, venues and hosts, in several
languages; which blocks head what somebody did."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.readers.layout.structures import Block
from generator.text import pattern_of
from generator.text.late import one_of

# Hosts that hold papers and nothing else that a list would link to.
PAPER_HOSTS = frozenset(
    "papers.nips.cc proceedings.neurips.cc openaccess.thecvf.com ecva.net dl.acm.org ieeexplore.ieee.org link.springer.com "
    "sciencedirect.com nature.com science.org biorxiv.org medrxiv.org ojs.aaai.org ijcai.org jmlr.org isca-speech.org "
    "isca-archive.org usenix.org semanticscholar.org ssrn.com hal.science academic.oup.com onlinelibrary.wiley.com mdpi.com "
    "journals.plos.org frontiersin.org tandfonline.com pnas.org cell.com openreview.net aclanthology.org aclweb.org "
    "proceedings.mlr.press arxiv.org alphaxiv.org doi.org dx.doi.org eprint.iacr.org jair.org direct.mit.edu vldb.org "
    "bmva-archive.org.uk roboticsproceedings.org cv-foundation.org papers.cool thelancet.com nejm.org journals.sagepub.com "
    "transacl.org distill.pub ndss-symposium.org journals.aps.org iopscience.iop.org".split()
)  # fmt: skip

PAPER_LABEL = pattern_of(
    r"(?:full |original |conference |journal |the |open[- ]access |accepted |published |(?:author|publisher)(?:['’]s|s['’]?)? |free "
    r"|ungated |final |online |working |pre-?print |post-?print )*(?:paper|pdf|arxiv|ar5iv|abs|abstract|pre-?print|post-?print|openreview|"
    r"acl anthology|doi|open access|full[- ]?text|manuscript|version|volltext|texte intégral|texto completo|testo completo|"
    r"article|publication|论文|原文|论文链接|논문|論文)(?: link| page| version| copy| manuscript| \d)?",
    re.IGNORECASE,
)
_THINGS = (
    "links? html codes? github git repo repository implementation project projects page website web homepage home.page site webpage "
    "demos? videos? slides? poster talk datasets? data benchmark models? weights checkpoints? blogs? blog.?post posts? news tweet "
    "twitter thread x 𝕏 youtube bilibili colab hugging.?face hf modelscope diffusers? space supp suppl?\\.? appendix bib bibtex cite "
    "oral spotlight highlight poster best.paper award "
    "citation read.more more here this docs? documentation wiki api reviews? media press kaggle notebook tutorial medium stars? "
    "back.to.top top back toc zhihu wechat discord reddit paperswithcode pwc gitlab leaderboard openaccess summary notes? "
    "visualization results gallery app tool toolkit library framework "
    "中文 代码 项目 主页 链接 数据 数据集 코드 링크 コード 论文解读 解读 知乎"
)  # fmt: skip
LABEL = pattern_of(
    r"(?:official |pytorch |tensorflow |jax |unofficial |our |the |project |github |source |live |online )*(?:"
    + one_of(_THINGS.split())
    + r"|(?:online )?(?:supplement(?:ary|al)?|appendix|anhang|annexes?|apéndice|appendice)"
    r"(?: (?:materials?|documents?|files?|information|data|appendix|text|tables?|notes?))?"
    r"|replication (?:code|data|materials?|files?|package|archive|kit)|handouts?|errata|erratum|corrigendum|folien|"
    r"links? to [\w ]{3,30}|click (?:here )?to [\w ]{3,40}|"
    r"(?:ver|leer|voir|lire|zum?|vai al|ler|read|view) (?:the |la |le |el |o |a |l['’])?(?:full )?"
    r"(?:publica\w{3,4}|publication|art[ií]cul?o|artigo|article|artikel|articolo|pdf|paper|más|mais|more|plus)|"
    r"(?:extended|preprint|journal|full|short|english|german|online|updated) version|"
    r"(?:[\w-]+ ){0,2}(?:als|en|in|as) pdf|download[\w ]{0,20}|"
    r"diapositives|diapositivas)(?: page| link| \d{1,2})?",
    re.IGNORECASE,
)

_VENUES = (
    "arxiv cvpr\\w? iccv\\w? eccv\\w? wacv accv bmvc 3dv neurips nips icml iclr acl emnlp naacl eacl aacl coling tacl conll "
    "aaai ijcai kdd www thewebconf sigir cikm wsdm recsys icassp interspeech miccai midl icra iros corl rss siggraph acm.mm "
    "mm tog tpami pami ijcv tip tvcg tmlr jmlr uai aistats colt chi uist usenix\\w* osdi sosp nsdi asplos isca micro hpca "
    "mlsys eurosys atc sc ppopp vldb pvldb sigmod icde icse fse ase issta pldi popl ccs ndss s&p sp crypto dac iccad date "
    "nature science colm lrec findings preprint icdar icip icme pakdd ecml tnnls tkde tois arr l4dc log automl cav "
    "neurocomputing pattern.recognition medical.image.analysis workshop journal transactions"
)  # fmt: skip
VENUE = pattern_of(
    r"\W*(?:(?:ieee|acm|proc|proceedings|in|of|the|findings)\W++)*"
    + one_of(_VENUES.split())
    + r"\b(?!\s*:)[\w\s&'’\-/.()@]{0,60}",
    re.IGNORECASE,
)
VENUE_ALONE = pattern_of(
    r"\W*(?:(?:ieee|acm|proceedings of|findings of)\W+)*(?:"
    + one_of(_VENUES.split())
    + r"|(?:nature|science|ieee|cell|journal of|transactions on)(?: [\w&]+){1,4})"
    r"(?:\W+(?:workshops?|findings|main|oral|spotlight|poster|highlight|track|demo|long|short|asia|preprint))*\W*",
    re.IGNORECASE,
)
ACRONYM_YEAR = pattern_of(
    r"[^\w:]*(?:[\u4e00-\u9fff]{2,12}(?=['’])|(?:(?:ACM|IEEE)(?:/[A-Z]{2,5})?\s)?[A-Z][A-Za-z&+/]{1,11}(?:-[A-Z][A-Za-z]{0,3})?"
    r"(?:\s(?:Asia|Workshops?|MM|Findings))?)[\s-]?(?:['’]\d\d|(?<=[A-Z][\s-])\d\d|(?:19|20)\d\d)"
    r"\b(?!\s+(?:shared )?task\b)[^\w:]*(?:\([\w ]{1,20}\)|(?i:Datasets (?:and|&) Benchmarks(?: track)?)|[\w ]{0,20})\W*"
)

# "ISPRS P&RS 2020", "SIGKDD Explorations 2020": an acronym, a word or two and a year.
ACRONYM_WORDS_YEAR = pattern_of(
    r"(?!THE\b)[A-Z]{3,8}(?: (?:[A-Z][a-z][A-Za-z]{1,14}|[A-Z&]{1,5})){1,2},? (?:19|20)\d\d"
)

# Words with which a list speaks to its reader.
TALK = pattern_of(
    r"(?:please|see|check|our|we|this (?:is|repo|list|work|project|page)|for (?:more|any|the)|cite|citing|read|if|note|here|thanks?|"
    r"welcome|feel free|contribut\w*|star history|license|contact|table of contents|contents|news|updates?|acknowledg\w+|"
    r"related (?:projects|lists|resources)|"
    r"(?:in )?this section|perhaps|maybe|there (?:is|are)|it (?:is|seems|can)|update \d|note that|these are|here (?:is|are)|"
    r"join|follow|subscribe)\b|(?:同时)?(?:欢迎|感谢|歡迎|感謝|大家|各位|本(?:项目|仓库|列表|页|文整理))",
    re.IGNORECASE,
)

# Headings under which stands what somebody did, and no paper; the others tell so only beside these, or beside publications.
OTHER_THINGS = pattern_of(
    r"(?<![a-zà-ÿ])(?:people|(?:our )?team|alumni|staff|mitarbeiter\w*|équipe|equipo|"
    r"teaching|education|(?:experience|employment|positions?|appointments?)|awards?|honou?rs|prizes?|grants?|funding|fellowships?|scholarships?|"
    r"(?:jupyter |colab )?notebooks?|services?|reviewing|committees?|memberships?|patents?|"
    r"supervision|mentoring|outreach|references available|lehre|preise|auszeichnungen|stipendien|ausbildung|werdegang|"
    r"berufserfahrung|mitgliedschaften|betreuung|enseignements?|formation|prix|distinctions|expériences?|encadrements?|"
    r"docencia|formación|premios|experiencia|proyectos|ensino|prêmios|projetos|orientações|formação|didattica|premi|progetti|formazione|"
    r"награды|гранты|преподавание|образование|патенты|nagrody|granty|dydaktyka|wykształcenie|iniciação científica|tcc|"
    r"受賞|研究資金|競争的|外部資金|特許|学歴|職歴|略歴|社会活動|所属学会|获奖|奖励|荣誉|科研项目|基金项目|专利|教学|教育经历|工作经历|"
    r"수상|특허|과제|강의|학력|경력)(?![a-zà-ÿ])",
    re.IGNORECASE,
)
BESIDE_THEM = pattern_of(
    r"(?<![a-zà-ÿ])(?:(?:(?:invited|contributed|selected|professional|public) )?(?:talks?|presentations?|posters?|keynotes?)|"
    r"participation|attendance|seminars|colloquia|sessions|lectures|conference activities|works?(?: in progress| under review)|"
    r"conference (?:papers|presentations)|manuscripts|research interests|forschungsschwerpunkte|software(?: development)?|press|"
    r"media coverage|news|skills|languages|interests|students|vorträge|presse|exposés|logiciels|"
    r"ponencias|charlas|palestras|выступления|学会発表|口頭発表|招待講演|講演|学术报告|報道|ソフトウェア)(?![a-zà-ÿ])",
    re.IGNORECASE,
)

# What ends a heading of so many words names what is under it ("Departmental Talks"), and no subject ("Models for Education").
_HEADED = 5
_ABOUT = pattern_of(r"\b(?:for|in|of|on|from|to|with)\s+$", re.I)
# "Talks and Conferences"
_AND = pattern_of(r"\s*(?:and|&|/|,|und|et|y|e)\s", re.I)
# Lists of what somebody published; a programme has "papers".
_PUBLISHED = re.compile(
    r"publi[ckzc]|veröffent|aufsätze|artículos|artigos|articoli|\barticles\b|статьи|論文|业绩|業績|論著|논문|monogra|bücher|livros|chapitres",
    re.I,
)


def asides_in(blocks: Sequence[Block]) -> frozenset[int]:
    """The headings under which what somebody did is listed. In a programme talks are papers; beside publications they are not."""
    headings = [(at, block.text) for at, block in enumerate(blocks) if block.kind == "heading" and len(block.text) < 60]
    asides = {at for at, text in headings if _is_mostly(OTHER_THINGS, text)}
    if asides or any(_PUBLISHED.search(text) for _, text in headings):
        asides |= {at for at, text in headings if _is_mostly(BESIDE_THEM, text)}
    return frozenset(asides)


def _is_mostly(pattern: re.Pattern[str], text: str) -> bool:
    """Whether words of a pattern are so much of a heading that they name what is under it."""
    for found in pattern.finditer(text):
        first = not found.start() and _AND.match(text[found.end() :])
        last = text.strip().endswith(found[0]) and text.count(" ") < _HEADED
        if first or (last and not _ABOUT.search(text, 0, found.start())) or len(found[0]) * 3 >= len(text.strip()):
            return True
    return False
