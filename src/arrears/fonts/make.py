"""How the font of reports was made: ``python -m arrears.fonts.make NotoSansCJK-Regular.ttc``.

Only the glyphs that reports in English and Chinese can need are kept, without tables for
typesetting, and the font has a name of its own, as it is no longer the one it was made from.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from arrears.fonts.font import FAMILY, FONT_FILE

__all__ = ["letters", "make"]

_FACE = "Noto Sans CJK SC"
_BLOCKS = (
    (0x0020, 0x007E),  # Latin letters, digits and signs, with those of western and central Europe
    (0x00A0, 0x017F),
    (0x0391, 0x03C9),  # Greek letters
    (0x2010, 0x2027),  # dashes, quotation marks, bullets, ellipsis
    (0x2030, 0x203B),
    (0x2190, 0x2193),  # arrows
    (0x2200, 0x22A5),  # signs of arithmetic
    (0x2460, 0x2473),  # digits in circles
    (0x25A0, 0x25CF),  # shapes
    (0x3000, 0x3011),  # Chinese punctuation
    (0xFF01, 0xFF5E),  # Latin signs as wide as a Chinese letter
    (0x20AC, 0x20AC),  # euro
)


def letters() -> Iterator[int]:
    """Yield the code points kept: those above and the 6,763 letters of GB 2312."""
    for first, last in _BLOCKS:
        yield from range(first, last + 1)
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:  # the row's last places are empty
                continue


def make(source: Path, target: Path) -> None:
    """Write the font of reports from the collection that holds Noto Sans CJK SC."""
    with TTCollection(source) as collection:
        font = next(face for face in collection if face["name"].getDebugName(1) == _FACE)
        font.recalcTimestamp = False
        options = Options()
        options.layout_features = []
        options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx"]
        options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
        options.hinting = False
        options.notdef_outline = True
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=letters())
        subsetter.subset(font)
        _rename(font)
        font.save(target)


def _rename(font: TTFont) -> None:
    plain = FAMILY.replace(" ", "")
    names = {1: FAMILY, 3: f"{plain}-Regular", 4: FAMILY, 6: f"{plain}-Regular"}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    top = font["CFF "].cff
    top.fontNames = [f"{plain}-Regular"]
    top[0].FullName = FAMILY
    top[0].FamilyName = FAMILY


if __name__ == "__main__":
    make(Path(sys.argv[1]), FONT_FILE)
