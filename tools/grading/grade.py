"""`python course.py grade FOLDER`: grade a folder of submissions.

As Moodle, ILIAS, Canvas, nbgrader, GitHub Classroom, Blackboard, Brightspace or Teams lay them out,
or a folder or file for each student; zips are looked into. --check says what was understood. Writes
grades.csv, a feedback page for each student and report.html into FOLDER-graded. What an earlier
run graded is kept: after an interruption the same command goes on.

It runs on the cores of this machine, or with --scheduler on a cluster: docs/scale-grading.md.
"""

import argparse
import os
import sys
from collections.abc import Generator, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from tqdm import tqdm

from rnnlib.exercises.register import all_exercises
from tools.grading import by_hand, class_list, pool, sandbox, understood
from tools.grading.results import (
    Result,
    Run,
    graded_before,
    job_of,
    keep,
    open_run,
    result_from,
)
from tools.grading.submissions import LAYOUTS, HandIn, collect, read
from tools.grading.worker import Failure
from tools.launch.commands import guarded
from tools.launch.console import say
from tools.launch.environment import from_here
from tools.launch.names import find_all
from tools.launch.trouble import Trouble
from tools.launch.typed import Parser
from tools.launch.work import write_whole

NO_DASK = (
    '--scheduler needs Dask: bring it with \'.venv/bin/python -m pip install -e ".[cluster]" '
    "-c requirements.lock' in the course's folder, or leave --scheduler out and grade here."
)


def main(arguments: list[str]) -> int:
    """Grade; return 0 if every submission could be graded."""
    options = parse(arguments)
    place = from_here(options.folder)
    people = class_list.read(from_here(options.students)) if options.students else ()
    class_ = collect(place, options.layout, people)
    if options.check:
        say(understood.in_full(class_))
        return 0
    hand_ins = list(class_.hand_ins)
    chosen = choose(options.only, hand_ins)
    out = from_here(options.out) if options.out else default_folder(place)
    hidden, names = (place,) if place.is_dir() else (), [h.student for h in hand_ins]
    by_hand.gather(Run(out, 0, chosen), names)  # refuses before anything is written
    run = open_run(out, chosen, seed=options.seed, again=options.again, hidden=hidden)
    say(sandbox.describe())
    say(understood.in_short(class_))
    say(
        "\n".join(
            [f"Grading {', '.join(chosen)}; the results go to {out}", *understood.beside(class_)]
        )
    )
    results = list(graded(hand_ins, run, options.workers, options.scheduler))
    from tools.grading import alike, lms, pages  # what draws takes time to load

    results.sort(key=lambda result: result.student)
    kept = pages.write(run, results)
    sent = lms.write(run, pages.rows_of(run, results), hand_ins)
    say(summary(results, out, kept))
    if options.alike:
        found = alike.pairs(map(read, hand_ins))
        write_whole(out / "alike.html", pages.alike_page(found).encode())
        say(f"{len(found)} pairs with code in common: {out / 'alike.html'}. No verdict: read both.")
    if sent:
        say(f"Ready to be imported: {', '.join(str(path.relative_to(out)) for path in sent)}")
    return int(any(result.failed for result in results))


def parse(arguments: list[str]) -> argparse.Namespace:
    """Read the options of the command."""
    parser = Parser(
        prog="python course.py grade",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folder", help="the submissions: a folder or a zip file")
    parser.add_argument(
        "--check", action="store_true", help="say what was understood; run and write nothing"
    )
    parser.add_argument(
        "--layout", default="", help=f"where the students are, if it cannot be told: {LAYOUTS}"
    )
    parser.add_argument(
        "--students", metavar="FILE", help="a list of the class (CSV), to find who is missing"
    )
    parser.add_argument(
        "--alike", action="store_true", help="also show pairs with code in common, in alike.html"
    )
    parser.add_argument("--out", help="where the results go; default: FOLDER-graded")
    parser.add_argument("--only", help="exercises, such as E02,E03; default: all that came in")
    parser.add_argument(
        "--resume", action="store_true", help="go on with an interrupted run, as is always done"
    )
    parser.add_argument("--again", action="store_true", help="grade all anew, with other numbers")
    parser.add_argument("--seed", type=int, help="of the random numbers, to repeat a run")
    cores = os.cpu_count() or 1
    parser.add_argument("--workers", type=int, default=cores, help="default: one for each core")
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="grade on this Dask cluster, as tcp://HOST:8786"
    )
    options = parser.parse_args(arguments)
    if options.resume and options.again:
        parser.error("--resume keeps what was graded, --again does not: choose one of them")
    if options.workers < 1 or (options.seed is not None and options.seed < 0):
        parser.error("--workers is 1 or more, --seed 0 or more")
    return options


