"""Build the notebooks from their sources: `python course.py build [--check] [03 E02 …]`.

A source is one percent-format file. A lesson, course/lessons/NAME.py, becomes notebooks/NAME.ipynb,
run from top to bottom in a fresh kernel, outputs kept. An exercise, the notebook.py in its folder,
becomes solutions/NAME.ipynb in the same way, and from that exercises/NAME.ipynb, with holes.
The same source gives the same bytes: cell ids come from the cells' text, no time stamps, no widget
state. Every notebook carries its edition, a hash of its cells.
"""

import hashlib
import re
import sys
import time
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tools.build.editions import mark_for_grading, with_holes
from tools.build.facts import exercise_of, name_of, with_facts, with_table
from tools.launch.commands import guarded
from tools.launch.console import say
from tools.launch.names import find_all
from tools.launch.typed import Parser

ROOT = Path(__file__).resolve().parents[2]
LESSONS, EXERCISES = ROOT / "course" / "lessons", ROOT / "rnnlib" / "exercises"
NOTEBOOKS, README = ROOT / "notebooks", ROOT / "README.md"
PICTURE = ROOT / "docs" / "walkthrough.png"
# Pictures are held by their alt text, which is compared; their bytes are Matplotlib's.
UNCOMPARED = ("image/png",)
# A cell that only holds the text true: it runs and fails like any other, and nobody reads it.
HOLDS = "holds"
DRAWN = re.compile(r'data:image/svg\+xml[^"]*')


def from_source(path):
    """The notebook of one source, not run yet."""
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "course": {"source": path.relative_to(ROOT).as_posix()},
        }
    )
    seen: dict[str, int] = {}
    exercise = exercise_of(path)
    for cell in notebook.cells:
        cell.metadata.pop("lines_to_next_cell", None)  # jupytext's own note on blank lines
        if HOLDS in tags(cell):
            _out_of_sight(cell)
        if exercise and cell.cell_type == "markdown":
            cell.source = with_facts(cell.source, exercise)
        text = f"{cell.cell_type}\n{cell.source}"
        seen[text] = seen.get(text, 0) + 1
        cell.id = hashlib.sha256(f"{seen[text]}\n{text}".encode()).hexdigest()[:12]
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    if exercise:
        mark_for_grading(notebook, exercise.name)
    return stamped(notebook)


def _out_of_sight(cell):
    """Fold the cell away in JupyterLab, and leave it out of slides and the site.

    JupyterLab shows the first line of a folded cell, so that line may tell nothing.
    """
    cell.source = f"# Holds the text true; there is nothing to read here.\n{cell.source}"
    cell.metadata["jupyter"] = {"source_hidden": True}
    cell.metadata["slideshow"] = {"slide_type": "skip"}
    cell.metadata["tags"] = [*tags(cell), "remove-cell"]


def stamped(notebook):
    """The same notebook with its edition in its metadata: it changes when a cell's text does."""
    text = "\n".join(f"{cell.cell_type}\n{cell.source}" for cell in notebook.cells)
    notebook.metadata.course["edition"] = hashlib.sha256(text.encode()).hexdigest()[:8]
    return notebook


def run(notebook):
    """Run a notebook in a fresh kernel and keep its outputs, without what changes every time."""
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        timeout=120,
        record_timing=False,
        coalesce_streams=True,
        resources={"metadata": {"path": str(NOTEBOOKS)}},
        extra_arguments=["--IPKernelApp.log_level=40"],
    )
    client.execute()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.metadata.pop("execution", None)
            stored = [] if "not-stored" in tags(cell) else cell.outputs
            cell.outputs = [output for output in stored if not _is_progress(output)]
    notebook.metadata.language_info = nbformat.from_dict({"name": "python"})
    return notebook


def _is_progress(output):
    """Whether an output is a progress bar: these go to the error stream, and are not stored."""
    return output.output_type == "stream" and output.name == "stderr"


