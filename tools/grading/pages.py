"""What a run writes: grades.csv, a feedback page for each student, a report on the class."""

import csv
import datetime
import hashlib
import io
import json
from collections import Counter
from pathlib import Path
from textwrap import fill

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from matplotlib.figure import Figure

from rnnlib.exercises.register import all_exercises, all_mistakes
from rnnlib.exercises.verdict import NOT_YET, RIGHT, UNTRIED
from rnnlib.pictures.canvas import Picture
from rnnlib.pictures.ink import COLOURS, drawing
from tools.grading.results import RECORD, Result, Run, file_name
from tools.launch.work import write_whole

MOST_SHOWN = 20  # misconceptions in the first table of the report; the others are folded away
MOST_DRAWN = 12
PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
)


def write(run: Run, results: list[Result]) -> list[Path]:
    """Write everything; a table that a person has changed is kept, its new name is returned."""
    feedback = run.folder / "feedback"
    feedback.mkdir(exist_ok=True)
    for result in results:
        page = feedback_page(run, result)
        write_whole(feedback / f"{file_name(result.student)}.html", page.encode())
    write_whole(run.folder / "report.html", report_page(run, results).encode())
    return write_table(run, grades(run, results, given_by_hand(run)))


# --- the table -----------------------------------------------------------------------------------


def grades(run: Run, results: list[Result], given: dict | None = None) -> str:
    """The table of the points as CSV: a row for each student, a column for each exercise.

    `given` holds what a person has entered: {(student, column): points}.
    """
    by_hand = [f"{name} by hand" for name in run.exercises if all_exercises()[name].by_hand]
    head = ["student", *run.exercises, "points", "out of", *by_hand]
    stream = io.StringIO()
    table = csv.writer(stream, lineterminator="\n")
    table.writerow([*head, "to look at"])
    for result in results:
        each = [result.points_in(name) for name in run.exercises]
        row: list = [*each, result.points, out_of(run)]
        if result.failed:
            row = [""] * len(row)
        student = _no_formula(result.student)
        entered = [(given or {}).get((student, column), "") for column in by_hand]
        to_look_at = " ".join(result.to_look_at)
        table.writerow([student, *row, *entered, _no_formula(to_look_at)])
    return stream.getvalue()


def given_by_hand(run: Run) -> dict[tuple[str, str], str]:
    """The points that a person entered into the columns "by hand" of the last table, if any."""
    try:
        text = (run.folder / "grades.csv").read_text(encoding="utf-8-sig")
        mark = ";" if ";" in text.partition("\n")[0] else ","  # a spreadsheet may save with either
        rows = list(csv.DictReader(io.StringIO(text), delimiter=mark))
    except (OSError, ValueError, csv.Error):
        return {}
    return {
        (row.get("student") or "", column): points
        for row in rows
        for column, points in row.items()
        if column and column.endswith(" by hand") and points
    }


def out_of(run: Run) -> int:
    """The points that the checks of all exercises can give."""
    return sum(q.points for name in run.exercises for q in all_exercises()[name].questions)


