"""One piece of a page that lives without a kernel: its data, its script, and a first look.

The scripts are plain files beside this one, `KIND.js` with one `function KIND(root, data)`, and
`KIND.css`. A piece is whole in itself, because a notebook is saved, copied and reopened cell by
cell.
"""

import json
from functools import cache
from html import escape
from pathlib import Path

HERE = Path(__file__).parent


def component(kind, data, first_look, label):
    """A self-contained piece of HTML: `first_look`, on which KIND.js then works with `data`.

    Where scripts are off, or a notebook is not trusted, the first look stays. label is the name
    that a screen reader says. The script finds its own piece as its parent, so that many pieces on
    one page never clash.
    """
    values = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return (
        f'<div class="rnn-{kind}" role="group" aria-label="{escape(label)}">'
        f"<style>{_text(f'{kind}.css')}</style><div>{first_look}</div>"
        f"<script>(function () {{\nconst root = document.currentScript.previousElementSibling;\n"
        f"{_text(f'{kind}.js')}\n{kind}(root, {values});\n}})();</script></div>"
    )


@cache
def _text(name):
    return (HERE / name).read_text(encoding="utf-8").strip()
