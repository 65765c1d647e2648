"""What a learner finds in the browser: the folder my_work, as `python course.py lab` makes it.

And the page of one's work, with `start`, `progress` and the rules of my_work: page/work.js.
"""

import json
import re
import shutil
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

import jinja2

from rnnlib.exercises.register import all_exercises as all_questions
from tools.launch.start import WORK, all_exercises
from tools.launch.trouble import Trouble
from tools.launch.work import learners_edition

PAGE = Path(__file__).with_name("page")
ICON = Path(__file__).parents[1] / "site" / "static" / "icon.svg"
COURSE = "course.json"
TITLE, MINUTES = re.compile(r"# (.+)"), re.compile(r"\*\*Time:\*\* (\d+)")
RULES = '<script type="module" src="../rules.js"></script>'


@dataclass(frozen=True)
class Known:
    """A notebook of the course, as the page of one's work has to know it."""

    name: str  # E02_one_step.ipynb
    title: str
    minutes: int
    questions: tuple[str, ...]  # E02.step …; none of a lesson
    edition: str


def put_contents(root: Path, folder: Path) -> list[Known]:
    """Copy lessons and exercises as learners get them, and say what they are."""
    notebooks = [*sorted((root / "notebooks").glob("*.ipynb")), *all_exercises(root)]
    if not notebooks:
        raise Trouble("There are no notebooks to put in: run `python course.py build` first.")
    (folder / WORK).mkdir(parents=True)
    for path in notebooks:
        (folder / WORK / path.name).write_bytes(learners_edition(path))
    shutil.copy(root / "NOTATION.md", folder)
    return [known(folder / WORK / path.name) for path in notebooks]


def known(path: Path) -> Known:
    """What one notebook says of itself."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    first = "".join(cells[0]["source"])
    title, minutes = TITLE.match(first), MINUTES.search(first)
    exercise = all_questions().get(path.name[:3])
    return Known(
        path.name,
        title[1] if title else path.stem,
        int(minutes[1]) if minutes else 0,
        tuple(question.name for question in exercise.questions) if exercise else (),
        edition(cells),
    )


def edition(cells: list[dict]) -> str:
    """A checksum of the cells' types and texts, and their length: page/work.js computes the same.

    By it a copy that was changed is told from one that was only run. (SHA-256 is not to be had on
    a page that came over plain http.)
    """
    texts = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    content = "\0".join("\n".join(cell) for cell in texts if cell[1].strip()).encode()
    return f"{zlib.crc32(content):08x}-{len(content)}"


def put_page(site: Path, notebooks: list[Known], reviews: bool) -> None:
    """Make the site begin with the page of one's work, and have its rules run on other pages."""
    for script in PAGE.glob("*.js"):
        shutil.copy(script, site)
    shutil.copy(ICON, site)
    text = json.dumps([asdict(notebook) for notebook in notebooks], indent=1)
    (site / COURSE).write_text(text, encoding="utf-8")
    lessons = [notebook for notebook in notebooks if not notebook.questions]
    exercises = [notebook for notebook in notebooks if notebook.questions]
    template = jinja2.Template((PAGE / "index.html.j2").read_text("utf-8"), autoescape=True)
    page = template.render(parts=[("Lessons", lessons), ("Exercises", exercises)], reviews=reviews)
    (site / "index.html").write_text(page, encoding="utf-8")
    for app in ("lab", "notebooks"):
        place = site / app / "index.html"
        html = place.read_text(encoding="utf-8")
        place.write_text(html.replace("</head>", f"{RULES}</head>", 1), encoding="utf-8")
