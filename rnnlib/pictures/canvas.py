"""Paper: pictures with alt text, and a canvas measured in inches.

No global Matplotlib state is used, so nothing is drawn twice, and the same call gives the same
bytes.
"""

import base64
import io
import re
import warnings
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.offsetbox import AnnotationBbox, HPacker, TextArea
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, PathPatch, Rectangle
from matplotlib.path import Path
from PIL import Image

from rnnlib.pictures.ink import BAND, FONT, FONTS, INK, SIZE, SIZES, SLIDE, drawing


@dataclass(frozen=True, eq=False)
class Picture:
    """A figure together with its description in words. A notebook shows it as the last value."""

    figure: Figure
    alt: str

    def __post_init__(self):
        if not isinstance(self.alt, str) or not self.alt.strip():
            raise ValueError(
                "a picture needs alt text: one or two sentences that say what it shows, with its "
                "numbers, for readers who cannot see it"
            )

    def png(self, dots=144):
        """The picture as PNG bytes, sharp on screens of high resolution."""
        image = Image.open(io.BytesIO(self._saved("png", dpi=dots))).convert("RGB")
        stream = io.BytesIO()
        palette = image.quantize(256, dither=Image.Dither.NONE)  # a third of the bytes
        palette.save(stream, format="png", optimize=True)
        return stream.getvalue()

    def svg(self):
        """The picture as one <svg> element with real text and no ids that could clash."""
        text = _smaller(self._saved("svg").decode())
        label = f'role="img" aria-label="{escape(self.alt)}" style="max-width:100%;height:auto" '
        return text.replace("<svg ", f"<svg {label}", 1)

    def img(self):
        """The picture as an <img> with alt text that needs no file: SVG inside a data address."""
        width, height = (round(96 * inches) for inches in self.figure.get_size_inches())
        svg = _smaller(self._saved("svg").decode())
        svg = re.sub(r"<[^>]*>", lambda tag: tag[0].replace('"', "'"), svg)  # " would need 3 bytes
        address = "data:image/svg+xml," + quote(svg, safe=" !$()*,-./:;=?@_~'")
        return (
            f'<img alt="{escape(self.alt)}" width="{width}" height="{height}" '
            f'style="max-width:100%;height:auto;'
            f'max-height:64vh;object-fit:contain;object-position:left" '
            f'src="{address}">'
        )

    def _saved(self, kind, **options):
        stream = io.BytesIO()
        nothing = {"Date": None} if kind == "svg" else {"Software": None}
        with drawing(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph")  # a word in a script we lack
            self.figure.savefig(stream, format=kind, metadata=nothing, **options)
        return stream.getvalue()

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": base64.b64encode(self.png()).decode(), "text/plain": self.alt}
        width, height = (round(96 * inches) for inches in self.figure.get_size_inches())
        return data, {"image/png": {"alt": self.alt, "width": width, "height": height}}

    def __repr__(self):
        return self.alt


def _smaller(svg):
    """Only the <svg> element, without what no browser needs: half the size, the same picture."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S)
    svg = re.sub(r' transform="rotate\(-0 [^"]*"| clip-path="[^"]*"', "", svg)
    svg = re.sub(r"<clipPath.*?</clipPath>|<defs>\s*</defs>", "", svg, flags=re.S)
    svg = re.sub(
        r"font-family: [^;\"]*;? ?|; stroke-linejoin: miter|; stroke-dashoffset: 0", "", svg
    )
    svg = re.sub(r"(font: [^;\"]*px) [^;\"]*", rf"\1 {FONTS}", svg)
    used = set(re.findall(r"#([\w-]+)", svg))
    svg = re.sub(r' id="([\w-]+)"', lambda m: m[0] if m[1] in used else "", svg)
    svg = re.sub(r"<[^>]*>", _shorter, svg)  # inside tags only: places, not the numbers shown
    svg = re.sub(r"\s*\n\s*", " ", svg).replace("> <", "><").strip()
    return svg.replace("<svg ", f'<svg font-family="{FONTS}" ', 1)


def _shorter(tag):
    """A tag with its coordinates to a tenth of a point."""
    return re.sub(r"-?\d+\.\d{2,}", lambda m: f"{float(m[0]):.1f}".removesuffix(".0"), tag[0])


def picture(figure, alt):
    """A Matplotlib figure of your own, with the words that describe it."""
    return Picture(figure, alt)


class Canvas:
    """White paper of `width` × `height` inches, origin at the lower left, larger in slides."""

    def __init__(self, width, height):
        wanted = SIZES[SIZE.get()]
        self.scale = max(1.0, min(wanted, SLIDE[0] / width, SLIDE[1] / height))
        self.width, self.height = width, height
        with drawing():
            self.figure = Figure((width * self.scale, height * self.scale))
            FigureCanvasAgg(self.figure)
            self.axes = self.figure.add_axes((0, 0, 1, 1))
            self.axes.set(xlim=(0, width), ylim=(0, height))
            self.axes.set_axis_off()

    @drawing()
    def text(self, x, y, text, *, size=10.5, colour=INK, math=True, **options):
        """Write text centred at (x, y); `math=False` leaves $ signs of a word alone."""
        options = {"ha": "center", "va": "center", "parse_math": math} | FONT | options
        return self.axes.text(x, y, text, fontsize=size * self.scale, color=colour, **options)

    def word(self, x, y, word, width, **options):
        """Write a word, shortened with … until it fits into `width` inches."""
        artist = self.text(x, y, word, math=False, **options)
        while len(word) > 1 and self.extent(artist).width > width:
            word = word[:-1]
            artist.set_text(word + "…")
        return artist

    @drawing()
    def extent(self, artist):
        """The place that an artist takes, in inches of this canvas."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Glyph")
            box = artist.get_window_extent(self.figure.canvas.get_renderer())
        return box.transformed(self.axes.transData.inverted())

    @drawing()
    def line_of_text(self, x, y, pieces, *, size=14, align=(0.5, 0.5)):
        """Write pieces of text, [(text, colour), …], one behind the other on one base line."""
        areas = [
            TextArea(
                text if "$" in text else text.replace(" ", "\N{NO-BREAK SPACE}"),
                textprops={"color": colour, "fontsize": size * self.scale},
            )
            for text, colour in pieces
        ]
        line = HPacker(children=areas, align="baseline", pad=0, sep=0)
        box = AnnotationBbox(line, (x, y), frameon=False, pad=0, box_alignment=align)
        return self.axes.add_artist(box)

    @drawing()
    def box(
        self, x, y, width, height, *, fill="white", edge=INK, lw=1.2, dashed=False, corner=0.08
    ):
        """A box with rounded corners, centred at (x, y)."""
        patch = FancyBboxPatch(
            (x - width / 2, y - height / 2),
            width,
            height,
            boxstyle=f"round,pad=0,rounding_size={corner}" if corner else "square,pad=0",
            **self._outline(fill, edge, lw, dashed),
        )
        return self.axes.add_patch(patch)

    @drawing()
    def circle(self, x, y, radius, *, fill="white", edge=INK, lw=1.2, dashed=False):
        """A circle around (x, y)."""
        patch = Circle(
            (x, y),
            radius,
            **self._outline(fill, edge, lw, dashed),
        )
        return self.axes.add_patch(patch)

    def _outline(self, fill, edge, lw, dashed):
        return {
            "facecolor": fill,
            "edgecolor": edge,
            "linewidth": lw * self.scale,
            "linestyle": (0, (3, 2)) if dashed else "solid",
            "zorder": 3,
        }

    @drawing()
    def band(self, x, y, width, height, colour=BAND):
        """A coloured strip in the background, centred at (x, y)."""
        corner = (x - width / 2, y - height / 2)
        return self.axes.add_patch(Rectangle(corner, width, height, color=colour, lw=0, zorder=0))

    @drawing()
    def lines(self, segments, *, colour=INK, lw=1.0, dashed=False, zorder=1):
        """A bundle of straight lines [((x, y), (x, y)), …] as one artist."""
        vertices = [point for segment in segments for point in segment]
        codes = [Path.MOVETO, Path.LINETO] * len(segments)
        patch = PathPatch(
            Path(vertices, codes),
            facecolor="none",
            edgecolor=colour,
            linewidth=lw * self.scale,
            linestyle=(0, (4, 2)) if dashed else "solid",
            zorder=zorder,
        )
        return self.axes.add_patch(patch)

    @drawing()
    def arrow(self, start, end, *, colour=INK, lw=1.6, bend=0.0, dashed=False):
        """An arrow from point to point; `bend` curves it."""
        patch = FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=12 * self.scale,
            connectionstyle=f"arc3,rad={bend}",
            shrinkA=0,
            shrinkB=0,
            color=colour,
            linewidth=lw * self.scale,
            linestyle=(0, (3, 2)) if dashed else "solid",
            zorder=2,
        )
        return self.axes.add_patch(patch)

    def picture(self, alt):
        """The finished picture."""
        return Picture(self.figure, alt)
