"""E16: the lines of a loop that keeps every state, to be put in order before E03 writes it."""

from rnnlib.exercises.exercise import Exercise
from rnnlib.exercises.puzzle import Puzzle

FROM_THE_ARRAY = "the old state is read from the array"
OUTSIDE = "a line of the loop stands before the loop"
NO_STATE_YET = "the first state comes after the loop has begun"
NO_PLACE_YET = "the array is made after the loop has begun"
STORED_FIRST = "the state is stored before it is computed"
LEAKY = Puzzle(
    "def leaky_sums(x, v, z_init):",
    {
        "A": "        states[t] = z",
        "B": "    for t in range(len(x)):",
        "C": "        z = v * states[t - 1] + x[t]",
        "D": "    z = z_init",
        "E": "        z = v * z + x[t]",
        "F": "    states = np.full(len(x), np.nan)",
    },
    "    return states",
    ("C", FROM_THE_ARRAY),
    (
        *(("B", line, OUTSIDE) for line in "EA"),
        ("D", "B", NO_STATE_YET),
        ("F", "B", NO_PLACE_YET),
        ("E", "A", STORED_FIRST),
    ),
)


def loop_order():
    """Prepare the state and the array, then in each step: compute, store."""
    return "D F B E A"


LOOP_ORDER = LEAKY.question(
    "E16.loop_order",
    loop_order,
    points=2,
    hints=(
        "The indentation tells you which lines are in the loop. What has to be there before it?",
        "Two lines compute a state, and only one of them knows z_init at t = 0. What is "
        "states[t - 1] there?",
        "Both preparations, then the line with for, then the new state from z, then the line that "
        "stores it.",
    ),
)

EXERCISE = Exercise(
    "E16_a_loop_in_order",
    "A loop in order",
    minutes=8,
    you_write="the order of the lines of a loop",
    questions=(LOOP_ORDER,),
)
