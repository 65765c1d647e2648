"""What goes wrong in one step."""

from rnnlib.exercises.e02.questions import OUTPUT, STEP
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.output import SCORE, SIGMOID, output_slips
from rnnlib.exercises.slips.slip import joined
from rnnlib.exercises.slips.step import step_slips

OWN = (
    Mistake(
        OUTPUT,
        "the minus reaches one term only",
        {"c + z @ U": "c - z @ U", "np.exp(-s)": "np.exp(s)"},
        "The minus of the exponent belongs to the whole score. In −z @ U + c it reaches the "
        "first term only.",
        "Set U to zero. Then f should be the sigmoid of c, not of −c.",
    ),
)

MISTAKES = joined(
    OWN,
    step_slips(STEP, {"np.tanh(z @ V + x @ W + b)": ("z", "V", "x", "W", "b")}),
    output_slips(OUTPUT, SCORE, "c + z @ U", ("bias c subtracted",), z="z", U="U", c="c"),
    output_slips(OUTPUT, SIGMOID, "1 / (1 + np.exp(-s))", s="s"),
)
