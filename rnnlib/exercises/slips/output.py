"""What goes wrong between the state and the prediction: in the score, the sigmoid, the softmax."""

from rnnlib.exercises.slips.slip import Slip, planted

_BETWEEN = "Print the smallest and the largest number of f. Do all lie between 0 and 1?"
_ROW = "Add up one row of an output. It should be 1."
CUTS = (1, 2, 3, 5, 6, 10)  # what learners take against an overflow; from 15 on nobody can tell


def _cuts(template):
    """The score cut off at ±5, ±10 …; {cut} in the template is the score after that."""
    return tuple(
        Slip(
            f"the score cut off at ±{cut}",
            template.replace("{cut}", f"np.clip({{s}}, -{cut}, {cut})"),
            f"You cut the score off at ±{cut}. Then no f comes as near to 0 or 1 as it should, and "
            "beyond the cut nothing is learned: the gradient is zero there.",
            f"Compare f for the scores {cut} and {cut + 5}. Should they be equal?",
            alone=True,
        )
        for cut in CUTS
    )


SCORE = (
    Slip(
        "bias c forgotten",
        "{z} @ {U}",
        "c is missing from the score.",
        "Set U to zero. Then every output should be made from c alone.",
    ),
    Slip(
        "bias c twice",
        "2 * {c} + {z} @ {U}",
        "c is added twice. The score has one bias.",
        "Set U to zero. Then every output should be made from c alone.",
        alone=True,
    ),
    Slip(
        "bias c subtracted",
        "{z} @ {U} - {c}",
        "c is subtracted. In the formula it is added.",
        "Set U to zero. Then every output should be made from c alone.",
        alone=True,
    ),
    Slip(
        "U transposed",
        "{c} + {z} @ {U}.T",
        "The lecture's Uᵀz is for columns. Your z are rows, and U has the shape (n_z, n_f).",
        "Print the shapes of z and U. The two sizes that meet in the product must be equal.",
    ),
    Slip(
        "the formula for columns, Uᵀz as it stands",
        "{c} + {U}.T @ {z}",
        "You typed the lecture's formula. It holds for one column z. Here each row of z belongs to "
        "another sentence, and for rows Uᵀz becomes zU.",
        "Print the shapes of U.T and z. The two sizes that meet in the product must be equal.",
    ),
    Slip(
        "U on the left of the state",
        "{c} + {U} @ {z}",
        "What stands on the right of U is a column, and for columns the lecture writes Uᵀ. In code "
        "the states are rows, and rows stand on the left.",
        "Print the shapes of U and z. The two sizes that meet in the product must be equal.",
    ),
    Slip(
        "the state multiplied with U number by number",
        "{c} + {z} * {U}",
        "* multiplies number by number. A sum over all units is needed, one for each output: that "
        "is the product @.",
        "Print the shapes of z and U. Which of the sizes should be left in the result?",
    ),
)

