"""One recurrent unit to touch: z[t] = σ(v z[t−1] + w x[t] + b), with sliders for v, w and b.

The page shows its states over time, the map from one state to the next with its resting points, and
small tasks with a check. It computes by `network.js`, without a kernel.
"""

from dataclasses import dataclass

import numpy as np

from rnnlib.cells import RNN
from rnnlib.functions import identity, relu, sigmoid, tanh
from rnnlib.touch.page import component
from rnnlib.views.say import number

SIGMAS = {sigma.name: sigma for sigma in (tanh, sigmoid, relu, identity)}
STEPS = 21  # the first input, and 20 steps to remember it


@dataclass(frozen=True)
class OneUnit:
    """A unit as the page begins with it; a notebook shows it as the last value."""

    v: float
    w: float
    b: float
    sigma: str
    x: tuple

    @property
    def model(self):
        """The same unit as an `RNN` with n_x = n_z = n_f = 1; f is the state itself."""
        one = np.ones((1, 1))
        sigma = SIGMAS[self.sigma]
        return RNN(self.w * one, self.v * one, [self.b], one, [0.0], sigma=sigma, tau=identity)

    @property
    def states(self):
        """What the unit does with the input: one state for each step."""
        return self.model.run(np.reshape(self.x, (-1, 1)))[0][:, 0]

    def html(self):
        """A self-contained piece of HTML."""
        formula = f"z[t] = {self.sigma}({self.v:g} z[t−1] + {self.w:g} x[t] + {self.b:g})"
        rows = (
            f"<tr><th scope='row'>{name}</th>"
            + "".join(f"<td>{number(value)}</td>" for value in values)
            + "</tr>"
            for name, values in (("x[t]", self.x), ("z[t]", self.states))
        )
        first_look = (
            f'<strong>One unit</strong><div class="rnn-first-look"><p>{formula}</p>'
            f"<table>{''.join(rows)}</table><p>Its numbers can be changed where the scripts of "
            "this page may run.</p></div>"
        )
        data = {"v": self.v, "w": self.w, "b": self.b, "sigma": self.sigma, "x": self.x}
        return component("single_unit", data, first_look, "One unit")

    def _repr_html_(self):
        return self.html()

    def __repr__(self):
        return f"OneUnit(v = {self.v:g}, w = {self.w:g}, b = {self.b:g}, σ = {self.sigma})"


def one_unit(v=0.5, w=1.0, b=0.0, sigma=tanh, x=(1,)):
    """A recurrent unit with sliders for v, w, b: its states, its resting points, small tasks.

    x is the input, filled up with zeros to 21 steps.
    Raises ValueError for an activation that the page does not have, for numbers that are not
    finite, and for more than 21 inputs.
    """
    name = getattr(sigma, "name", sigma)
    if name not in SIGMAS:
        raise ValueError(f"sigma = {name}, expected one of {', '.join(SIGMAS)}")
    x = np.asarray(x, float)
    if x.ndim != 1 or len(x) > STEPS:
        raise ValueError(
            f"x has shape {x.shape}, expected up to {STEPS} numbers, one for each step"
        )
    if not np.isfinite([v, w, b, *x]).all():
        raise ValueError(f"v = {v}, w = {w}, b = {b}, x = {x}: expected finite numbers")
    filled = (*x.tolist(), *[0.0] * (STEPS - len(x)))
    return OneUnit(float(v), float(w), float(b), name, filled)
