"""Topics of a library. In: papers, and what a person gave. Out: the topics there are (vocabulary.py), those found (finding.py)."""

from generator.enrich.topics.finding import find_topics
from generator.enrich.topics.vocabulary import agreed, bare_tags, begin_areas, begin_naming, topics_of

__all__ = ["agreed", "bare_tags", "begin_areas", "begin_naming", "find_topics", "topics_of"]
