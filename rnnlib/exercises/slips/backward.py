"""What goes wrong on the way back: the slope of tanh, the error, the sums over time."""

from rnnlib.exercises.slips.slip import Slip, planted

_FLAT = "Let the state be 0.999 everywhere: tanh is flat there. What should come through, nearly?"
_ZERO = "Let the state be 0: tanh is steepest there, its slope is 1. What is that of yours?"

SLOPE = (
    Slip(
        "tanh' forgotten",
        "1",
        "The gradient passes tanh on its way. Its slope is at most 1, and you left it out.",
        _FLAT,
    ),
    Slip(
        "tanh applied a second time",
        "(1 - np.tanh({z}) ** 2)",
        "The state is already what tanh gave. You applied tanh to it once more.",
        "tanh(0.5) is 0.462. Its slope there is 0.786. From which number do you get it?",
    ),
    Slip(
        "slope of tanh without the square",
        "(1 - {z})",
        "The slope of tanh at its value z is one minus the square of z.",
        "A slope of tanh is never above 1. Try a negative state.",
    ),
    Slip(
        "slope of the sigmoid",
        "{z} * (1 - {z})",
        "This is the slope of the sigmoid. Here the hidden layer uses tanh.",
        _ZERO,
    ),
    Slip(
        "the state in place of the slope",
        "{z}",
        "You multiplied with the state. What multiplies a gradient is a slope.",
        _ZERO,
    ),
    Slip(
        "divided by the slope of tanh",
        "1 / (1 - {z} ** 2)",
        "You divided by the slope: that is the slope of the inverse function, artanh. A gradient "
        "that goes back through tanh is multiplied.",
        _FLAT,
        alone=True,
    ),
    Slip(
        "slope of tanh with a plus",
        "(1 + {z} ** 2)",
        "The slope of tanh is one *minus* the square of its value.",
        _FLAT,
        alone=True,
    ),
    Slip(
        "the square of one minus the state",
        "(1 - {z}) ** 2",
        "The square belongs to z alone: Python takes ** before −, but your brackets take 1 − z "
        "first.",
        "A slope of tanh is never above 1. Try a negative state.",
        alone=True,
    ),
    Slip(
        "tanh' twice",
        "(1 - {z} ** 2) ** 2",
        "The slope is multiplied in twice. The gradient passes this tanh once.",
        "Choose z² = ½. The slope is then ½, and not ¼.",
        alone=True,
    ),
    Slip(
        "slope of ReLU",
        "({z} > 0)",
        "This is the slope of ReLU. Here the hidden layer uses tanh.",
        "Try a negative state. Should nothing at all come through?",
        alone=True,
    ),
    Slip(
        "slope of the square",
        "(1 - 2 * {z})",
        "2z is the derivative of z². In the slope of tanh stands z² itself.",
        "A slope of tanh is never above 1. Try a negative state.",
        alone=True,
    ),
    Slip(
        "tanh in place of its slope",
        "np.tanh({z})",
        "You multiplied with tanh. What multiplies a gradient is its slope.",
        _ZERO,
        alone=True,
    ),
)

_FACTOR = "Divide one of your numbers by the measured one. Which number is that?"
_SAME = "Give the same sequence twice. Should dW change, compared with giving it once?"
_STEPS = "In this course the losses of the steps are added, and the mean is taken over the rows."

ERROR = (  # {e} is f − y, {f} the outputs
    Slip(
        "mean over all entries, without ½",
        "2 * {e} / {f}.size",
        "This is the slope of the mean of all squares, as PyTorch and Keras define their mse. Here "
        f"the loss has a ½, and only over the batch a mean is taken. {_STEPS}",
        _FACTOR,
        alone=True,
    ),
    Slip(
        "mean over all entries",
        "{e} / {f}.size",
        f"You divided by the number of all errors, T · B · n_f. {_STEPS}",
        _FACTOR,
        alone=True,
    ),
    Slip(
        "mean over steps and rows, without ½",
        "2 * {e} / (T * B)",
        "Everything has the factor 2/(T · B): a 2 from the square is left, and a mean over the "
        f"steps is taken. {_STEPS}",
        _FACTOR,
        alone=True,
    ),
    Slip(
        "mean over rows and outputs",
        "{e} / (B * {e}.shape[-1])",
        "You divided by the number of outputs as well. The errors of one row are added up.",
        _FACTOR,
        alone=True,
    ),
    Slip(
        "mean over rows and outputs, without ½",
        "2 * {e} / (B * {e}.shape[-1])",
        "Everything has the factor 2/n_f: a 2 from the square is left, and you divided by the "
        "number of outputs. The errors of one row are added up.",
        _FACTOR,
        alone=True,
    ),
    Slip(
        "a sum without ½",
        "2 * {e}",
        "Everything has the factor 2 · B: the 2 from the square cancels the ½ of the loss, and a "
        "mean is taken over the batch.",
        _SAME,
        alone=True,
    ),
    Slip(
        "½ kept in the slope",
        "0.5 * {e} / B",
        "Everything is half as large. The slope of a square has a factor 2, and it cancels the ½.",
        "Compute ½ e² for e = 1 and for e = 1.001. By how much did it grow?",
        alone=True,
    ),
    Slip(
        "slope of an output sigmoid",
        "{e} * {ft} * (1 - {ft}) / B",
        "You multiplied with f (1 − f), the slope of the sigmoid. Here τ does nothing: f = c + "
        "Uᵀz.",
        "Let f be 0 at one place. Is the error lost there?",
        alone=True,
    ),
    Slip(
        "the target is left out",
        "{ft} / B",
        "This takes the prediction itself for the error.",
        "Let f equal y. Nothing is left to learn. Are your gradients 0?",
        alone=True,
    ),
    Slip(
        "the sign of the error alone",
        "np.sign({e}) / B",
        "This is the slope of the absolute error. The squared error has the slope f − y.",
        "Make one error ten times as large. Should its gradient grow?",
        alone=True,
    ),
)

