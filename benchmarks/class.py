"""Grade a class whose verdicts are known: all as expected, how fast, with how much memory.

    python -m benchmarks.class [--students 300] [--repeats 1] [--keep]

It runs the command of a tutor, `course.py grade`, in a process of its own: with one worker, with
two, and with two of which one is killed when half the class is graded.
"""

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

from benchmarks import submissions, timing
from benchmarks.step import RESULTS, table
from tools.grading.marks import mark_notebook

SEED = 12345


@dataclass(frozen=True)
class Measured:
    """One run over the class."""

    way: str
    seconds: float
    memory: float  # MB at once, of all processes
    of_worker: float  # MB of the largest worker
    differences: tuple


def measure(way, students, folder, workers, *, kill=False):
    """Grade the class once."""
    out = Path(tempfile.mkdtemp(prefix="class-")) / "graded"
    command = [sys.executable, "-m", "tools.grading.grade", str(folder)]
    command += ["--workers", str(workers), "--seed", str(SEED), "--out", str(out)]
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    watch = _Watch(process.pid, out / "results", len(students) // 2 if kill else 0)
    printed, _ = process.communicate()
    seconds = time.perf_counter() - started
    watch.end()
    found = submissions.differences(students, out)
    if process.returncode:
        found.append(f"the command ended with {process.returncode}: {printed[-500:]}")
    if kill and not watch.killed:
        found.append("no worker was killed")
    if not found:  # otherwise somebody will want to look
        shutil.rmtree(out.parent)
    return Measured(way, seconds, watch.memory, watch.of_worker, tuple(found))


class _Watch:
    """Looks at the processes of a run twice a second; kills a worker when enough is graded."""

    def __init__(self, number, results, kill_at):
        self.process, self.results, self.kill_at = psutil.Process(number), results, kill_at
        self.memory = self.of_worker = 0.0
        self.killed = self.ended = False
        self.thread = threading.Thread(target=self._look)
        self.thread.start()

    def end(self):
        self.ended = True
        self.thread.join()

    def _look(self):
        while not self.ended:
            with contextlib.suppress(psutil.Error):  # a process ended while it was looked at
                self._once()
            time.sleep(0.5)

    def _once(self):
        everyone = [self.process, *self.process.children(recursive=True)]
        sizes = {p: p.memory_info().rss / 1e6 for p in everyone}
        workers = [p for p in self.process.children() if "spawn_main" in " ".join(p.cmdline())]
        self.memory = max(self.memory, sum(sizes.values()))
        self.of_worker = max(self.of_worker, *(sizes.get(p, 0) for p in workers), 0)
        graded = len(list(self.results.glob("*.json"))) if self.results.is_dir() else 0
        if self.kill_at and not self.killed and workers and graded >= self.kill_at:
            workers[0].send_signal(signal.SIGKILL)
            self.killed = True


def full_submission():
    """(exercise, seconds beyond the student's run, seconds in all) of a solved notebook of each."""
    rows = []
    for name, exercise in submissions.all_exercises().items():
        answers = {q.function: submissions.styles(q)[0] for q in exercise.questions}
        cells = submissions.notebook_cells(name, answers)
        times = []
        for seed in range(3):
            started = time.perf_counter()
            marks = mark_notebook(name, cells, seed)
            times.append((time.perf_counter() - started, marks[0].seconds))
        rows.append((name, median(t - s for t, s in times), median(t for t, _ in times)))
    return rows


def report(students, measured, rows, bare, load):
    """The page of results."""
    n = len(students)
    ways = list(dict.fromkeys(m.way for m in measured))
    of = {way: [m for m in measured if m.way == way] for way in ways}
    seconds = {way: median(m.seconds for m in of[way]) for way in ways}
    lines = []
    for way in ways:
        as_expected = [n - len({d.split(":")[0] for d in m.differences}) for m in of[way]]
        lines.append(
            [
                way,
                ", ".join(f"{a} of {n}" for a in as_expected),
                f"{seconds[way]:.0f}",
                f"{60 * n / seconds[way]:.0f}",
                f"{max(m.memory for m in of[way]):.0f}",
                f"{max(m.of_worker for m in of[way]):.0f}",
            ]
        )
    head = ["way", "as expected", "seconds", "submissions/minute", "MB, all processes"]
    text = f"{n} students, {submissions.SHEETS} exercises each, seed {SEED}. "
    text += f"The load of the machine before was {load:.1f}.\n\n"
    text += table(lines, [*head, "MB, largest worker"])
    text += (
        f"\nTwo workers against one: {seconds['2 workers'] / seconds['1 worker']:.2f} × the time.\n"
    )
    beyond, total = sum(r[1] for r in rows), sum(r[2] for r in rows)
    text += f"\nOne full submission, {len(rows)} notebooks: {total:.1f} s, of which {beyond:.1f} s "
    text += "are judging outside of the sandbox. An empty sandbox with NumPy takes "
    text += f"{bare:.2f} s, {len(rows) * bare:.1f} s for all notebooks.\n\n"
    each = [[name, f"{a:.2f}", f"{b:.2f}"] for name, a, b in rows]
    text += table(each, ["exercise", "judging, s", "all, s"])
    return text + f"\nMeasured on {timing.machine(1)}.\n"


def main():
    """Make the class, grade it in every way, print and keep the results."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--students", type=int, default=300)
    asked.add_argument("--repeats", type=int, default=1)
    asked.add_argument("--keep", action="store_true", help="write the results")
    options = asked.parse_args()
    load = os.getloadavg()[0]
    students = submissions.make_class(options.students)
    ways = {"1 worker": {"workers": 1}, "2 workers": {"workers": 2}}
    ways["2, one killed"] = {"workers": 2, "kill": True}
    measured = []
    with tempfile.TemporaryDirectory(prefix="class-") as place:
        folder = Path(place) / "class"
        submissions.write(students, folder)
        for way, how in options.repeats * list(ways.items()):
            measured.append(measure(way, students, folder, **how))
            print(f"{way}: {measured[-1].seconds:.0f} s", *measured[-1].differences, sep="\n  ")
    from tools.grading import sandbox

    bare = median(sandbox.run("trial.py", {"trial.py": sandbox.TRIAL}).seconds for _ in range(5))
    text = report(students, measured, full_submission(), bare, load)
    print(text)
    if options.keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "class.md").write_text(text, encoding="utf-8")
    return int(any(m.differences for m in measured))


if __name__ == "__main__":
    sys.exit(main())