def differences(stored, built):
    """Say in words where two notebooks differ; timings and trained numbers may (by their tag)."""
    if len(stored.cells) != len(built.cells):
        yield f"{len(stored.cells)} cells stored, {len(built.cells)} built"
        return
    for number, (old, new) in enumerate(zip(stored.cells, built.cells, strict=True)):
        place = f"cell {number} ({new.source.splitlines()[0][:50] if new.source else 'empty'})"
        for part in ("cell_type", "id", "source", "metadata"):
            if old.get(part) != new.get(part):
                yield f"{place}: {part} differs"
        if old.cell_type == new.cell_type == "code":
            if old.execution_count != new.execution_count:
                yield f"{place}: not run in order"
            if "nbval-ignore-output" not in tags(new) and _comparable(old) != _comparable(new):
                yield f"{place}: the output differs"
    if stored.metadata != built.metadata:
        yield "the notebook's metadata differs"


def tags(cell):
    """The tags of a cell that this builder knows.

    nbval-ignore-output: its numbers depend on the machine (timings, results of training).
    not-stored: its output shows sentences that belong to others.
    """
    return cell.metadata.get("tags", [])


def _comparable(cell):
    rows = []
    for output in cell.outputs:
        data = {
            kind: DRAWN.sub("PICTURE", content)
            for kind, content in output.get("data", {}).items()
            if kind not in UNCOMPARED
        }
        pictures = sorted(set(output.get("data", {})) & set(UNCOMPARED))
        rows.append((output.output_type, output.get("text"), data, pictures, output.get("ename")))
    return rows


def editions(source):
    """What is built from a source, run: {path: notebook}."""
    built = run(from_source(source))
    if source.parent == LESSONS:
        return {NOTEBOOKS / f"{source.stem}.ipynb": built}
    return {
        ROOT / "solutions" / f"{name_of(source)}.ipynb": built,
        ROOT / "exercises" / f"{name_of(source)}.ipynb": stamped(with_holes(built)),
    }


def build(source, *, check):
    """Build one source, or only compare with what is stored; return a list of complaints."""
    try:
        built = editions(source)
    except CellExecutionError as error:
        return [f"a cell fails:\n{error}"]
    complaints = []
    for target, notebook in built.items():
        if not check:
            target.parent.mkdir(exist_ok=True)
            nbformat.write(notebook, target)
        elif not target.exists():
            complaints.append(f"{target.relative_to(ROOT)} is not built")
        else:
            complaints += differences(nbformat.read(target, as_version=4), notebook)
    return complaints


def draw_readme_picture():
    """The picture at the top of the README: the last frame of the walkthrough."""
    from rnnlib import Vocabulary, lecture_example, record, walkthrough_output

    model, words = lecture_example()
    trace = record(model, Vocabulary(words).one_hot(words), read="last")
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_bytes(walkthrough_output(trace, words).png(120))


def chosen(words):
    """The sources that were asked for, by number or name; all if none was named."""
    sources = [*sorted(LESSONS.glob("*.py")), *sorted(EXERCISES.glob("e[0-9][0-9]/notebook.py"))]
    by_name = {name_of(source): source for source in sources}
    return [by_name[name] for name in find_all(words, list(by_name))]


def main(arguments=None):
    """The command; exit code 1 if something failed or differs."""
    parser = Parser(prog="python course.py build", description=__doc__)
    parser.add_argument("sources", nargs="*", help="such as 03 or E02; all if none is named")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    options = parser.parse_args(arguments)
    bad = 0
    for source in chosen(options.sources):
        start = time.perf_counter()
        complaints = build(source, check=options.check)
        seconds = f"{time.perf_counter() - start:5.1f} s"
        verb = "as built" if options.check else "built"
        print(f"{name_of(source):32} {seconds}  {'PROBLEM' if complaints else verb}", flush=True)
        for complaint in complaints:
            print(f"    {complaint}")
        bad += bool(complaints)
    if not options.check:
        draw_readme_picture()
        README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
        known = {name_of(source) for source in chosen([])}
        for folder in (NOTEBOOKS, ROOT / "solutions", ROOT / "exercises"):
            for stale in sorted(p for p in folder.glob("*.ipynb") if p.stem not in known):
                print(f"{stale.relative_to(ROOT)} has no source: delete it")
    if bad and options.check:
        say("Run `python course.py build` and commit what it writes.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
