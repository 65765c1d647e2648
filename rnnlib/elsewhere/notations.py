"""The same network in the letters of others: one table, which is converted, printed and tested.

Every book writes the RNN of the lecture in letters of its own, and some use the same three letters
for other things. A row of `NOTATIONS` says what is called what, how it lies in memory, and how one
step is typed there. The formulas are run as they are printed, so a wrong row cannot stay.
"""

from dataclasses import dataclass

import numpy as np

OURS = "TBn"  # the axes of a sequence in this course: time, batch, numbers


@dataclass(frozen=True)
class Notation:
    """How one source writes the network: names, places of the axes, the formulas."""

    name: str
    W: str  # their name for our W, and so on
    V: str
    b: tuple  # one name, or two where the source has two biases that are added
    U: str
    c: str
    x: str
    z: str
    f: str
    n_out_first: bool  # a weight matrix is (n_out, n_in), ours is (n_in, n_out)
    axes: str  # of a sequence: ours is "TBn"; with n before B the vectors are columns
    step: str  # the next state, as one types it there
    score: str  # what goes into τ
    source: str

    @property
    def columns(self):
        """True where a vector is a column: a batch is (n, B) and a bias (n, 1)."""
        return self.axes.index("n") < self.axes.index("B")

    @property
    def names(self):
        """Our letters and theirs: {"W": ("Wax",), …}; b may have two."""
        return {"W": (self.W,), "V": (self.V,), "b": self.b, "U": (self.U,), "c": (self.c,)}

    def next_state(self, arrays, x, z):
        """Their formula for one step, run as it is printed."""
        return _run(self.step, arrays | {self.x: x, self.z: z})

    def next_score(self, arrays, z):
        """Their formula for the score of a state, run as it is printed."""
        return _run(self.score, arrays | {self.z: z})

    def states(self, arrays, x, z):
        """Read a whole sequence, in their axes, from the state z: the states, in their axes."""
        T = self.axes.index("T")
        steps = []
        for x_t in np.moveaxis(x, T, 0):
            z = self.next_state(arrays, x_t, z)
            steps.append(z)
        return np.stack(steps, axis=T)

    def sequence(self, x):
        """A sequence (T, B, n) of this course in their axes."""
        return np.transpose(x, [OURS.index(axis) for axis in self.axes])

    def sequence_here(self, x):
        """A sequence in their axes as (T, B, n)."""
        return np.transpose(x, [self.axes.index(axis) for axis in OURS])


def _run(formula, values):
    # The formulas are this module's own text and see nothing but NumPy's tanh and the arrays.
    return eval(formula, {"__builtins__": {}, "tanh": np.tanh}, values)