def default_folder(place: Path) -> Path:
    """The folder for the results, beside the submissions."""
    place = place.resolve()
    return place.with_name(f"{place.stem if place.is_file() else place.name}-graded")


def choose(only: str | None, hand_ins: list[HandIn]) -> tuple[str, ...]:
    """The exercises to grade, in order; Trouble for one that does not exist."""
    there = {
        name: exercise.file for name, exercise in all_exercises().items() if exercise.questions
    }
    if only:
        words = [word.strip() for word in only.split(",")]
        files = find_all(words, list(there.values()), "exercise")
        wanted = {name for name, file in there.items() if file in files}
    else:
        wanted = {name for hand_in in hand_ins for name in hand_in.files}
    chosen = tuple(name for name in there if name in wanted)
    if not chosen:
        raise Trouble(
            "No exercise of this course was found: the name of a notebook begins with its "
            "exercise, for example E03_run.ipynb."
        )
    return chosen


def graded(
    hand_ins: list[HandIn], run: Run, workers: int, scheduler: str | None = None
) -> Iterator[Result]:
    """Grade all, several at once, with a progress bar; each comes as soon as it is done."""
    with tqdm(total=len(hand_ins), unit="student", disable=None, file=sys.stderr) as bar:
        left = []
        for hand_in in hand_ins:
            if before := graded_before(hand_in, run):
                bar.update()
                yield before
            else:
                left.append(hand_in)
        if left:
            with closing(_answers(left, run, workers, scheduler)) as answers:
                for hand_in, answer in answers:
                    bar.update()
                    yield _kept(hand_in, answer, run)


def _answers(
    hand_ins: list[HandIn], run: Run, workers: int, scheduler: str | None
) -> Generator[tuple[HandIn, dict | Failure], None, None]:
    """Have them graded here, or on the cluster that runs elsewhere."""
    if not scheduler:
        workers = min(workers, len(hand_ins))
        yield from pool.spread(hand_ins, lambda hand_in: job_of(hand_in, run), workers)
        return
    if not find_spec("distributed"):
        raise Trouble(NO_DASK)
    from tools.grading import cluster

    with cluster.opened(scheduler) as client:
        yield from cluster.spread(client, hand_ins, lambda hand_in: job_of(hand_in, run))


def _kept(hand_in: HandIn, answer: dict | Failure, run: Run) -> Result:
    """The result, written down before the next is waited for."""
    if isinstance(answer, Failure):
        return Result(hand_in.student, (), failed=str(answer))
    result = result_from(answer)
    keep(run, result)
    return result


def summary(results: list[Result], out: Path, kept: list[Path]) -> str:
    """What was done, and what a person has to look at."""
    failed = [result for result in results if result.failed]
    looked_at = [result for result in results if result.to_look_at and not result.failed]
    lines = [f"Graded {len(results) - len(failed)} of {len(results)} submissions."]
    lines += [f"  NOT graded: {r.student}: {r.failed}" for r in failed]
    lines += [f"  look at {r.student}: {about}" for r in looked_at for about in r.to_look_at]
    lines += [
        f"  {path.name} had been changed by hand; it is kept under this name." for path in kept
    ]
    lines += times(results)
    lines += [f"Open {out / 'report.html'}; grades are in {out / 'grades.csv'}."]
    return "\n".join(lines)


def times(results: list[Result]) -> list[str]:
    """How long the notebooks of each exercise ran, a line for each."""
    seconds: dict[str, dict[str, float]] = {}
    for result in results:
        for mark in result.marks:  # each mark carries the time of its whole notebook
            if mark.seconds:
                seconds.setdefault(mark.exercise, {})[result.student] = mark.seconds
    return [
        f"  {exercise}: {len(each)} handed in, {sum(each.values()):.1f} s in all, "
        f"median {median(each.values()):.1f} s, longest {max(each.values()):.1f} s"
        for exercise, each in sorted(seconds.items())
    ]


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
