"""What goes wrong when the lines of a way back are put in order."""

from rnnlib.exercises.e21.questions import (
    FORK_TOO_LATE,
    NO_LOSS_YET,
    NOT_THERE_YET,
    NOTHING_TO_ADD_TO,
    PAST_TANH,
    WAY_BACK_ORDER,
    WEIGHT_TOO_EARLY,
)
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.puzzle import EVERY, about_letters

ORDER = '"G C D A F B"'

MISTAKES = (
    *about_letters(WAY_BACK_ORDER, "G C D A F B"),
    Mistake(
        WAY_BACK_ORDER,
        EVERY,
        {ORDER: '"G C D A E F B"'},
        "One line is too many. Two lines bring something from z2 back to z1, but there is only one "
        "arrow between them.",
        "Follow the arrow from z1 to z2 in the forward formula. What lies on it?",
    ),
    Mistake(
        WAY_BACK_ORDER,
        PAST_TANH,
        {ORDER: '"G C D E F B"'},
        "Between V·z1 and z2 stands tanh. What comes back has to be multiplied by its slope first; "
        "the line that you use leaves it out.",
        "Let z2 be nearly 1. Can a small change of z1 then still change z2?",
    ),
    Mistake(
        WAY_BACK_ORDER,
        NO_LOSS_YET,
        {ORDER: '"C G D A F B"'},
        "da2 is computed from dz2, and dz2 is not there yet.",
        "Which loss tells z2 what it should be? The way back begins there.",
    ),
    Mistake(
        WAY_BACK_ORDER,
        NOT_THERE_YET,
        {ORDER: '"G D A C F B"'},
        "What comes back through V is made from da2, which is computed only later.",
        "Underline in each line the names that it reads. Which one has no value yet?",
    ),
    Mistake(
        WAY_BACK_ORDER,
        NOTHING_TO_ADD_TO,
        {ORDER: '"G C A D F B"'},
        "+= adds to a value that must be there. Besides, the line with = would throw away what "
        "was added.",
        "Read both lines about dz1 in your order: what is in dz1 after each?",
    ),
    Mistake(
        WAY_BACK_ORDER,
        FORK_TOO_LATE,
        {ORDER: '"G C D F A B"'},
        "dz1 goes through tanh while half of it is still missing: da1 then knows only the loss of "
        "its own step.",
        "z1 is used at two places. Have both answered before da1 is computed?",
    ),
    Mistake(
        WAY_BACK_ORDER,
        WEIGHT_TOO_EARLY,
        {ORDER: '"G C D A B F"'},
        "V is used at both steps, so its gradient needs what both steps have to say. One of them "
        "has not been reached.",
        "How many terms does dV have, and from which line does each come?",
    ),
)
