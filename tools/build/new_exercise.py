"""`python course.py new-exercise E90 "Title"`: make the folder of a new exercise.

It holds a small exercise that works: one question, one mistake, two variants. Change it into yours.
"""

import re
from pathlib import Path

from rnnlib.exercises.register import in_order
from tools.launch.console import say
from tools.launch.environment import Environment
from tools.launch.trouble import Trouble
from tools.launch.typed import Parser

TEMPLATE = Path(__file__).with_name("exercise_template")
NEXT = """{folder} holds an exercise that works. Now make it yours:

1. questions.py: what is right, on which cases it is tried, hints, points. Title, minutes and the
   name of the file, {file}, stand at its end and nowhere else.
2. mistakes.py: what learners get wrong; variants.py: two right answers in other styles.
3. notebook.py: the text with the solution. {{{{ title }}}} and the like are filled in.
4. python course.py build {also}{name}
   writes exercises/{file}.ipynb, solutions/{file}.ipynb and the table in README.md.
5. python course.py test tests/course/test_exercises.py tests/rnnlib/exercises -k {name}

CONTRIBUTING.md says more: "Add an exercise"."""


def main(environment: Environment, arguments: list[str]) -> int:
    """Make the folder; nothing that is there is ever overwritten."""
    parser = Parser(prog="python course.py new-exercise", description=__doc__)
    parser.add_argument("name", help="a number that is free, such as E90")
    parser.add_argument("title", help='such as "Two layers"')
    options = parser.parse_args(arguments)
    name, title = checked_name(options.name), checked_title(options.title)
    exercises = environment.root / "rnnlib" / "exercises"
    folder = exercises / name.lower()
    if folder.exists():
        raise Trouble(f"{name} is there already: look into {folder}, or take another number.")
    file = f"{name}_{in_a_file_name(title)}"
    pages = {path.name: filled(path, name, file, title) for path in template()}
    folder.mkdir()
    for page, text in pages.items():
        (folder / page).write_text(text, encoding="utf-8", newline="\n")
    order = in_order([f.name.upper() for f in exercises.glob("e[0-9][0-9]")])
    place = order.index(name)
    also = f"{order[place - 1]} " if place else ""  # its link leads to the new one
    say(NEXT.format(folder=folder, file=file, name=name, also=also))
    return 0


def checked_name(given: str) -> str:
    """The short name, E90, for E90, e90 or 90."""
    number = re.fullmatch(r"[Ee]?0*([1-9]\d?)", given, re.ASCII)
    if not number:
        raise Trouble(f"'{given}' is no name for an exercise: expected E and a number, as in E90.")
    return f"E{int(number[1]):02d}"


def checked_title(given: str) -> str:
    """The title, if it can stand in a heading, in a link and in a row of a table."""
    title = " ".join(given.split())
    bad = sorted(set(title) & set('|[]`\\{}"'))
    if bad or not in_a_file_name(title):
        signs = f" without {' '.join(bad)}" if bad else ""
        raise Trouble(f"'{given}' is no title: expected some words{signs}, as in \"Two layers\".")
    return title


def in_a_file_name(title: str) -> str:
    """The first four words of a title, in letters that every file system knows."""
    return "_".join(re.findall(r"[a-z0-9]+", title.lower())[:4])


def template() -> list[Path]:
    """The pages from which a new exercise is made."""
    pages = sorted(TEMPLATE.glob("*.py"))
    if not pages:
        raise Trouble("A class edition cannot make exercises: use a clone of the course itself.")
    return pages


def filled(page: Path, name: str, file: str, title: str) -> str:
    """A page of the template with the names of the new exercise."""
    text = page.read_text(encoding="utf-8")
    text = text.replace("E00_file_name", file).replace("The title", title)
    return text.replace("E00", name).replace("e00", name.lower())
