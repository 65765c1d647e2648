"""Linear recurrent networks: nothing bends the state, and no unit hears another. Lesson 16.

`LinearRNN`           z[t] = λ z[t−1] + Wᵀx[t] + b                λ one real number for each unit
`ComplexLinearRNN`    the same with complex z and λ = r e^{iθ}: each step turns z by θ and shrinks
                      it by r

λ are the eigenvalues of a diagonal V. Dense V would bring nothing that diagonal ones cannot do:
nearly every real matrix is diagonal in complex numbers, with U and W changed accordingly.

The state is a weighted sum of all inputs, z[t] = Σ_k λᵏ (Wᵀx[t−k] + b), so it can be computed for
all t at once: `in_parallel` does it by the scan of `rnnlib.fast.scan`, and so does `backward`.

Source: Orvieto et al. (2023), "Resurrecting recurrent neural networks for long sequences" (LRU).
What differs here: r is a sigmoid of a free number (there exp(−exp(ν))); the factor √(1 − r²), which
keeps the state as large as its input, is in the first W (there learned); one layer, no skip.
"""

from dataclasses import replace

import numpy as np

from rnnlib.cells import Network
from rnnlib.fast.scan import scan
from rnnlib.fast.through_scan import affine, flat, pairs, through_scan, with_inputs
from rnnlib.functions import Activation, sigmoid, tanh
from rnnlib.inputs import arguments, shapes
from rnnlib.inputs.packed import Packed
from rnnlib.inputs.values import gradient_of, weight
from rnnlib.trace import walk_back

cos = Activation("cos", np.cos, back_from=lambda a, dz: -np.sin(a) * dz)
sin = Activation("sin", np.sin, back_from=lambda a, dz: np.cos(a) * dz)


class LinearRNN(Network):
    """A diagonal linear RNN with real eigenvalues λ = squash(v), one for each unit.

    z[t] = λ z[t−1] + Wᵀx[t] + b
    f[t] = τ(c + Uᵀz[t])

    squash = tanh keeps λ between −1 and 1, squash = sigmoid between 0 and 1.
    """

    W: np.ndarray = weight("n_x", "n_z")  # input  -> hidden
    v: np.ndarray = weight("n_z")  # hidden -> hidden: each unit hears itself alone
    b: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output
    c: np.ndarray = weight("n_f")
    squash: Activation = tanh
    tau: Activation = sigmoid

    def __post_init__(self):
        super().__post_init__()
        shapes.activation("squash", self.squash)

    @property
    def eigenvalues(self):
        """λ, shape (n_z,)."""
        return self.squash(self.v)

    def step(self, x, z):
        """One time step: from x[t] and z[t−1] to z[t] = λ z[t−1] + Wᵀx[t] + b."""
        return self.squash(self.v) * z + x @ self.W + self.b

    def pair(self, x):
        """(a, d) with z[t] = a[t] z[t−1] + d[t]: λ (1, 1, n_z) and Wᵀx[t] + b (T, B, n_z)."""
        return self.eigenvalues[None, None], x @ self.W + self.b

    def in_parallel(self, x, z_init=None):
        """The states of `run`, to rounding, without a loop over time: x (T, B, n_x) -> (T, B, n_z).

        A bare x (T, n_x) gives states (T, n_z).
        """
        return _in_parallel(self, x, z_init)

    def backward(self, x, y, loss, *, first=None, read="every", teacher=False, with_inputs=False):
        """(value, gradient[, dx, dz_init]) as in `bptt`, by two scans: see `through_scan`.

        dλ = Σ z[t−1] dz[t],  dv = squash'(v) dλ,  dW = Σ x[t] dz[t]ᵀ,  db = Σ dz[t]
        """

        def own(da):
            back = self.squash.gradient(self.v, self.eigenvalues, da.sum(axis=(0, 1)))
            return {"v": back}

        return _backward(self, x, y, loss, first, read, teacher, with_inputs, own)

    @classmethod
    def initialise(cls, n_x, n_z, n_f, *, rng, dtype=np.float64, **activations):
        """As of every network, and v random with spread 2: eigenvalues all over their range."""
        model = super().initialise(n_x, n_z, n_f, rng=rng, dtype=dtype, **activations)
        return replace(model, v=(2 * rng.normal(size=n_z)).astype(dtype))


