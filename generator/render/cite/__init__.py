"""Citations. In: a Paper. Out: its BibTeX entry, its RIS record, its CSL object, and the citation tags of its page.

The citation key is short (`wan2024lookm`), unique, and as permanent as the page's address, for the register remembers it.
What the digests say of how the work came out decides its type; else its venue does.
"""

from generator.render.cite.bibtex import bibtex, bibtex_name, braced_title
from generator.render.cite.csl import csl
from generator.render.cite.forms import Forms, forms
from generator.render.cite.highwire import highwire
from generator.render.cite.lists import apa_list, ieee_list
from generator.render.cite.published import Published, published
from generator.render.cite.reference import apa, ieee
from generator.render.cite.ris import ris

__all__ = [
    "Forms", "Published", "apa", "apa_list", "bibtex", "bibtex_name", "braced_title", "csl", "forms", "highwire", "ieee",
    "ieee_list", "published", "ris",
]  # fmt: skip
