"""How long a lesson takes, counted by one rule: `python -m tools.build.minutes`.

150 words a minute for somebody who reads formulas in a second language; 8 lines of code a minute;
45 seconds to make a guess; half a minute for a picture or a stepper. A tenth more for running the
cells. The rule is a rule of thumb; that it is the same for all lessons is what makes it fair.
"""

import re

import nbformat

from tools.build.notebooks import HOLDS, NOTEBOOKS, tags

STATED = re.compile(r"\*\*Time:\*\* (\d+) minutes")
# Folded, and neither an explanation nor an answer: only some readers open it.
FOR_SOME = re.compile(r"<details><summary>(?!Why|Answer|Solution).*?</details>", re.DOTALL)
UNREAD = re.compile(r"<[^>]*>|\$[^$]*\$|\]\([^)]*\)")  # tags and addresses; a formula is one word


def counted(notebook):
    """Minutes for a learner who reads everything and guesses everywhere."""
    words = lines = guesses = pictures = 0
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            words += len(UNREAD.sub(" x ", FOR_SOME.sub("", cell.source)).split())
        elif HOLDS not in tags(cell):
            lines += sum(bool(line.strip()) for line in cell.source.splitlines())
            guesses += len(re.findall(r"= ask\(", cell.source))
            pictures += sum(map(_is_picture, (output.get("data", {}) for output in cell.outputs)))
    return 1.1 * (words / 150 + lines / 8 + 0.75 * guesses + 0.5 * pictures)


def _is_picture(data):
    """Whether an output is looked at; what belongs to a guess is counted with the guess."""
    return "image/png" in data or "rnn-predictions" not in data.get("text/html", "rnn-predictions")


def stated(notebook):
    """The minutes that the lesson states, or None."""
    found = STATED.search("\n".join(cell.source for cell in notebook.cells))
    return int(found[1]) if found else None


def main():
    """Print what each lesson states and what is counted."""
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        print(f"{path.stem:32} states {stated(notebook)}, counted {counted(notebook):.0f}")


if __name__ == "__main__":
    main()
