"""What goes wrong in E00."""

from rnnlib.exercises.e00.questions import MEAN_STATE
from rnnlib.exercises.mistake import Mistake

MISTAKES = (
    Mistake(
        MEAN_STATE,
        "mean over the batch",
        {"axis=0": "axis=1"},
        "You took the mean over the sentences of the batch. Asked is the mean over time, one for "
        "each sentence.",
        "Print the shape of your result. Which sizes of the batch does it show?",
    ),
)
