"""Time and memory against T and B, and what padding would cost.

    python -m benchmarks.scaling [--keep]

Full BPTT computes every step once forward and once back: both time and memory should grow
linearly. `read="every"` is measured, because with "last" the way back may end early.
"""

import argparse
import tracemalloc

from benchmarks import timing
from benchmarks.step import RESULTS, table

BASE = {"T": 100, "B": 32}
GROWING = {"T": (100, 200, 400, 800), "B": (32, 64, 128, 256)}
N_X, N_Z = 64, 64


def peak(function):
    """Bytes that were in use at once, at most; NumPy reports its arrays to tracemalloc."""
    tracemalloc.start()
    function()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def steps(method, axis):
    """Size -> training step of `method`, for all sizes of one axis."""
    from benchmarks.peers import Problem
    from rnnlib import binary_cross_entropy

    made = {}
    for n in GROWING[axis]:
        size = {**BASE, axis: n}
        problem = Problem.random(size["T"], size["B"], N_X, N_Z, "every")
        made[n] = lambda p=problem: method(p.model, p.x, p.y, binary_cross_entropy)
    return made


def growth(name, method, axis, turns):
    """Rows of the table: how time and memory grow with one size."""
    made = steps(method, axis)
    times = timing.take_turns(made, turns=turns, seconds=0.05)
    first, rows = GROWING[axis][0], []
    memory = {n: peak(step) for n, step in made.items()}
    for n in made:
        row = [name, f"{axis} = {n}", f"{n / first:.0f} ×", f"{1e3 * times[n].median:.2f}"]
        row += [f"{timing.ratio(times, n, first):.2f} ×", f"{memory[n] / 1e6:.2f}"]
        rows.append([*row, f"{memory[n] / memory[first]:.2f} ×"])
    return rows


def lengths_of_sentences(n, rng):
    """Lengths as in the review sentences of the course: most short, some long, up to 60."""
    import numpy as np

    return np.clip(rng.lognormal(2.6, 0.55, n).astype(int), 2, 60)


def mixed_lengths(turns):
    """One batch of 64 sentences: padded to the longest, packed, and one length after another."""
    import numpy as np

    from rnnlib import RNN, binary_cross_entropy, bptt, pack

    rng = np.random.default_rng(0)
    lengths = lengths_of_sentences(64, rng)
    model = RNN.initialise(100, N_Z, 1, rng=rng, dtype=np.float32)
    x = [rng.normal(size=(T, 100)).astype(np.float32) for T in lengths]
    y = rng.integers(2, size=(64, 1)).astype(np.float32)
    padded = np.zeros((lengths.max(), 64, 100), np.float32)
    for i, x_i in enumerate(x):
        padded[-len(x_i) :, i] = x_i  # in front, so that the last step is the last word
    packed = pack(x)
    groups = [np.flatnonzero(lengths == T) for T in np.unique(lengths)]
    equal = [(np.stack([x[i] for i in group], axis=1), y[group]) for group in groups]

    def one_after_another():
        return [bptt(model, a, b, binary_cross_entropy, read="last") for a, b in equal]

    ways = {
        "padded to the longest": lambda: bptt(model, padded, y, binary_cross_entropy, read="last"),
        "packed": lambda: bptt(model, packed, y, binary_cross_entropy, read="last"),
        "packed, packing included": lambda: bptt(
            model, pack(x), y, binary_cross_entropy, read="last"
        ),
        f"{len(groups)} batches of equal length": one_after_another,
    }
    times = timing.take_turns(ways, turns=turns, seconds=0.03)
    share = lengths.sum() / padded[..., 0].size
    rows = [
        [name, f"{1e3 * times[name].median:.2f}", f"{timing.ratio(times, name, 'packed'):.2f} ×"]
        for name in ways
    ]
    return rows, share


def main():
    """Measure, print, and write the tables."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--turns", type=int, default=15)
    asked.add_argument("--keep", action="store_true", help="write the tables")
    options = asked.parse_args()
    timing.use_threads(1)
    from rnnlib import bptt, checkpointed_bptt

    rows = []
    for name, method in (("bptt", bptt), ("checkpointed_bptt", checkpointed_bptt)):
        for axis in GROWING:
            rows += growth(name, method, axis, options.turns)
    head = ["method", "size", "growth", "ms", "time", "peak MB", "memory"]
    text = f"Base: {BASE}, n_x = {N_X}, n_z = {N_Z}, float32, read = every.\n\n"
    text += table(rows, head)
    rows, share = mixed_lengths(options.turns)
    text += "\n64 sentences of 2 to 60 words, read = last; of the padded steps "
    text += f"{share:.0%} are words.\n\n" + table(rows, ["way", "ms", "against packed"])
    text += f"\nMeasured on {timing.machine(1)}.\n"
    print(text)
    if options.keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "scaling.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