NOTATIONS = (
    Notation(
        "this course",
        *("W", "V", ("b",), "U", "c"),
        *("x", "z", "f"),
        n_out_first=False,
        axes="TBn",
        step="tanh(z @ V + x @ W + b)",
        score="c + z @ U",
        source="rnnlib.RNN",
    ),
    Notation(
        "the lecture",
        *("W", "V", ("b",), "U", "c"),
        *("x", "z", "f"),
        n_out_first=False,
        axes="TnB",
        step="tanh(V.T @ z + W.T @ x + b)",
        score="c + U.T @ z",
        source="Introduction to Deep Learning, LMU Munich: slides on recurrent networks",
    ),
    Notation(
        "the lecture's lab",
        *("U", "W", ("b",), "V", "c"),
        *("x", "h", "y"),
        n_out_first=True,
        axes="TnB",
        step="tanh(W @ h + U @ x + b)",
        score="V @ h + c",
        source="Introduction to Deep Learning, LMU Munich: lab 9, exercise 1",
    ),
    Notation(
        "Goodfellow et al.",
        *("U", "W", ("b",), "V", "c"),
        *("x", "h", "ŷ"),
        n_out_first=True,
        axes="TnB",
        step="tanh(b + W @ h + U @ x)",
        score="c + V @ h",
        source="Goodfellow, Bengio, Courville (2016), Deep Learning, section 10.2",
    ),
    Notation(
        "PyTorch nn.RNN",
        *("weight_ih_l0", "weight_hh_l0", ("bias_ih_l0", "bias_hh_l0"), "weight", "bias"),
        *("x", "h", "–"),
        n_out_first=True,
        axes="TBn",
        step="tanh(x @ weight_ih_l0.T + bias_ih_l0 + h @ weight_hh_l0.T + bias_hh_l0)",
        score="h @ weight.T + bias",
        source="documentation of torch.nn.RNN; the output is a torch.nn.Linear",
    ),
    Notation(
        "PyTorch nn.RNNCell",
        *("weight_ih", "weight_hh", ("bias_ih", "bias_hh"), "weight", "bias"),
        *("x", "h", "–"),
        n_out_first=True,
        axes="TBn",
        step="tanh(x @ weight_ih.T + bias_ih + h @ weight_hh.T + bias_hh)",
        score="h @ weight.T + bias",
        source="documentation of torch.nn.RNNCell; the output is a torch.nn.Linear",
    ),
    Notation(
        "Keras SimpleRNN",
        *("kernel", "recurrent_kernel", ("bias",), "dense_kernel", "dense_bias"),
        *("x", "h", "–"),
        n_out_first=False,
        axes="BTn",
        step="tanh(x @ kernel + bias + h @ recurrent_kernel)",
        score="h @ dense_kernel + dense_bias",
        source="documentation of keras.layers.SimpleRNN; the output is a Dense layer",
    ),
    Notation(
        "d2l",
        *("W_xh", "W_hh", ("b_h",), "W_hq", "b_q"),
        *("X", "H", "O"),
        n_out_first=False,
        axes="TBn",
        step="tanh(X @ W_xh + H @ W_hh + b_h)",
        score="H @ W_hq + b_q",
        source="Zhang et al., Dive into Deep Learning (d2l.ai), chapter 9",
    ),
    Notation(
        "CS231n",
        *("Wxh", "Whh", ("bh",), "Why", "by"),
        *("x", "h", "y"),
        n_out_first=True,
        axes="TnB",
        step="tanh(Wxh @ x + Whh @ h + bh)",
        score="Why @ h + by",
        source="Stanford CS231n, lecture on recurrent networks; Karpathy (2015), min-char-rnn",
    ),
    Notation(
        "CS231n assignment",
        *("Wx", "Wh", ("b",), "W_vocab", "b_vocab"),
        *("x", "prev_h", "–"),
        n_out_first=False,
        axes="BTn",
        step="tanh(x @ Wx + prev_h @ Wh + b)",
        score="prev_h @ W_vocab + b_vocab",
        source="Stanford CS231n, assignment on image captions: rnn_step_forward",
    ),
    Notation(
        "deeplearning.ai",
        *("Wax", "Waa", ("ba",), "Wya", "by"),
        *("xt", "a_prev", "yt_pred"),
        n_out_first=True,
        axes="nBT",
        step="tanh(Waa @ a_prev + Wax @ xt + ba)",
        score="Wya @ a_prev + by",
        source="A. Ng, Sequence Models, assignment of week 1 (there B is called m)",
    ),
)
LETTERS = ("where", "W", "V", "b", "U", "c", "z", "f")
FORMULAS = ("where", "one step", "a weight is", "axes of x")


def notation(name):
    """The row with this name. Raises ValueError with the names that there are."""
    for row in NOTATIONS:
        if row.name == name:
            return row
    known = ", ".join(repr(row.name) for row in NOTATIONS)
    raise ValueError(f"there is no notation {name!r}, expected one of {known}")


def letters():
    """Who writes what: one tuple of text for each notation, its columns named in `LETTERS`."""
    for row in NOTATIONS:
        yield row.name, row.W, row.V, " + ".join(row.b), row.U, row.c, row.z, row.f


def formulas():
    """One step and the places of the axes, as tuples of text, columns named in `FORMULAS`."""
    for row in NOTATIONS:
        weight = "(n_out, n_in)" if row.n_out_first else "(n_in, n_out)"
        yield row.name, row.step, weight, f"({', '.join(row.axes)})"


def markdown():
    """Both tables as they stand in NOTATION.md."""
    tables = []
    for head, rows in ((LETTERS, letters()), (FORMULAS, formulas())):
        lines = [head, ["---"] * len(head)]
        lines += [(name, *(f"`{text}`" for text in rest)) for name, *rest in rows]
        tables.append("".join("| " + " | ".join(line) + " |\n" for line in lines))
    return "\n".join(tables)
