"""What a learner finds in the browser: the folder my_work, as `python course.py lab` makes it."""

import json
import shutil
from pathlib import Path

from tools.launch.start import WORK, all_exercises
from tools.launch.trouble import Trouble
from tools.launch.work import cells_of, learners_edition

EDITIONS = "editions.json"


def put_contents(root: Path, folder: Path) -> dict[str, str]:
    """Copy lessons and exercises as learners get them; return the edition of each, as a hash."""
    notebooks = [*sorted((root / "notebooks").glob("*.ipynb")), *all_exercises(root)]
    if not notebooks:
        raise Trouble("There are no notebooks to put in: run `python course.py build` first.")
    (folder / WORK).mkdir(parents=True)
    for path in notebooks:
        (folder / WORK / path.name).write_bytes(learners_edition(path))
    shutil.copy(root / "NOTATION.md", folder)
    return {path.name: edition(folder / WORK / path.name) for path in notebooks}


def edition(notebook: Path) -> str:
    """The hash of a notebook's cells, by which a copy that was changed is told from one that was
    only run.
    """
    found = cells_of(notebook)
    assert found, f"{notebook.name} was just written, and cannot be read"
    return found


def write_editions(editions: dict[str, str], place: Path) -> None:
    """Write what the page of one's work compares with."""
    place.write_text(json.dumps(editions, indent=1), encoding="utf-8")
