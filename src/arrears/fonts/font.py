"""The font of figures and reports: where it is, which letters it lacks, and parts of it."""

import base64
import io
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

__all__ = ["FAMILY", "FONT_FILE", "data_uri", "missing", "subset"]

FAMILY: Final = "Arrears Sans"
FONT_FILE: Final = Path(__file__).with_name("ArrearsSans-Regular.otf")


@cache
def _places() -> Mapping[int, str]:
    """Return the glyph of each code point that the font has."""
    with TTFont(FONT_FILE) as font:
        places: dict[int, str] = font.getBestCmap()
    return places


def missing(text: Iterable[str]) -> str:
    """Return the characters of a text that the font has no glyph for, each once, in order.

    Line breaks and tabs need none.
    """
    wanted = set(text) - set("\n\r\t")
    return "".join(sorted(letter for letter in wanted if ord(letter) not in _places()))


def subset(text: Iterable[str], *, of: bytes | None = None) -> bytes:
    """Return the font with the glyphs of a text only, the same bytes for the same characters.

    Characters that the font lacks are left out, so that the reader's own fonts show them.

    Parameters
    ----------
    text : iterable of str
        What shall be written.
    of : bytes, optional
        A subset that has these glyphs already; taking a part of it is much quicker.
    """
    options = Options()
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 13, 14]
    options.notdef_outline = True
    wanted = set(map(ord, text)) & _places().keys()
    source = FONT_FILE if of is None else io.BytesIO(of)
    with TTFont(source, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=sorted(wanted))
        subsetter.subset(font)
        buffer = io.BytesIO()
        font.save(buffer)
    return buffer.getvalue()


def data_uri(font: bytes) -> str:
    """Return a font as an address that holds the font itself."""
    return f"data:font/otf;base64,{base64.b64encode(font).decode('ascii')}"
