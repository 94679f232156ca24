"""The font of figures and reports, with the letters of English and Chinese.

Arrears Sans is a part of Noto Sans CJK SC under the SIL Open Font License (``OFL.txt`` beside this
file); ``python -m arrears.fonts.make`` says how it was made. Reports carry only the glyphs they
use, as plain OpenType: whether a compressor of another version would give other bytes is a
question that never arises.
"""

from arrears.fonts.font import FAMILY, FONT_FILE, data_uri, missing, subset

__all__ = ["FAMILY", "FONT_FILE", "data_uri", "missing", "subset"]
