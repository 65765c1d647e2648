"""What goes wrong in backpropagation through time, and in checking it."""

from rnnlib.exercises.e09.questions import BPTT, MEASURED, STEP
from rnnlib.exercises.e09.questions import ERROR as RELATIVE_ERROR
from rnnlib.exercises.mistake import Mistake
from rnnlib.exercises.slips.backward import ERROR, SHARES, slips_of_sums, slope_slips
from rnnlib.exercises.slips.slip import joined, planted

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
        "Your function moves p itself, and afterwards p is not what it was. Its caller goes "
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
        "eps has no effect",
        {"+= eps": "+= 1e-5", "-= eps": "-= 1e-5", "(2 * eps)": "2e-5"},
        "Your slopes are those of a very small eps, whichever eps is given: an eps of your own, or "
        "a derivative by formula. The one who calls the function wants to choose it.",
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
        RELATIVE_ERROR,
        "absolute error",
        {" / max(size, 1e-8)": ""},
        "This is the difference itself. Whether 0.001 is much depends on the size of the numbers.",
        "Multiply both arrays by 1000. A relative error stays the same.",
    ),
    Mistake(
        RELATIVE_ERROR,
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
        RELATIVE_ERROR,
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
        RELATIVE_ERROR,
        "mean of the differences",
        {"np.abs(given - measured).max()": "np.abs(given - measured).mean()"},
        "One wrong number among many nearly disappears in a mean. Look at the largest difference.",
        "Let one number of 1000 be wrong. What does your error say?",
    ),
    Mistake(
        RELATIVE_ERROR,
        "0/0 gives NaN",
        {"max(size, 1e-8)": "size"},
        "Two arrays of zeros agree, but 0/0 is not a number. The size needs a smallest value.",
        "Try it on two arrays of zeros. Is nan < 1e-7?",
    ),
    Mistake(
        RELATIVE_ERROR,
        "the smallest size is added",
        {"max(size, 1e-8)": "(size + 1e-8)"},
        "1e-8 is the smallest size that counts, not something to add to each size.",
        "Try two arrays whose numbers are about 1e-8.",
    ),
    Mistake(
        RELATIVE_ERROR,
        "the sign of the difference is kept",
        {"np.abs(given - measured).max()": "(given - measured).max()"},
        "A difference of −1 is as bad as one of +1, but max prefers the +1.",
        "Try given = 0 and measured = 1. Is your error negative or 0?",
    ),
    Mistake(
        RELATIVE_ERROR,
        "absolute value after the maximum",
        {"np.abs(given - measured).max()": "abs((given - measured).max())"},
        "You took the largest number first and the absolute value second. A large negative "
        "difference is lost before that.",
        "Try given = [0, 0] and measured = [0, 5]. Is your error 0?",
    ),
    Mistake(
        RELATIVE_ERROR,
        "sizes with a sign",
        {"np.abs(given).max() + np.abs(measured).max()": "given.max() + measured.max()"},
        "Numbers of an array can all be negative. Its size is not.",
        "Change the sign of both arrays. The error should stay the same.",
    ),
    Mistake(
        RELATIVE_ERROR,
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
        "tanh' forgotten on the way left",
        {"da @ V.T": "dz @ V.T"},
        "da is right, but dz went to the left. What goes to z[t−1] has passed tanh, as it did "
        "forward.",
        "Let z_t be 0.999 everywhere: tanh is flat there. What should arrive on the left, nearly?",
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
        "dV uses z[t] instead of z[t−1]",
        {"before.T @ da": "z[t].T @ da"},
        "V was multiplied with the state before. You took the state that came out.",
        "Take T = 1 and z_init = 0. V does nothing there. Is your dV zero?",
    ),
    Mistake(
        BPTT,
        "db divided by B once more",
        {"da.sum(axis=0)": "da.mean(axis=0)"},
        "You divided by B a second time. The mean over the batch is already in the error.",
        "Give the same sequence twice. Should db change, compared with giving it once?",
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
        "The gradients are right, but the caller has lost the targets: an argument is not "
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
        "Only step t + 1 sends a gradient to z[t] directly; it has already heard the later ones. "
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

# what the numbers of a published solution show: states that begin with the first one, loops from 1
LATE_WORD = "dW meets the word of the step before"
_DW, _DV, _DB = (SHARES[name][0] for name in ("dW", "dV", "db"))
FROM_ONE = {_DW: "dW += x[t - 1].T @ da if t else 0", _DB: "db += da.sum(axis=0) if t else 0"}
_FROM_ONE_SAYS = (
    "Three slips at once. Your loop of the sums counts from 1, as if z_init were the first of the "
    "states. So x[t−1] meets the gradient of step t, and dW and db lack step 0."
)

TOGETHER_MISTAKES = (
    Mistake(
        BPTT,
        LATE_WORD,
        {_DW: "dW += x[t - 1].T @ da if t else 0"},
        "x[t−1] meets the gradient of step t, and dW lacks step 0. The state is one step old where "
        "V reads it; the word that W reads is not.",
        "Change x[T−1]. Does your dW change?",
    ),
    Mistake(
        BPTT,
        "dW meets x[t−1], and the last word at t = 0",
        {_DW: "dW += x[t - 1].T @ da"},
        "x[t−1] meets the gradient of step t. At t = 0 the index is −1, and NumPy takes the last "
        "word without an error.",
        "Print t - 1 in each round. Which word does W read at step t?",
        alone=True,
    ),
    Mistake(
        BPTT,
        "the sums count from 1",
        FROM_ONE,
        _FROM_ONE_SAYS,
        "Take T = 1 and measure dW and db. Are yours zero?",
        alone=True,
    ),
    Mistake(
        BPTT,
        "the sums count from 1, that of dV too",
        FROM_ONE | {_DV: "dV += before.T @ da if t else 0"},
        f"{_FROM_ONE_SAYS} dV lacks it, too: there V was multiplied with z_init.",
        "Take T = 1 and measure dW, dV and db. Are yours zero?",
        alone=True,
    ),
    Mistake(
        BPTT,
        "dx[t] belongs to the step before",
        {"dx[t] = da": "dx[t - 1] = da"},
        "dx is shifted by one step. Word x[t] was read at step t, so it hears da[t].",
        "Set all f = y but at t = 0. Which of your dx[t] is not zero?",
        alone=True,
    ),
    Mistake(
        BPTT,
        "nothing is accumulated",
        {line: line.replace("+=", "=") for line, _ in SHARES.values()},
        "Only t = 0 is left in dW, dV, db, dU and dc: each step overwrote what the later ones had "
        "said. Shares of steps are added, with +=.",
        "Set x[0] = 0. Is your dW zero? W matters at all later steps.",
        alone=True,
    ),
    Mistake(
        BPTT,
        "all sums skip t = 0",
        {line: line.replace("+=", "+= (t > 0) * (") + ")" for line, _ in SHARES.values()},
        "The sums lack the share of step 0. There is no z[−1], but z_init stands in its place.",
        "Take T = 1. Are your gradients zero?",
        alone=True,
    ),
    Mistake(
        BPTT,
        "all sums are means over time",
        {line: line.replace("+= ", "+= 1 / T * (") + ")" for line, _ in SHARES.values()},
        "dW, dV, db, dU and dc are divided by T. A change of a shared weight acts at every step, "
        "and the effects add up.",
        "Divide one of your numbers by the measured one. Which number is that?",
        alone=True,
    ),
    Mistake(
        BPTT,
        "dz in place of da",
        {
            "x[t].T @ da": "x[t].T @ dz",
            "before.T @ da": "before.T @ dz",
            "da.sum(axis=0)": "dz.sum(axis=0)",
        },
        "W, V and b act in front of tanh, so their gradients are made from da. You took dz, what "
        "arrives after tanh.",
        "Choose b = 5: tanh is flat there. What should db be, nearly?",
        alone=True,
    ),
    *(
        Mistake(
            BPTT,
            f"{name} is made from dz",
            {share: share.replace("da", "dz")},
            f"{name} is made from dz, what arrives after tanh. Its own place is in front of tanh, "
            "so it needs da.",
            f"Choose b = 5: tanh is flat there. What should {name} be, nearly?",
            alone=True,
        )
        for name, share in (
            ("dW", "x[t].T @ da"),
            ("dV", "before.T @ da"),
            ("db", "da.sum(axis=0)"),
            ("dx", "da @ W.T"),
        )
    ),
    Mistake(
        BPTT,
        "tanh' forgotten on the way left",
        {"da @ V.T": "dz @ V.T"},
        "da is right, but dz went to the left. What goes to z[t−1] has passed tanh, as it did "
        "forward.",
        "Set b = 5: tanh is flat there. What should arrive on the left, nearly?",
    ),
    Mistake(
        BPTT,
        "dU uses z[t−1]",
        {"z[t].T @ df": "before.T @ df"},
        "U was multiplied with the state of its own step. You took the state before.",
        "Set z_init = 0. Is the share of step 0 zero? f[0] is read from z[0].",
    ),
    Mistake(
        BPTT,
        "W not transposed on the way to the word",
        {"da @ W.T": "da @ W"},
        "Forward, W[i, j] carries number i of the word to unit j. Backward, the gradient goes from "
        "j to i.",
        "Write the shapes of da and W over the product.",
    ),
    Mistake(
        BPTT,
        "U not transposed going back",
        {"df @ U.T": "df @ U"},
        "Forward, U[i, j] carries unit i to output j. Backward, the gradient goes from j to i.",
        "Write the shapes of df and U over the product.",
    ),
    Mistake(
        BPTT,
        "dz_init is da[0]",
        {"dx, from_right": "dx, da"},
        "This is da[0], what arrives in front of tanh. One more arrow leads from there to z_init.",
        "Set V = 0. Then z_init does not matter. Is your dz_init 0?",
        alone=True,
    ),
    Mistake(
        BPTT,
        "dz_init is dz[0]",
        {"dx, from_right": "dx, dz"},
        "This is dz[0], the gradient of the state after the first word. z_init is one step "
        "further: through tanh and V.",
        "Set V = 0. Then z_init does not matter. Is your dz_init 0?",
        alone=True,
    ),
    *(
        Mistake(
            BPTT,
            f"gradients cut off at ±{cut}",
            {
                "return dW, dV, db, dU, dc, dx, from_right": "return tuple("
                f"np.clip(g, -{cut}, {cut}) for g in (dW, dV, db, dU, dc, dx, from_right))"
            },
            f"Every number beyond ±{cut} was cut off. Clipping can help a training, but it is not "
            "the gradient: do it where the weights are moved.",
            "Multiply all errors by 10. Do your gradients grow ten times?",
            alone=True,
        )
        for cut in (1, 5, 10)
    ),
    Mistake(
        BPTT,
        "what goes left is cut off at ±1",
        {"from_right = da @ V.T": "from_right = np.clip(da @ V.T, -1, 1)"},
        "What goes left was cut off at ±1. Clipping can help a training, but it is not the "
        "gradient.",
        "Multiply all errors by 10. Do your gradients grow ten times?",
        alone=True,
    ),
    *(
        Mistake(
            STEP,
            f"cut off at ±{cut}",
            {
                "return da, to_the_left": f"return np.clip(da, -{cut}, {cut}), "
                f"np.clip(to_the_left, -{cut}, {cut})"
            },
            f"Every number beyond ±{cut} was cut off. Clipping can help a training, but it is not "
            "the gradient.",
            "Multiply dz by 10. Do both results grow ten times?",
            alone=True,
        )
        for cut in (1, 5)
    ),
)

MORE = (
    *(
        Mistake(
            question,
            "the slope multiplied as a matrix",
            {f"(1 - {z}) * dz": f"(1 - {z}) @ dz"},
            "@ adds up products of rows and columns. tanh works on each number by itself, so its "
            "slope multiplies number by number.",
            "Print the shapes of both sides of @. Which shape should da have?",
            alone=True,
        )
        for question, z in ((STEP, "z_t**2"), (BPTT, "z[t] ** 2"))
    ),
    *(
        Mistake(
            question,
            "the formula for columns, V da as it stands",
            {"da @ V.T": "V @ da"},
            "You typed the formula for columns. Here each row of da belongs to another sentence, "
            "and a row stands on the left.",
            "Write the shapes of V and da over the product.",
            alone=True,
        )
        for question in (STEP, BPTT)
    ),
    Mistake(
        MEASURED,
        "backward differences",
        {"(loss(right) - loss(left)) / (2 * eps)": "(loss(p) - loss(left)) / eps"},
        "You compared p with one point to its left. That is right to about eps. Moving to both "
        "sides is right to about eps², which is far better.",
        "Take the loss p², at p = 0. By symmetry the slope is 0. What do you get?",
        alone=True,
    ),
    Mistake(
        RELATIVE_ERROR,
        "norms in place of the largest numbers",
        {
            "np.abs(given - measured).max()": "np.linalg.norm(given - measured)",
            "np.abs(given).max() + np.abs(measured).max()": "np.linalg.norm(given) "
            "+ np.linalg.norm(measured)",
        },
        "You took the root of the sum of all squares. It is a size, too, but the formula asks for "
        "the largest number, so that one wrong place is not lost among many.",
        "Try it on [3.0, 4.0] and [0.0, 0.0]. The error is 4 / 4.",
        alone=True,
    ),
    Mistake(
        BPTT,
        "mean of the two ways",
        {"df @ U.T + from_right": "0.5 * (df @ U.T + from_right)"},
        "You took the mean of what comes from f[t] and from z[t+1]. Both ways act at once and in "
        "full, so their effects add: the fork of E07.",
        "Set all f = y but at the last step. How much smaller is your dx[0] than the measured one?",
        alone=True,
    ),
    Mistake(
        BPTT,
        "the last step is left out",
        {
            "reversed(range(T))": "reversed(range(T - 1))",
            "dx = np.full(x.shape, np.nan)": "dx = np.zeros(x.shape)",
        },
        "The loop begins at t = T − 2. Nothing comes from the right of the last step, but its own "
        "loss does.",
        "Print the first t of your loop.",
        alone=True,
    ),
    Mistake(
        BPTT,
        "slope of an output tanh",
        {"(f[t] - y[t]) / B": "(f[t] - y[t]) * (1 - f[t] ** 2) / B"},
        "You multiplied with 1 − f², the slope of tanh. Here τ does nothing: f = c + Uᵀz.",
        "Let f be 1 at one place. Is the error lost there?",
        alone=True,
    ),
)

_ERRORS = {"(f[t] - y[t]) / B": {"e": "(f[t] - y[t])", "f": "f", "ft": "f[t]"}}

MISTAKES = joined(
    MEASURED_MISTAKES,
    ERROR_MISTAKES,
    STEP_MISTAKES,
    BPTT_MISTAKES,
    TOGETHER_MISTAKES,
    MORE,
    slope_slips(STEP, {"(1 - z_t**2)": "z_t"}),
    slope_slips(BPTT, {"(1 - z[t] ** 2)": "z[t]"}),
    planted(BPTT, ERROR, _ERRORS),
    slips_of_sums(BPTT),
)
