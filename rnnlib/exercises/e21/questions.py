"""E21: the lines of a way back through two steps, to be put in order before E07 writes one."""

from rnnlib.exercises.exercise import Exercise
from rnnlib.exercises.puzzle import Puzzle

PAST_TANH = "the gradient goes past tanh"
NO_LOSS_YET = "the later step goes back before it has its gradient"
NOT_THERE_YET = "what comes back through V is added before it is there"
NOTHING_TO_ADD_TO = "added before there is something to add to"
FORK_TOO_LATE = "the second way is added too late"
WEIGHT_TOO_EARLY = "dV is computed before both steps went back"
BACK = Puzzle(
    "def way_back(z0, z1, z2, y1, y2, V):",
    {
        "A": "    dz1 += V * da2",
        "B": "    dV = z1 * da2 + z0 * da1",
        "C": "    da2 = (1 - z2**2) * dz2",
        "D": "    dz1 = z1 - y1",
        "E": "    dz1 += V * dz2",
        "F": "    da1 = (1 - z1**2) * dz1",
        "G": "    dz2 = z2 - y2",
    },
    "    return dz1, dV",
    ("E", PAST_TANH),
    (
        ("G", "C", NO_LOSS_YET),
        ("C", "A", NOT_THERE_YET),
        ("D", "A", NOTHING_TO_ADD_TO),
        ("A", "F", FORK_TOO_LATE),
        ("F", "B", WEIGHT_TOO_EARLY),
    ),
)


def way_back_order():
    """From the last loss to the left: add where two ways meet, then go through tanh."""
    return "G C D A F B"


WAY_BACK_ORDER = BACK.question(
    "E21.way_back_order",
    way_back_order,
    points=2,
    hints=(
        "Each line reads names and makes one. A name must be made before it is read.",
        "z1 is used twice: for its loss, and for z2. Its gradient is complete when both ways have "
        "been added. Only then may it go through tanh.",
        "dz2, da2, then dz1 from its own loss, then what comes back through V, then da1, at last "
        "dV. The line that brings dz2 past tanh is left over.",
    ),
)

EXERCISE = Exercise(
    "E21_a_way_back_in_order",
    "A way back in order",
    minutes=10,
    you_write="the order in which gradients are computed",
    questions=(WAY_BACK_ORDER,),
)
