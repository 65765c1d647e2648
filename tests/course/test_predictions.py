"""A prediction is made before its answer can be read, in every lesson."""

import ast
import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WITHOUT = ("14",)  # the glossary asks nothing
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
ASK = re.compile(r"^(\w+) = ask\(\s*\"([^\"]+)\"", re.MULTILINE)
HEADING = re.compile(r"^#+ .*$", re.MULTILINE)

each_lesson = pytest.mark.parametrize(
    "path", [p for p in LESSONS if not p.stem.startswith(WITHOUT)], ids=lambda p: p.stem
)


def predictions(cells):
    """Each prediction of a lesson: its name, the place of its `ask` and of its `reveal`."""
    for i, cell in enumerate(cells):
        for variable, name in ASK.findall(cell.source) if cell.cell_type == "code" else ():
            call = re.compile(rf"\b{variable}\.reveal\(")
            revealed = [j for j in range(i, len(cells)) if call.search(cells[j].source)]
            assert revealed, f"“{name}” is asked and never revealed"
            yield name, i, revealed[0]


def computed(cell):
    """The lines of `Computed: …` that an outcome puts out."""
    for output in cell.outputs:
        text = output.get("data", {}).get("text/plain", "")
        if text.startswith("Computed: "):
            return text.removeprefix("Computed: ").split(" | ")
    raise AssertionError(f"the reveal is not the cell's last value:\n{cell.source}")


def visible(cell):
    """What a reader sees of a cell that was not run: folded text and cells out of sight are not."""
    if "holds" in cell.metadata.get("tags", []):
        return ""
    return FOLDED.sub("", cell.source) if cell.cell_type == "markdown" else cell.source


def tells(text, line):
    """Whether a text has the answer: its very words, or its number in any usual rounding."""
    _, _, value = line.rpartition(": ")
    if re.fullmatch(r"\([\d, ]*\)", value):  # a shape
        return value in text
    if re.fullmatch(r"[−\d.,e+]+", value):
        number = float(value.replace("−", "-").replace(",", ""))
        if abs(number) < 10 and number == round(number):
            return False  # 0, 1, 2 stand everywhere
        forms = {value, f"{number:g}", f"{number:.2f}", f"{number:.3f}", f"{number:,.0f}"}
        forms = {form for form in forms if len(form.strip("−-.0")) > 1}
        return any(re.search(rf"(?<![\d.]){re.escape(f)}(?![\d])", text) for f in forms)
    words = line.lower()
    return len(words) > 12 and words in text.lower()


def explains(text):
    """Whether a text that follows a result is more than the next heading or the next question."""
    return bool(text.strip()) and not text.startswith("#") and "> **Predict:**" not in text


def without_choices(source):
    """A cell without its call of `ask`, which names the right choice beside the wrong ones."""
    return re.sub(r"^\w+ = ask\((?:[^()]|\([^()]*\))*\)", "", source, flags=re.MULTILINE)


@each_lesson
def test_every_question_has_a_place_for_a_guess_and_an_end(path):
    cells = nbformat.read(path, as_version=4).cells
    found = list(predictions(cells))
    asked = {i for _, i, _ in found}
    for i, cell in enumerate(cells):
        if cell.cell_type == "markdown" and "> **Predict:**" in cell.source:
            last = cell.source.rstrip().splitlines()[-1]
            assert last.startswith(">"), f"the question is not the last of its cell: {last}"
            assert i + 1 in asked, f"no `ask` follows: {cell.source[-120:]}"
    names = [name for name, _, _ in found]
    assert names and len(names) == len(set(names))
    assert all(name.split()[0] == path.stem.split("_")[0] for name in names), names
    assert any(f'tally("{path.stem.split("_")[0]}")' in cell.source for cell in cells)


@each_lesson
def test_nothing_tells_the_answer_before_the_guess(path):
    cells = nbformat.read(path, as_version=4).cells
    told = []
    for name, start, end in predictions(cells):
        question = cells[start - 1].source.partition("> **Predict:**")[0]
        for cell in cells[start : end + 1]:
            hidden = "holds" in cell.metadata.get("tags", [])
            if cell.cell_type == "markdown" or ("assert " in cell.source and not hidden):
                told.append(f"{name}: text or an assert before the result: {cell.source[:80]!r}")
        below = []  # up to the next heading, which can be read as well
        for cell in cells[end + 1 :]:
            below.append(visible(cell))
            if cell.cell_type == "markdown" and HEADING.search(cell.source):
                below[-1] = HEADING.search(cell.source)[0]
                break
            if ASK.search(cell.source):
                below[-1] = without_choices(cell.source)
        shown = [question, *(without_choices(visible(c)) for c in cells[start : end + 1]), *below]
        for line in computed(cells[end]):
            told += [
                f"{name}: {line!r} stands in {text[:90]!r}" for text in shown if tells(text, line)
            ]
        after = cells[end + 1] if end + 1 < len(cells) else None
        if after and after.cell_type == "markdown" and explains(visible(after)):
            told.append(f"{name}: the explanation is not folded: {after.source[:80]!r}")
    assert not told, "\n".join(told)


def hints(source):
    """What code tells before it runs: an error that it expects, a choice that it rules out."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ExceptHandler):
            yield "an error is expected; `attempt` does not tell"
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "reveal":
            fixed = [a for a in node.args if isinstance(a, ast.Constant) and a.value in (0, 1)]
            yield from ("a choice is ruled out, not computed" for _ in fixed)


@each_lesson
def test_the_code_between_a_guess_and_its_result_gives_no_hint(path):
    cells = nbformat.read(path, as_version=4).cells
    told = {
        f"{name}: {hint}"
        for name, start, end in predictions(cells)
        for cell in cells[start : end + 1]
        for hint in (hints(cell.source) if cell.cell_type == "code" else ())
    }
    assert not told, "\n".join(sorted(told))


def test_a_hint_is_found():
    assert list(hints("a.reveal(x > 1, False)")) and list(hints("try:\n f()\nexcept E:\n pass"))
    assert not list(hints("a.reveal(x > 1, x <= 1)\nb.reveal(2.5)"))
