"""Different right answers to E16; each must be accepted."""

import numpy as np

VARIANTS = {
    "E16.loop_order": (
        lambda: "F D B E A",
        lambda: "fdbea",
        lambda: ["D", "F", "B", "E", "A"],
        lambda: np.array(list("FDBEA")),
    )
}
