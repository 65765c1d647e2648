"""`python course.py grade FOLDER`: grade a folder of submissions.

One folder or file for each student, as Moodle and nbgrader lay them out, or a zip of them. Writes
grades.csv, a feedback page for each student and report.html into FOLDER-graded. What an earlier
run graded is kept: after an interruption the same command goes on.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path

from tqdm import tqdm

from rnnlib.questions import exercises
from tools.commands import guarded
from tools.console import say
from tools.environment import from_here
from tools.grading import sandbox
from tools.grading.results import Result, Run, grade_one, open_run
from tools.grading.submissions import HandIn, find
from tools.trouble import Trouble


def main(arguments: list[str]) -> int:
    """Grade; return 0 if every submission could be graded."""
    options = parse(arguments)
    place = from_here(options.folder)
    hand_ins = find(place)
    chosen = choose(options.only, hand_ins)
    out = from_here(options.out) if options.out else default_folder(place)
    hidden = (place,) if place.is_dir() else ()
    run = open_run(out, chosen, seed=options.seed, again=options.again, hidden=hidden)
    say(sandbox.describe())
    say(f"{len(hand_ins)} submissions, {', '.join(chosen)}; the results go to {out}")
    results = list(graded(hand_ins, run, options.workers))
    from tools.grading import pages  # what draws is not loaded by every worker

    kept = pages.write(run, sorted(results, key=lambda result: result.student))
    say(summary(results, out, kept))
    return int(any(result.failed for result in results))


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the options of the command."""
    parser = argparse.ArgumentParser(
        prog="python course.py grade",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", help="the submissions: a folder or a zip file")
    parser.add_argument("--out", help="where the results go; default: FOLDER-graded")
    parser.add_argument("--only", help="exercises, such as E02,E03; default: all that came in")
    parser.add_argument("--again", action="store_true", help="grade all anew, with other numbers")
    parser.add_argument("--seed", type=int, help="of the random numbers, to repeat a run")
    cores = os.cpu_count() or 1
    parser.add_argument("--workers", type=int, default=cores, help="default: one for each core")
    options = parser.parse_args(arguments)
    if options.workers < 1 or (options.seed is not None and options.seed < 0):
        parser.error("--workers is 1 or more, --seed 0 or more")
    return options


def default_folder(place: Path) -> Path:
    """The folder for the results, beside the submissions."""
    place = place.resolve()
    return place.with_name(f"{place.stem if place.is_file() else place.name}-graded")


def choose(only: str | None, hand_ins: list[HandIn]) -> tuple[str, ...]:
    """The exercises to grade, in order; Trouble for one that does not exist."""
    there = [name for name, exercise in exercises().items() if exercise.questions]
    if only:
        wanted = [name.strip().upper() for name in only.split(",")]
        unknown = [name for name in wanted if name not in there]
        if unknown:
            raise Trouble(f"There is no exercise {unknown[0]}; there are: {', '.join(there)}.")
    else:
        wanted = {name for hand_in in hand_ins for name in hand_in.files}
    chosen = tuple(name for name in there if name in wanted)
    if not chosen:
        raise Trouble(
            "No exercise of this course was found: the name of a notebook begins with its "
            "exercise, for example E03_run.ipynb."
        )
    return chosen


def graded(hand_ins: list[HandIn], run: Run, workers: int) -> Iterator[Result]:
    """Grade all, several at once, with a progress bar; each comes as soon as it is done."""
    bar = tqdm(total=len(hand_ins), unit="student", disable=None, file=sys.stderr)
    with bar:
        for result in _in_pool(hand_ins, run, workers):
            bar.update()
            yield result


def _in_pool(hand_ins: list[HandIn], run: Run, workers: int) -> Iterator[Result]:
    """A worker process that dies takes nobody with it: who was not done goes to a new pool.

    Whoever is not done after the second pool is graded alone, and fails alone.
    """
    left = {hand_in.student: hand_in for hand_in in hand_ins}
    for at_once in (workers, workers, 1):
        try:
            for result in _one_pool(list(left.values()), run, at_once):
                del left[result.student]
                yield result
        except BrokenProcessPool:
            continue
        return
    for hand_in in left.values():
        try:
            yield from _one_pool([hand_in], run, 1)
        except BrokenProcessPool:
            yield Result(hand_in.student, (), failed="the grading process itself was killed")


def _one_pool(hand_ins: list[HandIn], run: Run, workers: int) -> Iterator[Result]:
    pool = ProcessPoolExecutor(min(workers, len(hand_ins) or 1), get_context("spawn"))
    try:
        for future in as_completed([pool.submit(grade_one, h, run) for h in hand_ins]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def summary(results: list[Result], out: Path, kept: list[Path]) -> str:
    """What was done, and what a person has to look at."""
    failed = [result for result in results if result.failed]
    problems = [result for result in results if result.problems and not result.failed]
    lines = [f"Graded {len(results) - len(failed)} of {len(results)} submissions."]
    lines += [f"  NOT graded: {r.student}: {r.failed}" for r in failed]
    lines += [f"  look at {r.student}: {problem}" for r in problems for problem in r.problems]
    lines += [
        f"  {path.name} had been changed by hand; it is kept under this name." for path in kept
    ]
    lines += [f"Open {out / 'report.html'}; grades are in {out / 'grades.csv'}."]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
