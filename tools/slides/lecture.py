"""The lecture's deck: `course/lecture.py` has its words, the lessons have what it shows.

A code cell of the lecture is not run. It names its lesson and repeats the last statement of a cell
there, and stands for that cell as it was built: the same code, the same output, the same numbers.

    # %% lesson="03a" slideshow={"slide_type": "-"}
    walkthrough(trace, words, t=0)
"""

import copy

import jupytext
import nbformat

from tools.launch.trouble import Trouble


def lecture_cells(source, notebooks):
    """The cells of the lecture, each code cell replaced by the lesson's cell that it stands for."""
    lecture = jupytext.reads(source.read_text(encoding="utf-8"), fmt="py:percent")
    lessons = {path.stem: path for path in sorted(notebooks.glob("*.ipynb"))}
    opened, cells = {}, []
    for cell in lecture.cells:
        if cell.cell_type == "code":
            stem = _lesson(cell, lessons)
            if stem not in opened:
                opened[stem] = nbformat.read(lessons[stem], as_version=4).cells
            cell = _standing_for(cell, stem, opened[stem])
        cells.append(cell)
    return cells


def _lesson(cell, lessons):
    wanted = str(cell.metadata.get("lesson", ""))
    found = [stem for stem in lessons if wanted and stem.startswith(wanted)]
    if len(found) != 1:
        raise Trouble(
            f"course/lecture.py: the cell {cell.source!r} says lesson={wanted!r}, which fits "
            f'{len(found)} notebooks: give the number of one lesson, for example lesson="03a".'
        )
    return found[0]


def _standing_for(cell, stem, theirs):
    """The one cell of the lesson that ends like this cell, with our metadata."""
    end = "\n" + cell.source.rstrip()
    found = [c for c in theirs if c.cell_type == "code" and ("\n" + c.source).endswith(end)]
    if len(found) != 1:
        raise Trouble(
            f"course/lecture.py: {len(found)} cells of lesson {stem} end with {cell.source!r}: "
            "repeat the last statement of exactly one cell there."
        )
    shown = copy.deepcopy(found[0])
    shown.metadata = cell.metadata
    return shown
