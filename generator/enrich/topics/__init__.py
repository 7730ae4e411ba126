"""Topics of a library. In: papers, and what a person gave. Out: the topics there are (vocabulary.py), those found (finding.py)."""

from generator.enrich.topics.finding import find_topics
from generator.enrich.topics.vocabulary import (
    Topics,
    agreed,
    bare,
    begin_naming,
    given_alone,
    may_be_told,
    topics_of,
    used,
)

__all__ = ["Topics", "agreed", "bare", "begin_naming", "find_topics", "given_alone", "may_be_told", "topics_of", "used"]
