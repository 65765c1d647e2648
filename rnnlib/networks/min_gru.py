"""minGRU: a GRU whose gate and candidate hear the input alone, never the state. Lesson 16.

u[t]   = sigmoid(W_uᵀx[t] + b_u)                 how much is new
new[t] = Wᵀx[t] + b
z[t]   = (1 − u[t]) z[t−1] + u[t] new[t]

Given the inputs, z[t] is linear in z[t−1]. Therefore the run is a scan, in spite of the gate.

`span` is how far the gate opens. With 1, as in the paper, the factor 1 − u of the old state lies
between 0 and 1. With 2 it lies between −1 and 1, and a unit can turn its sign.

Sources: Feng, Tung, Ahmed, Bengio, Hajimirsadeghi (2024), "Were RNNs all we needed?"; for the
doubled span Grazzi, Siems, Zela, Franke, Hutter, Pontil (2024), "Unlocking state-tracking in linear
RNNs through negative eigenvalues".
"""

import numpy as np

from rnnlib.cells import Network
from rnnlib.fast.scan import scan
from rnnlib.fast.through_scan import affine, through_scan, with_inputs
from rnnlib.functions import Activation, sigmoid
from rnnlib.inputs.packed import Packed
from rnnlib.inputs.values import gradient_of, weight
from rnnlib.trace import walk_back


class MinGRU(Network):
    """z[t] = (1 − u[t]) z[t−1] + u[t] new[t]: the input alone chooses how much is kept.

    u[t] = span · sigmoid(W_uᵀx[t] + b_u),  new[t] = Wᵀx[t] + b,  f[t] = τ(c + Uᵀz[t])
    """

    W_u: np.ndarray = weight("n_x", "n_z")  # input  -> gate
    b_u: np.ndarray = weight("n_z")
    W: np.ndarray = weight("n_x", "n_z")  # input  -> candidate
    b: np.ndarray = weight("n_z")
    U: np.ndarray = weight("n_z", "n_f")  # hidden -> output
    c: np.ndarray = weight("n_f")
    tau: Activation = sigmoid
    span: float = 1.0

    def __post_init__(self):
        super().__post_init__()
        if not 0 < self.span <= 2:
            raise ValueError(
                f"span = {self.span}, expected a number above 0, at most 2: beyond it 1 − u can be "
                "below −1, and the state explodes"
            )

    def gate(self, x):
        """u[t] = span · sigmoid(W_uᵀx[t] + b_u); 1 − u[t] are the eigenvalues of this step."""
        return self.span * sigmoid(x @ self.W_u + self.b_u)

    def step(self, x, z):
        """One time step: from x[t] and z[t−1] to z[t] = (1 − u[t]) z[t−1] + u[t] new[t]."""
        u = self.gate(x)
        return (1 - u) * z + u * (x @ self.W + self.b)

    def in_parallel(self, x, z_init=None):
        """The states of `run`, to rounding, without a loop over time: x (T, B, n_x) -> (T, B, n_z).

        A bare x (T, n_x) gives states (T, n_z).
        """
        given = self.given(x, first=z_init)
        u = self.gate(given.x)
        z = scan(1 - u, u * (given.x @ self.W + self.b), given.first)
        return z[:, 0] if given.bare else z

    def backward(self, x, y, loss, *, first=None, read="every", teacher=False, with_inputs=False):
        """(value, gradient[, dx, dz_init]) as in `bptt`, by two scans: see `through_scan`.

        dnew[t] = u[t] dz[t]
        du[t]   = (new[t] − z[t−1]) dz[t],  through the sigmoid to W_u and b_u
        """
        if isinstance(x, Packed):
            return walk_back(self, x, y, loss, first=first, read=read, with_inputs=with_inputs)
        given = self.given(x, y, first=first, read=read, teacher=teacher)
        u, new = self.gate(given.x), given.x @ self.W + self.b
        value, ends, da, dd, dz_init = through_scan(self, given, 1 - u, u * new, y, loss, read)
        dnew = u * dd
        dgate = sigmoid.back(u / self.span, self.span * (new * dd - da))
        (dW, db), (dW_u, db_u) = affine(given.x, dnew), affine(given.x, dgate)
        gradient = gradient_of(self, {"W": dW, "b": db, "W_u": dW_u, "b_u": db_u, **ends})
        if not with_inputs:
            return value, gradient
        dx = dnew @ self.W.T + dgate @ self.W_u.T
        return value, gradient, *_inputs(given, first, dx, dz_init)


_inputs = with_inputs  # the argument of `backward` has its name
