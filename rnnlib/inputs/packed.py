"""Sequences of different length side by side, without padding.

Put in order, longest first, the sequences that are still running at step t are always the first
ones. So a step computes just these rows, and nothing is computed for a sequence that has ended:

    t =     0  1  2  3
    x_2     ■  ■  ■  ■      counts = (3, 3, 1, 1): after step 1 only the longest goes on
    x_0     ■  ■            the rows lie column by column: 3 for t = 0, 3 for t = 1, …
    x_1     ■  ■
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

import numpy as np

from rnnlib.inputs import shapes
from rnnlib.inputs.one_hot import OneHot


@dataclass(frozen=True)
class Steps:
    """Where each step lies in an array of rows: first the rows of t = 0, then those of t = 1, ….

    `counts[t]` sequences are still running at step t, never more than at t − 1. Arrays of rows
    have the shape (N, n) with N = Σ counts; in a batch of equal lengths that is (T B, n).
    """

    counts: tuple  # T whole numbers, B = counts[0]

    def views(self, rows):
        """The rows of each step, views[t] (counts[t], n): an array (T, B, n) or a list."""
        if self.counts[0] == self.counts[-1]:
            return rows.reshape(len(self.counts), self.counts[0], rows.shape[1])
        starts = [0, *accumulate(self.counts)]
        return [rows[i:k] for i, k in pairwise(starts)]

    def before(self, states, first):
        """The rows z[t−1] beside those of z[t], from step `first` on; states[0 : B] are z_init."""
        B = self.counts[0]
        if self.counts[-1] == B:
            return states[B * first : -B]
        z = [states[:B], *self.views(states[B:])]
        return np.concatenate([z[t][:n] for t, n in enumerate(self.counts) if t >= first])

    def ends(self):
        """The row of each sequence's last step, (B,): an array, or a slice where all are equal."""
        N, B = sum(self.counts), self.counts[0]
        if self.counts[-1] == B:
            return slice(N - B, N)
        after = np.cumsum(self.counts)
        going_on = np.append(self.counts[1:], 0)  # the others end at this step
        steps = zip(after, self.counts, going_on, strict=True)
        rows = [np.arange(end - n + on, end) for end, n, on in steps]
        return np.concatenate(rows[::-1])  # the longest first, as always

    def quiet(self, read):
        """How many first steps are read by nobody."""
        return 0 if read == "every" else self.counts.count(self.counts[0]) - 1


@dataclass(frozen=True, eq=False)
class Packed:
    """B sequences of different length, laid out step by step. `pack` makes one."""

    rows: np.ndarray = field(repr=False)  # (N, n_x) or OneHot or word numbers (N,), N = Σ T_i
    steps: Steps = field(repr=False)  # how many rows each step has
    lengths: tuple  # T_i, in the order in which the sequences were given
    order: np.ndarray = field(repr=False)  # (B,) the place of each, longest first
    places: np.ndarray = field(repr=False)  # (N,) row k is row places[k] of all, end to end

    def vectors(self, n_x, dtype, numbered=True):
        """The rows, checked for a model that reads vectors of length n_x."""
        rows = self.rows
        if isinstance(rows, np.ndarray) and rows.ndim == 1:
            if not numbered:
                raise ValueError(
                    "the packed sequences hold word numbers, and this model reads vectors: pack "
                    f"OneHot(numbers, {n_x}), or make it with from_torch(…, embedding=…)"
                )
            rows = OneHot(rows, n_x)
        return shapes.sequence(rows, n_x, dtype)[0][:, 0]

    def by_step(self, n_x, dtype, numbered=True):
        """The inputs of each step: T arrays (B_t, n_x), for the sequences that still go on."""
        rows, starts = self.vectors(n_x, dtype, numbered), np.cumsum([0, *self.steps.counts])
        return [rows[i:k] for i, k in pairwise(starts)]

    def targets(self, y, n_f, dtype, read):
        """The targets in the order of the rows: (N, n_f), or (B, n_f) where the last is read.

        y is a list of (T_i, n_f), or with read="last" an array (B, n_f), in the order given.
        """
        B = len(self.lengths)
        if read == "last":
            return shapes.targets(y, (B, n_f), ("B", "n_f"), False, dtype)[self.order]
        if len(y) != B:
            raise ValueError(f"y has {len(y)} targets but x has {B} sequences; give one for each")
        for i, T in enumerate(self.lengths):
            if np.shape(y[i]) != (T, n_f):
                raise ValueError(f"y[{i}] has shape {np.shape(y[i])}, expected {(T, n_f)}")
            shapes.finite(f"y[{i}]", shapes.numbers(f"y[{i}]", y[i], dtype), ("t", "unit"))
        return shapes.numbers("y", np.concatenate(y), dtype)[self.places]

    def unpack(self, rows):
        """Turn rows (N, n), in the order of the steps, into a list of (T_i, n), as given."""
        end_to_end = np.empty_like(rows)
        end_to_end[self.places] = rows
        return np.split(end_to_end, np.cumsum(self.lengths)[:-1])

    def in_given_order(self, rows):
        """Put rows (B, n), longest first, back into the order in which they were given."""
        given = np.empty_like(rows)
        given[self.order] = rows
        return given


