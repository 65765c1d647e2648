"""E11: four planted bugs that a toy example cannot see, and an input that exposes them all."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question, letter_in, one_letter

NAMES = ("x", "z_init", "W", "V", "b")
AXES = (("T", "B", "n_x"), ("B", "n_z"), ("n_x", "n_z"), ("n_z", "n_z"), ("n_z",))
MOST = 100  # numbers that an input may have in all
ENOUGH = 1e-3  # by how much a wrong result must differ


def run(x, z_init, W, V, b):
    """All states, right: z[t] = tanh(Vᵀz[t−1] + Wᵀx[t] + b)."""
    states, z = [], z_init
    for x_t in x:
        z = np.tanh(z @ V + x_t @ W + b)
        states.append(z)
    return np.array(states)


def gradients(x, z_init, W, V, b):
    """dV and db, right, for the loss L = 1/B Σ_rows Σ_t ½ |z[t]|²."""
    T, B, _ = x.shape
    states = run(x, z_init, W, V, b)
    before = [z_init, *states]
    dV, db, from_right = np.zeros(V.shape), np.zeros(b.shape), np.zeros(z_init.shape)
    for t in reversed(range(T)):
        da = (1 - states[t] ** 2) * (states[t] / B + from_right)
        dV += before[t].T @ da
        db += da.sum(axis=0)
        from_right = da @ V.T
    return dV, db


# The four bugs, word for word as the notebook shows them; a test holds both together.


def run_1(x, z_init, W, V, b):  # noqa: D103
    states, z = [], z_init  # A
    for x_t in x:  # B
        from_the_word = x_t @ W  # C
        from_the_past = z @ V.T  # D
        z = np.tanh(from_the_past + from_the_word + b)  # E
        states.append(z)  # F
    return np.array(states)


def dV_2(x, z_init, W, V, b):  # noqa: D103
    T, B, _ = x.shape
    states = run(x, z_init, W, V, b)  # A
    before = [z_init, *states]  # B
    dV = np.zeros(V.shape)  # C
    from_right = np.zeros(z_init.shape)  # D
    for t in range(T - 1, 0, -1):  # E
        dz = states[t] / B + from_right  # F
        da = (1 - states[t] ** 2) * dz  # G
        dV += before[t].T @ da  # H
        from_right = da @ V.T  # I
    return dV


def db_3(x, z_init, W, V, b):  # noqa: D103
    T, B, _ = x.shape
    states = run(x, z_init, W, V, b)  # A
    db, from_right = np.zeros(b.shape), np.zeros(z_init.shape)  # B
    for t in reversed(range(T)):  # C
        from_loss = states[t] / B  # D
        slope = 1 - states[t] ** 2  # E
        db += (slope * (from_loss + from_right)).sum(axis=0)  # F
        from_right = (slope * from_loss) @ V.T  # G
    return db


def db_4(x, z_init, W, V, b):  # noqa: D103
    T, B, _ = x.shape
    states = run(x, z_init, W, V, b)  # A
    db, from_right = np.zeros(b.shape), np.zeros(z_init.shape)  # B
    for t in reversed(range(T)):  # C
        dz = states[t] / B + from_right  # D
        da = (1 - states[t] ** 2) * dz  # E
        share = da.sum(axis=0)  # F
        db += share  # G
        from_right = share @ V.T  # H
    return db


# --- the answers -------------------------------------------------------------------------------


def which_line_1():
    """V stands transposed: a symmetric V hides it."""
    return "D"


def which_line_2():
    """The loop ends before t = 0: a z_init of zeros hides it."""
    return "E"


def which_line_3():
    """What came from the right is not passed on: T = 2 hides it."""
    return "G"


def which_line_4():
    """The rows of the batch are mixed: a batch of one hides it."""
    return "H"


REASONS = {  # what the toy is like, by the number that the notebook gives it
    1: "b is zero",
    2: "z_init is zero",
    3: "V is symmetric",
    4: "W is the unit matrix",
    5: "there are only two steps",
    6: "there is only one sentence",
}


def bug_1():
    """Line D, and a symmetric V hides it."""
    line, reason = which_line_1(), 3
    return line, reason


def bug_2():
    """Line E, and a z_init of zeros hides it."""
    line, reason = which_line_2(), 2
    return line, reason


def bug_3():
    """Line G, and T = 2 hides it."""
    line, reason = which_line_3(), 5
    return line, reason


def bug_4():
    """Line H, and a batch of one hides it."""
    line, reason = which_line_4(), 6
    return line, reason


def exposing_case():
    """An input like the fixtures of these checks: no zeros, no symmetry, T and B large enough."""
    rng = np.random.default_rng(0)
    T, B, n_x, n_z = 4, 3, 2, 3
    x = rng.normal(size=(T, B, n_x))
    z_init = rng.normal(size=(B, n_z))
    W = rng.normal(size=(n_x, n_z))
    V = rng.normal(size=(n_z, n_z))
    b = rng.normal(size=n_z)
    return x, z_init, W, V, b


def distances(case):
    """How far each of the four bugs is from the right result: {1: largest difference, …}."""
    dV, db = gradients(*case)
    pairs = ((run_1, run(*case)), (dV_2, dV), (db_3, db), (db_4, db))
    return {n: np.abs(bug(*case) - right).max() for n, (bug, right) in enumerate(pairs, start=1)}


def exposes_all(arguments, case):
    """None if an input exposes all four bugs, or (what hides one, a sentence)."""
    wrong = _about_arrays(case)
    if wrong:
        return wrong
    with np.errstate(all="ignore"):  # an input may overflow; then its bugs are hidden
        hidden = [n for n, distance in distances(case).items() if not distance > ENOUGH]
        if not hidden:
            return None
        cause = _what_hides(hidden, *case)
    bugs = f"bug {hidden[0]} is" if len(hidden) == 1 else f"bugs {_listed(hidden)} are"
    sentence = f"{bugs} hidden: the numbers differ from the right ones by less than {ENOUGH}"
    return cause, sentence


def _listed(numbers):
    return ", ".join(map(str, numbers[:-1])) + f" and {numbers[-1]}"


def _about_arrays(case):
    """What keeps the five results from being an input at all, or None."""
    sizes = {}
    for name, axes, array in zip(NAMES, AXES, case, strict=False):
        wanted = f"({', '.join(axes)}{',' * (len(axes) == 1)})"
        if not isinstance(array, np.ndarray) or array.ndim != len(axes) or not array.size:
            came = f"has shape {array.shape}" if isinstance(array, np.ndarray) else "is no array"
            return "wrong shapes", f"{name} {came}, expected an array of shape {wanted}"
        for axis, n in zip(axes, array.shape, strict=True):
            if sizes.setdefault(axis, n) != n:
                return "wrong shapes", (
                    f"{name} has shape {array.shape}, expected {wanted} with {axis} = "
                    f"{sizes[axis]}, as in the arrays before it"
                )
    if len(case) != len(NAMES):
        return "wrong shapes", f"{len(case)} results came, expected {', '.join(NAMES)}"
    if not all(np.isfinite(array).all() for array in case):
        return "NaN in the input", "a number of the input is NaN or infinite"
    total = sum(array.size for array in case)
    if total > MOST:
        return "too many numbers", f"the input has {total:,} numbers in all, at most {MOST} may be"
    return None


def _what_hides(hidden, x, z_init, W, V, b):
    """The name of the first property of an input that hides one of these bugs."""
    states = run(x, z_init, W, V, b)
    causes = {
        "all numbers zero": not states.any(),
        "saturated": not np.median(np.abs(states)) < 0.99,
        "V is zero": not V.any(),
        "T too short": len(x) <= 2 and 3 in hidden,
        "V is symmetric": np.allclose(V, V.T, atol=0) and 1 in hidden,
        "z_init is zero": not z_init.any() and 2 in hidden,
        "batch of one": len(z_init) == 1 and 4 in hidden,
    }
    return next((name for name, here in causes.items() if here), "differences too small")


def _which_line(n, right, last):
    """What the first edition asked: the letter alone. Its notebooks are still judged by this."""
    lines = {chr(i) for i in range(ord("A"), ord(last) + 1)} - {right()}
    return Question(
        f"E11.which_line_{n}",
        f"the letter of the line, from A to {last}",
        right,
        lambda rng: [()],
        parts={"line": ()},
        experiment="Write the formula of each line beside it. Where do the two differ?",
        unchecked="why the line is wrong",
        hints=("Compare each line with its formula.", f"It is one of A to {last}."),
        accepts=one_letter(right(), {line: f"line {line} suspected" for line in lines}),
    )


def _bug(n, right, earlier, last, hints):
    letter, reason = right()
    lines = sorted({chr(i) for i in range(ord("A"), ord(last) + 1)} - {letter})

    def accepts(arguments, parts):
        given, why = letter_in(parts[0]), number_in(parts[1])
        if given != letter:
            wrong = {line: f"line {line} suspected" for line in lines}
            return one_letter(letter, wrong)(arguments, parts)
        if why not in REASONS:
            return (
                "",
                f"line {letter} is it; the reason is missing: a number from 1 to {len(REASONS)}",
            )
        if why == reason:
            return None
        return f"the reason: {REASONS[why]}", f"line {letter} is it; the reason is another one"

    return Question(
        f"E11.bug_{n}",
        f"the letter of the line, from A to {last}, and the number of the reason, from 1 to "
        f"{len(REASONS)}",
        right,
        lambda rng: [()],
        parts={"line": (), "reason": ()},
        experiment="Write the formula of each line beside it. Where do the two differ? Then change "
        "one thing in the toy: does the bug show?",
        hints=hints,
        accepts=accepts,
        earlier=earlier,
    )


def number_in(part):
    """The whole number that a part is, as a number or as text; None if it is none."""
    if isinstance(part, str):
        return int(part) if part.strip().isdecimal() else None
    one = isinstance(part, np.ndarray) and part.size == 1 and float(part.item()).is_integer()
    return int(part.item()) if one else None


BUG_1 = _bug(
    1,
    bug_1,
    _which_line(1, which_line_1, "F"),
    "F",
    (
        "The toy has a symmetric V, no z_init and no b. For which line is one of these special?",
        "Compare each product with the function run. Rows stand on the left.",
        "The toy cannot tell V from V.T. Look for .T.",
    ),
)
BUG_2 = _bug(
    2,
    bug_2,
    _which_line(2, which_line_2, "I"),
    "I",
    (
        "In the toy z_init is zero. Which share of dV is then zero, right or wrong?",
        "dV is a sum over t = 0 … T − 1. Write down the values of t for T = 2.",
        "range(2 - 1, 0, -1) has the value 1 and no other. t = 0 is missing.",
    ),
)
BUG_3 = _bug(
    3,
    bug_3,
    _which_line(3, which_line_3, "G"),
    "G",
    (
        "In the toy T = 2. What would go wrong at the third step from the right, and only there?",
        "Follow a gradient that starts at the last loss. How many steps to the left does it come?",
        "What goes left must contain what came from the right. Compare the two lines that use "
        "slope.",
    ),
)
BUG_4 = _bug(
    4,
    bug_4,
    _which_line(4, which_line_4, "H"),
    "H",
    (
        "In the toy the batch has one row. Which operation does nothing there?",
        "Write down the shape of da, of share and of from_right for B = 3. Rows must not be mixed.",
        "share has lost the axis B. It is right for db, but each row has a gradient of its own "
        "that goes to the left.",
    ),
)
CASE = Question(
    "E11.exposing_case",
    f"all four bugs must differ from the right numbers by more than {ENOUGH}",
    exposing_case,
    lambda rng: [()],
    parts=dict(zip(NAMES, AXES, strict=True)),
    points=4,
    calls=1,  # an input may be drawn at random
    experiment="Print x.shape, z_init.shape, W.shape, V.shape and b.shape.",
    unchecked="bugs that nobody has planted",
    hints=(
        "What does the toy have that your input should not have? There is one thing for each bug.",
        "Each bug was hidden by one of these: T = 2, B = 1, z_init = 0, a symmetric V. Avoid all "
        "four.",
        "Choose T = 4, B = 3, n_x = 2, n_z = 3 and draw all five arrays with rng.normal(size=…), "
        "rng = np.random.default_rng(0).",
    ),
    accepts=exposes_all,
)

EXERCISE = Exercise(
    "E11_planted_bug",
    "Find the planted bug",
    minutes=30,
    you_write="an input on which a wrong program shows itself",
    questions=(BUG_1, BUG_2, BUG_3, BUG_4, CASE),
)
