"""The register of misconceptions as a page: an exercise is a section, a question folds."""

import re
from html import escape
from itertools import groupby
from pathlib import Path

from rnnlib.exercises.register import all_mistakes, find

# Without scripts every question is open, and there is no field that would do nothing.
FILTER = """<div class="course-filter" hidden>
<label for="filter">Show only mistakes that say</label>
<input id="filter" type="search" autocomplete="off" spellcheck="false" placeholder="V transposed">
<p role="status"></p>
</div>"""
SCRIPT = '<script src="_static/filter.js"></script>'
MARKED = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")


def write_register(target: Path) -> None:
    """A section for each exercise; in it its questions, and below each what goes wrong there."""
    mistakes = all_mistakes()
    lead = (
        f"The checks of the exercises know {len(mistakes)} mistakes by their numbers. Each is a "
        "runnable wrong variant of the right answer: if yours gives the same numbers, that is "
        "your mistake."
    )
    parts = [f"# Misconceptions\n\n{lead}", FILTER]
    for name, found in groupby(mistakes, key=lambda mistake: mistake.question.exercise):
        parts.append(f"({name.lower()})=\n## {name} · {find(name).title}")
        for question, known in groupby(found, key=lambda mistake: mistake.question):
            parts.append(_folded(question, list(known)))
    parts.append(SCRIPT)
    (target / "misconceptions.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def _folded(question, mistakes) -> str:
    """A question and its mistakes as HTML, in one block: so without a blank line."""
    count = f"{len(mistakes)} mistake" + "s" * (len(mistakes) != 1)
    items = [
        f"<li><p><b>{_text(m.name)}</b></p><p>{_text(m.says)}</p>"
        f"<p><i>Try:</i> {_text(m.experiment)}</p></li>"
        for m in mistakes
    ]
    summary = f"<summary><code>{question.name}</code> <span>{count}</span></summary>"
    return "\n".join([f'<details class="mistakes" open>{summary}<ul>', *items, "</ul></details>"])


def _text(text: str) -> str:
    """Words for HTML: *so* is stressed, `so` is code, and a lonely * is a product."""
    safe = escape(" ".join(text.split()), quote=False)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", MARKED.sub(r"<em>\1</em>", safe))
