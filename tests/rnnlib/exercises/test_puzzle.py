"""An order of lines is right if and only if its program computes the right numbers."""

import re
from importlib import import_module
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest

from rnnlib import RNN
from rnnlib.exercises import puzzle as page
from rnnlib.exercises.checks import check
from rnnlib.exercises.e12 import questions as e12
from rnnlib.exercises.e16 import questions as e16
from rnnlib.exercises.e21 import questions as e21
from rnnlib.exercises.register import find, mistakes_in
from rnnlib.functions import sigmoid


def near(a, b):
    return np.allclose(a, b, rtol=1e-12, atol=1e-14)


def network(n_x=3, n_z=4, seed=5):
    rng = np.random.default_rng(seed)
    model = RNN.initialise(n_x, n_z, 1, rng=rng)
    return RNN(model.W, model.V, rng.normal(size=n_z), model.U, model.c), rng


def forward_case():
    model, rng = network()
    U, c = rng.normal(size=(4, 2)), rng.normal(size=2)
    x, z_init = rng.normal(size=(4, 3, 3)), rng.normal(size=(3, 4))
    arguments = (x, model.W, model.V, model.b, U, c, z_init)
    return arguments, RNN(model.W, model.V, model.b, U, c).run(x, z_init)


def backward_case():
    """dV of L = Σ dz[t] · z[t], by a complex step in every weight of V."""
    model, rng = network()
    x, z_init = rng.normal(size=(4, 3, 3)), rng.normal(size=(3, 4))
    dz = rng.normal(size=(4, 3, 4))

    def loss(V):
        total, z = 0, z_init
        for x_t, dz_t in zip(x, dz, strict=True):
            z = np.tanh(z @ V + x_t @ model.W + model.b)
            total += (dz_t * z).sum()
        return total

    dV = np.zeros((4, 4))
    for place in np.ndindex(4, 4):
        V = model.V.astype(complex)
        V[place] += 1e-30j
        dV[place] = loss(V).imag / 1e-30
    return (model.run(x, z_init)[0], z_init, dz, model.V), (dV,)


def leaky_case():
    x, v, z = np.array([0.3, -1.2, 0.7, 2.0]), 0.6, 0.9
    states = []
    for x_t in x:
        z = v * z + x_t
        states.append(z)
    return (x, v, 0.9), (np.array(states),)


def way_back_case():
    """Both gradients by a complex step: a state moved, and V moved."""
    z0, y1, y2, V, h = 0.8, -0.5, 0.3, 1.2, 1e-30

    def states(V, moved=0.0):
        z1 = np.tanh(V * z0) + moved
        return z1, np.tanh(V * z1)

    def slope(*moved):
        z1, z2 = states(*moved)
        return (0.5 * (z1 - y1) ** 2 + 0.5 * (z2 - y2) ** 2).imag / h

    return (z0, *states(V), y1, y2, V), (slope(V, h * 1j), slope(V + h * 1j))


PUZZLES = {  # the lines, the function, a case, and how many orders are right
    "E12.forward_order": (e12.FORWARD, "forward", forward_case, 4),
    "E12.backward_order": (e12.BACKWARD, "backward", backward_case, 4),
    "E16.loop_order": (e16.LEAKY, "leaky_sums", leaky_case, 2),
    "E21.way_back_order": (e21.BACK, "way_back", way_back_case, 3),
}
PAGES = {name: import_module(f"rnnlib.exercises.{name[:3].lower()}.questions") for name in PUZZLES}
each_puzzle = pytest.mark.parametrize("name", PUZZLES)


def computes(puzzle, function, letters, arguments, right):
    """Whether the program with its lines in this order runs and gives the right numbers."""
    names = {"np": np, "sigmoid": sigmoid}
    try:
        exec(puzzle.program(letters), names)
        found = names[function](*arguments)
    except (SyntaxError, NameError):  # UnboundLocalError and IndentationError are such
        return False
    found = found if isinstance(found, tuple) else (found,)
    return all(np.shape(a) == np.shape(b) and near(a, b) for a, b in zip(found, right, strict=True))


@each_puzzle
def test_an_order_is_accepted_if_and_only_if_it_computes_the_right_numbers(name):
    puzzle, function, case, orders = PUZZLES[name]
    arguments, right = case()
    accepted = 0
    for n in (len(puzzle.lines) - 1, len(puzzle.lines)):
        for letters in permutations(puzzle.lines, n):
            says = puzzle.accepts((), ("".join(letters),))
            accepted += says is None
            works = computes(puzzle, function, letters, arguments, right)
            assert works == (says is None), (letters, says)
    assert accepted == orders


@each_puzzle
def test_a_line_less_is_never_enough(name):
    puzzle, function, case, _ = PUZZLES[name]
    arguments, right = case()
    for letters in permutations(puzzle.lines, len(puzzle.lines) - 2):
        assert puzzle.accepts((), (" ".join(letters),))[0]
        assert not computes(puzzle, function, letters, arguments, right), letters


@each_puzzle
def test_every_wrong_order_gets_a_mistake_that_has_its_text(name):
    puzzle, named = PUZZLES[name][0], {m.name for m in mistakes_in(find(name))}
    given = set()
    for letters in permutations(puzzle.lines, len(puzzle.lines) - 1):
        given |= {says[0] for says in [puzzle.accepts((), ("".join(letters),))] if says}
    letter_mistakes = {page.UNKNOWN, page.TWICE, page.MISSING, page.EVERY}
    assert given | letter_mistakes == named


@each_puzzle
@pytest.mark.parametrize(
    "nonsense",
    [
        None,
        "",
        "   ",
        "…",
        12,
        3.5,
        [],
        {},
        [1, 2],
        ["A", 2],
        [["A"]],
        "A" * 10**6,
        "ß",
        "\0",
        True,
    ],
)
def test_nonsense_is_answered(name, nonsense):
    verdict = check(name, lambda: nonsense)
    assert verdict.state == "not yet" and verdict.found and len(str(verdict)) < 1000
    assert PUZZLES[name][0].accepts((), (nonsense,))


@each_puzzle
def test_no_message_tells_the_order(name):
    question, puzzle = find(name), PUZZLES[name][0]
    texts = [*question.hints, question.experiment, question.checked]
    texts += [text for m in mistakes_in(question) for text in (m.name, m.says, m.experiment)]
    orders = permutations(puzzle.lines, len(puzzle.lines) - 1)
    wrong = [puzzle.accepts((), ("".join(order),)) for order in orders]
    texts += {says[1] for says in wrong if says}
    for text in texts:
        assert not re.search(r"\b[A-G]\b(\W+\b[A-G]\b)+", text), text


@each_puzzle
def test_the_page_shows_the_lines_that_are_checked(name):
    shown = Path(PAGES[name].__file__).with_name("notebook.py").read_text(encoding="utf-8")
    puzzle = PUZZLES[name][0]
    for letter, line in puzzle.lines.items():
        assert f"# {letter}    {line}\n" in shown
    for line in (puzzle.head, puzzle.last):
        assert f"#    {line}\n" in shown
