"""What networks with weights set by hand do instead of what they should."""

from rnnlib.exercises.behaviour import (
    ALTERNATES,
    ALWAYS_NO,
    ALWAYS_YES,
    FADES,
    ITSELF,
    READ_OUT,
    SHORT,
    TOO_FEW,
    TOO_MANY,
    TRANSPOSED,
    TURNED,
    WEAK,
)
from rnnlib.exercises.e17.questions import (
    BOTH,
    CARRY,
    DIFFERENCE,
    EITHER,
    EVER,
    EVER_ONE,
    KEEPS,
    LAST_ONLY,
    ONE_BEFORE,
    PARITY,
    TWO_DIFFER,
)
from rnnlib.exercises.mistake import Mistake

SWITCH = "W, V, b = [[4.0]], [[2.0]], [0.0]"
DELAY = "W, V, b = [[5.0, 0.0]], [[0.0, 5.0], [0.0, 0.0]], [0.0, 0.0]"
UP, SECOND, HALF = "U, c = [[1.0]], [0.0]", "U, c = [[0.0], [1.0]], [0.0]", "[[0.5], [-0.5]], [0.0]"
TWO = "W, b = [[10.0, 10.0]], [-5.0, -15.0]"
BACK = "V = [[5.0, 5.0], [-5.0, -5.0]]"

OF_ONE_UNIT = (
    Mistake(
        EVER_ONE,
        FADES,
        {SWITCH: "W, V, b = [[4.0]], [[0.9]], [0.0]"},
        "After a 1 the answer is yes, but z shrinks at each step, and after some zeros it has "
        "fallen below one half. A unit that keeps less than it had forgets.",
        "Which v makes tanh(v · z) equal to z for some z above one half?",
    ),
    Mistake(
        EVER_ONE,
        LAST_ONLY,
        {SWITCH: "W, V, b = [[4.0]], [[0.0]], [0.0]"},
        "Your unit says what it has just read. Nothing of its old state comes back, or too little.",
        "Which of the weights connects z with the z of the step before?",
    ),
    Mistake(
        EVER_ONE,
        ALTERNATES,
        {SWITCH: "W, V, b = [[4.0]], [[-2.0]], [0.0]"},
        "With a negative V a state above zero makes the next one negative, and the next one "
        "positive again.",
        "Follow z through 1, 0, 0 and look at its sign.",
    ),
    Mistake(
        EVER_ONE,
        ITSELF,
        {SWITCH: "W, V, b = [[4.0]], [[2.0]], [0.2]"},
        "Without any 1, your unit rises by itself, because something pushes it at each step.",
        "Let it read only zeros. Which of the three terms inside tanh is not zero?",
    ),
    Mistake(
        EVER_ONE,
        WEAK,
        {SWITCH: "W, V, b = [[0.4]], [[0.2]], [0.0]"},
        "The signs are right, but a 1 moves z only a little. tanh is nearly a straight line there, "
        "and nothing is held.",
        "Multiply W and V by ten and follow z again.",
    ),
    Mistake(
        EVER_ONE,
        ALWAYS_NO,
        {SWITCH: "W, V, b = [[0.0]], [[2.0]], [0.0]"},
        "Whatever your network reads, the answer is no: a 1 does not reach the output.",
        "Compute z and f after a single 1.",
    ),
    Mistake(
        EVER_ONE,
        ALWAYS_YES,
        {SWITCH: "W, V, b = [[4.0]], [[2.0]], [5.0]"},
        "Whatever your network reads, the answer is yes, also before the first 1.",
        "Compute z and f after a single 0.",
    ),
    Mistake(
        EVER_ONE,
        READ_OUT,
        {UP: "U, c = [[1.0]], [-1.0]"},
        "The state is different with and without a 1, for ever. But f does not lie on both sides "
        "of one half.",
        "Write down f for both values that z can end at. What must U and c make of them?",
    ),
    Mistake(
        EVER_ONE,
        TURNED,
        {UP: "U, c = [[-1.0]], [1.0]"},
        "Your network knows it, and says yes exactly where no is meant.",
        "What is f after a single 1, and what after a single 0?",
    ),
    Mistake(
        EVER_ONE,
        TOO_MANY,
        {SWITCH: "W, V, b = [[4.0, 0.0]], [[2.0, 0.0], [0.0, 0.0]], [0.0, 0.0]", UP: SECOND},
        "One unit can do this alone, and is asked for.",
        "Which of your units could be left out?",
    ),
)