SIGMOID = (
    Slip(
        "tanh instead of sigmoid",
        "np.tanh({s})",
        "σ belongs to the hidden layer, τ to the output. Here τ is the sigmoid, since f is a "
        "probability.",
        "Print the smallest number of f. Can a probability be negative?",
    ),
    Slip(
        "the score instead of the prediction",
        "{s}",
        "This is the score s, what goes into τ. The prediction is f = τ(s).",
        _BETWEEN,
    ),
    Slip(
        "sign in the exponent",
        "1 / (1 + np.exp({s}))",
        "The exponent has the wrong sign: the sigmoid falls where it should rise. You get 1 − f.",
        "Try a large positive score. Should f be near 1 or near 0?",
    ),
    Slip(
        "softmax instead of sigmoid",
        "np.exp({s} - {s}.max(axis=-1, keepdims=True)) / "
        "np.exp({s} - {s}.max(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)",
        "Softmax lets the outputs of a row share one 1. The sigmoid answers yes or no for each "
        "output by itself.",
        "Add up one row of f. Has it to be 1?",
    ),
    Slip(
        "sigmoid twice",
        "1 / (1 + np.exp(-1 / (1 + np.exp(-{s}))))",
        "The sigmoid was applied to what the sigmoid had given. Your outputs lie between 0.5 and "
        "0.731, whatever the score is. (A loss that takes scores has the sigmoid inside.)",
        "Print the smallest and the largest of f. Can a no be told?",
        alone=True,
    ),
    Slip(
        "tanh before the sigmoid",
        "1 / (1 + np.exp(-np.tanh({s})))",
        "The score went through tanh, and then through the sigmoid. The score is the plain sum.",
        "Print the largest score. Should it always be below 1?",
    ),
    Slip(
        "brackets below the line",
        "1 / 1 + np.exp(-{s})",
        "Python divides first: 1 / 1 + e is (1 / 1) + e. What stands below the line of the "
        "fraction needs brackets.",
        "Try a score of 0. The sigmoid of 0 is one half.",
        alone=True,
    ),
    Slip(
        "rounded to yes or no",
        "np.round(1 / (1 + np.exp(-{s})))",
        "You rounded to 0 and 1. The prediction says how sure the network is; a decision can be "
        "made from it later.",
        "Print f for a score of 0.1 and for one of 10. Should they be the same?",
        alone=True,
    ),
    Slip(
        "ReLU instead of sigmoid",
        "np.maximum({s}, 0)",
        "You took ReLU. Here τ is the sigmoid, since f is a probability.",
        _BETWEEN,
        alone=True,
    ),
    Slip(
        "a sigmoid made of straight lines",
        "np.clip(0.2 * {s} + 0.5, 0, 1)",
        "This is the hard sigmoid of some libraries, three straight lines. The sigmoid is "
        "1 / (1 + e⁻ˢ).",
        "Try a score of 2. The sigmoid of 2 is 0.881.",
        alone=True,
    ),
    Slip(
        "the sigmoid of twice the score",
        "(1 + np.tanh({s})) / 2",
        "(1 + tanh(s)) / 2 is the sigmoid of 2s. It needs tanh(s / 2).",
        "Try a score of 1. The sigmoid of 1 is 0.731.",
        alone=True,
    ),
    *_cuts("1 / (1 + np.exp(-{cut}))"),
)

SOFTMAX = (
    Slip(
        "softmax not divided by the sum",
        "{e}",
        "You took the exponentials, but did not divide them by their sum.",
        _ROW,
    ),
    Slip(
        "softmax over everything",
        "{e} / {e}.sum()",
        "You divided by the sum over all rows of the batch. Each row has a sum of its own.",
        _ROW,
    ),
    Slip(
        "softmax over the batch",
        "{e} / {e}.sum(axis=0, keepdims=True)",
        "The probabilities of one *row* add up to 1. You divided by the sum over the rows of the "
        "batch.",
        _ROW,
    ),
    Slip(
        "sigmoid instead of softmax",
        "{e} / (1 + {e})",
        "The sigmoid answers yes or no for each output by itself. Here one of n_f is asked, so the "
        "outputs share one 1: softmax.",
        _ROW,
    ),
    Slip(
        "softmax twice",
        "np.exp({e} / {e}.sum(axis=-1, keepdims=True)) / "
        "np.exp({e} / {e}.sum(axis=-1, keepdims=True)).sum(axis=-1, keepdims=True)",
        "Softmax was applied to what softmax had given. The outputs come much closer to each other "
        "than they should. (A loss that takes scores has the softmax inside.)",
        "Print the largest f. Can it come near to 1?",
        alone=True,
    ),
    Slip(
        "the logarithm of softmax",
        "np.log({e} / {e}.sum(axis=-1, keepdims=True))",
        "These are logarithms of probabilities, as log_softmax gives them. Asked are the "
        "probabilities.",
        "Print the largest number. Can a probability be negative?",
        alone=True,
    ),
    Slip(
        "scores divided by their sum",
        "np.log({e}) / np.log({e}).sum(axis=-1, keepdims=True)",
        "You divided the scores by their sum, without exp. Scores can be negative, probabilities "
        "cannot.",
        "Print the smallest f. Can a probability be negative?",
        alone=True,
    ),
    Slip(
        "the largest becomes 1, the others 0",
        "1.0 * ({e} == {e}.max(axis=-1, keepdims=True))",
        "You returned the decision, as argmax does. Asked are the probabilities of all classes.",
        "Print f for nearly equal scores. Should one of them be sure?",
        alone=True,
    ),
    Slip(
        "the sum without its axis kept",
        "{e} / {e}.sum(axis=-1)",
        "e.sum(axis=-1) has the shape (B,). Beside (B, n_f) NumPy takes it for one number per "
        "class. It should be one per row: keepdims=True keeps the axis.",
        "Print the shape of the sum. It should be (B, 1).",
    ),
)


SOFTMAX_CUT = _cuts("np.exp({cut})")


def output_slips(question, group, right, but=(), **names):
    """The slips of SCORE, SIGMOID or SOFTMAX for the fragment `right` and the names in it."""
    return planted(question, group, {right: names}, but)
