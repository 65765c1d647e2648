"""The way through the course, and how far somebody came: read from saved notebooks, nothing runs.

A lesson is done when all its cells were run. An exercise is solved when the last check of each of
its answers says *right*. `python course.py progress` asks again instead, and runs the notebooks.
"""

import json
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from rnnlib.exercises.register import all_exercises, ladder

SHORT = ("00", "01", "02", "E02", "E16", "03", "E03")  # one evening
# Lessons that were cut into parts since: a learner's copy stays in my_work, and is no stop.
EARLIER = ("03_sentiment_walkthrough", "05b_sequence_to_sequence", "10_vanishing_and_exploding")
DONE, SOLVED = "done", "solved"
_TITLE, _TIME = re.compile(r"# (.+)"), re.compile(r"\*\*Time:\*\* (\d+)")
_LINK = re.compile(r"\]\((?:\.\./exercises/)?(E\d\d)_\w+\.ipynb\)")


@dataclass(frozen=True)
class Stop:
    """One notebook on the way."""

    file: str  # "02_recurrence.ipynb"
    title: str  # "02 · Recurrence"
    minutes: int
    state: str  # "", "5 of 12 cells run", "done", "1 of 2 answers right", "solved"

    @property
    def number(self):
        """What it is called for short: "02", "05a", "E02"."""
        return self.file.partition("_")[0]

    @property
    def short(self):
        """It belongs to the short way, as a whole or as one part of a lesson (03a)."""
        return self.number.rstrip("abc") in SHORT

    @property
    def over(self):
        """Nothing is left to do."""
        return self.state in (DONE, SOLVED)


@dataclass(frozen=True)
class Way:
    """All stops, in order. A notebook shows them as a table with links."""

    stops: tuple

    @property
    def next(self):
        """What comes after lesson 00, where one asks: the short way first; None at the end."""
        left = [stop for stop in self.stops if not stop.over and stop.number != "00"]
        return next((stop for stop in left if stop.short), left[0] if left else None)

    @property
    def lines(self):
        """What is said above the table: how much is done, and the length of both ways."""
        over = sum(stop.over for stop in self.stops)
        short, whole = (
            sum(stop.minutes for stop in self.stops if stop.short or not only)
            for only in (True, False)
        )
        return (
            f"{over} of {len(self.stops)} notebooks are finished, as you saved them.",
            f"The short way (●) takes one evening, {short} minutes; the long way about "
            f"{round(whole / 60)} hours.",
        )

    def __str__(self):
        rows = [
            f"{'>' if stop is self.next else ' '} {'●' if stop.short else ' '} {stop.title:<66}"
            f"{stop.minutes:4} min  {stop.state}".rstrip()
            for stop in self.stops
        ]
        ahead = f"Next: {self.next.title} ({self.next.file})" if self.next else "That was all."
        return "\n".join([*self.lines, *rows, ahead])

    __repr__ = __str__

    def _repr_html_(self):
        head = "".join(
            f'<th scope="col" style="text-align:left">{h}</th>'
            for h in ("", "notebook", "minutes", "so far")
        )
        rows = "".join(map(self._row, self.stops))
        ahead = f"Next: {_link(self.next)}" if self.next else "That was all."
        return (
            f"<p>{'<br>'.join(self.lines)}</p><p><strong>{ahead}</strong></p>"
            f"<details open><summary>The way through the course</summary><table><thead><tr>{head}"
            f"</tr></thead><tbody>{rows}</tbody></table></details>"
        )

    def _row(self, stop):
        mark = '<span role="img" aria-label="short way">●</span>' if stop.short else ""
        state = f"<strong>{stop.state}</strong>" if stop.over else stop.state
        state = state or ("next" if stop is self.next else "")
        return (
            f'<tr><td>{mark}</td><td style="text-align:left">{_link(stop)}</td>'
            f"<td>{stop.minutes}</td>"
            f'<td style="text-align:left">{state}</td></tr>'
        )


def _link(stop):
    return f'<a href="{stop.file}">{escape(stop.title)}</a>'


def my_way(folder: str | Path = ".") -> Way:
    """What is done in the notebooks of a folder, and what comes next: show it, or print it.

    Each exercise stands after the first lesson that leads to it. Unreadable notebooks are left
    out. `folder` is the one of the notebook that asks.
    """
    paths = [path for path in sorted(Path(folder).glob("*.ipynb")) if path.stem not in EARLIER]
    notebooks = {path.name: _read(path) for path in paths}
    stops = {name: _stop(Path(folder, name), cells) for name, cells in notebooks.items() if cells}
    exercises = {e.name: f"{e.file}.ipynb" for e in ladder()}
    way: dict[str, None] = {}  # the names in order, each once
    for name in stops:
        if re.match(r"\d\d[a-z]?_", name):
            way[name] = None
            linked = _LINK.findall("\n".join(cell["source"] for cell in notebooks[name]))
            way.update((exercises[e], None) for e in linked if e in exercises and name[:2] != "00")
    way.update((file, None) for file in exercises.values())  # no lesson leads to these
    return Way(tuple(stops[name] for name in way if stops.get(name)))


def _stop(path, cells):
    """A notebook of the course as a stop; None for one without a title and minutes."""
    title, minutes = _TITLE.match(cells[0]["source"]), _TIME.search(cells[0]["source"])
    if not title or not minutes:
        return None
    exercise = all_exercises().get(path.name[:3])
    state = _solved(exercise, cells) if exercise else _run(cells)
    return Stop(path.name, title[1], int(minutes[1]), "" if _as_it_came(path) else state)


def _run(cells):
    """How many code cells were run, but for those that come with their output: targets."""
    code = [c for c in cells if c.get("cell_type") == "code" and c["source"].strip()]
    code = [c for c in code if "target" not in c.get("metadata", {}).get("tags", ())]
    run = sum(c.get("execution_count") is not None for c in code)
    return DONE if run == len(code) else f"{run} of {len(code)} cells run" if run else ""


def _solved(exercise, cells):
    """What the last checks of an exercise said."""
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    shown = [o.get("text", o.get("data", {}).get("text/plain", "")) for o in outputs]
    said = "\n".join("".join(text) for text in shown)
    names = [question.name for question in exercise.questions]
    right = sum(f"✓ {name}: right" in said for name in names)
    if right == len(names):
        return SOLVED
    return f"{right} of {len(names)} answers right" if right or _run(cells) else ""


def _as_it_came(path):
    """Whether it is a copy of the course's own notebook, byte for byte, with its outputs."""
    for folder in ("notebooks", "exercises"):
        own = path.resolve().parent.parent / folder / path.name
        if own.is_file() and own.read_bytes() == path.read_bytes():
            return True
    return False


def _read(path):
    """The cells of a notebook, each with its text in one piece; none if it cannot be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [{**cell, "source": "".join(cell["source"])} for cell in cells]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return []