def _no_formula(text: str) -> str:
    """A text that no spreadsheet takes for a formula; names come from the students."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def write_table(run: Run, table: str) -> list[Path]:
    """Write grades.csv; if somebody changed the last one by hand, keep that one too."""
    path, record = run.folder / "grades.csv", run.folder / RECORD
    known = json.loads(record.read_text(encoding="utf-8"))
    kept = []
    if path.exists() and _hash(path.read_bytes()) != known.get("grades"):
        now = datetime.datetime.now()
        kept.append(path.rename(path.with_name(f"grades-{now:%Y-%m-%d-%H%M%S}.csv")))
    content = table.encode("utf-8-sig")  # with the mark that lets Excel read names with accents
    write_whole(path, content)
    write_whole(record, json.dumps({**known, "grades": _hash(content)}).encode())
    return kept


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


# --- the pages -----------------------------------------------------------------------------------


def feedback_page(run: Run, result: Result) -> str:
    """What one student reads: every verdict with its reason."""
    sheets = [
        {
            "exercise": all_exercises()[name],
            "marks": [mark for mark in result.marks if mark.exercise == name],
            "points": result.points_in(name),
        }
        for name in run.exercises
    ]
    page = PAGES.get_template("feedback.html.j2")
    return page.render(result=result, sheets=sheets, out_of=out_of(run), html=_html)


def _html(verdict) -> Markup:
    return Markup(verdict.html())  # Verdict.html escapes what it shows


def report_page(run: Run, results: list[Result]) -> str:
    """What a tutor reads: points, questions, misconceptions."""
    well = [result for result in results if not result.failed]
    found = misconceptions(well)
    page = PAGES.get_template("report.html.j2")
    return page.render(
        results=results,
        well=well,
        out_of=out_of(run),
        questions=list(map(_about_question(well), _questions(run))),
        found=found[:MOST_SHOWN],
        rarer=found[MOST_SHOWN:],
        says={(m.question.name, m.name): m.says for m in all_mistakes()},
        points=Markup(points_plot(run, well).img()) if well else "",
        mistakes=Markup(mistakes_plot(found).img()) if found else "",
        file_name=file_name,
    )


def _questions(run: Run):
    return [q for name in run.exercises for q in all_exercises()[name].questions]


def _about_question(results: list[Result]):
    states = Counter((m.verdict.question, m.verdict.state) for r in results for m in r.marks)

    def about(question):
        counts = {state: states[question.name, state] for state in (RIGHT, NOT_YET, UNTRIED)}
        return {"name": question.name, "points": question.points, "counts": counts}

    return about


def misconceptions(results: list[Result]) -> list[tuple[str, str, int]]:
    """(question, misconception, how many students), the most frequent first."""
    found = Counter(
        (mark.verdict.question, name)
        for result in results
        for mark in result.marks
        for name in mark.verdict.mistakes
    )
    return [(*key, n) for key, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def points_plot(run: Run, results: list[Result]) -> Picture:
    """How many students reached how many points."""
    most, n_bins = out_of(run), min(10, out_of(run) + 1)
    edges = [i * (most + 1) / n_bins for i in range(n_bins + 1)]
    bins = [0] * n_bins
    for result in results:
        bins[min(n_bins - 1, int(result.points * n_bins / (most + 1)))] += 1
    with drawing():
        figure = Figure((7.2, 2.6), layout="constrained")
        axes = figure.add_subplot()
        width = edges[1] - edges[0]
        axes.bar(edges[:-1], bins, width=0.9 * width, align="edge", color=COLOURS["W"])
        axes.set(xlabel=f"points, out of {most}", ylabel="students")
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.spines[["top", "right"]].set_visible(False)
    middle = sorted(result.points for result in results)[len(results) // 2]
    alt = f"Bar chart of the points of {len(results)} students, out of {most}; median {middle}. "
    pairs = [f"{edges[i]:.0f} to {edges[i + 1]:.0f}: {n}" for i, n in enumerate(bins) if n]
    return Picture(figure, alt + "Students by points: " + ", ".join(pairs) + ".")


def mistakes_plot(found: list[tuple[str, str, int]]) -> Picture:
    """The most frequent misconceptions, a bar for each."""
    shown = found[:MOST_DRAWN][::-1]
    with drawing():
        figure = Figure((9, 0.9 + 0.55 * len(shown)), layout="constrained")
        axes = figure.add_subplot()
        # Over two lines, so that the bars have room beside the longest name.
        names = [f"{fill(name, 40)}\n{question}" for question, name, _ in shown]
        bars = axes.barh(names, [n for *_, n in shown], color=COLOURS["V"], height=0.6)
        axes.bar_label(bars, padding=3, fontsize=11)
        axes.tick_params(axis="y", labelsize=11, length=0)
        axes.set(xlabel="students")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.spines[["top", "right"]].set_visible(False)
    rows = ", ".join(f"{name} in {question}: {n}" for question, name, n in found[:MOST_DRAWN])
    return Picture(figure, f"Bar chart of the most frequent misconceptions by students: {rows}.")
