"""What goes wrong on the way through a graph of two steps, and back."""

from rnnlib.exercises.e07.questions import BACKWARD, DZ1, FORK, FORWARD
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.backward import slope_slips
from rnnlib.exercises.slips.slip import joined, planted
from rnnlib.exercises.slips.step import ACTIVATION, SUM

FORWARD_MISTAKES = (
    Mistake(
        FORWARD,
        "the state is not carried",
        {"V * z0": "V * z_init"},
        "Step 1 starts from z_init again. It should go on from where step 0 ended.",
        "Change x0. Does your z[1] change? It should: step 1 remembers step 0.",
    ),
    Mistake(
        FORWARD,
        "the past is left out at step 1",
        {"V * z0 + ": ""},
        "Nothing in your z[1] comes from the step before.",
        "Change V. Does your z[1] change by more than what z[0] brings?",
    ),
    Mistake(
        FORWARD,
        "x[0] is read twice",
        {"W * x1": "W * x0"},
        "Step 1 reads the input of step 0 once more. x[1] is read nowhere.",
        "Change x1. Does anything change in your results?",
    ),
    Mistake(
        FORWARD,
        "f[1] is read from z[0]",
        {"U * z1 + c": "U * z0 + c"},
        "The second prediction is read from the first state, so it does not know x[1].",
        "Compare your f[0] with your f[1]. Should they be equal?",
    ),
    Mistake(
        FORWARD,
        "bias c forgotten at step 1",
        {"U * z1 + c": "U * z1"},
        "c belongs to the output at every step.",
        "Set U = 0. Then f[0] and f[1] should both be c.",
    ),
    Mistake(
        FORWARD,
        "bias b forgotten at step 1",
        {"W * x1 + b": "W * x1"},
        "b belongs to the state at every step.",
        "Set W = V = 0. Then z[0] and z[1] should both be tanh(b).",
    ),
    Mistake(
        FORWARD,
        "tanh forgotten at step 1",
        {"np.tanh(V * z0 + W * x1 + b)": "V * z0 + W * x1 + b"},
        "This is the sum that goes into tanh, not the state.",
        "Set x1 = 100. A state can never be larger than 1.",
    ),
    Mistake(
        FORWARD,
        "loss without ½",
        {"0.5 * (f0 - y0)": "(f0 - y0)", "0.5 * (f1 - y1)": "(f1 - y1)"},
        "The squares are right. In this course the squared error has a factor ½, so that its slope "
        "is f − y without a 2.",
        "Set f − y to 1 at one step and to 0 at the other. Is your loss one half?",
    ),
    Mistake(
        FORWARD,
        "½ on one step only",
        {"0.5 * (f1 - y1)": "(f1 - y1)"},
        "One step counts twice as much as the other. Both have the same factor.",
        "Exchange the two errors in your head. Does your loss stay the same?",
    ),
    Mistake(
        FORWARD,
        "only the last loss",
        {"0.5 * (f0 - y0) ** 2 + ": ""},
        "Here every step has a target, so both steps are counted.",
        "Change y0. Does your loss change?",
    ),
    Mistake(
        FORWARD,
        "mean over the steps",
        {"0.5 * (f0 - y0)": "0.25 * (f0 - y0)", "0.5 * (f1 - y1)": "0.25 * (f1 - y1)"},
        "You divided by the number of steps. In this course the losses of the steps are added.",
        "Set f = y at one step. The loss should then be the loss of the other step, all of it.",
    ),
    Mistake(
        FORWARD,
        "the output is fed back",
        {"V * z0": "V * f0"},
        "Step 1 reads the prediction f[0]. In this network the state is carried on; E08 has the "
        "other kind.",
        "Set U = 0. Does z[1] still depend on z_init?",
    ),
    Mistake(
        FORWARD,
        "the square of the sum",
        {"0.5 * (f0 - y0) ** 2 + 0.5 * (f1 - y1) ** 2": "0.5 * (f0 - y0 + f1 - y1) ** 2"},
        "You added the errors and squared the sum. Errors of opposite sign then cancel. Each "
        "error has a square of its own.",
        "Let the errors be 1 and −1. Is your loss 0?",
    ),
)

