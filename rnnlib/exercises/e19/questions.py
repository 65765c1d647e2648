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
    """In each table every wrong way to choose finds another setting than the right one."""
    return [_tables(rng, *shape) for shape in ((5, 3, 8), (6, 4, 7), (7, 5, 9))]


def _tables(rng, n_rates, n_starts, n_epochs):
    shape = n_rates, n_starts, n_epochs
    training = np.linspace(0.7, 0.2, n_epochs) + 0.02 * rng.uniform(size=shape)
    validation = 0.7 + 0.02 * rng.uniform(size=shape)
    test = rng.uniform(0.4, 0.9, size=shape)
    right, steady, no_bad_start, lucky, lucky_first = rng.permutation(n_rates)[:5]
    first, second, third, fourth, fifth = rng.permutation(n_epochs - 1)[:5]  # never the last one
    validation[right, :, first] = rng.permutation(np.linspace(0.1, 0.5, n_starts))
    validation[steady] -= 0.28  # the best rate at the end, and on average
    validation[steady, :, second] -= 0.03
    validation[no_bad_start, :, third] -= 0.32
    validation[lucky, 1:, fourth] = rng.permutation([0.02, *[0.95] * (n_starts - 2)])
    validation[lucky_first, :, fifth] = 0.95
    validation[lucky_first, 0, fifth] = 0.06
    test[right, :, first] += 0.3  # there it is not the best one,
    test[steady, :, first] += 0.6  # and not the worst
    rates = np.sort(rng.uniform(0.001, 0.1, size=n_rates))
    return rates, training, validation, test


CHOOSE = Question(
    "E19.choose",
    "three tables of losses, with 5 to 7 rates, 3 to 5 random starts and 7 to 9 epochs",
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
