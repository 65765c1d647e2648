"""The typeface of the figures, cut down to the letters of one page and written into it.

With it a page looks, and fits, the same on every computer. Matplotlib ships it (DejaVu, a free
licence); fontTools, which Matplotlib needs anyway, does the cutting.
"""

import base64
import functools
import io
from pathlib import Path

import matplotlib
from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FACES = (  # family, file, weight, style
    ("Course", "DejaVuSans.ttf", 400, "normal"),
    ("Course", "DejaVuSans-Bold.ttf", 700, "normal"),
    ("Course", "DejaVuSans-Oblique.ttf", 400, "italic"),
    ("Course Mono", "DejaVuSansMono.ttf", 400, "normal"),
)


def font_faces(text):
    """The @font-face rules for a page that shows `text`."""
    letters = "".join(sorted({*text, *map(chr, range(32, 127))}))
    return "\n".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};font-style:{style};"
        f"src:url(data:font/woff;base64,{_cut(FOLDER / file, letters)})format('woff')}}"
        for family, file, weight, style in FACES
    )


@functools.cache
def _cut(path, letters):
    options = subset.Options(hinting=False, layout_features=["kern"], name_IDs=[1, 2, 13])
    options.drop_tables += ["FFTM"]
    font = TTFont(path, recalcTimestamp=False)  # the same letters give the same bytes
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff"
    stream = io.BytesIO()
    font.save(stream)
    return base64.b64encode(stream.getvalue()).decode()
