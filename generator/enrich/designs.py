"""Designs. Out: what indexers mark records with, what studies are made with, and how they are made: none says what a paper is about."""

from __future__ import annotations


def _names(listed: str) -> frozenset[str]:
    return frozenset(name.strip() for name in listed.split("|"))


# What indexers mark each record with, after the check tags of NLM (MeSH, and DeCS, which has them in Spanish and Portuguese) and Elsevier
# (Emtree): of a record, not of what it is about.
MARKS = _names(
    """humans|human|male|female|men|women|man|woman|adult|aged|middle aged|young adult|adolescent|child|child, preschool|infant|newborn|
    infant, newborn|aged, 80 and over|very elderly|preschool child|school child|animals|animal|nonhuman|animal experiment|animal model|
    animal cell|human experiment|human cell|human tissue|article|review|letter|note|editorial|case report|case reports|priority journal|
    conference paper|conference proceeding|conference abstract|journal article|systematic review|unclassified drug|treatment outcome|
    time factors|age|age factors|sex factors|
    controlled study|major clinical study|clinical article|comparative study|retrospective studies|retrospective study|
    prospective studies|prospective study|follow-up studies|cross-sectional studies|clinical trials as topic|procedures|methodology|
    questionnaires|surveys and questionnaires|reproducibility of results|reference values|medline|embase|
    dose-response relationship, drug|
    research|publication|standards|statistics and numerical data|trends|metabolism|physiology|
    complication|complications|prevention|etiology|pathogenesis|pathology|adverse effects|adverse event|side effect|drug effects|
    drug efficacy|drug safety|drug dose|drug dosage|treatment duration|treatment response|outcome assessment|disease association|
    validation process|psychological aspect|disease|syndrome|acute disease|chronic disease|recurrence|side effects|odds ratio|
    confidence interval|confidence intervals|observer variation|analysis of variance|research design|area under curve|
    area under the curve|sensitivity and specificity|predictive value of tests|severity of illness index|disease severity|
    drug administration schedule|drug administration routes|risk assessment|analysis|therapy|
    data analysis software|dsm-iv|dsm-5|chi square test|procedure|
    toread|to read|to-read|unread|read|todo|important|favorite|favourites|no-tag|notag|untagged|imported|bibtex-import|mendeley|zotero|
    pdf|
    humanos|humano|animales|animais|masculino|femenino|feminino|adulto|adulto joven|adulto jovem|anciano|idoso|adolescente|niño|criança|
    preescolar|pré-escolar|lactante|lactente|recién nacido|recém-nascido|mediana edad|persona de mediana edad|pessoa de meia-idade|humains|
    adulte|adulte d'âge moyen|sujet âgé|mâle|femelle"""
)
_WAYS = _names(
    """double blind|single blind|triple blind|open label|crossover|cross over|cohort|case control|cross sectional|longitudinal|prospective|
    retrospective|multicenter|multi center|observational|comparative|pilot|feasibility|follow up|placebo controlled|parallel group"""
)
# What a study is made with: its arms, blinding, samples, instruments, measures and animals, and where it was printed.
INSTRUMENTS = frozenset(
    f"{way} {kind}" for way in _WAYS for kind in "study trial method procedure design project analysis".split()
) | _names(
    """placebo|placebo group|double blind|single blind|open label|open study|controlled trial|random allocation|cohort|case control|
    cross sectional|control group|treatment group|experimental group|intervention group|sample size|small sample size|follow up|baseline|
    evaluation study|validation study|intermethod comparison|questionnaire|structured questionnaire|self report questionnaire|interview|
    semi structured interview|focus group|self report|clinical feature|clinical evaluation|clinical outcome|outcome|outcome measure|
    statistical significance|statistical analysis|p value|hazard ratio|relative risk|quantitative analysis|correlation analysis|
    scoring system|psychiatric status rating scale|rating scale|predictor variable|dependent variable|independent variable|
    experimental study|clinical examination|
    model test|healthy volunteer|normal human|rat|mouse|guinea pig|hamster|wistar rat|sprague dawley rat|inbred c57bl mouse|
    inbred balb c mouse|c57bl 6 mouse|international conference|conference|proceeding|acm international conference proceeding series|
    ceur workshop proceeding"""
)
# How a study was made: readers ask for it, but two papers share nothing by it. The characteristics of studies that NLM and Elsevier index.
STUDIES = _names(
    """clinical trial|controlled trial|controlled clinical trial|randomized trial|randomized controlled trial|randomised controlled trial|
    case study|case report|meta analysis|systematic review|literature review|review|placebo controlled|side effect|adverse event|
    adverse effect|risk factor|qualitative|qualitative study|survey|
    systematic literature review|scoping review|literature survey|research agenda|future research"""
)
