"""A component: one self-contained piece of HTML that lives in a page without a kernel.

Its script and style lie beside this module as plain files, `steps.js` and `steps.css`. A cell's
output, the site, a deck and a file on a stick show the same piece. Where scripts are off, or a
notebook is not trusted, the reader sees the first look.
"""

import json
from functools import cache
from html import escape
from pathlib import Path

HERE = Path(__file__).parent

# A kind of component, and the files that it is made of. `kind.js` has the function `kind(root,
# data)`, which brings the first look to life. The root has the class of the first file: what
# builds on steps looks like steps.
PARTS = {
    "steps": ("steps",),
}


def component(kind, data, first_look, label):
    """The HTML of one component, which finds itself, so many on one page never clash.

    `data` is what its function gets, as JSON; `first_look` is the HTML that needs no script.
    Raises ValueError for an unknown kind, for NaN and infinity in the data.
    """
    if kind not in PARTS:
        raise ValueError(f"component {kind!r} is unknown; there are {', '.join(PARTS)}")
    script = "\n".join(_file(f"{part}.js") for part in PARTS[kind])
    style = "\n".join(_file(f"{part}.css") for part in PARTS[kind])
    return (
        f'<div class="rnn-{PARTS[kind][0]}" role="group" aria-label="{escape(label)}">'
        f"<style>{style}</style>{first_look}"
        f"<script>(function () {{\n{script}\n"
        f"{kind}(document.currentScript.parentElement, {as_json(data)});\n}})();</script></div>"
    )


def as_json(data):
    """Data as JSON that may stand inside a script: no text can end it."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")


@cache
def _file(name):
    """The text of a file beside this module; a part may have a script, a style, or both."""
    path = HERE / name
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""
