"""E19: a first training. Which rate, how many epochs, and what may be said of the result?"""

import numpy as np

from rnnlib.exercises.exercise import Exercise, Question


def choose(rates, training, validation, test):
    """The rate and the epochs with the smallest mean validation loss, and the test loss there.

    The losses are (n_rates, n_starts, n_epochs); a mean over the starts comes first.
    """
    mean = validation.mean(axis=1)
    best, epoch = np.unravel_index(np.argmin(mean), mean.shape)
    loss = test[best, :, epoch].mean()
    return rates[best], epoch + 1, loss


def _cases(rng):
    """Losses that fall in training, and fall and rise elsewhere; all sizes differ."""
    cases = []
    for n_rates, n_starts, n_epochs in ((6, 3, 8), (5, 4, 7), (4, 5, 9), (8, 2, 10)):
        shape = n_rates, n_starts, n_epochs
        epochs = np.linspace(0, 1, n_epochs)
        valley = rng.uniform(0.2, 0.8, size=(n_rates, 1, 1))
        elsewhere = 0.5 + (epochs - valley) ** 2
        training = 0.7 - 0.5 * epochs + 0.3 * rng.uniform(size=shape)
        validation, test = (elsewhere + 2 * rng.uniform(size=shape) for _ in range(2))
        rates = np.sort(rng.uniform(0.001, 0.1, size=n_rates))
        cases.append((rates, training, validation, test))
    return cases


CHOOSE = Question(
    "E19.choose",
    "four tables of losses, with 4 to 8 rates, 2 to 5 random starts and 7 to 10 epochs",
    choose,
    _cases,
    arguments=("rates", "training", "validation", "test"),
    parts={"rate": (), "epochs": (), "test loss": ()},
    points=3,
    experiments={
        "rate": "Take losses with one rate and one start. Then add a second start that is worse.",
        "epochs": "Take losses with one rate and one start. Which entry is the smallest, and after "
        "how many epochs was it measured?",
        "test loss": "Write 99 into every test loss but those of the rate and epoch that you "
        "chose. The result must stay the same.",
    },
    unchecked="two settings with exactly the same loss",
    hints=(
        "Three kinds of losses, three duties: one is for learning, one for choosing, one for "
        "reporting. Which one may you look at while you choose?",
        "First a mean over the starts, so that no lucky start decides. Then one table of rates and "
        "epochs is left, and its smallest number is looked for.",
        "np.argmin counts through the whole table; np.unravel_index(number, table.shape) makes row "
        "and column of it. Entry 0 was measured after one epoch.",
    ),
)

EXERCISE = Exercise(
    "E19_a_first_training",
    "A first training",
    minutes=25,
    you_write="the choice of rate and epochs, and an honest test",
    questions=(CHOOSE,),
)
