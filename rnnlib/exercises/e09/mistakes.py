"""What goes wrong in backpropagation through time, and in checking it."""

from rnnlib.exercises.e09.questions import BPTT, ERROR, MEASURED, STEP
from rnnlib.exercises.mistake import Mistake

MEASURED_MISTAKES = (
    Mistake(
        MEASURED,
        "forward differences",
        {"(loss(right) - loss(left)) / (2 * eps)": "(loss(right) - loss(p)) / eps"},
        "You compared one moved point with p itself. That is right to about eps. Moving to both "
        "sides is right to about eps², which is far better.",
        "Take the loss p², at p = 0. By symmetry the slope is 0. What do you get?",
    ),
    Mistake(
        MEASURED,
        "divided by eps instead of 2 eps",
        {"/ (2 * eps)": "/ eps"},
        "Every slope is twice as large. The two points lie eps on either side of p: how far apart "
        "are they?",
        "Take the loss p. Its slope is 1 everywhere.",
    ),
    Mistake(
        MEASURED,
        "one side moved, divided by 2 eps",
        {"loss(left)": "loss(p)"},
        "Every slope is about half. You moved to one side only, but divided by the distance "
        "between two moved points.",
        "Take the loss p. Its slope is 1 everywhere.",
    ),
    Mistake(
        MEASURED,
        "not divided",
        {" / (2 * eps)": ""},
        "This is how far the loss moved. A slope is that, per unit by which p moved.",
        "Halve eps. A slope should hardly change. What does yours do?",
    ),
    Mistake(
        MEASURED,
        "p is changed",
        {"right, left = p.copy(), p.copy()": "right, left = p, p.copy()"},
        "Your function moves p itself, and afterwards p is not what it was. Whoever called it goes "
        "on with another p.",
        "Keep a copy of p, call your function, and compare with ==.",
    ),
    Mistake(
        MEASURED,
        "two names for one array",
        {"right, left = p.copy(), p.copy()": "right = left = p.copy()"},
        "Both moves went to the same array and cancelled. In Python = gives a second name, not a "
        "second array.",
        "After a = b = np.zeros(2), write a[0] = 1 and look at b.",
    ),
    Mistake(
        MEASURED,
        "only the first number is moved",
        {"np.ndindex(p.shape)": "[(0,) * p.ndim]"},
        "One slope is measured, all others are still NaN. Each number of p has a slope of its own.",
        "Print your slopes. Where are the NaN?",
    ),
    Mistake(
        MEASURED,
        "all numbers are moved at once",
        {"right[place] += eps": "right += eps", "left[place] -= eps": "left -= eps"},
        "All slopes are the same: their sum. To know what one number does, move this one alone.",
        "Take the loss p[0] + 10 p[1]. The slopes are 1 and 10, not 11 and 11.",
    ),
    Mistake(
        MEASURED,
        "a whole row is moved",
        {
            "right[place] += eps": "right[place[0]] += eps",
            "left[place] -= eps": "left[place[0]] -= eps",
        },
        "With two axes p[i] is a row. You moved all of it and measured the sum of its slopes.",
        "Print place in your loop, for an array of shape (2, 3). How many places are there?",
    ),
    Mistake(
        MEASURED,
        "measured in float32",
        {"p.copy(), p.copy()": "p.astype(np.float32), p.astype(np.float32)"},
        "float32 keeps 7 digits. The loss moves in digits after that, so rounding is larger than "
        "what you measure.",
        "Print 1 + 1e-8 in np.float32. Has it moved?",
    ),
    Mistake(
        MEASURED,
        "eps is fixed",
        {"+= eps": "+= 1e-5", "-= eps": "-= 1e-5", "(2 * eps)": "2e-5"},
        "Your function uses an eps of its own. Whoever calls it wants to choose.",
        "Call it with eps = 1 and with eps = 0.1. Do the results differ?",
    ),
    Mistake(
        MEASURED,
        "left minus right",
        {"loss(right) - loss(left)": "loss(left) - loss(right)"},
        "Every sign is turned round. A slope is positive if the loss grows when p grows.",
        "Take the loss p. Its slope is 1 everywhere.",
    ),
    Mistake(
        MEASURED,
        "divided by 2, multiplied by eps",
        {"/ (2 * eps)": "/ 2 * eps"},
        "Python goes from left to right: a / 2 * eps is (a / 2) · eps. What stands below the "
        "line needs brackets.",
        "Take the loss p. Its slope is 1 everywhere.",
    ),
    Mistake(
        MEASURED,
        "earlier places stay moved",
        {
            "        right, left = p.copy(), p.copy()\n": "",
            "    for place in": "    right, left = p.copy(), p.copy()\n    for place in",
        },
        "The first slope is right. Then the places that were moved stay moved, and each slope "
        "holds those before it as well. Each place needs fresh copies.",
        "Print right - p at the end of each round. How many numbers differ from zero?",
    ),
)

