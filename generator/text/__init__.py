"""Text. In: bytes and strings as they come. Out: decoded, folded, set for the page and for search, escaped, named and cut into words."""

from generator.text.clean import escape, fold
from generator.text.decoding import decode
from generator.text.keys import normal_title, paper_key, slug
from generator.text.late import pattern_of
from generator.text.names import Name, goes_on, name_slug, split_name
from generator.text.page import Typeset
from generator.text.tokens import folded, words
from generator.text.typeset import paragraphs, typeset
from generator.text.urls import checked, find_urls, host_of

__all__ = [
    "Name", "Typeset", "checked", "decode", "escape", "find_urls", "fold", "folded", "goes_on", "host_of", "name_slug", "normal_title",
    "paper_key", "paragraphs", "pattern_of", "slug", "split_name", "typeset", "words",
]  # fmt: skip
