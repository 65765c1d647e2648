"""One piece of a page that lives without a kernel: its data, its script, and a first look.

The scripts are plain files beside this one, `KIND.js` with one `function KIND(root, data)`, and
`KIND.css`. A piece is whole in itself, because a notebook is saved, copied and reopened cell by
cell.
"""

import json
import re
from functools import cache
from html import escape
from pathlib import Path

HERE = Path(__file__).parent
# What a kind is built on: these files come before its own. The first with a style names the root.
BUILT_ON = {
    "predictions": ("keys",),
    "steps": ("keys",),
    "reading": ("keys", "steps", "network", "words"),
    "laboratory": (
        *("keys", "network", "words", "elements"),
        *("laboratory_state", "laboratory_home", "laboratory_back", "laboratory_view"),
        "laboratory_challenges",
    ),
    "live_training": ("keys", "piece", "network", "trainer", "words"),
    "growing_lag": ("keys", "piece", "network", "trainer"),
    "single_unit": ("keys", "piece", "network"),
}


def component(kind, data, first_look, label):
    """A self-contained piece of HTML: `first_look`, on which KIND.js then works with `data`.

    Where scripts are off, or a notebook is not trusted, the first look stays. label is the name
    that a screen reader says. The script finds its own root as its neighbour, so that many pieces
    on one page never clash. Raises ValueError for NaN and infinity in the data.
    """
    parts = (*BUILT_ON.get(kind, ()), kind)
    style, script = ("\n".join(_text(f"{part}.{end}") for part in parts) for end in ("css", "js"))
    name = next((part for part in parts if _text(f"{part}.css")), kind)
    values = json.dumps(data, ensure_ascii=False, allow_nan=False).replace("<", "\\u003c")
    return (
        f"<div><style>{style}</style>"
        f'<div class="rnn-{name}" role="group" aria-label="{escape(label)}">{first_look}</div>'
        f"<script>(function () {{\nconst root = document.currentScript.previousElementSibling;\n"
        f"{script}\n{kind}(root, {values});\n}})();</script></div>"
    )


@cache
def _text(name):
    """The text of a file beside this one; a part may have a script, a style, or both.

    What is said to its readers in lines of their own is left out: every cell has a copy.
    """
    path = HERE / name
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    return re.sub(r"^ *//.*\n", "", text, flags=re.MULTILINE).strip()