ERROR_MISTAKES = (
    Mistake(
        ERROR,
        "absolute error",
        {" / max(size, 1e-8)": ""},
        "This is the difference itself. Whether 0.001 is much depends on the size of the numbers.",
        "Multiply both arrays by 1000. A relative error stays the same.",
    ),
    Mistake(
        ERROR,
        "the worst single number",
        {
            "difference / max(size, 1e-8)": "(np.abs(given - measured) / np.maximum("
            "np.abs(given) + np.abs(measured), 1e-8)).max()"
        },
        "You divided number by number. A number that is nearly zero is all rounding, and then "
        "looks as if it were wrong.",
        "Compare [1, 1e-13] with [1, 2e-13]. Should a gradient check be alarmed?",
    ),
    Mistake(
        ERROR,
        "mean over the numbers",
        {
            "difference / max(size, 1e-8)": "(np.abs(given - measured) / np.maximum("
            "np.abs(given) + np.abs(measured), 1e-8)).mean()"
        },
        "You divided number by number and took the mean. One wrong number among many nearly "
        "disappears in it.",
        "Let one number of 1000 be wrong. What does your error say?",
    ),
    Mistake(
        ERROR,
        "mean of the differences",
        {"np.abs(given - measured).max()": "np.abs(given - measured).mean()"},
        "One wrong number among many nearly disappears in a mean. Look at the largest difference.",
        "Let one number of 1000 be wrong. What does your error say?",
    ),
    Mistake(
        ERROR,
        "0/0 gives NaN",
        {"max(size, 1e-8)": "size"},
        "Two arrays of zeros agree, but 0/0 is not a number. The size needs a smallest value.",
        "Try it on two arrays of zeros. Is nan < 1e-7?",
    ),
    Mistake(
        ERROR,
        "the smallest size is added",
        {"max(size, 1e-8)": "(size + 1e-8)"},
        "1e-8 is the smallest size that counts, not something to add to each size.",
        "Try two arrays whose numbers are about 1e-8.",
    ),
    Mistake(
        ERROR,
        "the sign of the difference is kept",
        {"np.abs(given - measured).max()": "(given - measured).max()"},
        "A difference of −1 is as bad as one of +1, but max prefers the +1.",
        "Try given = 0 and measured = 1. Is your error negative or 0?",
    ),
    Mistake(
        ERROR,
        "absolute value after the maximum",
        {"np.abs(given - measured).max()": "abs((given - measured).max())"},
        "You took the largest number first and the absolute value second. A large negative "
        "difference is lost before that.",
        "Try given = [0, 0] and measured = [0, 5]. Is your error 0?",
    ),
    Mistake(
        ERROR,
        "sizes with a sign",
        {"np.abs(given).max() + np.abs(measured).max()": "given.max() + measured.max()"},
        "Numbers of an array can all be negative. Its size is not.",
        "Change the sign of both arrays. The error should stay the same.",
    ),
    Mistake(
        ERROR,
        "only one size",
        {"np.abs(given).max() + ": ""},
        "You divided by the size of one array only. The formula has the sum of both sizes.",
        "Exchange the two arrays. The error should stay the same.",
    ),
)

STEP_MISTAKES = (
    Mistake(
        STEP,
        "V not transposed going left",
        {"da @ V.T": "da @ V"},
        "Forward, V[i, j] carries unit i to unit j. Backward, the gradient goes from j to i. Your "
        "product goes the forward way once more.",
        "Let V have a single 1, at V[0, 1]. To which unit must the gradient of unit 1 go?",
    ),
    Mistake(
        STEP,
        "tanh' forgotten",
        {"(1 - z_t**2) * dz": "dz"},
        "The gradient passes tanh on its way. Its slope is at most 1, and you left it out.",
        "Let z_t be 0.999 everywhere: tanh is flat there. What should da be, nearly?",
    ),
    Mistake(
        STEP,
        "tanh' forgotten on the way left",
        {"da @ V.T": "dz @ V.T"},
        "da is right, but dz went to the left. What goes to z[t−1] has passed tanh, as it did "
        "forward.",
        "Let z_t be 0.999 everywhere: tanh is flat there. What should arrive on the left, nearly?",
    ),
    Mistake(
        STEP,
        "tanh applied a second time",
        {"z_t**2": "np.tanh(z_t) ** 2"},
        "z_t is already what tanh gave. You applied tanh to it once more.",
        "tanh(0.5) is 0.462. Its slope there is 0.786. From which number do you get it?",
    ),
    Mistake(
        STEP,
        "slope of tanh without the square",
        {"z_t**2": "z_t"},
        "The slope of tanh at its value z is one minus the square of z.",
        "A slope of tanh is never above 1. Try a negative z_t.",
    ),
    Mistake(
        STEP,
        "slope of the sigmoid",
        {"(1 - z_t**2)": "z_t * (1 - z_t)"},
        "This is the slope of the sigmoid. Here the hidden layer uses tanh.",
        "At the value 0, tanh has the slope 1. What does your expression give there?",
    ),
    Mistake(
        STEP,
        "the state in place of the slope",
        {"(1 - z_t**2)": "z_t"},
        "You multiplied with the state. What multiplies a gradient is a slope.",
        "Let z_t be 0: tanh is steepest there. Is your da 0?",
    ),
)

