"""What goes wrong in one step."""

from rnnlib.misconceptions.mistake import Mistake
from rnnlib.questions.e02 import OUTPUT, STEP

MISTAKES = (
    Mistake(
        STEP,
        "V transposed",
        {"z @ V": "z @ V.T"},
        "The lecture's Vᵀz is for columns. Your states are rows, and a row times V is the same "
        "number without any transpose.",
        "Let V have a single 1, at V[0, 1]. Which unit should hear from which? Try both forms.",
    ),
    Mistake(
        STEP,
        "W transposed",
        {"x @ W": "x @ W.T"},
        "The lecture's Wᵀx is for columns. W has the shape (n_x, n_z), so that a row x on its "
        "left fits as it is.",
        "Print x.shape and W.shape. The two sizes that meet in the product must be equal.",
    ),
    Mistake(
        STEP,
        "the past is left out",
        {"z @ V + ": ""},
        "Your step does not read the state of the step before. That is a dense net.",
        "Call your function twice with different z. Does the result change?",
    ),
    Mistake(
        STEP,
        "the input is left out",
        {" + x @ W": ""},
        "Your step does not read the word.",
        "Call your function twice with different x. Does the result change?",
    ),
    Mistake(
        STEP,
        "bias forgotten",
        {" + b": ""},
        "b is missing. With zeros for x and z, the new state should be tanh(b).",
        "Give it x = 0 and z = 0 and compare with np.tanh(b).",
    ),
    Mistake(
        STEP,
        "sigmoid instead of tanh",
        {"np.tanh(z @ V + x @ W + b)": "1 / (1 + np.exp(-(z @ V + x @ W + b)))"},
        "The lecture's σ stands for some activation. In this course σ = tanh: states lie between "
        "−1 and 1, not between 0 and 1.",
        "Print the smallest number in your result. Can tanh be negative? Can the sigmoid?",
    ),
    Mistake(
        STEP,
        "no activation",
        {"np.tanh(z @ V + x @ W + b)": "z @ V + x @ W + b"},
        "The sum is right, but σ was not applied to it.",
        "Print the largest number in your result. Can tanh give it?",
    ),
    Mistake(
        STEP,
        "σ applied to each term",
        {"z @ V + x @ W + b": "z @ V) + np.tanh(x @ W + b"},
        "σ is applied once, to the whole sum. Two numbers below 1 can add up to more than 1.",
        "Print the largest number in your result. A tanh never exceeds 1.",
    ),
    Mistake(
        OUTPUT,
        "bias c forgotten",
        {"c + ": ""},
        "c is missing from the score.",
        "Give it the state zero: f should be the sigmoid of c, not one half.",
    ),
    Mistake(
        OUTPUT,
        "tanh instead of sigmoid",
        {"1 / (1 + np.exp(-s))": "np.tanh(s)"},
        "σ belongs to the hidden layer, τ to the output. Here τ is the sigmoid, since f is a "
        "probability.",
        "Print the smallest number in your result. Can a probability be negative?",
    ),
    Mistake(
        OUTPUT,
        "the score instead of the prediction",
        {"1 / (1 + np.exp(-s))": "s"},
        "This is the score s, what goes into τ. The prediction is f = τ(s).",
        "Print the smallest and the largest number. Do all lie between 0 and 1?",
    ),
    Mistake(
        OUTPUT,
        "sign in the exponent",
        {"np.exp(-s)": "np.exp(s)"},
        "The exponent has the wrong sign: the sigmoid falls where it should rise. You get 1 − f.",
        "Try a large positive score. Should f be near 1 or near 0?",
    ),
)
