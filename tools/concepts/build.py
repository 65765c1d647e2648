"""`python course.py concepts`: a test of twenty questions before and after the course.

Without options, writes before.html, after.html, before.ipynb and after.ipynb into OUT. With
--gain FOLDER, reads the files that students saved there and says what the class gained.
"""

import sys
from pathlib import Path

import nbformat
from jinja2 import Environment, FileSystemLoader

from tools.concepts import gain as gains
from tools.concepts.questions import ITEMS, letters
from tools.grading import tables
from tools.launch.commands import guarded
from tools.launch.console import say
from tools.launch.environment import from_here
from tools.launch.trouble import Trouble
from tools.launch.typed import Parser
from tools.launch.work import write_whole

TESTS = ("before", "after")
MOST_SHOWN = 8


def main(arguments: list[str]) -> int:
    """Write the test, or read what came back."""
    parser = Parser(prog="python course.py concepts", description=__doc__.split("\n\n")[1])
    parser.add_argument("--out", default="build/concepts", help="default: build/concepts")
    parser.add_argument("--gain", metavar="FOLDER", help="the files that students saved")
    options = parser.parse_args(arguments)
    if options.gain:
        say(report(*read(from_here(options.gain))))
        return 0
    out = from_here(options.out)
    out.mkdir(parents=True, exist_ok=True)
    for when in TESTS:
        write_whole(out / f"{when}.html", page(when).encode())
        write_whole(out / f"{when}.ipynb", nbformat.writes(notebook(when)).encode())
    say(f"The test lies in {out}: a page and a notebook, before and after the course.")
    return 0


def page(when: str) -> str:
    """The test as one page that works without a network; it does not know the right answers."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    items = [(n, item, letters(n)) for n, item in enumerate(ITEMS, start=1)]
    return environment.get_template("test.html.j2").render(when=when, items=items)


def notebook(when: str):
    """The test as a notebook that needs Python only."""
    new = nbformat.v4
    cells = [new.new_markdown_cell(f"# Twenty questions, {when} the course\n\n{_HOW}"),
             new.new_code_cell('code = ""\nanswers = {}')]  # fmt: skip
    for n, item in enumerate(ITEMS, start=1):
        choices = "\n".join(f"- {letter}. `{text}`" for letter, (text, _) in letters(n).items())
        cells += [new.new_markdown_cell(f"**{n}.** {item.asks}\n\n{choices}"),
                  new.new_code_cell(f'answers[{n}] = ""')]  # fmt: skip
    cells += [new.new_markdown_cell("Run this cell, and hand in the file that it names."),
              new.new_code_cell(_SAVE.format(when=when, n=len(ITEMS)))]  # fmt: skip
    made = new.new_notebook(cells=cells)
    for number, cell in enumerate(made.cells):
        cell["id"] = f"cell-{number}"  # the same each time
    return made


_HOW = (
    "This is no exam, and nothing is sent anywhere. About 20 minutes. Write a letter between the "
    "quotation marks; leave out what you would only guess. `code` is anything that you will "
    "remember and nobody can read your name from; use the same before and after the course."
)
_SAVE = """import re

assert re.fullmatch("[A-Za-z0-9-]+", code), "Write your code first: letters and digits."
lines = ["code,test,question,answer"]
for n in range(1, {n} + 1):
    lines.append(f"{{code}},{when},{{n}},{{answers.get(n, '').strip().upper()}}")
name = f"concepts-{when}-{{code}}.csv"
with open(name, "w") as file:
    file.write("\\n".join(lines) + "\\n")
print("Saved as", name)"""


# --- what came back ------------------------------------------------------------------------------


def read(folder: Path) -> tuple[dict, dict, list[str]]:
    """{code: {question: letter}} before and after, and sentences on what could not be read."""
    if not folder.is_dir():
        raise Trouble(f"There is no folder '{folder}': look at the name.")
    tests: dict[str, dict] = {when: {} for when in TESTS}
    told = []
    for path in sorted(folder.rglob("*.csv")):
        try:
            table = tables.read(path.read_bytes())
            rows = [(r["test"], r["code"].casefold(), int(r["question"]), r["answer"])
                    for r in table.rows]  # fmt: skip
            for when, code, number, letter in rows:
                tests[when].setdefault(code, {})[number] = letter
        except (ValueError, KeyError):
            told.append(f"{path.name} is no file of this test and was left out.")
    if not any(tests.values()):
        raise Trouble(f"'{folder}' holds no answers: files named concepts-before-CODE.csv.")
    return tests["before"], tests["after"], told


def report(before: dict, after: dict, told: list[str]) -> str:
    """What the class gained, in words, with what it cannot say."""
    result = gains.gain(before, after)
    lines = [*told, f"{result.pairs} people took both tests; {result.only_before} only the first, "
             f"{result.only_after} only the second: these are left out."]  # fmt: skip
    lines.append(f"Right answers: {result.before:.0%} before, {result.after:.0%} after.")
    if result.value is None:
        lines.append("There was nothing to compare, or nothing left to gain.")
    else:
        lines.append(f"Normalised gain: {result.value:.2f}" + _interval(result))
    both = before.keys() & after.keys()
    first, second = ({code: tests[code] for code in both} for tests in (before, after))
    lines += ["", "question  before  after"]
    shares = zip(gains.by_question(first), gains.by_question(second), strict=True)
    lines += [f"{n:8}  {a:6.0%}  {b:5.0%}" for n, (a, b) in enumerate(shares, start=1)]
    was, now = gains.by_misconception(first), gains.by_misconception(second)
    lines += ["", "chosen most often, before → after:"]
    lines += [f"  {name}: {n} → {now[name]}" for name, n in was.most_common(MOST_SHOWN)]
    return "\n".join([*lines, "", _HONEST])


def _interval(result: gains.Gain) -> str:
    if result.interval is None:
        return f"; too few people for an interval (it is given from {gains.FEW} on)."
    low, high = result.interval
    return f", 95 % interval {low:.2f} to {high:.2f}."


_HONEST = (
    "This number says how much changed, not why: there is no group without the course, people who "
    "stay until the end are others than those who leave, and who has seen a test once does better. "
    "docs/concepts.md says more."
)

if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
