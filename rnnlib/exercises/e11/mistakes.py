"""Lines that are suspected without guilt, and inputs on which a bug does not show."""

from dataclasses import replace

from rnnlib.exercises.e11.questions import BUG_1, BUG_2, BUG_3, BUG_4, CASE, REASONS
from rnnlib.exercises.mistake import Mistake


def _suspects(question, reasons):
    """A `Mistake` for each line that is right: letter -> (why it is right, what to try)."""
    return tuple(
        Mistake(
            question,
            f"line {letter} suspected",
            {"line, reason = ": f'line, reason = "{letter}", 1  # '},
            f"Line {letter} is right. {why}",
            experiment,
        )
        for letter, (why, experiment) in reasons.items()
    )


THE_RUN = (
    "It is the right run from above, with all its arguments.",
    "Compare the states with those of run.",
)
FROM_ZERO = (
    "A sum starts at zero, and from the right of the last step nothing comes.",
    "How many steps lie to the right of step T − 1?",
)
EVERY_STEP = (
    "It counts T − 1, …, 1, 0, so no step is left out.",
    "Print list(reversed(range(4))).",
)

SUSPECTS = (
    *_suspects(
        BUG_1,
        {
            "A": (
                "z_init is the state before step 0, so the run starts from it.",
                "Give it T = 0 words in your head. What should the state be?",
            ),
            "B": (
                "Time is the first axis of x, so the loop gives x[0], x[1] and so on.",
                "Print x_t.shape in the loop. It should be (B, n_x).",
            ),
            "C": (
                "A row of x on the left of W, of shape (n_x, n_z), gives a row of n_z numbers.",
                "Let n_x and n_z differ. Which order of the two fits?",
            ),
            "E": (
                "Three terms are added, and tanh is applied to the sum.",
                "Compare it with the formula of one step, term by term.",
            ),
            "F": (
                "z is a new array at each step, so the list keeps them all.",
                "Change the last state in the list. Do the others change?",
            ),
        },
    ),
    *_suspects(
        BUG_2,
        {
            "A": THE_RUN,
            "B": (
                "before[0] is z_init and before[1] is z[0]: the state before each step.",
                "Print len(before) and len(states). The last entry of before is never used.",
            ),
            "C": (
                "dV is a sum, and a sum starts at zero.",
                "With which number do you begin when you add up a bill?",
            ),
            "D": (
                "From the right of the last step nothing comes.",
                "How many steps lie to the right of step T − 1?",
            ),
            "F": (
                "The target is zero, so the error is the state itself, divided by B, and what "
                "comes from the right is added.",
                "Take the derivative of ½ z² by hand.",
            ),
            "G": (
                "The slope of tanh is one minus the square of its value, at the same step.",
                "tanh(0.5) is 0.462, and its slope there is 0.786. Does line G give that?",
            ),
            "H": (
                "V was multiplied with the state before, and each share is added.",
                "Take one unit and one row. Write down the share of step t by hand.",
            ),
            "I": (
                "In columns the gradient goes left with V. In rows that is V transposed.",
                "Let V have a single 1, at V[0, 1]. Which unit must get a gradient from which?",
            ),
        },
    ),
    *_suspects(
        BUG_3,
        {
            "A": THE_RUN,
            "B": FROM_ZERO,
            "C": EVERY_STEP,
            "D": (
                "The target is zero, so the error is the state itself, and the mean over the batch "
                "divides by B.",
                "Take the derivative of ½ z² by hand.",
            ),
            "E": (
                "The slope of tanh is one minus the square of its value, at the same step.",
                "tanh(0.5) is 0.462, and its slope there is 0.786. Does line E give that?",
            ),
            "F": (
                "Both gradients that meet at z[t] are added and pass tanh. The rows are summed "
                "because all of them use b.",
                "Draw the fork of E07 and write line F beside it.",
            ),
        },
    ),
    *_suspects(
        BUG_4,
        {
            "A": THE_RUN,
            "B": FROM_ZERO,
            "C": EVERY_STEP,
            "D": (
                "The error of each row is divided by B, and what comes from the right is added.",
                "Draw the fork of E07 and write line D beside it.",
            ),
            "E": (
                "The slope of tanh is one minus the square of its value, number by number.",
                "tanh(0.5) is 0.462, and its slope there is 0.786. Does line E give that?",
            ),
            "F": (
                "All rows use the same b, so its share at this step is the sum over the rows.",
                "Which shape has b, and which shape has da?",
            ),
            "G": (
                "Each step adds its share to db.",
                "Set all states but one to zero in your head. What should db be?",
            ),
        },
    ),
)

