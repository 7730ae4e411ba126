"""Cut the web fonts to what the style sheet uses, and measure their stand-ins. In: whole fonts. Out: woff2 files, percentages.

    python benchmarks/fonts.py WHOLE OUT [STAND-INS]

WHOLE holds the files of the npm packages @fontsource-variable/inter and @fontsource-variable/source-serif-4 (latin, wght); STAND-INS
those of Liberation, which has the widths of Times New Roman and Arial. It needs fonttools and brotli, which nothing else here does. The
Source Serif licence reserves its name, so what is cut is called otherwise inside.
"""

from __future__ import annotations

import sys
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
# Text as it stands on the pages: names, titles, abstracts.
SAMPLE = Path(__file__).parents[1] / "digests/2025-03-14-trending-papers.txt"


def cut(source: Path, weights: object, name: str) -> TTFont:
    """The font with the features and weights that are used, without hints, under a name of our own."""
    options = Options()
    options.layout_features, options.hinting, options.name_IDs = FEATURES, False, ["*"]
    font = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=list(font.getBestCmap()))
    subsetter.subset(font)
    font.flavor = None
    plain = BytesIO()
    font.save(plain)
    plain.seek(0)
    made = instantiateVariableFont(TTFont(plain), {"wght": weights})
    for record in made["name"].names:
        if record.nameID in NAMES:
            record.string = name
    return made


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


def main(whole: Path, out: Path, stand_ins: Path | None) -> None:
    text = SAMPLE.read_text("utf-8")
    for name, (weights, called, other) in CUTS.items():
        font = cut(whole / f"{name}.woff2", weights, called)
        font.flavor = "woff2"
        font.save(out / f"{name}.woff2")
        print(name, (out / f"{name}.woff2").stat().st_size)
        if stand_ins:
            print("  ", stand_in(font, TTFont(stand_ins / f"{other}.ttf"), text))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
