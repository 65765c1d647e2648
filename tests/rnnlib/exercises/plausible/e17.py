"""Weights that learners would set by hand, and orders of lines that they would try before."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()
ORDER, BACK = "E16.loop_order", "E21.way_back_order"

wrong(ORDER, "the old state is read from the array")(lambda: "D F B C A")
wrong(ORDER, "the old state is read from the array")(lambda: "fdbca")
wrong(ORDER, "the state is stored before it is computed")(lambda: list("FDBAE"))
wrong(ORDER, "every line is used")(lambda: "A B C D E F")
wrong(ORDER, "a line is missing")(lambda: "D, B, E, A")
wrong(ORDER, "the first state comes after the loop has begun")(lambda: "F B D E A")
wrong(ORDER)(lambda: 12345)
right(ORDER)(lambda: "Line D, F, B, E, A".replace("Line ", ""))

wrong(BACK, "the gradient goes past tanh")(lambda: "G C D E F B")
wrong(BACK, "dV is computed before both steps went back")(lambda: "G C D A B F")
wrong(BACK, "the second way is added too late")(lambda: "gcdfab")
wrong(BACK, "every line is used")(lambda: "GCDAEFB")
wrong(BACK, "added before there is something to add to")(lambda: tuple("GCADFB"))
right(BACK)(lambda: np.array(list("GDCAFB")))

EVER, BEFORE, ODD = "E17.ever_one", "E17.one_before", "E17.parity"

# --- was there ever a 1? -------------------------------------------------------------------------

wrong(EVER, "the memory fades")(lambda: ([[1.0]], [[1.0]], [0.0], [[1.0]], [0.0]))
wrong(EVER, "the memory fades")(lambda: ([[5]], [[0.95]], [0], [[1]], [0]))
wrong(EVER, "only the last input counts")(lambda: ([[10]], [[0]], [0], [[1]], [0]))
wrong(EVER, "only the last input counts")(lambda: ([[1]], [[0.5]], [0], [[1]], [0]))
wrong(EVER, "the weights are too small")(lambda: ([[0.3]], [[0.3]], [0], [[1]], [0]))
wrong(EVER, "the sign turns at every step")(lambda: ([[3]], [[-3]], [0], [[1]], [0]))
wrong(EVER, "the state knows it, the output does not say it")(
    lambda: ([[4.0]], [[2.0]], [0.0], [[1.0]], [-0.5])
)
wrong(EVER, "the state knows it, the output does not say it")(lambda: (4, 2, 0, 0.5, 0))
wrong(EVER, "yes and no exchanged")(lambda: (4, 2, 0, -1, 1))
wrong(EVER, "it turns itself on")(lambda: (4, 3, 0.1, 1, 0))
wrong(EVER, "it always says yes")(lambda: (4, 2, 1, 1, 0.5))
wrong(EVER, "more units than asked for")(
    lambda: (np.ones((1, 2)), np.eye(2), np.zeros(2), np.ones((2, 1)), np.zeros(1))
)
wrong(EVER)(lambda: "W = 4, V = 2")
wrong(EVER)(lambda: ([[4.0]], [[2.0]], [0.0]))
right(EVER)(lambda: {"V": 3, "W": 2.5, "b": 0, "c": 0, "U": 1})
right(EVER)(lambda: ([[200.0]], [[100.0]], [-50.0], [[0.5]], [0.5]))

# --- was the one before it a 1? ------------------------------------------------------------------


def delay(W=(5, 0), V=((0, 5), (0, 0)), b=(0, 0), U=(0, 1), c=0.0):
    return lambda: ([W], V, b, [[u] for u in U], [c])


wrong(BEFORE, "V the other way round")(delay(V=((0, 0), (5, 0))))
wrong(BEFORE, "V the other way round")(delay(W=(8, 0), V=((0, 0), (8, 0)), c=0.1))
wrong(BEFORE, "only the last input counts")(delay(U=(1, 0)))
wrong(BEFORE, "one of the last two is enough")(delay(U=(1, 1)))
wrong(BEFORE, "it remembers all that came before")(delay(V=((5, 5), (0, 0))))
wrong(BEFORE, "it remembers all that came before")(delay(V=((0, 5), (0, 5))))
wrong(BEFORE, "it always says no")(delay(V=((0, 0), (0, 0))))
wrong(BEFORE, "the last input is subtracted")(delay(U=(-1, 1)))
wrong(BEFORE, "both of the last two are needed")(delay(W=(5, 2), b=(0, -6), V=((0, 5), (0, 0))))
wrong(BEFORE, "one unit is not enough")(lambda: (5, 5, 0, 1, 0))
wrong(BEFORE, "the state knows it, the output does not say it")(
    delay(W=(0.5, 0), V=((0, 0.5), (0, 0)))
)
right(BEFORE)(delay(W=(5, 2), b=(0, -4)))  # what is read now moves it, but not enough
right(BEFORE)(delay(W=(-5, 0), V=((0, 5), (0, 0)), U=(0, -1)))
right(BEFORE)(delay(W=(20, 0), V=((0, 40), (0, 0)), b=(-10, 0), U=(0, 0.5), c=0.25))

# --- is the number of ones odd? ------------------------------------------------------------------


def toggle(W=(10, 10), V=((5, 5), (-5, -5)), b=(-5, -15), U=(0.5, -0.5), c=0.0):
    return lambda: ([W], V, b, [[u] for u in U], [c])


wrong(ODD, "V the other way round")(toggle(V=((5, -5), (5, -5))))
wrong(ODD, "only the last input counts")(toggle(V=((0, 0), (0, 0))))
wrong(ODD, "the sum in place of the difference")(toggle(U=(0.5, 0.5)))
wrong(ODD, "yes and no exchanged")(toggle(U=(-0.5, 0.5), c=1.0))
wrong(ODD, "it always says no")(toggle(b=(-5, -5)))
wrong(ODD, "right at first, then the states drift")(toggle((2, 2), ((1, 1), (-1, -1)), (-1, -3)))
wrong(ODD, "right at first, then the states drift")(
    toggle((1, 1), ((0.5, 0.5), (-0.5, -0.5)), (-0.5, -1.5))
)
wrong(ODD, "one unit is not enough")(lambda: (5, -5, 0, 1, 0))
wrong(ODD, "one 1 is enough for ever")(toggle((10, 0), ((10, 0), (0, 0)), (0, 0), (1, 0)))
wrong(ODD, "the state knows it, the output does not say it")(toggle(U=(0.2, -0.2)))
wrong(ODD, "more units than asked for")(
    lambda: (np.zeros((1, 5)), np.zeros((5, 5)), np.zeros(5), np.zeros(5), 0)
)
wrong(ODD, "it always says no")(toggle(b=(-5, 15)))
wrong(ODD, "one 1 is enough for ever")(toggle(W=(10, -10)))
right(ODD)(toggle((30, 30), ((15, 15), (-15, -15)), (-15, -45)))
right(ODD)(toggle((10, 10), ((-5, -5), (5, 5)), (-15, -5), (-0.5, 0.5)))
