"""E08: output recurrence, free running and teacher forcing."""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question, one_letter
from rnnlib.exercises.fixtures import SIZES, away_from_zero, every_size, far_apart, weights

STATES_AND_OUTPUTS = {"states": ("T", "B", "n_z"), "outputs": ("T", "B", "n_f")}


def run_free(x, W, V, b, U, c, f_init):
    """z[t] = σ(Vᵀf[t−1] + Wᵀx[t] + b), f[t] = τ(c + Uᵀz[t]), with σ = tanh and τ = sigmoid."""
    states, outputs = [], []
    f = f_init
    for x_t in x:
        z = np.tanh(f @ V + x_t @ W + b)
        s = c + z @ U
        f = 1 / (1 + np.exp(-s))
        states.append(z)
        outputs.append(f)
    return np.array(states), np.array(outputs)


def run_with_teacher(x, y, W, V, b, U, c, f_init):
    """z[t] = σ(Vᵀy[t−1] + Wᵀx[t] + b), f[t] = τ(c + Uᵀz[t]); step 0 reads f_init."""
    states, outputs = [], []
    for t in range(len(x)):
        before = f_init if t == 0 else y[t - 1]
        z = np.tanh(before @ V + x[t] @ W + b)
        s = c + z @ U
        f = 1 / (1 + np.exp(-s))
        states.append(z)
        outputs.append(f)
    return np.array(states), np.array(outputs)


def what_is_lost():
    """Whatever f[t] does not say is gone after step t, though z[t] knew it."""
    return "C"


CHOICES = {
    "A": "everything before the last step is lost",
    "B": "nothing is lost",
    "D": "the words are lost, the teacher keeps them",
}


def _free_case(rng, T, B, n_x, n_z, n_f):
    W, _, b, U, c = weights(rng, n_x, n_z, n_f)
    V = rng.normal(size=(n_f, n_z)) * 1.5 / np.sqrt(n_f)
    return rng.normal(size=(T, B, n_x)), W, V, b, U, c, away_from_zero(rng, B, n_f)


def _free_cases(rng):
    *most, c, f_init = _free_case(rng, **SIZES[1])
    return [*every_size(_free_case)(rng), (*most, far_apart(c), f_init)]


def _teacher_cases(rng):
    *most, c, f_init = _teacher_case(rng, **SIZES[1])
    return [*every_size(_teacher_case)(rng), (*most, far_apart(c), f_init)]


def _teacher_case(rng, T, B, n_x, n_z, n_f):
    x, *rest = _free_case(rng, T, B, n_x, n_z, n_f)
    return x, rng.uniform(size=(T, B, n_f)), *rest


RUN_FREE = Question(
    "E08.run_free",
    "three batches in free running, every size different, f_init not zero",
    run_free,
    _free_cases,
    arguments=("x", "W", "V", "b", "U", "c", "f_init"),
    parts=STATES_AND_OUTPUTS,
    probabilities=("outputs",),
    points=2,
    experiment="Run it on one step only, x[:1]. If that is right, look at what step 1 reads.",
    unchecked="that gradients flow back through the outputs",
    hints=(
        "What does step t read from the past? Look at the shape of V: which vector fits to it?",
        "One variable carries the past from step to step. It begins as f_init, and at the end of "
        "each step it holds what the network has just said.",
        "In the gap: z = np.tanh(f @ V + x_t @ W + b). The loop ends each step with a new f.",
    ),
)

RUN_WITH_TEACHER = Question(
    "E08.run_with_teacher",
    "three batches with right answers y that no output equals, every size different",
    run_with_teacher,
    _teacher_cases,
    arguments=("x", "y", "W", "V", "b", "U", "c", "f_init"),
    parts=STATES_AND_OUTPUTS,
    probabilities=("outputs",),
    points=2,
    experiment="Change y[2] and run again. Which states change? Only step 3 may have read it.",
    unchecked="that all steps can be computed at once, without a loop (lesson 07 shows it)",
    hints=(
        "Only one thing differs from free running: what the hidden layer reads from the past.",
        "Step 0 has no answer before it. It reads f_init. Step 1 reads y[0], step 2 reads y[1]. "
        "The last answer is read by no step. Outputs are what the network says, not y.",
        "before = f_init if t == 0 else y[t - 1], and the hidden layer reads before in place of f.",
    ),
)

WHAT_IS_LOST = Question(
    "E08.what_is_lost",
    "your letter",
    what_is_lost,
    lambda rng: [()],
    parts={"letter": ()},
    hints=(
        "Cover everything left of step t + 1 in the picture of lesson 07. Which arrows cross?",
        "The states of two networks differ, their outputs do not. Do their next states differ?",
    ),
    experiment="Read the two rows that the cell above printed: what is equal, what is not?",
    accepts=one_letter(what_is_lost(), CHOICES),
)

EXERCISE = Exercise(
    "E08_output_recurrence",
    "Output recurrence and teacher forcing",
    minutes=20,
    you_write="free running and teacher forcing",
    questions=(RUN_FREE, RUN_WITH_TEACHER, WHAT_IS_LOST),
)
