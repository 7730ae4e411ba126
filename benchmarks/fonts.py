"""Cut the web fonts to what the style sheet uses, and measure their stand-ins. In: whole fonts. Out: woff2 files, percentages.

    python benchmarks/fonts.py WHOLE OUT [STAND-INS]

WHOLE holds latinmodern-math.otf (Debian's fonts-lmodern) and the files of the npm packages @fontsource-variable/inter and
@fontsource-variable/source-serif-4 (latin, wght); STAND-INS those of Liberation, which has the widths of Times New Roman and Arial. It
needs fonttools and brotli, which nothing else here does. The licences reserve the fonts' names, so what is cut is called otherwise inside.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# The weights that the style sheet names; italics stand in lines of authors alone.
CUTS = {
    "inter-latin-wght-normal": ((400, 600), "Offprint Sans", "LiberationSans-Regular"),
    "source-serif-4-latin-wght-normal": ((400, 600), "Offprint Serif", "LiberationSerif-Regular"),
    "source-serif-4-latin-wght-italic": (400, "Offprint Serif", "LiberationSerif-Italic"),
}
FEATURES = ["kern", "tnum", "liga", "ccmp", "locl", "mark", "mkmk"]
NAMES = {1, 3, 4, 6, 16, 25}
# What formulas in abstracts use: ASCII, Greek, the letters of mathematics (bold, italic, script, blackboard), arrows, operators, fences
# and accents. A thousand signs fewer than the whole font, whose 734 kB no page could carry.
FORMULAS = [
    (0x20, 0x7E), (0xAC, 0xB1), (0xB7, 0xB7), (0xD7, 0xD7), (0xF7, 0xF7), (0x131, 0x131), (0x237, 0x237), (0x302, 0x308), (0x391,
    0x3C9), (0x3D1, 0x3D6), (0x3F0, 0x3F5), (0x2016, 0x2016), (0x2026, 0x2026), (0x2032, 0x2033), (0x203E, 0x203E), (0x2061,
    0x2063), (0x20D7, 0x20D7), (0x2102, 0x2133), (0x2190, 0x2199), (0x21A6, 0x21A6), (0x21D0, 0x21D5), (0x2200, 0x222E), (0x2234,
    0x2234), (0x223C, 0x223C), (0x2243, 0x224D), (0x2260, 0x226B), (0x227A, 0x227B), (0x2282, 0x2287), (0x2295, 0x2299), (0x22A2,
    0x22A5), (0x22C0, 0x22C5), (0x22EE, 0x22F1), (0x2308, 0x230B), (0x23DE, 0x23DF), (0x27E8, 0x27E9), (0x2A00, 0x2A02), (0x2A7D,
    0x2A7E), (0x1D400, 0x1D467), (0x1D49C, 0x1D4B5), (0x1D538, 0x1D550), (0x1D6FC, 0x1D71B),
]  # fmt: skip
# Text as it stands on the pages: names, titles, abstracts.
SAMPLE = Path(__file__).parents[1] / "digests/2025-03-14-trending-papers.txt"


def cut(source: Path, signs: Iterable[int] | None, features: list[str], name: str) -> TTFont:
    """The font with the signs (None: all) and features that are used, without hints, under a name of our own."""
    options = Options()
    options.layout_features, options.hinting, options.name_IDs = features, False, ["*"]
    font = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=signs or list(font.getBestCmap()))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in NAMES:
            record.string = name
    return font


def at_weights(font: TTFont, weights: object) -> TTFont:
    """A variable font at one weight, or from one to another."""
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    plain.seek(0)
    return instantiateVariableFont(TTFont(plain), {"wght": weights})


def width(font: TTFont, text: str) -> float:
    """The mean advance of the letters of a text, in parts of an em."""
    shapes, table = font.getBestCmap(), font["hmtx"]
    known = [table[shapes[ord(c)]][0] for c in text if ord(c) in shapes]
    return sum(known) / len(known) / font["head"].unitsPerEm


def stand_in(font: TTFont, other: TTFont, text: str) -> str:
    """What @font-face needs so that `other` takes the room of `font`."""
    size, em, hhea = width(font, text) / width(other, text), font["head"].unitsPerEm, font["hhea"]
    ascent, descent = hhea.ascent / em / size, -hhea.descent / em / size
    return f"size-adjust: {size:.1%}; ascent-override: {ascent:.1%}; descent-override: {descent:.1%}; line-gap-override: 0%"


def save(font: TTFont, path: Path) -> None:
    font.flavor = "woff2"
    font.save(path)
    print(path.name, path.stat().st_size)


def main(whole: Path, out: Path, stand_ins: Path | None) -> None:
    text = SAMPLE.read_text("utf-8")
    signs = [sign for first, last in FORMULAS for sign in range(first, last + 1)]
    save(cut(whole / "latinmodern-math.otf", signs, ["ccmp", "dtls"], "Offprint Math"), out / "latin-modern-math.woff2")
    for name, (weights, called, other) in CUTS.items():
        font = at_weights(cut(whole / f"{name}.woff2", None, FEATURES, called), weights)
        save(font, out / f"{name}.woff2")
        if stand_ins:
            print("  ", stand_in(font, TTFont(stand_ins / f"{other}.ttf"), text))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
