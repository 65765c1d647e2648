"""What a notebook's stored outputs become on a page: pictures with their words, steppers alive."""

import base64
import re
from html import escape
from urllib.parse import unquote

import nbformat

# After the title of a page that was a notebook.
RUN_IT = (
    "*What you see here was stored when the course was built; steppers step, and laboratories "
    "can be touched. "
    "To run and change the cells yourself:* `python course.py {command}`"
)

# Where the page can be run with the JupyterLite beside it: static/run.js puts a button there.
RUN_HERE = """<div class="run-here" data-notebook="{name}" data-lite="../lite/"></div>
<script src="../_static/run.js" type="module"></script>"""

# A link to a heading. JupyterLab keeps capitals and signs (#Step-2:-the-RNN), the site does not.
PLACE = re.compile(r"(\]\([^)#\s]*#)([^)\s]+)(?=\))")


def prepare(notebook, stem, command, *, lite=False):
    """Return the notebook for a page, and the pictures it shows: file name -> bytes."""
    notebook = nbformat.from_dict(notebook)
    pictures = {}
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            cell.source = PLACE.sub(_as_the_site_writes_it, cell.source)
        for place, output in enumerate(cell.get("outputs", ())):
            data = output.get("data", {})
            if "image/png" in data and "text/html" not in data:
                name = f"{stem}-{number}-{place}.png"
                pictures[name] = base64.b64decode(data["image/png"])
                about = output.metadata.get("image/png", {})
                output.data = {"text/html": figure(f"../_static/figures/{name}", about, stem)}
    text = RUN_IT.format(command=command)
    if lite:
        text += "\n\n" + RUN_HERE.format(name=f"{stem}.ipynb")
    note = nbformat.v4.new_markdown_cell(text)
    note.id = "run-it"
    split = _after_title(notebook)
    notebook.cells[split:split] = [note]
    return notebook, pictures


def _as_the_site_writes_it(link):
    return link[1] + re.sub(r"[^\w-]", "", unquote(link[2]).lower())


def _after_title(notebook):
    """Put the title into a cell of its own, and return the place behind it."""
    first = notebook.cells[0]
    title, _, rest = first.source.partition("\n")
    if first.cell_type != "markdown" or not title.startswith("# "):
        raise ValueError(f"a notebook begins with its title, '# …', and not with {title!r}")
    first.source = title
    if rest.strip():
        notebook.cells.insert(1, nbformat.v4.new_markdown_cell(rest.strip()))
    return 1


def figure(address, about, stem):
    """A picture as HTML: its alt text, its size, and the same words for everyone below it."""
    alt = about.get("alt", "").strip()
    if not alt:
        raise ValueError(f"a picture of {stem} has no alt text in its metadata")
    size = "".join(f' {side}="{about[side]}"' for side in ("width", "height") if side in about)
    return (
        f'<figure class="course-figure"><img src="{address}" alt="{escape(alt)}"{size}>'
        f"<figcaption><details><summary>This figure in words</summary>{escape(alt)}</details>"
        "</figcaption></figure>"
    )
