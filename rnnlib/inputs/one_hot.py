"""One-hot vectors, stored as the place of their one."""

from dataclasses import dataclass, field

import numpy as np


class StandIn:
    """Base of what is used like an array without being one: one-hot rows, a recorded value."""


@dataclass(frozen=True, eq=False)
class OneHot(StandIn):
    """One-hot vectors, stored as the place of their one: indices (…) stand for rows (…, n).

    `x @ W` with a one-hot row x picks one row of W. So the product is a look-up, and the
    vectors never need to be built: same result, a vocabulary of thousands costs nothing.
    """

    indices: np.ndarray = field(repr=False)
    n: int

    def __post_init__(self):
        indices = np.asarray(self.indices)
        if not isinstance(self.n, (int, np.integer)) or self.n < 1:
            raise ValueError(f"n = {self.n!r}, expected the number of words, at least 1")
        if indices.dtype.kind not in "iu":
            raise TypeError(f"indices hold {indices.dtype}, expected whole numbers (int)")
        bad = (indices < 0) | (indices >= self.n)
        if bad.any():
            place = np.argwhere(bad)[0].tolist()
            raise ValueError(
                f"indices hold {indices[bad][0]} at {place}, expected 0 … {self.n - 1}: "
                "the vocabulary has no word with this number"
            )
        # As NumPy counts places on this machine: in a browser with 32 bits.
        object.__setattr__(self, "indices", indices.astype(np.intp, copy=False))

    @property
    def shape(self):
        """The shape that the vectors would have: (…, n)."""
        return (*self.indices.shape, self.n)

    @property
    def ndim(self):
        """How many axes the vectors would have."""
        return self.indices.ndim + 1

    def __len__(self):
        return len(self.indices)

    def __getitem__(self, where):
        return OneHot(self.indices[where], self.n)

    def __iter__(self):
        return (self[t] for t in range(len(self)))

    def __matmul__(self, W):
        if not isinstance(W, np.ndarray):
            return NotImplemented
        if len(W) != self.n:
            raise ValueError(f"W has {len(W)} rows, expected n = {self.n}: one for each word")
        return W[self.indices]

    def __array__(self, dtype=None, copy=None):
        vectors = np.zeros(self.shape, dtype)
        np.put_along_axis(vectors, self.indices[..., None], 1, axis=-1)
        return vectors
