"""What can a recurrence without σ learn? Three experiments of lesson 16, one call each.

    parity       is the number of 1s odd? Eigenvalues between 0 and 1 against −1 and 1
    scattered    letters among blanks, in order: a leak that is fixed against one that is chosen
    first_word   the first of 50 words: eigenvalues in the disk against on a ring

Every step of training gets new sequences, and every network the same number of them.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from rnnlib.backprop import bptt
from rnnlib.cells import RNN
from rnnlib.data.memory_tasks import lamp, scattered_letters
from rnnlib.functions import binary_cross_entropy, cross_entropy, sigmoid, softmax
from rnnlib.learning.optimisers import Adam, clip_by_norm
from rnnlib.networks.linear import ComplexLinearRNN, LinearRNN
from rnnlib.networks.min_gru import MinGRU


def learn(model, draw: Callable, loss, steps: int, rate: float, read: str = "last"):
    """The model after `steps` steps of Adam, each on a new batch (x, y) from `draw()`."""
    optimiser = Adam(rate)
    state = optimiser.start(model)
    for _ in range(steps):
        x, y = draw()
        _, gradient = bptt(model, x, y, loss, read=read)
        model, state = optimiser.step(model, clip_by_norm(gradient, 1.0), state)
    return model


# --- parity -------------------------------------------------------------------------------------


def _presses(n, T, rng):
    x, y = lamp(n, T, rng)
    return x.swapaxes(0, 1), y.swapaxes(0, 1)


PARITY = {
    "between 0 and 1": lambda rng: MinGRU.initialise(1, 1, 1, rng=rng),
    "between 0 and 1, 8 units": lambda rng: MinGRU.initialise(1, 8, 1, rng=rng),
    "between −1 and 1": lambda rng: MinGRU.initialise(1, 1, 1, rng=rng, span=2.0),
    "tanh, 8 units": lambda rng: RNN.initialise(1, 8, 1, rng=rng),
}


def parity(kind: str, seed: int, asked: str = "every", steps: int = 800):
    """A network that was trained to keep the parity of 8 bits, asked at "every" step or the "last".

    The bits are the presses of the lamp of lesson 07, three in ten.
    """
    rng = np.random.default_rng(seed)

    def draw():
        x, y = _presses(64, 8, rng)
        return (x, y) if asked == "every" else (x, y[-1])

    return learn(PARITY[kind](rng), draw, binary_cross_entropy, steps, 0.03, asked)


def knows_parity(model, T: int, seed: int = 0, n: int = 500) -> float:
    """The share of sequences of T new bits whose parity the model names right at the end."""
    x, y = _presses(n, T, np.random.default_rng([seed, T]))
    return float(np.mean((model.run(x, read="last")[1] > 0.5) == y[-1]))


def parity_by_hand() -> MinGRU:
    """One unit that keeps the parity of any number of bits: 1 − u is −1 at a 1, and 1 at a 0.

    z is 0 after an even number of 1s, and 2 after an odd one: −z + 2 exchanges the two.
    """
    W_u, W, U = (np.array([[number]]) for number in (2000.0, 0.0, 10.0))
    b_u, b, c = (np.array([number]) for number in (-1000.0, 1.0, -10.0))
    return MinGRU(W_u, b_u, W, b, U, c, span=2.0)


# --- scattered letters --------------------------------------------------------------------------

SCATTERED = {
    "real eigenvalues, fixed": lambda rng: LinearRNN.initialise(5, 32, 12, rng=rng, squash=sigmoid),
    "complex eigenvalues, fixed": lambda rng: ComplexLinearRNN.initialise(
        5, 64, 12, rng=rng, radius=(0.5, 0.999)
    ),
    "tanh": lambda rng: RNN.initialise(5, 32, 12, rng=rng),
    "chosen by the input (minGRU)": lambda rng: MinGRU.initialise(5, 32, 12, rng=rng),
}


def scattered(kind: str, seed: int, steps: int = 800):
    """A network that was trained to name three letters among blanks, in their order."""
    rng = np.random.default_rng(seed)
    model = SCATTERED[kind](rng)
    return learn(model, lambda: scattered_letters(32, rng), binary_cross_entropy, steps, 0.02)


def letters_right(model, seed: int = 0, n: int = 2000) -> float:
    """The share of right letters in new sequences; guessing gives 1/4."""
    x, y = scattered_letters(n, np.random.default_rng([seed, n]))
    said = model.run(x, read="last")[1].reshape(-1, 3, 4).argmax(axis=-1)
    return float(np.mean(said == y.reshape(-1, 3, 4).argmax(axis=-1)))


# --- the first of 50 words ----------------------------------------------------------------------


def _complex(least):
    def build(rng):
        return ComplexLinearRNN.initialise(4, 64, 4, rng=rng, radius=(least, 0.999), tau=softmax)

    return build


def _tanh(orthogonal):
    def build(rng):
        model = RNN.initialise(4, 64, 4, rng=rng, tau=softmax)
        return model if orthogonal else replace(model, V=rng.normal(size=(64, 64)) / 8)

    return build


FIRST_WORD = {
    "tanh, V orthogonal": _tanh(True),
    "tanh, V random": _tanh(False),
    "real": lambda rng: LinearRNN.initialise(4, 64, 4, rng=rng, tau=softmax),
    "disk": _complex(0.0),
    "ring": _complex(0.97),
}


def first_word(kind: str, seed: int, steps: int = 250, T: int = 50) -> float:
    """Train, then the share of new sequences whose first word is named; guessing gives 1/4."""
    rng = np.random.default_rng(seed)

    def draw(n=16):
        words = rng.integers(4, size=(T, n))
        return words, np.eye(4)[words[0]]

    model = learn(FIRST_WORD[kind](rng), draw, cross_entropy, steps, 0.01)
    words, y = draw(2000)
    return float(np.mean(model.run(words, read="last")[1].argmax(axis=1) == y.argmax(axis=1)))
