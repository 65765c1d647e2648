"""Code cells and what they put out as HTML: pictures with alt text, steppers, tables, text."""

import re
from html import escape
from textwrap import dedent

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from tools.launch.trouble import Trouble

_FORMATTER = HtmlFormatter(nowrap=True)
_FRAME = re.compile(r"viewBox='0 0 ([\d.]+) ([\d.]+)'")  # as Picture.img writes it


def code_html(source):
    """Python code with the class names of Pygments; the page's style sheet has the colours."""
    coloured = highlight(source, PythonLexer(), _FORMATTER).rstrip()
    return f'<pre class="code"><code>{coloured}</code></pre>'


def output_html(output):
    """One output in its richest form that needs no kernel."""
    if output.output_type == "stream":
        return _text(output.text)
    if output.output_type == "error":
        return _text(f"{output.ename}: {output.evalue}")
    data = output.get("data", {})
    if "text/html" in data:
        return f'<div class="rich">{data["text/html"]}</div>'
    if "image/png" in data:
        return _picture(data["image/png"], output.metadata.get("image/png", {}))
    return _text(data.get("text/plain", ""))


def is_visual(output):
    """Whether an output is a picture, a stepper or a table, which one looks at without its code."""
    return bool({"text/html", "image/png"} & set(output.get("data", {})))


def picture_size(output):
    """Width and height of a picture, of the largest frame of a stepper, or None."""
    about = output.get("metadata", {}).get("image/png", {})
    if "width" in about:
        return about["width"], about["height"]
    html = output.get("data", {}).get("text/html", "")
    frames = [(float(w), float(h)) for w, h in _FRAME.findall(html)]
    return max(frames, key=lambda size: size[0] * size[1], default=None)


def _text(text):
    return f'<pre class="output">{escape(dedent(text).rstrip())}</pre>' if text.strip() else ""


def _picture(png, about):
    if not about.get("alt", "").strip():
        raise Trouble(
            "A picture in a notebook has no alt text: show it with a function of rnnlib or "
            "rnnlib.picture(figure, alt), and run: python course.py build"
        )
    png = "".join(png.split())
    size = f'width="{about["width"]}" height="{about["height"]}"'
    return (
        f'<figure class="picture"><img alt="{escape(about["alt"])}" {size} '
        f'src="data:image/png;base64,{png}"></figure>'
    )
