#!/usr/bin/env python3
"""Makes the fonts that are built into the program, from the packages that publish them.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools==4.60.1
    npm pack @expo-google-fonts/atkinson-hyperlegible-next@0.4.1 @expo-google-fonts/atkinson-hyperlegible-mono@0.4.1
    apt-get download fonts-dejavu-core        # 2.37
    /tmp/fonts/bin/python make.py FOLDER      # where these were unpacked

What it does to them, and nothing else: hints for screens are dropped; the typeface learns U+202F (narrow no-break space) and U+2011
(no-break hyphen), which French needs and which it lacks; of DejaVu Sans, which stands in where the typeface has no glyph, only the scripts
and signs below are kept. The same packages give the same bytes.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FACES = {
    "AtkinsonHyperlegibleNext_400Regular.ttf": "text-regular.ttf",
    "AtkinsonHyperlegibleNext_400Regular_Italic.ttf": "text-italic.ttf",
    "AtkinsonHyperlegibleNext_700Bold.ttf": "text-bold.ttf",
    "AtkinsonHyperlegibleMono_400Regular.ttf": "code-regular.ttf",
}
STAND_IN = {"DejaVuSans.ttf": "signs-regular.ttf"}
# Latin in full, Greek, Cyrillic, Armenian, Hebrew, Arabic, Georgian; punctuation, currencies, letters like №, numbers, arrows, operators,
# technical signs, shapes and boxes, signs and dingbats; the forms that Hebrew and Arabic take in a word.
SCRIPTS = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x36F), (0x370, 0x3FF), (0x400, 0x52F), (0x531, 0x58F), (0x591, 0x5F4), (0x606, 0x6FF),
    (0x10D0, 0x10FC), (0x1E00, 0x1EFF), (0x1F00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x214F),
    (0x2150, 0x218F), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x25FF), (0x2600, 0x26FF),
    (0x2700, 0x27BF), (0x2A00, 0x2AFF), (0xFB00, 0xFB4F), (0xFB50, 0xFDFF), (0xFE20, 0xFE2F), (0xFE70, 0xFEFC), (0xFFFD, 0xFFFD),
]


def options():
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["FFTM", "DSIG", "MATH", "GlyphOrder"]
    return options


def taught(font):
    """With U+202F as wide as a fifth of the letter size, and U+2011 drawn as the hyphen."""
    tables = [table for table in font["cmap"].tables if table.isUnicode()]
    known = font.getBestCmap()
    if 0x202F not in known:
        name = known[0x2009]
        for table in tables:
            table.cmap[0x202F] = name
    if 0x2011 not in known:
        for table in tables:
            table.cmap[0x2011] = known.get(0x2010, known[0x2D])
    return font


def main(folder):
    here = Path(__file__).parent
    for source, made in (FACES | STAND_IN).items():
        [path] = folder.rglob(source)
        font = TTFont(path, recalcTimestamp=False)
        wanted = set(font.getBestCmap())
        if source in STAND_IN:
            wanted = {c for first, last in SCRIPTS for c in range(first, last + 1)} & wanted
        else:
            font = taught(font)
            wanted = set(font.getBestCmap())
        cutter = subset.Subsetter(options())
        cutter.populate(unicodes=wanted)
        cutter.subset(font)
        font.save(here / made, reorderTables=True)
        print(made, (here / made).stat().st_size, len(wanted))


main(Path(sys.argv[1]))
