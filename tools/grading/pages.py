"""What a run writes: grades.csv, a feedback page for each student, a report on the class."""

from pathlib import Path
from textwrap import fill

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from matplotlib.figure import Figure

from rnnlib.exercises.register import all_exercises
from rnnlib.pictures.canvas import Picture
from rnnlib.pictures.ink import COLOURS, drawing
from tools.grading import by_hand, insight, table
from tools.grading.alike import Pair
from tools.grading.insight import Spread
from tools.grading.results import Result, Run, file_name
from tools.grading.table import Row
from tools.grading.where import go_back_to
from tools.launch.work import write_whole

MOST_SHOWN = 20  # misconceptions in the first table of the report; the others are folded away
MOST_DRAWN = 12
PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
)


def rows_of(run: Run, results: list[Result]) -> list[Row]:
    """A row of the table for each result, with all that people entered."""
    kept = by_hand.gather(run, [result.student for result in results])
    return table.rows(run, results, kept)


def write(run: Run, results: list[Result]) -> list[Path]:
    """Write everything; a table that a person has changed is put aside, its new name returned."""
    kept = by_hand.gather(run, [result.student for result in results])
    rows = table.rows(run, results, kept)
    feedback = run.folder / "feedback"
    feedback.mkdir(exist_ok=True)
    for row in rows:
        page = feedback_page(row)
        write_whole(feedback / f"{file_name(row.result.student)}.html", page.encode())
    write_whole(run.folder / "report.html", report_page(run, rows).encode())
    write_whole(run.folder / "plan.html", plan_page(run, rows).encode())
    text, written = table.as_csv(run, rows, kept), table.as_written(rows, kept)
    machine = {row.result.student: row.machine for row in rows}
    return by_hand.write(run, kept, text, written, machine, table.columns_of(run))


# --- the pages -----------------------------------------------------------------------------------


def feedback_page(row: Row) -> str:
    """What one student reads: every verdict with its reason, and what the tutor says."""
    sheets = [
        {
            "exercise": all_exercises()[name],
            "marks": [mark for mark in row.result.marks if mark.exercise == name],
            "points": row.points_in(name),
            "by_hand": row.entered.get(table.by_hand(name), ""),
            "corrected": next(((mine, said) for c, mine, said in row.corrected() if c == name), ()),
        }
        for name in row.run.exercises
    ]
    page = PAGES.get_template("feedback.html.j2")
    shown = {"points": row.cell(table.POINTS), "comment": row.entered.get(by_hand.COMMENT, "")}
    about = {"result": row.result, "sheets": sheets, "out_of": table.out_of(row.run)}
    return page.render(**about, **shown, html=_html)


def _html(verdict) -> Markup:
    return Markup(verdict.html())  # Verdict.html escapes what it shows


def report_page(run: Run, rows: list[Row]) -> str:
    """What a tutor reads: points, misconceptions and where they go, questions, students."""
    well = [row.result for row in rows if not row.result.failed]
    found = insight.misconceptions(well)
    page = PAGES.get_template("report.html.j2")
    return page.render(
        rows=rows,
        out_of=table.out_of(run),
        questions=insight.questions(run.exercises, well),
        found=found[:MOST_SHOWN],
        rarer=found[MOST_SHOWN:],
        travellers=insight.travellers(found),
        exercises=run.exercises,
        points=Markup(points_plot(run, [r.points for r in rows]).img()) if well else "",
        mistakes=Markup(mistakes_plot(found).img()) if found else "",
        file_name=file_name,
    )


def plan_page(run: Run, rows: list[Row]) -> str:
    """One page for the next tutorial."""
    well = [row.result for row in rows if not row.result.failed]
    facts = insight.questions(run.exercises, well)
    asked = [fact for fact in facts if fact.share is not None]
    page = PAGES.get_template("plan.html.j2")
    return page.render(
        n=len(well),
        exercises=run.exercises,
        top=insight.for_a_tutorial(insight.misconceptions(well)),
        hard=min(asked, key=lambda fact: fact.share or 0.0, default=None),
        doubtful=[f.name for f in facts if f.discrimination is not None and f.discrimination < 0],
        technical=[r.student for r in well if any(mark.technical for mark in r.marks)],
        stays=insight.stays_with(well),
        back=go_back_to,
    )


def alike_page(pairs: list[Pair]) -> str:
    """Pairs of hand-ins with code in common, beside each other."""
    return PAGES.get_template("alike.html.j2").render(pairs=pairs)


def points_plot(run: Run, points: list[float]) -> Picture:
    """How many students reached how many points."""
    most = table.out_of(run)
    n_bins = min(10, most + 1)
    edges = [i * (most + 1) / n_bins for i in range(n_bins + 1)]
    bins = [0] * n_bins
    for each in points:
        bins[max(0, min(n_bins - 1, int(each * n_bins / (most + 1))))] += 1
    with drawing():
        figure = Figure((7.2, 2.6), layout="constrained")
        axes = figure.add_subplot()
        width = edges[1] - edges[0]
        axes.bar(edges[:-1], bins, width=0.9 * width, align="edge", color=COLOURS["W"])
        axes.set(xlabel=f"points, out of {most}", ylabel="students")
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.spines[["top", "right"]].set_visible(False)
    middle = sorted(points)[len(points) // 2]
    alt = f"Bar chart of the points of {len(points)} students, out of {most}; median {middle:g}. "
    pairs = [f"{edges[i]:.0f} to {edges[i + 1]:.0f}: {n}" for i, n in enumerate(bins) if n]
    return Picture(figure, alt + "Students by points: " + ", ".join(pairs) + ".")


def mistakes_plot(found: list[Spread]) -> Picture:
    """The most frequent misconceptions, a bar for each."""
    shown = found[:MOST_DRAWN][::-1]
    with drawing():
        figure = Figure((9, 0.9 + 0.55 * len(shown)), layout="constrained")
        axes = figure.add_subplot()
        # Over two lines, so that the bars have room beside the longest name.
        names = [f"{fill(spread.name, 40)}\n{', '.join(spread.by_exercise)}" for spread in shown]
        numbers = [len(spread.students) for spread in shown]
        bars = axes.barh(range(len(shown)), numbers, color=COLOURS["V"], height=0.6)
        axes.set_yticks(range(len(shown)), names)
        axes.bar_label(bars, padding=3, fontsize=11)
        axes.tick_params(axis="y", labelsize=11, length=0)
        axes.set(xlabel="students")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.spines[["top", "right"]].set_visible(False)
    rows = ", ".join(f"{spread.name}: {len(spread.students)}" for spread in found[:MOST_DRAWN])
    return Picture(figure, f"Bar chart of the most frequent misconceptions by students: {rows}.")
