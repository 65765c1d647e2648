"""`python course.py own-numbers`: a sheet for each student with numbers of their own, to explain.

Each gets a network of one unit, drawn from the name, and its trace over four words. What the trace
shows, and why, is answered in two sentences, in the room; a person reads them. answers.html is for
that person. The same name gives the same numbers, and no two of a class need to have the same.
"""

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader

from rnnlib import RNN, identity, tanh
from tools.grading import class_list
from tools.grading.layouts import same_name
from tools.launch.commands import guarded
from tools.launch.console import say
from tools.launch.environment import from_here
from tools.launch.typed import Parser
from tools.launch.work import write_whole

STEPS = 4
CLEAR = 0.25  # the largest term is larger than the next by this, and the change of z[3], too
TERMS = ("the past", "the word", "the bias")


@dataclass(frozen=True)
class Sheet:
    """The numbers of one student, and what they say."""

    name: str
    W: float
    V: float
    b: float
    z_init: float
    x: tuple[float, ...]
    z: tuple[float, ...]
    terms: tuple[float, ...]  # of the sum at the last step: past, word, bias
    turned: float  # the last state if V had the other sign

    @property
    def largest(self) -> str:
        """The term that moves the state most at the last step."""
        return TERMS[int(np.argmax(np.abs(self.terms)))]


def sheet(name: str) -> Sheet:
    """The sheet of a student; drawn again until it has one clear answer."""
    digest = hashlib.sha256(same_name(name).encode()).digest()
    rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    while True:
        W, V, b, z_init = (float(v) for v in _tenths(rng, 4, 1.5))
        x = tuple(float(v) for v in _tenths(rng, STEPS, 1.5))
        z = _states(W, V, b, z_init, x)
        terms = (z[-2] * V, x[-1] * W, b)
        first, second, _ = sorted(map(abs, terms), reverse=True)
        turned = _states(W, -V, b, z_init, x)[-1]
        if first - second > CLEAR and abs(turned - z[-1]) > CLEAR and V:
            return Sheet(name, W, V, b, z_init, x, z, terms, turned)


def _tenths(rng: np.random.Generator, n: int, most: float) -> np.ndarray:
    return rng.integers(-round(10 * most), round(10 * most) + 1, size=n) / 10


def _states(W: float, V: float, b: float, z_init: float, x: tuple[float, ...]) -> tuple[float, ...]:
    one = np.ones((1, 1))
    unit = RNN(W * one, V * one, b * one[0], one, 0 * one[0], tanh, identity)
    states, _ = unit.run(np.array(x)[:, None], z_init=np.array([z_init]))
    return tuple(map(float, states[:, 0]))


def page(sheets: list[Sheet], answers: bool) -> str:
    """All sheets, one on each printed page; with `answers`, for the tutor."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent), autoescape=True)
    template = environment.get_template("own_numbers.html.j2")
    return template.render(sheets=sheets, answers=answers, last=STEPS - 1)


def main(arguments: list[str]) -> int:
    """Write the sheets and the answers."""
    parser = Parser(
        prog="python course.py own-numbers", description=(__doc__ or "").split("\n\n")[1]
    )
    parser.add_argument("students", metavar="FILE", help="a list of the class (CSV), or a name in "
                        "each line")  # fmt: skip
    parser.add_argument("--out", default="build/own-numbers", help="default: build/own-numbers")
    options = parser.parse_args(arguments)
    sheets = [sheet(person.name) for person in class_list.read(from_here(options.students))]
    out = from_here(options.out)
    out.mkdir(parents=True, exist_ok=True)
    for name, answers in (("sheets", False), ("answers", True)):
        write_whole(out / f"{name}.html", page(sheets, answers).encode())
    say(f"{len(sheets)} sheets are in {out / 'sheets.html'}, to be printed; what they show stands "
        f"in {out / 'answers.html'}.")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main, sys.argv[1:]))
