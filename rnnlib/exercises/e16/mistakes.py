"""What goes wrong when the lines of a loop that keeps its states are put in order."""

from rnnlib.exercises.e16.questions import (
    FROM_THE_ARRAY,
    LOOP_ORDER,
    NO_PLACE_YET,
    NO_STATE_YET,
    OUTSIDE,
    STORED_FIRST,
)
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.puzzle import EVERY, about_letters

ORDER = '"D F B E A"'

MISTAKES = (
    *about_letters(LOOP_ORDER, "D F B E A"),
    Mistake(
        LOOP_ORDER,
        EVERY,
        {ORDER: '"D F B C E A"'},
        "One line is too many. Two lines of the list compute a state, and the second one would "
        "undo what the first one did.",
        "Say for both lines which number they use as the old state at t = 0.",
    ),
    Mistake(
        LOOP_ORDER,
        FROM_THE_ARRAY,
        {ORDER: '"D F B C A"'},
        "At t = 0 the place t − 1 is −1, and in Python that is the last place of the array. "
        "Nothing was written there yet, and z_init is never used.",
        "Print states[-1] directly after the array was made.",
    ),
    Mistake(
        LOOP_ORDER,
        OUTSIDE,
        {ORDER: '"D F E B A"'},
        "A line with eight spaces in front belongs to the loop. It cannot stand above the line "
        "that begins the loop.",
        "Mark all lines with eight spaces. Which line must stand somewhere above all of them?",
    ),
    Mistake(
        LOOP_ORDER,
        NO_STATE_YET,
        {ORDER: '"F B E A D"'},
        "The first step needs an old state. Your program gives z its first value too late.",
        "Go through the first round: does every name on the right of a line have a value?",
    ),
    Mistake(
        LOOP_ORDER,
        NO_PLACE_YET,
        {ORDER: '"D B E A F"'},
        "The array is made after the loop has begun: there is no place to store a state, or all "
        "that was stored is lost.",
        "Go through the first round: where does the first state go?",
    ),
    Mistake(
        LOOP_ORDER,
        STORED_FIRST,
        {ORDER: '"D F B A E"'},
        "Each step stores the state that it found. The first entry is then z_init, and the last "
        "state is missing.",
        "What would come back for an x of one number?",
    ),
)