DZ1_MISTAKES = (
    Mistake(
        DZ1,
        "sign of the error",
        {"f1 - y1": "y1 - f1"},
        "A prediction above its target should get a positive gradient: a larger f makes the loss "
        "larger. You get the opposite sign.",
        "Take f[1] = 1 and y[1] = 0. Does the loss grow or fall if f[1] grows?",
    ),
    Mistake(
        DZ1,
        "U forgotten",
        {"return U * df1": "return df1"},
        "This is the gradient of f[1]. One more arrow leads back to z[1], and it has a slope.",
        "Take U = 0. Then z[1] does not matter at all. Is your result 0?",
    ),
    Mistake(
        DZ1,
        "½ kept in the slope",
        {"return U * df1": "return 0.5 * U * df1"},
        "The slope of a square has a factor 2, and it cancels the ½ of the loss.",
        "Compute ½ e² for e = 1 and for e = 1.001. By how much did it grow?",
    ),
    Mistake(
        DZ1,
        "the ½ forgotten, so that a 2 is left",
        {"return U * df1": "return 2 * U * df1"},
        "The slope of a square has a factor 2. The loss has a factor ½, and the two cancel.",
        "Compute ½ e² for e = 1 and for e = 1.001. By how much did it grow?",
    ),
    Mistake(
        DZ1,
        "the loss instead of its slope",
        {"return U * df1": "return U * 0.5 * df1**2"},
        "You multiply with the loss itself. What goes back along an arrow is a slope.",
        "Make the error negative. Should the gradient keep its sign? Does yours?",
    ),
    Mistake(
        DZ1,
        "the target is left out",
        {"f1 - y1": "f1"},
        "This takes the prediction itself for the error.",
        "Take f[1] = y[1]. Nothing is left to learn. Is your result 0?",
    ),
)

FORK_MISTAKES = (
    Mistake(
        FORK,
        "gradient from t+1 dropped",
        {" + through_z": ""},
        "Only the loss of step 0 speaks here. z[0] was used a second time, for z[1], and so the "
        "loss of step 1 depends on it as well.",
        "Change dz1. Does your result change?",
    ),
    Mistake(
        FORK,
        "only gradient from t+1 used",
        {"through_f + ": ""},
        "Only step 1 speaks here. z[0] was also used for f[0], and so for the loss of step 0.",
        "Change y0. Does your result change?",
    ),
    Mistake(
        FORK,
        "the two ways are multiplied",
        {"through_f + through_z": "through_f * through_z"},
        "Slopes are multiplied along one way. Two ways that act at once are added.",
        "Set dz1 = 0: the way through f[0] is still open. Is your result 0?",
    ),
    Mistake(
        FORK,
        "mean of the two ways",
        {"return through_f + through_z": "return 0.5 * (through_f + through_z)"},
        "You took the mean. Both ways act at once and in full, so their effects add.",
        "Set dz1 = 0. Is your result all of the other way, or half of it?",
    ),
    Mistake(
        FORK,
        "tanh' at the wrong step",
        {"z1**2": "z0**2"},
        "The tanh between z[0] and z[1] is the one that made z[1]. You took the other slope.",
        "Take z[1] close to 1, where tanh is flat. What should arrive from z[1]?",
    ),
    Mistake(
        FORK,
        "V forgotten",
        {"V * (1": "(1"},
        "From z[1] back to z[0] one passes the arrow V, and its slope is missing.",
        "Take V = 0. Then z[1] does not depend on z[0]. What should arrive from z[1]?",
    ),
    Mistake(
        FORK,
        "one slope too many",
        {"return through_f + through_z": "return (1 - z0**2) * (through_f + through_z)"},
        "This has already passed the tanh of step 0. It is da[0], one box further than dz[0].",
        "Set dz1 = 0. What is left should not depend on z[0], except through f[0].",
    ),
    Mistake(
        FORK,
        "sign of the error",
        {"f0 - y0": "y0 - f0"},
        "The error of step 0 has the wrong sign. dz1, which came to you, has the right one.",
        "Take f[0] = 1, y[0] = 0 and dz1 = 0. Does the loss grow or fall if f[0] grows?",
    ),
    Mistake(
        FORK,
        "U on the way through z[1]",
        {"V * (1": "U * (1"},
        "Between z[0] and z[1] lies V. U belongs to the way to f[0].",
        "Take V = 0. What should arrive from z[1]?",
    ),
)

