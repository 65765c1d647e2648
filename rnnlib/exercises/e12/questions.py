"""E12: the lines of the forward and of the backward loop, to be put in order."""

from rnnlib.exercises.exercise import Exercise
from rnnlib.exercises.puzzle import Puzzle

SET_BACK = "the state is set back in the loop"
OUTSIDE = "a line of the loop stands before the loop"
TOO_LATE = "prepared too late"
STORED_FIRST = "the state is stored before it is computed"
OLD_STATE = "the output reads the old state"
FORWARD = Puzzle(
    "def forward(x, W, V, b, U, c, z_init):",
    {
        "A": "        outputs.append(sigmoid(c + z @ U))",
        "B": "    z = z_init",
        "C": "    for x_t in x:",
        "D": "        z = z_init",
        "E": "        z = np.tanh(z @ V + x_t @ W + b)",
        "F": "        states.append(z)",
        "G": "    states, outputs = [], []",
    },
    "    return states, outputs",
    ("D", SET_BACK),
    (
        *(("C", line, OUTSIDE) for line in "EFA"),
        *((line, "C", TOO_LATE) for line in "BG"),
        ("E", "F", STORED_FIRST),
        ("E", "A", OLD_STATE),
    ),
)

RUNS_FORWARD = "the loop runs forward"
NO_SUM_YET = "added before there is a sum"
NO_GRADIENT_YET = "da is read before it is there"
OLD_GRADIENT = "the gradient of the later step is added"
NOT_PICKED = "a state is used before it is picked"
BACKWARD = Puzzle(
    "def backward(z, z_init, dz, V):",
    {
        "A": "        dV += before.T @ da",
        "B": "    for t in range(len(z)):",
        "C": "    da = np.zeros_like(z_init)",
        "D": "        da = (dz[t] + da @ V.T) * (1 - z[t] ** 2)",
        "E": "    for t in reversed(range(len(z))):",
        "F": "    dV = np.zeros_like(V)",
        "G": "        before = z[t - 1] if t > 0 else z_init",
    },
    "    return dV",
    ("B", RUNS_FORWARD),
    (
        *(("E", line, OUTSIDE) for line in "DGA"),
        ("F", "E", NO_SUM_YET),
        ("C", "E", NO_GRADIENT_YET),
        ("G", "A", NOT_PICKED),
        ("D", "A", OLD_GRADIENT),
    ),
)


def forward_order():
    """Prepare, then in each step: read, store, say."""
    return "B G C E F A"


def backward_order():
    """Prepare, then in each step from the last to the first: go back, pick, add."""
    return "C F E D G A"


FORWARD_ORDER = FORWARD.question(
    "E12.forward_order",
    forward_order,
    points=2,
    hints=(
        "The indentation tells you which lines are in the loop. What has to be there before it?",
        "In the loop: which name does every other line read? That line comes first there.",
        "Both preparations, then the line with for, then the new state, then the two lines that "
        "keep something. One line sets the state back: leave it out.",
    ),
)

BACKWARD_ORDER = BACKWARD.question(
    "E12.backward_order",
    backward_order,
    points=3,
    hints=(
        "The gradient of step t needs that of step t + 1. In which direction does the loop run?",
        "dV at step t is made of two things: the gradient da of this step, and the state before "
        "it. Both must be there.",
        "Both preparations, then the reversed loop; in it da and before, in any order, and the sum "
        "last.",
    ),
)

EXERCISE = Exercise(
    "E12_ordering",
    "Two loops in order",
    minutes=15,
    you_write="the forward and the backward loop",
    questions=(FORWARD_ORDER, BACKWARD_ORDER),
)
