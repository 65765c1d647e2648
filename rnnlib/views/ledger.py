"""The ledger: what every step adds to the gradient of every loss, before anything is summed.

Give each step τ a private copy of the shared weights, V_τ = V, W_τ = W, b_τ = b. Then every loss
L[t] has a gradient of its own for every copy with τ ≤ t, and none for the later copies:

                 V_0           V_1           …   V_T−1            sum over τ
    L[0]         dL[0]/dV_0                                       dL[0]/dV
    L[1]         dL[1]/dV_0    dL[1]/dV_1                         dL[1]/dV
    …
    L[T−1]       dL[T−1]/dV_0  dL[T−1]/dV_1  …   dL[T−1]/dV_T−1   dL[T−1]/dV
    sum over t   dL/dV_0       dL/dV_1       …   dL/dV_T−1        dL/dV, what `bptt` gives

One row, backward from τ = t to 0:   da[t, t] = σ'(a[t]) U ds[t]
                                     da[t, τ] = σ'(a[τ]) V da[t, τ+1]
One entry:                           dL[t]/dV_τ = z[τ−1] da[t, τ]ᵀ
                                     dL[t]/dW_τ = x[τ] da[t, τ]ᵀ,   dL[t]/db_τ = da[t, τ]

`bptt` adds the rows together at every fork, and goes back T steps. The ledger keeps them apart, and
goes back T + (T−1) + … + 1 steps: it is there to be looked at, not to train with.
"""

from dataclasses import dataclass, replace

import numpy as np

from rnnlib.inputs import shapes
from rnnlib.inputs.names import Name
from rnnlib.views.one_step import terms
from rnnlib.views.say import number
from rnnlib.views.table import Table

MOST_COLUMNS = 12  # of a printed table


@dataclass(frozen=True, eq=False, repr=False)
class Ledger:
    """The table of one recorded run, with R rows, a loss each, and T columns, a copy each."""

    times: tuple  # the t of every row, (R,)
    da: np.ndarray  # (R, T, B, n_z)  what L[t] says to a[τ]; zero where τ > t
    before: np.ndarray  # (T, B, n_z)  z[τ−1]
    x: np.ndarray  # (T, B, n_x)

    @property
    def T(self):
        """The number of steps, one copy of the weights for each."""
        return len(self.x)

    def entries(self, letter="V"):
        """dL[t]/d(copy τ): (R, T, n_z, n_z) for "V", (R, T, n_x, n_z) for "W", (R, T, n_z) for "b".

        Every L[t] is a mean over the batch, as in `bptt`.
        """
        if letter not in ("V", "W", "b"):
            raise ValueError(
                f"letter = {letter!r}, expected V, W or b; step τ uses its copies of U and c for "
                "L[τ] alone, so there is nothing to tell apart"
            )
        if letter == "b":
            return self.da.sum(axis=2)
        read = self.before if letter == "V" else self.x
        return np.einsum("tbi,rtbj->rtij", read, self.da)

    def by_loss(self, letter="V"):
        """The sum of every row, dL[t]/d(weight): (R, …)."""
        return self.entries(letter).sum(axis=1)

    def by_copy(self, letter="V"):
        """The sum of every column, dL/d(copy τ): (T, …)."""
        return self.entries(letter).sum(axis=0)

    def total(self, letter="V"):
        """The sum of the whole table, dL/d(weight), in the shape of the weight."""
        return self.entries(letter).sum(axis=(0, 1))

    def norms(self, letter="V"):
        """How large every entry is, (R, T): the root of the sum of its squared numbers."""
        return sizes(self.entries(letter), 2)

    def within(self, window):
        """What `truncated_bptt` adds up: entries whose τ and t lie in the same window."""
        shapes.counts(window=window)
        same = np.array(self.times)[:, None] // window == np.arange(self.T) // window
        return replace(self, da=np.where(same[..., None, None], self.da, 0))

    def table(self, letter="V", digits=2):
        """Entries and sums as a `Table`: numbers where there is one weight, else their sizes."""
        if self.T > MOST_COLUMNS:
            raise ValueError(
                f"T = {self.T} columns are too wide to read, {MOST_COLUMNS} fit; ledger_map draws "
                "them as colours"
            )
        cells = with_sums(self.entries(letter))
        one_weight = cells[0, 0].size == 1
        cells = cells.reshape(cells.shape[:2]) if one_weight else sizes(cells, 2)
        rows = [
            (
                f"L[{t}]",
                *("" if t < tau < self.T else number(v, digits) for tau, v in enumerate(row)),
            )
            for t, row in zip(self.times, cells, strict=False)
        ]
        rows.append(("sum", *(number(value, digits) for value in cells[-1])))
        copies = (f"{letter}_{tau}" for tau in range(self.T))
        kind = "" if one_weight else ": the size of each; sums are taken first, then their size"
        caption = f"What every copy of {letter} adds to the gradient of every loss{kind}"
        return Table(caption, ("", *copies, "sum"), tuple(rows))

    def __repr__(self):
        if self.T <= MOST_COLUMNS:
            return str(self.table())
        R, T, B, n_z = self.da.shape
        return f"Ledger of {R} losses and T = {T} copies (B = {B}, n_z = {n_z})"

    def _repr_mimebundle_(self, include=None, exclude=None):
        shown = {"text/plain": repr(self)}
        return shown | {"text/html": self.table().html()} if self.T <= MOST_COLUMNS else shown