HIDING = (
    Mistake(
        CASE,
        "V is symmetric",
        {"V = rng.normal(size=(n_z, n_z))": "V = 0.5 * np.eye(n_z)"},
        "Your V equals its own transpose, as every 1 × 1 matrix, every multiple of np.eye and the "
        "V of the toy do. So the bug of part 1 changes nothing.",
        "Print V - V.T. Where is it not zero?",
    ),
    Mistake(
        CASE,
        "z_init is zero",
        {"z_init = rng.normal(size=(B, n_z))": "z_init = np.zeros((B, n_z))"},
        "At step 0, V is multiplied with z_init. With zeros there the share of step 0 is zero, "
        "whether it is computed or left out.",
        "Give z_init one number that is not zero.",
    ),
    Mistake(
        CASE,
        "T too short",
        {"4, 3, 2, 3": "2, 3, 2, 3"},
        "With one or two steps no gradient has to go further than one step to the left.",
        "Add one step and look which bugs are still hidden.",
    ),
    Mistake(
        CASE,
        "batch of one",
        {"4, 3, 2, 3": "4, 1, 2, 3"},
        "With one row nothing can be mixed: its sum over the batch is the row itself.",
        "Add a second row that differs from the first.",
    ),
    Mistake(
        CASE,
        "all numbers zero",
        {"return x, z_init, W, V, b": "return 0 * x, 0 * z_init, 0 * W, 0 * V, 0 * b"},
        "All states are zero, so all products and all gradients are. Right and wrong code agree.",
        "Print run(*exposing_case()). What do the states look like?",
    ),
    Mistake(
        CASE,
        "V is zero",
        {"V = rng.normal(size=(n_z, n_z))": "V = np.zeros((n_z, n_z))"},
        "Without V nothing goes from step to step, neither forward nor backward. That is a dense "
        "net.",
        "Give V a single number that is not zero, away from its diagonal. Which bugs show?",
    ),
    Mistake(
        CASE,
        "saturated",
        {"x = rng.normal(size=(T, B, n_x))": "x = np.full((T, B, n_x), 1e4)"},
        "Nearly all states are close to 1 or −1. There tanh is flat, so all gradients are nearly "
        "zero, right ones and wrong ones.",
        "Print the states of your input. Then divide x, W, V and b by 10 and look again.",
    ),
    Mistake(
        CASE,
        "differences too small",
        {"return x, z_init, W, V, b": "return 1e-3 * x, 1e-3 * z_init, W, V, 1e-3 * b"},
        "The bugs do change the numbers, but hardly. A check with a tolerance would not see it.",
        "Choose numbers of about 0.5, for all five arrays.",
    ),
    Mistake(
        CASE,
        "wrong shapes",
        {"size=(T, B, n_x)": "size=(B, T, n_x)"},
        "The five arrays do not fit together: a size that has one name must be the same number "
        "everywhere. Time is the first axis of x, the batch the second.",
        "Print the five shapes and write T, B, n_x or n_z over each number.",
    ),
    Mistake(
        CASE,
        "NaN in the input",
        {"x = rng.normal(size=(T, B, n_x))": "x = np.full((T, B, n_x), np.nan)"},
        "NaN differs from everything, itself included. That exposes nothing.",
        "Print np.isnan of each of your arrays.",
    ),
    Mistake(
        CASE,
        "too many numbers",
        {"4, 3, 2, 3": "40, 30, 2, 3"},
        "This would expose the bugs, but who can read it? A good test is small.",
        "Which sizes can you make smaller without hiding a bug?",
    ),
)

OTHER_REASONS = tuple(
    Mistake(
        bug,
        f"the reason: {reason}",
        {f"(), {bug.right()[1]}": f"(), {number}"},
        f"The line is right. But it is not for this reason that the toy hides the bug: {reason}, "
        "and the line would be as wrong if it were not so.",
        "Change only this in the toy and run the comparison again. Does the bug show?",
    )
    for bug in (BUG_1, BUG_2, BUG_3, BUG_4)
    for number, reason in REASONS.items()
    if number != bug.right()[1]
)

MISTAKES = (*SUSPECTS, *OTHER_REASONS, *HIDING)

EARLIER = tuple(  # the same for a letter alone, as the first edition asked for it
    replace(
        mistake,
        question=mistake.question.earlier,
        edits={f'"{mistake.question.earlier.right()}"': f'"{mistake.name.split()[1]}"'},
    )
    for mistake in SUSPECTS
)