BACKWARD_MISTAKES = (
    Mistake(
        BACKWARD,
        "gradient from t+1 dropped",
        {" + V * da1": ""},
        "dz[0] hears only the loss of step 0. z[0] was used for z[1] as well: the fork.",
        "Change y1. Does your dz_init change?",
    ),
    Mistake(
        BACKWARD,
        "only gradient from t+1 used",
        {"U * df0 + ": ""},
        "dz[0] hears only step 1. The loss of step 0 depends on z[0] as well: the fork.",
        "Change y0. Does your dz_init change?",
    ),
    Mistake(
        BACKWARD,
        "tanh' forgotten at step 0",
        {"(1 - z0**2) * dz0": "dz0"},
        "At step 1 the gradient passed tanh. At step 0 it did not, but z[0] was made by tanh too.",
        "Choose x0 so that z[0] is close to 1. What should dz_init be, nearly?",
    ),
    Mistake(
        BACKWARD,
        "tanh' of the pre-activation",
        {
            "(1 - z1**2)": "(1 - (V * z0 + W * x1 + b) ** 2)",
            "(1 - z0**2)": "(1 - (V * z_init + W * x0 + b) ** 2)",
        },
        "The slope of tanh is one minus the square of what comes out of tanh. You squared what "
        "goes into it.",
        "Choose x0 = 10. Your slope is negative then. Can tanh fall?",
    ),
    Mistake(
        BACKWARD,
        "tanh' taken at the step before",
        {"1 - z0**2": "1 - z_init**2", "1 - z1**2": "1 - z0**2"},
        "The slope of tanh belongs to the state that this tanh made. You took the state before it.",
        "Choose x1 so that z[1] is close to 1. What should still arrive at z[0] from step 1?",
    ),
    Mistake(
        BACKWARD,
        "dV uses z[t] instead of z[t−1]",
        {"z0 * da1": "z1 * da1", "z_init * da0": "z0 * da0"},
        "V was multiplied with the state before. You took the state that came out.",
        "Set z_init = 0. What did V do at step 0? What is its share there?",
    ),
    Mistake(
        BACKWARD,
        "dV assigned instead of accumulated",
        {" + z0 * da1": ""},
        "Only step 0 is left in dV. Going left, it overwrote what step 1 had said.",
        "Set z_init = 0. Is your dV zero? V still matters at step 1.",
    ),
    Mistake(
        BACKWARD,
        "dW assigned instead of accumulated",
        {" + x1 * da1": ""},
        "Only step 0 is left in dW. W was used at step 1 as well.",
        "Set x0 = 0. Is your dW zero? W still matters at step 1.",
    ),
    Mistake(
        BACKWARD,
        "db from one step",
        {"db = da0 + da1": "db = da0"},
        "b is added at both steps, so both steps have a share in its gradient.",
        "Count how often b stands in the formulas of the run.",
    ),
    Mistake(
        BACKWARD,
        "dU assigned instead of accumulated",
        {"z0 * df0 + ": ""},
        "Only the last prediction is left in dU. U was used for both.",
        "Set f1 = y1. Is your dU zero? U still matters at step 0.",
    ),
    Mistake(
        BACKWARD,
        "dc from the last step",
        {"dc = df0 + df1": "dc = df1"},
        "c is added to both predictions, so both errors have a share.",
        "Set f1 = y1. Is your dc zero? c still matters at step 0.",
    ),
    Mistake(
        BACKWARD,
        "dz_init is zero",
        {"dz_init = V * da0": "dz_init = 0.0"},
        "z_init is not learned everywhere, but it has a gradient: the run depends on it.",
        "Move z_init by 0.001 in your forward function. Does L move?",
    ),
    Mistake(
        BACKWARD,
        "dz_init without V",
        {"dz_init = V * da0": "dz_init = da0"},
        "This is da[0], what arrives in front of tanh. One more arrow leads from there to z_init.",
        "Set V = 0. Then z_init does not matter. Is your dz_init 0?",
    ),
    Mistake(
        BACKWARD,
        "sign of the error",
        {"f0 - y0, f1 - y1": "y0 - f0, y1 - f1"},
        "All signs are turned round: the error has the sign of y − f. The weights would be moved "
        "away from the targets.",
        "Take f above y at both steps. Should dc be positive or negative?",
    ),
    Mistake(
        BACKWARD,
        "the ½ forgotten, so that a 2 is left",
        {"f0 - y0, f1 - y1": "2 * (f0 - y0), 2 * (f1 - y1)"},
        "Everything is twice as large. The 2 from the square cancels the ½ of the loss.",
        "Compute ½ e² for e = 1 and for e = 1.001. By how much did it grow?",
    ),
    Mistake(
        BACKWARD,
        "dz in place of da",
        {
            "x0 * da0 + x1 * da1": "x0 * dz0 + x1 * dz1",
            "z_init * da0 + z0 * da1": "z_init * dz0 + z0 * dz1",
            "db = da0 + da1": "db = dz0 + dz1",
        },
        "W, V and b act in front of tanh, so their gradients are made from da. You took dz, what "
        "arrives after tanh.",
        "Choose b = 5: tanh is flat there. What should db be, nearly?",
    ),
    Mistake(
        BACKWARD,
        "tanh' forgotten on the way to z_init",
        {"dz_init = V * da0": "dz_init = V * dz0"},
        "Between z[0] and z_init lies the tanh of step 0. You went on with dz[0].",
        "Choose x0 so that z[0] is close to 1. What should dz_init be, nearly?",
    ),
    Mistake(
        BACKWARD,
        "dU uses z[t−1]",
        {"z0 * df0 + z1 * df1": "z_init * df0 + z0 * df1"},
        "U was multiplied with the state of its own step. You took the state before.",
        "Set z_init = 0. Is the share of step 0 zero? f[0] is read from z[0].",
    ),
)

