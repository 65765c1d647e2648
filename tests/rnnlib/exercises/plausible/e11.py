"""Planted bugs, the order of lines, and a report: letters, numbers, and inputs."""

import numpy as np

from tests.rnnlib.exercises.plausible.answers import collection

WRONG, RIGHT, wrong, right = collection()

wrong("E11.bug_1", "line E suspected")(lambda: ("E", 3))
wrong("E11.bug_1", "the reason: W is the unit matrix")(lambda: ("D", 4))
wrong("E11.bug_1")(lambda: "D")
wrong("E11.bug_1")(lambda: ("A B C D E F", 3))
wrong("E11.bug_1")(lambda: ("D", "V.T is used"))
wrong("E11.bug_2", "line H suspected")(lambda: {"line": "H", "reason": 2})
wrong("E11.bug_2", "the reason: there are only two steps")(lambda: ["E", "5"])
wrong("E11.bug_3", "the reason: there is only one sentence")(lambda: ("g", 6))
wrong("E11.bug_4", "line F suspected")(lambda: ("line F", 6))
wrong("E11.bug_4")(lambda: ("H", 1.5))

rng = np.random.default_rng(3)


def case(T=4, B=3, n_x=2, n_z=3, V=lambda V: V, z=lambda z: z, scale=1.0):
    def exposing_case():
        shapes = (T, B, n_x), (B, n_z), (n_x, n_z), (n_z, n_z), (n_z,)
        x, z_init, W, V_, b = (scale * rng.normal(size=shape) for shape in shapes)
        return x, z(z_init), W, V(V_), b

    return exposing_case


CASE = "E11.exposing_case"
wrong(CASE, "batch of one")(case(B=1))
wrong(CASE, "T too short")(case(T=2))
wrong(CASE, "V is symmetric")(case(V=lambda V: 0.3 * (V + V.T)))
wrong(CASE, "z_init is zero")(case(z=np.zeros_like))
wrong(CASE, "too many numbers")(case(T=20, n_x=5))
wrong(CASE, "differences too small")(case(scale=1e-3))

FORWARD, BACKWARD = "E12.forward_order", "E12.backward_order"
wrong(FORWARD, "the state is set back in the loop")(lambda: "G C D E F A")
wrong(FORWARD, "the output reads the old state")(lambda: "GBCAEF")
wrong(FORWARD, "the state is stored before it is computed")(lambda: list("BGCFEA"))
wrong(FORWARD, "a line is missing")(lambda: "b, g, c, e, f")
wrong(BACKWARD, "the loop runs forward")(lambda: "F C B D G A")
wrong(BACKWARD, "the gradient of the later step is added")(lambda: "F C E G A D")
wrong(BACKWARD, "every line is used")(lambda: "ABCDEFG")

SUMMARY = "E13.summary"


def report(mean=np.mean, spread=lambda a: np.std(a, ddof=1), over=np.mean):
    return lambda a, b: (mean(a), spread(a), mean(a) - over(b))


wrong(SUMMARY, "divided by n")(report(spread=np.std))
wrong(SUMMARY, "the variance")(report(spread=lambda a: np.var(a, ddof=1)))
wrong(SUMMARY, "from the worst to the best")(report(spread=np.ptp))
wrong(SUMMARY, "against the best of the baseline")(report(over=np.max))
wrong(SUMMARY, "the medians of both")(report(mean=np.median, over=np.median))
wrong(SUMMARY, "the best seed", "against the best of the baseline")(report(mean=max, over=max))
wrong(SUMMARY)(lambda a, b: (np.mean(a), np.std(a, ddof=1)))

right(SUMMARY)(
    lambda a, b: {
        "difference": np.mean(a) - np.mean(b),
        "mean": np.mean(a),
        "spread": np.std(a, ddof=1),
    }
)
right(SUMMARY)(
    lambda a, b: np.array([sum(a) / len(a), np.sqrt(np.cov(a)), sum(a) / len(a) - sum(b) / len(b)])
)
right(FORWARD)(lambda: ("G", "B", "C", "E", "A", "F"))
right(BACKWARD)(lambda: np.array(list("FCEGDA")))
right("E11.bug_1")(lambda: np.array(["D", "3"]))
right(CASE)(case())