OF_A_DELAY = (
    Mistake(
        ONE_BEFORE,
        TRANSPOSED,
        {DELAY: "W, V, b = [[5.0, 0.0]], [[0.0, 0.0], [5.0, 0.0]], [0.0, 0.0]"},
        "Rows of V belong to the unit that speaks, columns to the unit that listens. In your V "
        "the connections lead the other way.",
        "Say aloud for your largest number V[i, j]: unit j hears unit i. Is it what you want?",
    ),
    Mistake(
        ONE_BEFORE,
        LAST_ONLY,
        {SECOND: "U, c = [[1.0], [0.0]], [0.0]"},
        "Your network says the input that it has just read, not the one before it.",
        "Which unit does the output read, and what does this unit know?",
    ),
    Mistake(
        ONE_BEFORE,
        EITHER,
        {DELAY: "W, V, b = [[5.0, 5.0]], [[0.0, 5.0], [0.0, 0.0]], [0.0, 0.0]"},
        "Yes comes if the last input or the one before is 1. What is read now reaches the output "
        "as well.",
        "Follow the input of the last step. Along which arrows does it come to f?",
    ),
    Mistake(
        ONE_BEFORE,
        BOTH,
        {SECOND: "U, c = [[0.4], [0.4]], [0.0]"},
        "Yes comes only if the last input and the one before are both 1.",
        "Compute f after 1, 0.",
    ),
    Mistake(
        ONE_BEFORE,
        DIFFERENCE,
        {SECOND: "U, c = [[-1.0], [1.0]], [0.0]"},
        "A 1 that is read now takes away the answer that the 1 before it has given.",
        "Compute f after 1, 1.",
    ),
    Mistake(
        ONE_BEFORE,
        KEEPS,
        {DELAY: "W, V, b = [[5.0, 0.0]], [[2.0, 5.0], [0.0, 0.0]], [0.0, 0.0]"},
        "A 1 is kept for ever. Asked is only the input before the last; older ones do not count.",
        "Follow both units through 1, 0, 0. Which unit hears itself?",
    ),
    Mistake(
        ONE_BEFORE,
        ALWAYS_NO,
        {DELAY: "W, V, b = [[5.0, 0.0]], [[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0]"},
        "No input reaches the output. Somewhere on its way there is a zero.",
        "Draw x, both units and f, and an arrow for each number that is not zero.",
    ),
    Mistake(
        ONE_BEFORE,
        READ_OUT,
        {SECOND: "U, c = [[0.0], [1.0]], [-1.0]"},
        "The states differ as they should, but f does not lie on both sides of one half.",
        "Write down f after 1, 0 and after 0, 0. What must U and c make of the two states?",
    ),
    Mistake(
        ONE_BEFORE,
        TURNED,
        {SECOND: "U, c = [[0.0], [-1.0]], [1.0]"},
        "Your network knows it, and says yes exactly where no is meant.",
        "What is f after 1, 0?",
    ),
    Mistake(
        ONE_BEFORE,
        TOO_FEW,
        {DELAY: "W, V, b = [[4.0]], [[2.0]], [0.0]", SECOND: UP},
        "One number has to hold the last input and the one before, and tanh keeps their order. "
        "No choice of weights does it.",
        "Which four pasts must be told apart, so that the next answer can be right?",
    ),
    Mistake(
        ONE_BEFORE,
        TOO_MANY,
        {
            DELAY: "W, V, b = [[5.0, 0.0, 0.0]], [[0, 5, 0], [0, 0, 5], [0, 0, 0]], [0, 0, 0]",
            SECOND: "U, c = [[0.0], [0.0], [1.0]], [0.0]",
        },
        "Two units are enough: each of them holds an input for one step.",
        "How many steps late is the input in each of your units?",
    ),
)