# each sum over time of bptt: name -> (the line that adds, its share, how it adds up the rows)
SHARES = {
    "dW": ("dW += x[t].T @ da", "x[t].T @ da"),
    "dV": ("dV += before.T @ da", "before.T @ da"),
    "db": ("db += da.sum(axis=0)", "da.sum(axis=0)"),
    "dU": ("dU += z[t].T @ df", "z[t].T @ df"),
    "dc": ("dc += df.sum(axis=0)", "df.sum(axis=0)"),
}


AT_STEP_0 = {
    "dW": "x[0] is a word like any other",
    "dV": "at t = 0 it is multiplied with z_init",
    "db": "b is added at t = 0 too",
    "dU": "f[0] has a loss like any other",
    "dc": "c is added at t = 0 too",
}


def sum_slips(name):
    """The slips in one sum over time, such as dW: {template with {share} and {g}}."""
    over = f"Set the loss to zero at all steps but one. Is your {name} then the measured one?"
    used = AT_STEP_0[name]
    letter = name[1:]
    return (
        Slip(
            f"{name} assigned instead of accumulated",
            "{g} = {share}",
            f"Only t = 0 is left in {name}: each step overwrote what the later ones had said.",
            f"Count how often {letter} is used in a run of T steps.",
        ),
        Slip(
            f"{name} skips t = 0",
            "{g} += ({share}) * (t > 0)",
            f"The share of step 0 is missing in {name}: {used}.",
            f"Take T = 1 and measure {name}. Is it zero?",
        ),
        Slip(
            f"{name} skips the last step",
            "{g} += ({share}) * (t < T - 1)",
            f"The share of the last step is missing in {name}. Nothing comes from its right, but "
            "its own loss does.",
            f"Take T = 1 and measure {name}. Is it zero?",
            alone=True,
        ),
        Slip(
            f"{name} is a mean over time",
            "{g} += ({share}) / T",
            f"{name} is divided by T. A change of {letter} acts at every step, and the effects add "
            "up.",
            over,
        ),
        Slip(
            f"{name} from the last step only",
            "{g} += ({share}) * (t == T - 1)",
            f"Only the last step has a share in {name}. {letter} was used at every step.",
            over,
            alone=True,
        ),
        Slip(
            f"{name} has the wrong sign",
            "{g} -= {share}",
            f"{name} is subtracted, as if the update of the weights was made in it already.",
            "Take one step of training with it. Does the loss fall or grow?",
            alone=True,
        ),
        Slip(
            f"{name} divided by B once more",
            "{g} += ({share}) / B",
            f"You divided {name} by B a second time. The mean over the batch is already in the "
            "error.",
            "Give the same sequence twice. Should it change, compared with giving it once?",
        ),
        Slip(
            f"{name} is zero",
            "{g} += 0 * ({share})",
            f"{name} came back as zeros. Its sum over the steps was never made, or not returned.",
            f"Print {name} at the end of the loop.",
            alone=True,
        ),
    )


def rows_slips(name, source):
    """The slips in the sum over the rows of a bias gradient, db or dc."""
    return (
        Slip(
            f"{name} over the wrong axis",
            f"{{g}} = {{g}} + {source}.sum(axis=1)",
            f"You added up the units of each row, and the rows stayed. {name} has one number for "
            "each unit: the rows are added up.",
            f"Print the shape of what is added to {name}. Which axis is left?",
        ),
        Slip(
            f"{name} from the first sample only",
            f"{{g}} += {source}[0]",
            f"You took the first row of the batch only. Every row has a share in {name}.",
            f"Exchange two rows of the batch. {name} should stay the same.",
        ),
        Slip(
            f"{name} over all axes at once",
            f"{{g}} += {source}.sum()",
            f"You added up everything to one number. {name} has one number for each unit.",
            f"Print {name}. Are all its numbers the same?",
            alone=True,
        ),
        Slip(
            f"{name} keeps the axis of the rows",
            f"{{g}} = {{g}} + {source}.sum(axis=0, keepdims=True)",
            f"keepdims leaves an axis of length 1: {name} has the shape (1, n). It should have the "
            "shape of its bias, (n,).",
            "Print its shape next to the shape of the bias.",
            alone=True,
        ),
    )


def slope_slips(question, places, but=()):
    """The slips in the slope of tanh: {"(1 - z_t**2)": "z_t"}."""
    named = {right: {"z": z} for right, z in places.items()}
    return planted(question, SLOPE, named, but)


def slips_of_sums(question, but=()):
    """The slips in each sum over time of `bptt`."""
    found = []
    for name, (line, share) in SHARES.items():
        slips = sum_slips(name)
        if name in ("db", "dc"):
            slips += rows_slips(name, "da" if name == "db" else "df")
        found += planted(question, slips, {line: {"g": name, "share": share}}, but)
    return tuple(found)