class ComplexLinearRNN(Network):
    """A diagonal linear RNN with complex eigenvalues λ = r e^{iθ}, r = sigmoid(ρ).

    z[t] = λ z[t−1] + Wᵀx[t] + b            complex; as two real numbers, with z = p + iq:

    p[t] = r (cos θ p[t−1] − sin θ q[t−1]) + …
    q[t] = r (sin θ p[t−1] + cos θ q[t−1]) + …

    f[t] = τ(c + Uᵀz[t])

    The state has n_z = 2 n_λ real numbers, first all p, then all q. W and U have a row or column
    for each of them, so they are complex matrices written as two real ones.
    """

    W: np.ndarray = weight("n_x", "n_z")  # input  -> hidden
    rho: np.ndarray = weight("n_λ")  # radius: how much is kept
    theta: np.ndarray = weight("n_λ")  # angle: how far it turns
    b: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output
    c: np.ndarray = weight("n_f")
    tau: Activation = sigmoid

    def __post_init__(self):
        super().__post_init__()
        if self.n("n_z") != 2 * self.n("n_λ"):
            raise ValueError(
                f"n_z = {self.n('n_z')} and n_λ = {self.n('n_λ')}, expected n_z = 2 n_λ: the state "
                "holds a real and an imaginary part for each eigenvalue"
            )

    @property
    def eigenvalues(self):
        """λ = r e^{iθ}, complex, shape (n_λ,)."""
        return sigmoid(self.rho) * (cos(self.theta) + 1j * sin(self.theta))

    def step(self, x, z):
        """One time step: turn each pair by θ, shrink it by r, add Wᵀx[t] + b."""
        real, imaginary = np.split(np.eye(self.W.shape[1], dtype=self.dtype), 2)
        p, q, r = z @ real.T, z @ imaginary.T, sigmoid(self.rho)
        turned_p = r * (cos(self.theta) * p - sin(self.theta) * q)
        turned_q = r * (sin(self.theta) * p + cos(self.theta) * q)
        return turned_p @ real + turned_q @ imaginary + x @ self.W + self.b

    def pair(self, x):
        """(a, d) with z[t] = a[t] z[t−1] + d[t], complex: (1, 1, n_λ) and (T, B, n_λ)."""
        return self.eigenvalues[None, None], pairs(x @ self.W + self.b)

    def in_parallel(self, x, z_init=None):
        """The states of `run`, to rounding, without a loop over time: x (T, B, n_x) -> (T, B, n_z).

        A bare x (T, n_x) gives states (T, n_z).
        """
        return _in_parallel(self, x, z_init)

    def backward(self, x, y, loss, *, first=None, read="every", teacher=False, with_inputs=False):
        """(value, gradient[, dx, dz_init]) as in `bptt`, by two scans: see `through_scan`.

        With G = Σ conj(z[t−1]) dz[t] = dL/dRe λ + i dL/dIm λ
        dr = Re(conj(e^{iθ}) G),  dρ = sigmoid'(ρ) dr,  dθ = Re(conj(iλ) G)
        """

        def own(da):
            G, r = da.sum(axis=(0, 1)), sigmoid(self.rho)
            turn = self.eigenvalues / r
            drho = sigmoid.back(r, (np.conj(turn) * G).real)
            return {"rho": drho, "theta": (np.conj(1j * self.eigenvalues) * G).real}

        return _backward(self, x, y, loss, first, read, teacher, with_inputs, own)

    @classmethod
    def initialise(
        cls, n_x, n_z, n_f, *, rng, radius=(0.9, 0.999), dtype=np.float64, **activations
    ):
        """Eigenvalues spread evenly over the ring between two radii, at all angles; n_z is even.

        radius=(0, 0.999) is nearly the whole disk. W is smaller by √(1 − r²), so that the state is
        as large as the input, however long it is remembered.
        """
        shapes.counts(n_x=n_x, n_z=n_z, n_f=n_f)
        arguments.generator(rng)
        least, most = radius
        if n_z % 2 or not 0 <= least < most < 1:
            raise ValueError(
                f"n_z = {n_z}, radius = {radius}: expected an even n_z, half of it for each part "
                "of a complex number, and two radii 0 ≤ least < most < 1"
            )
        m = n_z // 2
        r = np.sqrt(rng.uniform(least**2, most**2, size=m))  # even over the area
        theta = rng.uniform(-np.pi, np.pi, size=m)
        W = rng.normal(size=(n_x, n_z)) / np.sqrt(n_x) * np.tile(np.sqrt(1 - r * r), 2)
        U = rng.normal(size=(n_z, n_f)) / np.sqrt(n_z)
        arrays = (W, np.log(r / (1 - r)), theta, np.zeros(n_z), U, np.zeros(n_f))
        return cls(*(a.astype(dtype) for a in arrays), **activations)


def _in_parallel(model, x, z_init):
    """All states by one scan, in the shapes of `run`."""
    given = model.given(x, first=z_init)
    a, d = model.pair(given.x)
    z = flat(scan(a, d, pairs(given.first))) if a.dtype.kind == "c" else scan(a, d, given.first)
    return z[:, 0] if given.bare else z


def _backward(model, x, y, loss, first, read, teacher, inputs, own):
    """`backward` for both; `own(da)` gives the gradients of what λ is made from."""
    if isinstance(x, Packed):
        return walk_back(model, x, y, loss, first=first, read=read, with_inputs=inputs)
    given = model.given(x, y, first=first, read=read, teacher=teacher)
    a, d = model.pair(given.x)
    value, ends, da, dd, dz_init = through_scan(model, given, a, d, y, loss, read)
    dd = flat(dd) if dd.dtype.kind == "c" else dd
    dW, db = affine(given.x, dd)
    gradient = gradient_of(model, {"W": dW, "b": db, **own(da), **ends})
    if not inputs:
        return value, gradient
    return value, gradient, *with_inputs(given, first, dd @ model.W.T, dz_init)