OF_PARITY = (
    Mistake(
        PARITY,
        LAST_ONLY,
        {BACK: "V = [[0.0, 0.0], [0.0, 0.0]]"},
        "Your network says what it has just read. The parity of what came before does not come "
        "back into the sum.",
        "Compare 0, 1 with 1, 1. Which unit should know the difference?",
    ),
    Mistake(
        PARITY,
        TWO_DIFFER,
        {
            TWO: "W, b = [[10.0, 10.0, 10.0]], [-5.0, -15.0, 0.0]",
            BACK: "V = [[0, 0, 0], [0, 0, 0], [10.0, 10.0, 0]]",
            HALF: "[[0.5], [-0.5], [0.0]], [0.0]",
        },
        "Your network compares the last two inputs. What has to be compared with x is the parity "
        "of all inputs before.",
        "Try 1, 0, 0. Which number should the network have kept?",
    ),
    Mistake(
        PARITY,
        EVER,
        {
            TWO: "W, b = [[20.0, 0.0]], [0.0, 0.0]",
            BACK: "V = [[10, 0], [0, 0]]",
            HALF: "[[1], [0]], 0",
        },
        "The first 1 turns the answer on, and no later one turns it off.",
        "What happens to each unit at the second 1?",
    ),
    Mistake(
        PARITY,
        CARRY,
        {HALF: "[[0.5], [0.5]], [0.0]"},
        "Both units are right, but the output adds them: yes comes only if the old parity and x "
        "are both 1.",
        "Write down both units for all four pairs of old parity and x. What makes 0, 1, 1, 0?",
    ),
    Mistake(
        PARITY,
        TRANSPOSED,
        {BACK: "V = [[5.0, -5.0], [5.0, -5.0]]"},
        "Rows of V belong to the unit that speaks, columns to the unit that listens. In your V "
        "the connections lead the other way.",
        "Both units should hear the same: one unit with plus, the other with minus.",
    ),
    Mistake(
        PARITY,
        SHORT,
        {TWO: "W, b = [[1.8, 1.8]], [-0.9, -2.7]", BACK: "V = [[0.9, 0.9], [-0.9, -0.9]]"},
        "The idea is right. But the states do not reach the ends of tanh, and what is missing adds "
        "up from step to step.",
        "Print the states after 8 ones. How far are they from 1 and −1? What makes tanh sharper?",
    ),
    Mistake(
        PARITY,
        ALWAYS_NO,
        {TWO: "W, b = [[10.0, 10.0]], [-5.0, -5.0]"},
        "The answer is always no. If two units are equal, their difference is zero.",
        "Compute both units after a single 1. They should not agree then.",
    ),
    Mistake(
        PARITY,
        READ_OUT,
        {HALF: "[[0.5], [-0.5]], [-0.8]"},
        "The states tell odd from even, but f does not lie on both sides of one half.",
        "Write down f after 1 and after 0. What must U and c make of the two states?",
    ),
    Mistake(
        PARITY,
        TURNED,
        {HALF: "[[-0.5], [0.5]], [1.0]"},
        "Your network says yes for an even number of ones, and no for an odd one.",
        "What should come after a single 1?",
    ),
    Mistake(
        PARITY,
        TOO_FEW,
        {TWO: "W, b = [[4.0]], [0.0]", BACK: "V = [[-2.0]]", HALF: "[[1.0]], [0.0]"},
        "With one unit a larger old state gives a larger new one, or always a smaller one. Parity "
        "needs both: a 0 must keep the order, a 1 must turn it round.",
        "Which sign must V have for x = 0, and which for x = 1?",
    ),
    Mistake(
        PARITY,
        TOO_MANY,
        {
            TWO: "W, b = [[10.0] * 4], [-5.0, -15.0, 0.0, 0.0]",
            BACK: "V = [[5, 5, 0, 0], [-5, -5, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]",
            HALF: "[[0.5], [-0.5], [0.0], [0.0]], [0.0]",
        },
        "It can be done with three units, and even with two.",
        "Which of your units could be left out?",
    ),
)

MISTAKES = (*OF_ONE_UNIT, *OF_A_DELAY, *OF_PARITY)
