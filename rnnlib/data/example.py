"""The running example: a network so small that a pocket calculator can follow it."""

from rnnlib.cells import RNN
from rnnlib.functions import identity
from rnnlib.text import EOS

WORDS = ("This", "is", "good", "news", EOS)


def lecture_example():
    """The lecture's sentence and a network with three units for it: (model, words).

    The weights were set by hand, so that each unit has a job one can see in the numbers:

    - unit 0 remembers "good": W gives it 1.4 for that word, V[0, 0] = 0.7 lets it fade slowly;
    - unit 1 notices "good news": "news" alone gives it 0.6, and V[0, 1] = 0.9 adds what unit 0
      still remembers. The word in its context counts, which no word count can see;
    - unit 2 counts words: each adds 0.3 to 0.8 of the old count. It listens to no other unit.

    The output believes units 0 and 1 and grows a little more careful in long sentences (−0.3).
    The inputs are one-hot vectors of `Vocabulary(words)`: row i of W belongs to word i.
    """
    W = [
        [0.1, -0.1, 0.3],  # This
        [0.0, 0.0, 0.3],  # is
        [1.4, 0.1, 0.3],  # good
        [0.1, 0.6, 0.3],  # news
        [0.0, -0.1, 0.3],  # <eos>
    ]
    V = [[0.7, 0.9, 0.0], [0.2, 0.5, 0.0], [0.0, 0.0, 0.8]]
    b = [0.0, -0.1, 0.0]
    U = [[0.8], [1.9], [-0.3]]
    c = [0.1]
    return RNN(W=W, V=V, b=b, U=U, c=c), list(WORDS)


def three_steps():
    """One unit, three steps, a target at every step: (model, x, y) for the computational graphs.

    An input of 1 and then silence; the network is asked for 1, 0, 1. With W = 0.4, V = 0.7 and
    U = 2 every number is short, and the two shares that meet at z[1] have opposite signs. The
    output is the score itself (τ = identity), so a squared error gives ds[t] = f[t] − y[t].
    """
    model = RNN(W=[[0.4]], V=[[0.7]], b=[0.0], U=[[2.0]], c=[0.0], tau=identity)
    return model, [[1.0], [0.0], [0.0]], [[1.0], [0.0], [1.0]]