_STEPS = {
    "np.tanh(V * z_init + W * x0 + b)": ("V * z_init", "W * x0"),
    "np.tanh(V * z0 + W * x1 + b)": ("V * z0", "W * x1"),
}
_LINES = {
    line: {"past": past, "word": word, "b": "b", "a": f"{past} + {word} + b", "z": past[4:]}
    for line, (past, word) in _STEPS.items()
}

# sums over two steps: what is left if one of them is missing, or if x meets the other gradient
_SUMS = {
    "dW": ("x0 * da0 + x1 * da1", "x0 * da0", "x1 * da1"),
    "dV": ("z_init * da0 + z0 * da1", "z_init * da0", "z0 * da1"),
    "db": ("db = da0 + da1", "db = da0", "db = da1"),
    "dU": ("z0 * df0 + z1 * df1", "z0 * df0", "z1 * df1"),
    "dc": ("dc = df0 + df1", "dc = df0", "dc = df1"),
}
_FROM_ONE = {"x0 * da0 + x1 * da1": "x0 * da1", "db = da0 + da1": "db = da1"}

SUM_MISTAKES = (
    *(
        Mistake(
            BACKWARD,
            f"{name} skips t = 0",
            {both: last},
            f"The share of step 0 is missing in {name}.",
            f"Let the error of step 1 be zero, and measure {name}. Is it zero?",
        )
        for name, (both, _, last) in _SUMS.items()
        if name not in ("dU", "dc")  # they have a name above
    ),
    *(
        Mistake(
            BACKWARD,
            f"{name} is a mean over the steps",
            {both: both.replace("= ", "= 0.5 * (") + ")" if "=" in both else f"0.5 * ({both})"},
            f"{name} is half of what it should be: the shares of both steps are added, no mean is "
            "taken.",
            f"Let the error of step 1 be zero. Which share is left in {name}?",
            alone=True,
        )
        for name, (both, _, _) in _SUMS.items()
    ),
    Mistake(
        BACKWARD,
        "dW meets the word of the step before",
        {"x0 * da0 + x1 * da1": "x0 * da1"},
        "x[0] meets the gradient of step 1, and step 0 is missing in dW. The state is one step old "
        "where V reads it; the word that W reads is not.",
        "Change x1. Does your dW change by more than what f[1] brings?",
        alone=True,
    ),
    Mistake(
        BACKWARD,
        "the two words are exchanged in dW",
        {"x0 * da0 + x1 * da1": "x1 * da0 + x0 * da1"},
        "Each word meets the gradient of the other step. W was multiplied with x[t] at step t.",
        "Set x0 = 0. What did W do at step 0? What is its share there?",
        alone=True,
    ),
    Mistake(
        BACKWARD,
        "the sums count from 1",
        _FROM_ONE,
        "Three slips at once: x[0] meets the gradient of step 1, and dW and db lack step 0. z_init "
        "is not the first of the states; it stands before step 0.",
        "Let the error of step 1 be zero, and measure dW and db. Are yours zero?",
        alone=True,
    ),
    Mistake(
        BACKWARD,
        "the sums count from 1, that of dV too",
        _FROM_ONE | {"z_init * da0 + z0 * da1": "z0 * da1"},
        "x[0] meets the gradient of step 1, and dW, dV and db lack step 0. z_init is not the first "
        "of the states; it stands before step 0.",
        "Let the error of step 1 be zero, and measure dW, dV and db. Are yours zero?",
        alone=True,
    ),
    Mistake(
        BACKWARD,
        "tanh' forgotten on the way left",
        {"V * da1": "V * dz1"},
        "da is right, but dz[1] went to the left. What goes to z[0] has passed the tanh of step 1.",
        "Choose x1 so that z[1] is close to 1. What should arrive at z[0] from step 1?",
    ),
)

