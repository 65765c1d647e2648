"""What goes wrong in one step."""

from rnnlib.exercises.e02.questions import OUTPUT, STEP
from rnnlib.exercises.mistake import Mistake

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
        STEP,
        "V on the left of the state",
        {"z @ V": "V @ z"},
        "A state on the right of V is a column, and for columns the lecture writes Vᵀ. In code "
        "the states are rows, and rows stand on the left.",
        "Print z.shape and V.shape. In which order do the two sizes that meet agree?",
    ),
    Mistake(
        STEP,
        "V is left out",
        {"z @ V": "z"},
        "The old state is added as it is. V says how much each unit hears from each other unit.",
        "Set V to zero. Does the old state still matter?",
    ),
    Mistake(
        STEP,
        "numbers multiplied one by one",
        {"z @ V": "z * V"},
        "* multiplies number by number. A sum over all units of the old state is needed, one for "
        "each unit: that is the product @.",
        "Print z.shape and V.shape. Which shape should the result have?",
    ),
    Mistake(
        STEP,
        "ReLU instead of tanh",
        {"np.tanh(z @ V + x @ W + b)": "np.maximum(z @ V + x @ W + b, 0)"},
        "The lecture's σ stands for some activation. In this course σ = tanh: states lie between "
        "−1 and 1.",
        "Print the smallest number in your result. Can tanh be negative?",
    ),
    Mistake(
        STEP,
        "bias twice",
        {" + b": " + 2 * b"},
        "b is added twice, once with each product. One step has one bias.",
        "Give it x = 0 and z = 0 and compare with np.tanh(b).",
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
    Mistake(
        OUTPUT,
        "U transposed",
        {"z @ U": "z @ U.T"},
        "The lecture's Uᵀz is for columns. Your z are rows, and U has the shape (n_z, n_f).",
        "Print z.shape and U.shape. The two sizes that meet in the product must be equal.",
    ),
    Mistake(
        OUTPUT,
        "softmax instead of sigmoid",
        {"1 / (1 + np.exp(-s))": "np.exp(s) / np.exp(s).sum(axis=-1, keepdims=True)"},
        "Softmax lets the outputs of a row share one 1. The sigmoid answers yes or no for each "
        "output by itself.",
        "Add up one row of f. Has it to be 1?",
    ),
    Mistake(
        OUTPUT,
        "brackets below the line",
        {"1 / (1 + np.exp(-s))": "1 / 1 + np.exp(-s)"},
        "Python divides first: 1 / 1 + e is (1 / 1) + e. What stands below the line of the "
        "fraction needs brackets.",
        "Try a score of 0. The sigmoid of 0 is one half.",
    ),
    Mistake(
        OUTPUT,
        "the minus reaches one term only",
        {"c + z @ U": "c - z @ U", "np.exp(-s)": "np.exp(s)"},
        "The minus of the exponent belongs to the whole score. In −z @ U + c it reaches the "
        "first term only.",
        "Set U to zero. Then f should be the sigmoid of c, not of −c.",
    ),
    Mistake(
        OUTPUT,
        "rounded to yes or no",
        {"1 / (1 + np.exp(-s))": "np.round(1 / (1 + np.exp(-s)))"},
        "You rounded to 0 and 1. The prediction says how sure the network is; a decision can be "
        "made from it later.",
        "Print f for a score of 0.1 and for one of 10. Should they be the same?",
    ),
)