BPTT_MISTAKES = (
    Mistake(
        BPTT,
        "gradient from t+1 dropped",
        {" + from_right": ""},
        "Every step hears only its own loss. z[t] was used for z[t+1] as well, so all later losses "
        "depend on it: the fork of E07.",
        "Set all f = y but at the last step. dx[0] should not be zero. Is yours?",
    ),
    Mistake(
        BPTT,
        "only gradient from t+1 used",
        {"df @ U.T + from_right": "from_right"},
        "The gradient from the right starts at zero and nothing is ever added to it, so no loss is "
        "heard. z[t] was used for f[t] as well: the fork of E07.",
        "Print dz in the first round of your loop. Where should it come from?",
    ),
    Mistake(
        BPTT,
        "truncated to two steps",
        {"da @ V.T": "((1 - z[t] ** 2) * (df @ U.T)) @ V.T"},
        "Each loss reaches its own step and the one before, no further. What goes left must "
        "contain what came from the right.",
        "Set all f = y but at the last step. For which t is your dx[t] zero?",
    ),
    Mistake(
        BPTT,
        "tanh' of the pre-activation",
        {"1 - z[t] ** 2": "1 - (before @ V + x[t] @ W + b) ** 2"},
        "The slope of tanh is one minus the square of what comes out of tanh. You squared what "
        "goes into it.",
        "Print the smallest of your slopes. Can tanh fall?",
    ),
    Mistake(
        BPTT,
        "tanh' taken at t−1",
        {"1 - z[t] ** 2": "1 - before**2"},
        "The slope of tanh belongs to the state that this tanh made. You took the state before it.",
        "Take T = 1 and z_init = 0. Your slope is 1 then, whatever x is.",
    ),
    Mistake(
        BPTT,
        "tanh' forgotten",
        {"(1 - z[t] ** 2) * dz": "dz"},
        "The gradient passes tanh at every step. Its slope is missing.",
        "Set b = 5: tanh is flat there. What should dW be, nearly?",
    ),
    Mistake(
        BPTT,
        "dV uses z[t] instead of z[t−1]",
        {"before.T @ da": "z[t].T @ da"},
        "V was multiplied with the state before. You took the state that came out.",
        "Take T = 1 and z_init = 0. V does nothing there. Is your dV zero?",
    ),
    Mistake(
        BPTT,
        "dV skips t = 0",
        {"dV += before": "if t > 0:\n            dV += before"},
        "V is used at t = 0 as well: it is multiplied with z_init. With z_init = 0 nobody notices.",
        "Take T = 1 and z_init not zero, and measure dV.",
    ),
    Mistake(
        BPTT,
        "dV assigned instead of accumulated",
        {"dV += before": "dV = before"},
        "Only t = 0 is left in dV: each step overwrote what the later ones had said.",
        "Set z_init = 0. Is your dV zero? V matters at all later steps.",
    ),
    Mistake(
        BPTT,
        "dW assigned instead of accumulated",
        {"dW += x[t]": "dW = x[t]"},
        "Only t = 0 is left in dW: each step overwrote what the later ones had said.",
        "Set x[0] = 0. Is your dW zero? W matters at all later steps.",
    ),
    Mistake(
        BPTT,
        "db assigned instead of accumulated",
        {"db += da": "db = da"},
        "Only t = 0 is left in db: each step overwrote what the later ones had said.",
        "Count how often b is used in a run of T steps.",
    ),
    Mistake(
        BPTT,
        "dU assigned instead of accumulated",
        {"dU += z[t]": "dU = z[t]"},
        "Only t = 0 is left in dU: each step overwrote what the later ones had said.",
        "Set f = y at t = 0. Is your dU zero? U matters at all later steps.",
    ),
    Mistake(
        BPTT,
        "db averaged over the batch",
        {"da.sum(axis=0)": "da.mean(axis=0)"},
        "You divided by B a second time. The mean over the batch is already in the error.",
        "Give the same sequence twice. Should db change, compared with giving it once?",
    ),
    Mistake(
        BPTT,
        "db from the first sample only",
        {"da.sum(axis=0)": "da[0]"},
        "b is added in every row of the batch. You took the first row only.",
        "Exchange two rows of the batch. db should stay the same.",
    ),
    Mistake(
        BPTT,
        "V not transposed going left",
        {"da @ V.T": "da @ V"},
        "Forward, V[i, j] carries unit i to unit j. Backward, the gradient goes from j to i. Your "
        "product goes the forward way once more.",
        "Make V symmetric. Is the result right then? What does that tell you?",
    ),
    Mistake(
        BPTT,
        "everything divided by T",
        {"/ B": "/ (B * T)"},
        "All gradients are too small by the same factor, T. In this course the losses of the steps "
        "are added, and only over the batch a mean is taken.",
        "Divide one of your numbers by the measured one. Which number is that?",
    ),
    Mistake(
        BPTT,
        "not divided by B",
        {"(f[t] - y[t]) / B": "f[t] - y[t]"},
        "All gradients are too large by the same factor, B. The loss is the mean over the batch.",
        "Give the same sequence twice. Should dW change, compared with giving it once?",
    ),
    Mistake(
        BPTT,
        "dz_init returned as zero",
        {"dx, from_right": "dx, np.zeros(z_init.shape)"},
        "z_init is not learned everywhere, but it has a gradient: the run depends on it.",
        "Move one number of z_init. Does the loss move?",
    ),
    Mistake(
        BPTT,
        "loop stops at t = 1",
        {"reversed(range(T))": "reversed(range(1, T))"},
        "Step 0 is missing. There is no z[−1], but there is z_init, and x[0] is an input like any "
        "other. dx[0] was never written: it is still NaN.",
        "Print t in your loop.",
    ),
    Mistake(
        BPTT,
        "loop stops at t = 1, and zeros hide it",
        {
            "reversed(range(T))": "reversed(range(1, T))",
            "dx = np.full(x.shape, np.nan)": "dx = np.zeros(x.shape)",
        },
        "Step 0 is missing. There is no z[−1], but there is z_init, and x[0] is an input like any "
        "other. dx[0] is zero because it was made with zeros; with NaN you would have seen it.",
        "Print t in your loop.",
    ),
    Mistake(
        BPTT,
        "only the last loss",
        {"(f[t] - y[t]) / B": "(f[t] - y[t]) / B * (t == T - 1)"},
        "Only the last step has a loss here. In this exercise every step has a target.",
        "Change y[0]. Does anything change in your results?",
    ),
    Mistake(
        BPTT,
        "sign of the error",
        {"f[t] - y[t]": "y[t] - f[t]"},
        "All signs are turned round: the error has the sign of y − f. The weights would be moved "
        "away from the targets.",
        "Take f above y everywhere. Should dc be positive or negative?",
    ),
    Mistake(
        BPTT,
        "the ½ forgotten, so that a 2 is left",
        {"(f[t] - y[t]) / B": "2 * (f[t] - y[t]) / B"},
        "Everything is twice as large. The 2 from the square cancels the ½ of the loss.",
        "Compute ½ e² for e = 1 and for e = 1.001. By how much did it grow?",
    ),
    Mistake(
        BPTT,
        "the error is written over y",
        {"df = (f[t] - y[t]) / B": "y[t] = f[t] - y[t]\n        df = y[t] / B"},
        "The gradients are right, but whoever called you has lost the targets: an argument is not "
        "yours to change.",
        "Call your function twice with the same arrays. Are the results equal?",
    ),
    Mistake(
        BPTT,
        "z[−1] at t = 0",
        {"z[t - 1] if t > 0 else z_init": "z[t - 1]"},
        "At t = 0 the index t − 1 is −1, and in NumPy that is the last state of the sentence. No "
        "error comes. The state before the first step has a name of its own.",
        "Print t - 1 in each round of your loop.",
    ),
    Mistake(
        BPTT,
        "the loop runs forward",
        {"reversed(range(T))": "range(T)"},
        "The loop begins at t = 0. What comes to a step from the right is made by the step after "
        "it, which is not there yet.",
        "Print t in your loop. Which step needs nothing from the right?",
    ),
    Mistake(
        BPTT,
        "from the right everything is added up",
        {"from_right = da": "from_right = from_right + da"},
        "Only the step just behind speaks to z[t] directly; it has already heard the later ones. "
        "You add them once more.",
        "Set all f = y but at the last step. Compare dx[0] with a measured one.",
    ),
    Mistake(
        BPTT,
        "divided by T, not by B",
        {"/ B": "/ T"},
        "You divided by the number of steps. In this course the losses of the steps are added, "
        "and the mean is taken over the rows of the batch.",
        "Give the same sequence twice. Should dW change, compared with giving it once?",
    ),
)

MISTAKES = (*MEASURED_MISTAKES, *ERROR_MISTAKES, *STEP_MISTAKES, *BPTT_MISTAKES)