MORE = (
    Mistake(
        FORK,
        "the two ways are subtracted",
        {"through_f + through_z": "through_f - through_z"},
        "You subtracted one way from the other. Both act at once, so their effects add.",
        "Set f0 = y0. Is your result the way through z[1], or minus that?",
        alone=True,
    ),
    Mistake(
        DZ1,
        "divided by U",
        {"return U * df1": "return df1 / U"},
        "You divided by U. What goes back along an arrow is multiplied by its slope.",
        "Take U = 0. Then z[1] does not matter at all. Is your result 0?",
        alone=True,
    ),
    Mistake(
        DZ1,
        "cut off at ±1",
        {"return U * df1": "return np.clip(U * df1, -1, 1)"},
        "Every number beyond ±1 was cut off. Clipping can help a training, but it is not the "
        "gradient.",
        "Make the error 100 times as large. Does your result grow?",
        alone=True,
    ),
    Mistake(
        DZ1,
        "slope of an output tanh",
        {"return U * df1": "return U * df1 * (1 - f1**2)"},
        "You multiplied with 1 − f², the slope of tanh. Here f = U z + c, without tanh.",
        "Take f[1] = 1. Is the error lost?",
        alone=True,
    ),
)

_BACK = {"(1 - z1**2)": "z1", "(1 - z0**2)": "z0"}

MISTAKES = joined(
    FORWARD_MISTAKES,
    DZ1_MISTAKES,
    FORK_MISTAKES,
    BACKWARD_MISTAKES,
    SUM_MISTAKES,
    MORE,
    planted(FORWARD, (*ACTIVATION, *SUM), _LINES, ("softmax instead of tanh",)),
    slope_slips(FORK, {"(1 - z1**2)": "z1"}, ("slope of ReLU",)),  # z1 may be positive in all cases
    slope_slips(BACKWARD, _BACK),
)
