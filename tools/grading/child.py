"""Inside the walls: run a notebook's cells, then ask its functions and write down what they answer.

It reads `job.json` beside it and writes one JSON line for each question, at once, so that a later
crash does not lose what was answered. Nothing here decides anything: the student's code shares this
process and could change all of it. It does not know the right numbers, and these lines are judged
outside.
"""

import contextlib
import difflib
import importlib.abc
import importlib.machinery
import json
import linecache
import os
import signal
import sys
import traceback
import types

import answers
import rescue

RECORDS = int(os.environ["GRADING_RECORDS"])
ABSENT = (
    "rnnlib is not here while your answer is graded: the function must stand on NumPy alone "
    "(it used rnnlib's '{}')"
)


class TimeUp(BaseException):
    """A cell or a question took longer than it may; no `except Exception` catches this."""


def main() -> None:
    """Do the job and leave, whatever threads and exit handlers the student has set up."""
    folder = os.path.dirname(__file__)  # noqa: PTH120 - the path is as plain as can be
    with open(f"{folder}/job.json", encoding="utf-8") as file:  # noqa: PTH123
        job = json.load(file)
    stand_in_for_rnnlib()
    namespace = run_cells(job["cells"], job["cell_seconds"])
    for question in job["questions"]:
        write({"begin": question["key"]})
        write({"key": question["key"], **ask(namespace, question, job["question_seconds"])})
    write({"end": True})
    os._exit(0)


def write(line: dict) -> None:
    """Write one line now; what is written cannot be lost any more."""
    data = memoryview(json.dumps(line).encode() + b"\n")
    while data:
        data = data[os.write(RECORDS, data) :]


def ask(namespace: dict, question: dict, seconds: float) -> dict:
    """Call the student's function on the cases: the collector's record, or why there is none."""
    if question["name"] not in namespace:
        return {"error": missing(question["name"], namespace)}
    try:
        with at_most(seconds):
            cases = answers.from_json(question["cases"])
            function = namespace[question["name"]]
            asked = question["parts"], question["calls"]
            record = answers.to_json(answers.outcomes_of(function, cases, *asked))
            json.dumps(record)
    except BaseException as error:
        return {"error": in_words(error)}
    return {"record": record}


def missing(name: str, namespace: dict) -> str:
    """Say that there is no such function, and which name in the notebook is like it."""
    near = difflib.get_close_matches(name, [n for n in namespace if n[0] != "_"], n=1)
    hint = f"; is '{near[0]}' meant?" if near else ""
    return f"there is no '{name}' in this notebook{hint}"


def run_cells(cells: list[str], seconds: float) -> dict:
    """Run the cells in one namespace, as a notebook does; a cell that fails is noted."""
    module = sys.modules["__main__"] = types.ModuleType("__main__")
    vars(module)["display"] = lambda *_, **__: None
    vars(module)["get_ipython"] = rescue.Shell
    for number, source in enumerate(cells, start=1):
        name = f"<cell {number}>"
        try:
            source, code = compiled(source, name)
            linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
            with at_most(seconds):
                exec(code, vars(module))
        except BaseException as error:
            line = line_in(name, error)
            text = source.splitlines()[line - 1].strip() if line else ""
            write({"cell": number, "line": line, "code": text[:200], "error": in_words(error)})
            define_the_rest(source, name, error, vars(module), seconds)
    return vars(module)


def define_the_rest(source: str, name: str, error: BaseException, names: dict, seconds: float):
    """Run what a cell that stopped still defines; errors that follow from it are not told."""
    if isinstance(error, TimeUp):
        return
    frames = [n for f, n in traceback.walk_tb(error.__traceback__) if of_file(f, name)]
    pieces = rescue.after(source, name, frames[0]) if frames else rescue.readable(source, name)
    try:
        with at_most(seconds):
            for code in pieces:
                with contextlib.suppress(Exception, SystemExit, KeyboardInterrupt):
                    exec(code, names)
    except BaseException:
        return


def compiled(source: str, name: str) -> tuple[str, types.CodeType]:
    """Compile a cell; only one that is not Python is taken for one with magic lines."""
    with contextlib.suppress(SyntaxError):
        return source, compile(source, name, "exec")
    source = rescue.without_magic(source)
    return source, compile(source, name, "exec")


def line_in(name: str, error: BaseException) -> int:
    """The line of the cell where the error came from, 0 if it has none."""
    if isinstance(error, SyntaxError) and error.filename == name:
        return error.lineno or 0
    lines = [n for frame, n in traceback.walk_tb(error.__traceback__) if of_file(frame, name)]
    return lines[-1] if lines else 0


def of_file(frame: types.FrameType, name: str) -> bool:
    """Whether the frame runs code of this cell."""
    return frame.f_code.co_filename == name


def in_words(error: BaseException) -> str:
    """The error's kind and text, cut; a student's exception may refuse to print itself."""
    if isinstance(error, TimeUp):
        return str(error)
    try:
        text = str(error)
    except BaseException:
        text = "(its text cannot be shown)"
    return f"{type(error).__name__}: {text}"[:500]


@contextlib.contextmanager
def at_most(seconds: float):
    """Interrupt what takes longer; where the system has no alarm, the parent's clock remains."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_):
        raise TimeUp(f"took longer than {seconds:g} s")

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class Absent:
    """Stands for a name of rnnlib: it can be imported, and says what is wrong when it is used."""

    def __init__(self, name):
        self.__dict__["name"] = name

    def __call__(self, *_, **__):
        """Say that it is not here."""
        raise ImportError(ABSENT.format(self.name))

    def __getattr__(self, name):
        raise ImportError(ABSENT.format(self.name))


class StandIn(types.ModuleType):
    """The module `rnnlib` while answers are graded: what only talks to the learner does nothing."""

    __all__ = ("case", "check", "guess", "hint", "predict")  # predict: what guess was called
    __path__: list = []  # noqa: RUF012 (nothing is ever put there)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return (lambda *_, **__: None) if name in self.__all__ else Absent(name)


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Answers every import of rnnlib and of its modules with the stand-in."""

    def find_spec(self, name, path=None, target=None):
        """Take what begins with rnnlib, and leave the rest to Python."""
        if name.split(".")[0] != "rnnlib":
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        """Make a stand-in of that name."""
        module = StandIn(spec.name)
        module.__path__ = []
        return module

    def exec_module(self, module):
        """Nothing is left to do."""


def stand_in_for_rnnlib() -> None:
    """Put the stand-in before every other way to import."""
    sys.meta_path.insert(0, Finder())


if __name__ == "__main__":
    main()
