"""The scan as it was run: a row for each round, an arrow for each join."""

import numpy as np
from matplotlib.figure import Figure

from rnnlib.fast.scan import each_round, rounds
from rnnlib.pictures.canvas import Picture
from rnnlib.pictures.ink import COLOURS, drawing


def scan_rounds(T=8):
    """What each step has after each round of a parallel scan.

    "0–3" in a box: this step has joined steps 0 to 3. The boxes are filled by a scan of ones, which
    counts how many steps have been joined. Raises ValueError for T below 2 or above 16.
    """
    if not 2 <= T <= 16:
        raise ValueError(f"T = {T}, expected 2 to 16: more boxes cannot be read")
    ones = np.ones((T, 1))
    counts = [z[:, 0].astype(int) for z in map(np.copy, each_round(ones, ones))]
    with drawing():
        figure = Figure((7.2, 0.7 + 0.85 * len(counts)), layout="constrained")
        axes = figure.add_subplot()
        for k, row in enumerate(counts):
            for t, n in enumerate(row):
                done = n == t + 1
                box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "linewidth": 1 + done}
                box["edgecolor"] = COLOURS["U" if done else "W"]
                label = f"{t}" if n == 1 else f"{t - n + 1}–{t}"
                axes.text(t, k, label, ha="center", va="center", bbox=box, zorder=3)
        for k in range(rounds(T)):
            for t in range(2**k, T):
                arrow = {"arrowstyle": "-|>", "color": COLOURS["V"], "shrinkA": 13, "shrinkB": 11}
                axes.annotate("", (t, k + 1), (t - 2**k, k), arrowprops=arrow)
                axes.annotate("", (t, k + 1), (t, k), arrowprops=arrow | {"alpha": 0.4})
        names = ["steps", *(f"round {k}" for k in range(1, len(counts)))]
        axes.set_yticks(range(len(counts)), names)
        axes.set(xlim=(-0.6, T - 0.4), ylim=(len(counts) - 0.5, -0.5), xticks=[])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    words = [
        f"After round {k}: {', '.join(f'{t - n + 1} to {t}' for t, n in enumerate(row))}."
        for k, row in enumerate(counts[1:], 1)
    ]
    alt = f"A parallel scan of {T} steps in {rounds(T)} rounds. Each row says which steps a place "
    return Picture(figure, alt + "has joined. " + " ".join(words))
