"""E17: weights set by hand, so that a network remembers what it should.

An answer is five arrays. The network is run on all short sequences of 0 and 1 and on long ones, and
every answer that says the right thing everywhere is right.
"""

import numpy as np

from rnnlib.exercises.behaviour import (
    ALTERNATES,
    ALWAYS_NO,
    ALWAYS_YES,
    FADES,
    ITSELF,
    NAMES,
    READ_OUT,
    SHORT,
    TOO_FEW,
    TRANSPOSED,
    TURNED,
    WEAK,
    Task,
)
from rnnlib.exercises.exercise import Exercise, Question

LAST_ONLY = "only the last input counts"
EITHER = "one of the last two is enough"
BOTH = "both of the last two are needed"
KEEPS = "it remembers all that came before"
DIFFERENCE = "the last input is subtracted"
TWO_DIFFER = "only the last two are compared"
EVER = "one 1 is enough for ever"
CARRY = "the sum in place of the difference"


def ever_one():
    """One unit that a 1 pushes up, and that holds itself there."""
    W, V, b = [[4.0]], [[2.0]], [0.0]
    U, c = [[1.0]], [0.0]
    return W, V, b, U, c


def one_before():
    """Unit 0 holds the input, and unit 1 hears what unit 0 held a step ago."""
    W, V, b = [[5.0, 0.0]], [[0.0, 5.0], [0.0, 0.0]], [0.0, 0.0]
    U, c = [[0.0], [1.0]], [0.0]
    return W, V, b, U, c


def parity():
    """Unit 0: the old parity or x; unit 1: both. The new parity is half their difference."""
    W, b = [[10.0, 10.0]], [-5.0, -15.0]
    V = [[5.0, 5.0], [-5.0, -5.0]]
    U, c = [[0.5], [-0.5]], [0.0]
    return W, V, b, U, c


def _was_there(x):
    return x.any(axis=1)


def _one_before(x):
    return x[:, -2] > 0 if x.shape[1] > 1 else np.zeros(len(x), bool)


def _odd(x):
    return x.sum(axis=1) % 2 > 0


def _last(x):
    return x[:, -1] > 0


EVER_ONE_TASK = Task(
    _was_there,
    most=1,
    least=1,
    mistakes=frozenset((READ_OUT, TURNED, ALTERNATES, FADES, WEAK, ALWAYS_NO, ALWAYS_YES, ITSELF)),
    instead={
        LAST_ONLY: _last,
    },
)
# One unit is not enough for the next two. Its answer is yes on one side of a threshold, and with a
# given x its new state rises with the old one (V > 0) or falls (V < 0); V is the same for all x.
# Parity: a 0 leaves both sides where they are, so V > 0; a 1 exchanges them, so V < 0.
# One before: name a state by (the one before, the last). (1, 0) is on the side of yes, (0, 1) on
# that of no; the next step sends them to no and yes, so V < 0. But it sends (1, 1), which is on the
# side of yes, to yes, and (0, 0) from no to no, so V > 0.
ONE_BEFORE_TASK = Task(
    _one_before,
    most=2,
    least=2,
    mistakes=frozenset((TOO_FEW, TRANSPOSED, READ_OUT, TURNED, ALWAYS_NO)),
    instead={
        LAST_ONLY: _last,
        EITHER: lambda x: _last(x) | _one_before(x),
        BOTH: lambda x: _last(x) & _one_before(x),
        KEEPS: lambda x: x[:, :-1].any(axis=1),
        DIFFERENCE: lambda x: _one_before(x) & ~_last(x),
    },
)
PARITY_TASK = Task(
    _odd,
    most=3,
    least=2,
    mistakes=frozenset((TOO_FEW, TRANSPOSED, READ_OUT, TURNED, SHORT, ALWAYS_NO)),
    instead={
        LAST_ONLY: _last,
        TWO_DIFFER: lambda x: _last(x) ^ _one_before(x),
        EVER: _was_there,
        CARRY: lambda x: _last(x) & _odd(x[:, :-1]),
    },
    weak=SHORT,
)
CHECKED = "every sequence of 0 and 1 up to length 8, and five sequences of length 200"
PARTS = dict(
    zip(NAMES, (("n_x", "n_z"), ("n_z", "n_z"), ("n_z",), ("n_z", "n_f"), ("n_f",)), strict=True)
)

EVER_ONE = Question(
    "E17.ever_one",
    CHECKED,
    ever_one,
    lambda rng: [()],
    parts=PARTS,
    points=2,
    experiment="Follow z by hand through 1, 0, 0, 0. Which number would it need to stay up?",
    unchecked="how much noise the memory survives",
    hints=(
        "A 1 has to push z up, and without a 1 nothing may happen. Afterwards z hears only itself.",
        "Lesson 02: with v below 1 the state fades, with v above 1 it holds itself. What is "
        "tanh(v · 0)?",
        "W = [[4]], V = [[2]], b = [0], U = [[1]], c = [0].",
    ),
    accepts=EVER_ONE_TASK.accepts,
)

ONE_BEFORE = Question(
    "E17.one_before",
    CHECKED,
    one_before,
    lambda rng: [()],
    parts=PARTS,
    points=2,
    experiment="Follow both units by hand through 1, 0, 0. At which step does each of them rise?",
    hints=(
        "Unit 0 knows the input of now. Who can know it one step later?",
        "V[i, j] says how much unit j hears from unit i. Unit 1 hears unit 0 and nothing else; "
        "the output reads one of them.",
        "W = [[5, 0]]: only unit 0 hears x. V has one number that is not zero, V[0, 1] = 5. "
        "U = [[0], [1]].",
    ),
    accepts=ONE_BEFORE_TASK.accepts,
)

PARITY = Question(
    "E17.parity",
    CHECKED,
    parity,
    lambda rng: [()],
    parts=PARTS,
    points=3,
    experiment="Write a table: the parity before, x, unit 0, unit 1, the parity after. Four rows.",
    hints=(
        "The new parity is 1 if exactly one of two things is 1: the old parity, and x. One unit "
        "can tell whether at least one of them is, another one whether both are.",
        "Exactly one is at least one and not both: a difference of two units. So the old parity "
        "is such a difference too, and both units can hear it through V.",
        "With p the old parity, unit 0 is tanh(10 x + 10 p − 5) and unit 1 is "
        "tanh(10 x + 10 p − 15). p is (z0 − z1) / 2, so 10 p is 5 z0 − 5 z1: the rows of V.",
    ),
    accepts=PARITY_TASK.accepts,
)

EXERCISE = Exercise(
    "E17_weights_by_hand",
    "Weights by hand",
    minutes=35,
    you_write="weights that remember, without training",
    questions=(EVER_ONE, ONE_BEFORE, PARITY),
)
