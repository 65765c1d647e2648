"""E00: what it asks, and what answers are held against."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question
from rnnlib.exercises.fixtures import every_size


def mean_state(states):
    """The mean over time of all states (T, B, n_z), one for each sentence: (B, n_z)."""
    return np.mean(states, axis=0)


def _case(rng, T, B, n_x, n_z, n_f):
    return (rng.normal(size=(T, B, n_z)),)


MEAN_STATE = Question(
    "E00.mean_state",
    "the mean state of two batches, every size different",
    mean_state,
    every_size(_case),
    arguments=("states",),
    parts={"mean state": ("B", "n_z")},
    experiment="Give it a batch with a single step. The mean is then the state itself.",
    unchecked="sentences of different length",
    hints=(
        "Time is the first axis. Which axes should be left?",
        "np.mean has an argument axis. It names the axis over which the mean is taken.",
        "np.mean(states, axis=0).",
    ),
)

EXERCISE = Exercise(
    "E00_file_name",
    "The title",
    minutes=15,
    you_write="the mean of all states",
    questions=(MEAN_STATE,),
)
