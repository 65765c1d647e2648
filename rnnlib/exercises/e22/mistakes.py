"""What is concluded too quickly from a measurement."""

from rnnlib.exercises.e22.questions import (
    ALL_NETWORKS,
    CHOSEN_MINIMUM,
    FORGETTING,
    GONE,
    IS_GONE,
    LUCKIEST,
    NO_DIFFERENCE,
    NOT_TRIED,
    NOTHING_LEARNED,
    ONE_START,
    ONLY_TRAINING,
    TWO_LOSSES,
    TWO_SETTINGS,
)
from rnnlib.exercises.mistake import Mistake

SAME = "same = (states[:, None] == states[None]).all(axis=-1)"
DIFFER = "differ = labels[:, None] != labels[None]"
FOUND = "return (same & differ).any()"
A_LINE = """from numpy.linalg import lstsq
    rows = np.column_stack([states, np.ones(len(states))])
    return ((rows @ lstsq(rows, labels, rcond=None)[0] > 0.5) != (labels > 0.5)).any()"""
MEANS = """mean_0, mean_1 = (states[labels == k].mean(axis=0) for k in (0, 1))
    return np.abs(mean_0 - mean_1).max() < 0.2"""

OF_STATES = (
    Mistake(
        IS_GONE,
        "a line fails, so nobody can read it",
        {FOUND: A_LINE},
        "You test whether a weighted sum reads the label. Where it fails, a reader with a hidden "
        "layer may still succeed: think of exclusive or.",
        "Take the four corners of a square, with equal labels at opposite corners.",
    ),
    Mistake(
        IS_GONE,
        "equal means, so nothing can be read",
        {FOUND: MEANS},
        "You compare the means of both classes, or ask each unit alone how it goes with the label, "
        "which is the same. A ring around a heap has the same mean, and is easily told from it.",
        "Take one class near zero and the other one far away on all sides.",
    ),
    Mistake(
        IS_GONE,
        "faint taken for gone",
        {SAME: "same = (np.abs(states[:, None] - states[None]) < 1e-3).all(axis=-1)"},
        "Your function calls states equal that differ by very little. What is faint is difficult "
        "to read, but it is there.",
        "Multiply all states by a million. Does your answer change? Has the information changed?",
    ),
    Mistake(
        IS_GONE,
        "one equal number is enough",
        {SAME: "same = (states[:, None] == states[None]).any(axis=-1)"},
        "Two states are equal only if all their numbers are. Another unit may know the difference.",
        "Take the states [0, 1] and [0, 2] with different labels. Could you read the label?",
    ),
    Mistake(
        IS_GONE,
        "equal states, whatever their labels",
        {FOUND: "return (same & ~np.eye(len(states), dtype=bool)).any()"},
        "Two pasts with the same label may share a state. Nothing that is asked for is lost then.",
        "Take the states [0], [0] and [1] with the labels 1, 1 and 0.",
    ),
    Mistake(
        IS_GONE,
        "a state compared with itself",
        {DIFFER: "differ = labels[:, None] == labels[None]"},
        "You look for pairs with the same label, and each state is such a pair with itself.",
        "Take two different states with different labels. What does your function say?",
    ),
    Mistake(
        IS_GONE,
        "only if all is lost",
        {FOUND: "return (same | ~differ).all()"},
        "You ask that every pair of different labels shares a state. One such pair is enough: on "
        "it every reader is wrong once.",
        "Take three states of which two are equal, with labels 0, 1 and 1.",
    ),
    Mistake(
        IS_GONE,
        "gone and there exchanged",
        {FOUND: "return not (same & differ).any()"},
        "Your function says the opposite: True where the label can be read.",
        "Take two different states with different labels. Is anything gone?",
    ),
)


def _letter(question, right, letter, name, says, experiment):
    edit = {f'return "{right}"': f'return "{letter}"'}
    return Mistake(question, name, edit, says, experiment)


OF_PLOTS = (
    _letter(
        FORGETTING,
        "B",
        "A",
        ALL_NETWORKS,
        "One network was measured, with weights drawn at random. Another V may fade more slowly, "
        "or not at all: think of the switch in lesson 02.",
        "How many networks stand in the plot, and how many does the sentence speak of?",
    ),
    _letter(
        FORGETTING,
        "B",
        "C",
        GONE,
        "The distance is small and not zero. A reader that measures finely enough can still tell "
        "the two pasts apart.",
        "Which distance would show that the information is gone?",
    ),
    _letter(
        FORGETTING,
        "B",
        "D",
        NOT_TRIED,
        "No training was done, so the plot cannot tell what it would change.",
        "Which second curve would have to be drawn?",
    ),
    _letter(
        TWO_SETTINGS,
        "D",
        "A",
        LUCKIEST,
        "Whichever setting has the best single run, it may be luck. With more runs each setting "
        "would have a better best one.",
        "Remove this one run. What is left of the difference?",
    ),
    _letter(
        TWO_SETTINGS,
        "D",
        "B",
        NO_DIFFERENCE,
        "Five runs that overlap do not show that both are equal. A small difference would need "
        "more runs to be seen.",
        "How large a difference could hide in this spread?",
    ),
    _letter(
        TWO_SETTINGS,
        "D",
        "C",
        ONE_START,
        "One start is compared with one start. At another one it is the other way round.",
        "Cover all starts but the second one. And then all but the third one.",
    ),
    _letter(
        TWO_LOSSES,
        "A",
        "B",
        ONLY_TRAINING,
        "The training loss says how well the network knows what it has seen. On other sequences it "
        "becomes worse at the same time.",
        "Which curve would you show to somebody who wants to use the network?",
    ),
    _letter(
        TWO_LOSSES,
        "A",
        "C",
        NOTHING_LEARNED,
        "Before it rises, the validation loss falls, also on sequences that were not learned from. "
        "Something was learned by then.",
        "Compare the first epoch with the lowest point.",
    ),
    _letter(
        TWO_LOSSES,
        "A",
        "D",
        CHOSEN_MINIMUM,
        "The lowest point was chosen because it is low, and a part of that was luck. New data "
        "bring a larger loss, as a rule. Only test data without a part in the choice can tell.",
        "Throw ten dice and choose the lowest one. What do you expect if you throw it again?",
    ),
)

MISTAKES = (*OF_STATES, *OF_PLOTS)
