"""One training step side by side: forward, loss, full BPTT, in float32.

    python -m benchmarks.step --keep [--threads 1] [--turns 21] [--without jax]

First it checks that all gradients agree. PyTorch and JAX take part where they are installed
(`pip install -e ".[bench]"`). With --keep, results go to benchmarks/results.

One thread is the default, for everybody. The products of one step are so small that a second
thread gains little and often loses, for all contestants alike; one thread is also what makes
the figures repeatable on a machine that is shared.
"""

import argparse
import math
from importlib.util import find_spec
from pathlib import Path

from benchmarks import timing

RESULTS = Path(__file__).parent / "results"
GRID = (  # (T, B, n_x, n_z)
    (5, 1, 5, 4),
    (5, 1, 5, 16),
    (20, 32, 50, 32),
    (20, 32, 100, 64),
    (50, 64, 100, 128),
    (100, 64, 128, 256),
    (200, 32, 64, 512),
    (400, 32, 64, 64),
)
READS = ("last", "every")


# What the plot shows: one size grows, the others stay (T, B, n_x, n_z)
BASE = (50, 32, 64, 64)
SWEEPS = {"T": (5, 20, 50, 100, 200, 400), "B": (1, 4, 16, 32, 64, 128)}
SWEEPS["n_z"] = (4, 16, 64, 128, 256, 512)
LINES = {  # name -> (words, colour, marker): never colour alone
    "rnnlib": ("rnnlib", "#0072b2", "o"),
    "torch": ("PyTorch, eager", "#d55e00", "s"),
    "jax": ("JAX, jit", "#009e73", "^"),
    "plain": ("plain NumPy", "#cc79a7", "D"),
    "bare": ("bare products", "#767676", "x"),
}


def contestants(without):
    """Name -> function of `peers`, for what is installed and not left out."""
    from benchmarks import peers

    everybody = {"rnnlib": peers.with_rnnlib, "bare": peers.bare_products}
    everybody["plain"] = peers.with_plain_numpy
    for name, function in (("torch", peers.with_torch), ("jax", peers.with_jax)):
        if find_spec(name) and name not in without:
            everybody[name] = function
    return everybody


def agree(steps):
    """Raise unless every contestant's loss and gradient are those of the plain loop.

    float32 carries 7 digits, and sums over thousands of numbers lose one or two of them.
    """
    import numpy as np

    value, gradient = steps["plain"]()
    for name, step in steps.items():
        if name in ("bare", "plain"):
            continue
        other, given = step()
        assert abs(other - value) < 1e-4 * abs(value), (name, float(other), float(value))
        for letter, expected in gradient.items():
            assert np.shape(given[letter]) == expected.shape, (name, letter)
            far = np.abs(np.asarray(given[letter]) - expected).max()
            far /= max(np.abs(expected).max(), 1e-30)  # V has no gradient where T = 1
            assert far < 1e-3, f"{name} and plain differ in d{letter} by {far:.1e}"


def measure(size, read, turns, without):
    """One grid point: (Times by name, seconds that JAX took to compile)."""
    from benchmarks.peers import Problem

    problem = Problem.random(*size, read)
    steps = {name: prepare(problem) for name, prepare in contestants(without).items()}
    compiling = timing.one_turn(steps["jax"], 1) if "jax" in steps else math.nan
    agree(steps)
    times = timing.take_turns(steps, turns=turns)
    return times, compiling


def row(size, read, times, compiling):
    """One line of the table, as a list of strings."""
    mine = times["rnnlib"]
    cells = [str(size), read, f"{1e3 * mine.median:.3f}", f"{100 * mine.spread:.0f} %"]
    for name in ("torch", "jax", "plain"):
        cells.append(f"{timing.ratio(times, name, 'rnnlib'):.2f}" if name in times else "–")
    cells.append(f"{timing.ratio(times, 'rnnlib', 'bare'):.2f}")
    return [*cells, f"{compiling:.2f}"]


HEAD = ["(T, B, n_x, n_z)", "read", "rnnlib ms", "spread", "PyTorch / rnnlib", "JAX / rnnlib"]
HEAD += ["plain NumPy / rnnlib", "rnnlib / bare products", "JAX compiles, s"]


def table(rows, head):
    """The rows as a Markdown table; the first two columns are words, the others numbers."""
    lines = [head, ["---", "---", *["---:"] * (len(head) - 2)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def geometric_mean(numbers):
    """The mean for ratios: 2 and 1/2 have the mean 1."""
    return math.exp(sum(map(math.log, numbers)) / len(numbers))


def means(found):
    """One sentence: the geometric mean of every ratio over the grid."""
    said = []
    for name, words in (("torch", "PyTorch"), ("jax", "JAX"), ("plain", "plain NumPy")):
        ratios = [timing.ratio(t, name, "rnnlib") for t in found if name in t]
        if ratios:
            said.append(f"{words} / rnnlib {geometric_mean(ratios):.2f} (least {min(ratios):.2f})")
    return "Geometric means over the grid: " + ", ".join(said) + ".\n"


def sweep(axis, without):
    """Milliseconds of every contestant while one size grows: name -> list of medians."""
    curves = {}
    for n in SWEEPS[axis]:
        size = list(BASE)
        size[("T", "B", "n_x", "n_z").index(axis)] = n
        times, _ = measure(tuple(size), "every", 7, without)
        for name, t in times.items():
            curves.setdefault(name, []).append(1e3 * t.median)
    return curves


def plot(path, without):
    """Draw the time of one step against T, B and n_z, both axes logarithmic."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 3.6), layout="constrained")
    for axes, axis in zip(figure.subplots(1, 3), SWEEPS, strict=True):
        for name, times in sweep(axis, without).items():
            words, colour, marker = LINES[name]
            axes.loglog(SWEEPS[axis], times, color=colour, marker=marker, ms=4, label=words)
        fixed = zip(("T", "B", "n_x", "n_z"), BASE, strict=True)
        axes.set_title(", ".join(f"{k} = {n}" for k, n in fixed if k != axis), fontsize=9)
        axes.set_xlabel(axis)
        axes.set_xticks(SWEEPS[axis], [str(n) for n in SWEEPS[axis]])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
    figure.axes[0].set_ylabel("ms for one training step")
    figure.axes[0].legend(fontsize=8)
    figure.savefig(path, dpi=90)


def main():
    """Measure the grid, print the table, write it and the plot."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    asked.add_argument("--threads", type=int, default=1)
    asked.add_argument("--turns", type=int, default=21)
    asked.add_argument("--without", nargs="*", default=[])
    asked.add_argument("--only", type=int, nargs="*", help="grid points by number, from 0")
    asked.add_argument("--keep", action="store_true", help="write the table and the plot")
    options = asked.parse_args()
    timing.use_threads(options.threads)
    if find_spec("torch"):
        import torch

        torch.set_num_threads(options.threads)
    rows, found = [], []
    for size in [GRID[i] for i in options.only] if options.only else GRID:
        for read in READS:
            times, compiling = measure(size, read, options.turns, options.without)
            rows.append(row(size, read, times, compiling))
            found.append(times)
            print(" | ".join(rows[-1]), flush=True)
    text = f"{table(rows, HEAD)}\n{means(found)}\nMeasured on {timing.machine(options.threads)}.\n"
    print("\n" + text)
    if options.keep:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / "step.md").write_text(text, encoding="utf-8")
        plot(RESULTS / "step.png", options.without)


if __name__ == "__main__":
    main()
