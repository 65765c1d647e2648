"""E22: what follows from a measurement, and what does not."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question, one_letter

ALL_NETWORKS = "true of one network, stated of all"
GONE = "small is not gone"
NOT_TRIED = "training was not tried"
LUCKIEST = "the best run stands for all"
NO_DIFFERENCE = "no difference shown is not equality shown"
ONE_START = "one start decides"
ONLY_TRAINING = "the training loss measures the wrong thing"
NOTHING_LEARNED = "a rise at the end hides what was learned before"
CHOSEN_MINIMUM = "the smallest of many is too good"


def is_gone(states, labels):
    """Whether no reader at all can say the label: two states are equal, their labels are not."""
    same = (states[:, None] == states[None]).all(axis=-1)
    differ = labels[:, None] != labels[None]
    return (same & differ).any()


def forgetting():
    """One line in one plot says something about one network."""
    return "B"


def two_settings():
    """The spread of the runs is larger than the difference of their means."""
    return "D"


def two_losses():
    """The training loss falls on while the validation loss rises: learned by heart."""
    return "A"


def _states(rng):
    """States that a line tells apart, that none does, faint ones, and some that are lost."""
    line = rng.normal(size=(8, 2))
    line[:, 0] = np.sign(line[:, 0]) * (1 + np.abs(line[:, 0]))
    corners = np.array([[-1.0, -1.0], [-1.0, 1.0], [1.0, -1.0], [1.0, 1.0]])
    xor = 0.7 * corners[rng.permutation(4)]
    angles = np.arange(12) * np.pi / 6 + rng.uniform(0, 1)
    outside = np.arange(12) % 2 == 0
    ring = np.where(outside, 0.9, 0.3)[:, None] * np.column_stack([np.cos(angles), np.sin(angles)])
    faint = np.repeat(rng.uniform(-0.9, 0.9, size=(4, 2)), 2, axis=0)
    faint[::2] += 1e-6
    told = np.array([0, 1, 1, 0, 0, 1, 0])
    lost, twice, one_unit = (_near_their_label(rng, told) for _ in range(3))
    lost[4] = lost[1]
    twice[5] = twice[2]
    one_unit[3, 1] = one_unit[1, 1]
    return [
        (line, _two(line[:, 0] > 0)),
        (xor, _two(xor[:, 0] * xor[:, 1] > 0)),
        (ring, _two(outside)),
        (faint, np.array([0, 1] * 4)),
        (lost, told),
        (twice, told),
        (one_unit, told),
    ]


def _near_their_label(rng, labels):
    """Three units: in the first one the classes are apart, so that their means are too."""
    states = rng.uniform(-0.3, 0.3, size=(len(labels), 3))
    states[:, 0] += 1.2 * labels - 0.6
    return states


def _two(where):
    return where.astype(int)


IS_GONE = Question(
    "E22.is_gone",
    "seven sets of states: a line can read some, some only a better reader, and some nobody",
    is_gone,
    _states,
    arguments=("states", "labels"),
    parts={"gone": ()},
    points=3,
    experiment="Take the states [0, 0] and [0, 0] with the labels 0 and 1. Then move one of them "
    "a little.",
    unchecked="noise, which makes a faint difference hard to use",
    hints=(
        "A read-out that fails is one reader. Which sets of states would defeat every reader?",
        "A reader is a function of the state. When must it give the same answer to two pasts?",
        "Compare all pairs: is there one with equal states, number by number, but unequal labels?",
    ),
    tolerance=0,
)


def _about_plot(name, right, function, others, hints):
    return Question(
        f"E22.{name}",
        f"the letter of the sentence, {', '.join(sorted([right, *others]))}",
        function,
        lambda rng: [()],
        parts={"letter": ()},
        experiment="For each sentence: what would have to stand in the plot so that it follows?",
        hints=hints,
        accepts=one_letter(right, others),
    )


FORGETTING = _about_plot(
    "forgetting",
    "B",
    forgetting,
    {"A": ALL_NETWORKS, "C": GONE, "D": NOT_TRIED},
    (
        "How many networks were measured? Were they trained?",
        "On a logarithmic axis, what does a straight line say about neighbouring values?",
    ),
)
TWO_SETTINGS = _about_plot(
    "two_settings",
    "D",
    two_settings,
    {"A": LUCKIEST, "B": NO_DIFFERENCE, "C": ONE_START},
    (
        "Compare two distances: that between the means, and that between two runs of one setting.",
        "Would you bet on the next run? What would the plot have to look like?",
    ),
)
TWO_LOSSES = _about_plot(
    "two_losses",
    "A",
    two_losses,
    {"B": ONLY_TRAINING, "C": NOTHING_LEARNED, "D": CHOSEN_MINIMUM},
    (
        "Which of the two curves says something about sequences that the network has not seen?",
        "Where do the curves part? And how was the lowest point of the second one found?",
    ),
)

EXERCISE = Exercise(
    "E22_what_follows",
    "What follows from it",
    minutes=25,
    you_write="whether information is gone, and what a plot supports",
    questions=(IS_GONE, FORGETTING, TWO_SETTINGS, TWO_LOSSES),
)
