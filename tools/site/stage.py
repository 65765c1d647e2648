"""Put together what the site is made from, in one folder that looks like the repository.

So every relative link between lessons, notation and teaching pages is the same link on the site.
"""

import shutil
from pathlib import Path

import nbformat

from tools.launch.trouble import Trouble
from tools.site import cards, misconceptions, notebooks, pages, reference

TEXTS = ("NOTATION.md", "CONTRIBUTING.md", "CHANGELOG.md")
FIRST = ("teaching", "lecture-plan", "tutorial-plan", "anywhere")  # of docs/, others follow


def stage(root: Path, target: Path, *, lite: bool = False) -> None:
    """Fill the empty folder `target` with the sources of the site; pictures go to _static.

    With `lite`, each lesson and exercise can be run: a JupyterLite will stand beside the pages.
    """
    shutil.copytree(Path(__file__).parent / "static", target / "_static")
    lessons = stage_notebooks(root / "notebooks", target, "lab {number}", lite=lite)
    if not lessons:
        raise Trouble("There are no lessons in notebooks/: run `python course.py build` first.")
    exercises = stage_notebooks(root / "exercises", target, "lab {number}", lite=lite)
    for name in TEXTS:
        shutil.copy(root / name, target / name)
    teaching = sorted((root / "docs").glob("*.md"), key=_in_order)
    (target / "docs").mkdir()
    for path in teaching:
        shutil.copy(path, target / "docs" / path.name)
    pages.write_home(root, target, lite=lite)
    slides = root / "build" / "slides"
    known = cards.lessons_in(target / "notebooks", (root / "README.md").read_text(encoding="utf-8"))
    listed = cards.lesson_cards(known, {deck.stem for deck in slides.glob("*.html")})
    pages.write_list(target, "lessons", [f"notebooks/{name}" for name in lessons], listed)
    listed = cards.exercise_cards(exercises, known)
    steps = [f"exercises/{name}" for name in cards.as_best_done(exercises)]
    pages.write_list(target, "exercises", steps, listed)
    about = ["CONTRIBUTING", "CHANGELOG"]
    pages.write_list(target, "teach", [*(f"docs/{path.stem}" for path in teaching), *about])
    misconceptions.write_register(target)
    reference.write_reference(target)
    pages.write_slides(slides, target)


def _in_order(path: Path) -> tuple[int, str]:
    return (FIRST.index(path.stem) if path.stem in FIRST else len(FIRST), path.stem)


def stage_notebooks(folder: Path, target: Path, command: str, *, lite: bool = False) -> list[str]:
    """Put every notebook of a folder where Sphinx reads it; return their names."""
    found = sorted(folder.glob("*.ipynb"))
    for path in found:
        number = path.stem.partition("_")[0]
        page, pictures = read(path, command.format(number=number), lite=lite)
        (target / folder.name).mkdir(exist_ok=True)
        (target / "_static" / "figures").mkdir(exist_ok=True)
        nbformat.write(page, target / folder.name / path.name)
        for name, content in pictures.items():
            (target / "_static" / "figures" / name).write_bytes(content)
    return [path.stem for path in found]


def read(path: Path, command: str, *, lite: bool = False):
    """One notebook as a page, with its pictures; a broken one is named."""
    try:
        notebook = nbformat.read(path, as_version=4)
        return notebooks.prepare(notebook, path.stem, command, lite=lite)
    except (ValueError, KeyError, nbformat.ValidationError) as error:
        raise Trouble(
            f"{path.parent.name}/{path.name} cannot become a page ({error}): build it again."
        ) from error
