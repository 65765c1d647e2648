"""What goes wrong when the lines of the two loops are put in order."""

from rnnlib.exercises.e12.questions import (
    BACKWARD_ORDER,
    FORWARD_ORDER,
    NO_GRADIENT_YET,
    NO_SUM_YET,
    NOT_PICKED,
    OLD_GRADIENT,
    OLD_STATE,
    OUTSIDE,
    RUNS_FORWARD,
    SET_BACK,
    STORED_FIRST,
    TOO_LATE,
)
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.puzzle import EVERY, MISSING, TWICE, UNKNOWN

FORWARD, BACKWARD = '"B G C E F A"', '"C F E D G A"'

MISTAKES = (
    Mistake(
        FORWARD_ORDER,
        UNKNOWN,
        {FORWARD: '"B G C E F H"'},
        "There is no line of this name. Each line has one capital letter in front of it.",
        "Compare your letters one by one with the list of lines.",
    ),
    Mistake(
        FORWARD_ORDER,
        TWICE,
        {FORWARD: '"B G C E F A E"'},
        "A line can be used only once. What is needed in every step stands in the loop, and the "
        "loop repeats it.",
        "Read your program aloud and count how often each line is written.",
    ),
    Mistake(
        FORWARD_ORDER,
        MISSING,
        {FORWARD: '"B G C E F"'},
        "A line that is needed does not occur. Only one of all lines is left over in the end.",
        "The program returns states and outputs. Which lines put something into each of them?",
    ),
    Mistake(
        FORWARD_ORDER,
        EVERY,
        {FORWARD: '"B G C D E F A"'},
        "One line is too many. Two lines of the list say nearly the same, one in the loop and one "
        "in front of it. Only one of them is right.",
        "Say for both: how often would it run in a sentence of five words?",
    ),
    Mistake(
        FORWARD_ORDER,
        SET_BACK,
        {FORWARD: '"G C D E F A"'},
        "Every step of your program begins from z_init. No step knows the words before it, and "
        "there is no memory.",
        "Which state does the second word meet? Follow z through two rounds of the loop.",
    ),
    Mistake(
        FORWARD_ORDER,
        OUTSIDE,
        {FORWARD: '"B G E C F A"'},
        "A line with eight spaces in front belongs to the loop. It cannot stand above the line "
        "that begins the loop, and Python would refuse it.",
        "Mark all lines with eight spaces. Which line must stand somewhere above all of them?",
    ),
    Mistake(
        FORWARD_ORDER,
        TOO_LATE,
        {FORWARD: '"B C E F A G"'},
        "Something is needed in the loop and made only after it has begun. Python stops with an "
        "error, or, at the end, an empty list comes back.",
        "Go through the first round: does every name on the right of a line have a value?",
    ),
    Mistake(
        FORWARD_ORDER,
        STORED_FIRST,
        {FORWARD: '"B G C F E A"'},
        "Each step stores the state that it found, not the one that it computes. The list then "
        "begins with z_init, and the last state is missing.",
        "What would states[0] be, for a sentence of one word?",
    ),
    Mistake(
        FORWARD_ORDER,
        OLD_STATE,
        {FORWARD: '"B G C A E F"'},
        "The prediction of step t is made before word t was read. It comes from the state of the "
        "step before.",
        "Change the last word. Does the last output of your program change?",
    ),
    Mistake(
        BACKWARD_ORDER,
        UNKNOWN,
        {BACKWARD: '"C F E D G H"'},
        "There is no line of this name. Each line has one capital letter in front of it.",
        "Compare your letters one by one with the list of lines.",
    ),
    Mistake(
        BACKWARD_ORDER,
        TWICE,
        {BACKWARD: '"C F E D G A D"'},
        "A line can be used only once. The loop repeats what stands in it.",
        "Read your program aloud and count how often each line is written.",
    ),
    Mistake(
        BACKWARD_ORDER,
        MISSING,
        {BACKWARD: '"C F E D A"'},
        "A line that is needed does not occur. Only one of all lines is left over in the end.",
        "Take each name on the right of an equals sign. Which line gives it a value?",
    ),
    Mistake(
        BACKWARD_ORDER,
        EVERY,
        {BACKWARD: '"C F E B D G A"'},
        "One line is too many. There are two lines that begin a loop, and the program has one "
        "loop.",
        "Which of the two loops meets step t + 1 before step t?",
    ),
    Mistake(
        BACKWARD_ORDER,
        RUNS_FORWARD,
        {BACKWARD: '"C F B D G A"'},
        "Your loop begins at t = 0. But the gradient at step t is made from that of step t + 1, "
        "which a forward loop has not met yet.",
        "At t = 0, whose gradient does da hold when it is read? Whose should it be?",
    ),
    Mistake(
        BACKWARD_ORDER,
        OUTSIDE,
        {BACKWARD: '"C F D E G A"'},
        "A line with eight spaces in front belongs to the loop. It cannot stand above the line "
        "that begins the loop, and Python would refuse it.",
        "Mark all lines with eight spaces. Which line must stand somewhere above all of them?",
    ),
    Mistake(
        BACKWARD_ORDER,
        NO_SUM_YET,
        {BACKWARD: '"C E D G A F"'},
        "The sum over time is set to zero after the loop has begun. Either there is nothing yet "
        "to add to, and Python stops, or the finished sum is wiped out.",
        "Where would you put the zero if you summed the prices on a bill?",
    ),
    Mistake(
        BACKWARD_ORDER,
        NO_GRADIENT_YET,
        {BACKWARD: '"F E D G A C"'},
        "The first round of the loop reads da, what comes from the step on the right. For the "
        "last step nothing comes from there, and that has to be said before the loop.",
        "Go through the first round: does every name on the right of a line have a value?",
    ),
    Mistake(
        BACKWARD_ORDER,
        OLD_GRADIENT,
        {BACKWARD: '"C F E G A D"'},
        "What is added at step t still holds the gradient of step t + 1. State and gradient then "
        "belong to different steps, and the gradient of step 0 is never added.",
        "For T = 1: what does your program return?",
    ),
    Mistake(
        BACKWARD_ORDER,
        NOT_PICKED,
        {BACKWARD: '"C F E D A G"'},
        "The sum uses the state before step t, and it is picked only afterwards. In the first "
        "round there is none, and Python stops.",
        "Go through the first round: does every name on the right of a line have a value?",
    ),
)