def pack(sequences: Sequence) -> Packed:
    """Put sequences of different length side by side, for `RNN.run` and `bptt`.

    `sequences` is a list of arrays (T_i, n_x), of `OneHot`, or of word numbers (T_i,). Results
    come in the order given: lists of (T_i, n), or arrays (B, n) where there is one of each.
    Raises ValueError for an empty list, an empty sequence, or sequences that do not agree.
    """
    if isinstance(sequences, (OneHot, Packed)) or getattr(sequences, "ndim", 1) != 1:
        raise ValueError("pack needs a list of sequences; one array (T, B, n_x) is a batch already")
    if len(sequences) == 0:
        raise ValueError("pack needs at least one sequence, got an empty list")
    sequences = [s if isinstance(s, OneHot) else np.asarray(s) for s in sequences]
    _agree(sequences)
    lengths = np.array([len(s) for s in sequences])
    order = np.argsort(-lengths, kind="stable")
    running = lengths[order] > np.arange(lengths.max())[:, None]  # (T, B)
    t, k = np.nonzero(running)  # row by row: all sequences at t = 0, then those at t = 1, …
    first_rows = np.cumsum(lengths) - lengths
    places = first_rows[order][k] + t
    steps = Steps(tuple(running.sum(axis=1).tolist()))
    return Packed(_end_to_end(sequences, places), steps, tuple(lengths.tolist()), order, places)


def _agree(sequences):
    """Raise ValueError unless all are sequences of the same kind of rows."""
    first = sequences[0]
    for i, s in enumerate(sequences):
        words = s.ndim == 1 and isinstance(s, np.ndarray) and s.dtype.kind in "iu"
        if (s.ndim != 2 and not words) or s.shape[0] == 0:
            raise ValueError(
                f"sequence {i} has shape {s.shape}, expected (T, n_x) or word numbers (T,), with "
                "at least one step"
            )
        if s.shape[1:] != first.shape[1:] or type(s) is not type(first):
            raise ValueError(
                f"sequence {i} is {type(s).__name__} of shape {s.shape}, sequence 0 is "
                f"{type(first).__name__} of shape {first.shape}; all must have the same last axis"
            )


def _end_to_end(sequences, places):
    """All rows in the order `places`."""
    if isinstance(sequences[0], OneHot):
        indices = np.concatenate([s.indices for s in sequences])
        return OneHot(indices[places], sequences[0].n)
    rows = np.concatenate(sequences)[places]
    return rows if rows.ndim == 1 else shapes.numbers("x", rows, None)


def run_packed(network, x, z_init, read):
    """`Network.run` over sequences of different length: each step for those that still go on."""
    refuse_to_pack(network)
    n_z = network.state_size
    z = shapes.initial_state(z_init, len(x.lengths), n_z, network.dtype)[x.order]
    steps = []
    for x_t in x.by_step(network.n("n_x"), network.dtype, network.numbered):
        z = network.step(x_t, z[: len(x_t)])
        steps.append(z)
    states = x.unpack(np.concatenate(steps))
    if read == "every":
        return states, [network.output(z) for z in states]
    return states, network.output(np.stack([network.at_the_end(z) for z in states]))


def refuse_to_pack(network):
    """Raise TypeError where a network says that its steps cannot lie side by side."""
    if not network.packs:
        raise TypeError(
            f"a {type(network).__name__} cannot read packed sequences; run them one by one, or in "
            "batches of equal length"
        )