def ledger(trace):
    """The gradient of every loss of a recorded run, copy by copy: see the top of this page.

    `trace` comes from record(RNN, x, y, loss, …). Column sums are the gradients of an `UntiedRNN`
    whose copies are equal, the sum of all is the gradient of `bptt`.
    Raises TypeError for a network with other formulas, ValueError for a run without a loss.
    """
    model = trace.model
    if not _has_these_formulas(trace):
        raise TypeError(
            f"the trace is of a {type(model).__name__}, expected one of an RNN: the ledger needs "
            "z[t] = σ(Vᵀz[t−1] + Wᵀx[t] + b) at every step, and f[t] = τ(c + Uᵀz[t])"
        )
    steps = range(trace.T)
    times = tuple(t for t in steps if Name("L", t) in trace)
    if not times:
        raise ValueError("this trace has no loss: record(model, x, y, loss) notes one")
    z = [trace[Name("z", t)] for t in steps]
    da = np.zeros((len(times), trace.T, *z[0].shape), z[0].dtype)
    for row, t in zip(da, times, strict=True):
        ds = trace[Name("L", t)].back(1)[0]
        dz = ds @ model.U.T  # up the fork: the only time that L[t] is heard directly
        for tau in range(t, -1, -1):
            (row[tau],) = z[tau].back(dz)  # σ'(a[τ]) dz
            dz = row[tau] @ model.V.T  # along the chain of V, one step to the left
    before = np.stack([trace.value(Name("z", t - 1)) for t in steps])
    x = np.stack([trace.value(Name("x", t)) for t in steps])
    return Ledger(times, da, before, x)


def _has_these_formulas(trace):
    """Whether the record shows the formulas of the lecture at every step, with one V for all."""
    if trace.T is None or any(len(axes) > 2 for axes in trace.model.sizes.values()):
        return False
    for t in range(trace.T):
        state = {"V": Name("z", t - 1), "W": Name("x", t), "b": None}
        output = {"U": Name("z", t), "c": None}
        for name, wanted in ((Name("z", t), state), (Name("f", t), output)):
            found = terms(trace, name) if name in trace else None  # f is not read at every step
            if found is not None and {k: term.factor for k, term in found.items()} != wanted:
                return False
    return True


def with_sums(entries):
    """Entries (R, T, …) with row sums as one more column, and one more row: (R + 1, T + 1, …)."""
    wide = np.concatenate([entries, entries.sum(axis=1, keepdims=True)], axis=1)
    return np.concatenate([wide, wide.sum(axis=0, keepdims=True)])


def sizes(arrays, axes):
    """The root of the sum of squares over all axes but the first `axes`, also of tiny numbers."""
    flat = np.abs(arrays).reshape(*arrays.shape[:axes], -1)
    largest = flat.max(axis=-1)
    scaled = flat / np.where(largest > 0, largest, 1)[..., None]  # 1e-200 squared would be zero
    return largest * np.sqrt((scaled**2).sum(axis=-1))
