"""Training at a growing lag, in the page: how far back can a network learn, until one fails?

The task is `first_sign` of lesson 10. The page makes its sequences itself, because each step of a
training needs new ones; what was measured with `rnnlib.learning.lag` stands beside it.
"""

from dataclasses import dataclass

from rnnlib.data.measured import measured
from rnnlib.touch.page import component

KINDS = ("random V", "orthogonal V", "identity V")
RIVALS = (*KINDS, "dense net")
LAGS = (5, 10, 20, 30, 40, 60, 80)
STEPS, RATE, NOISE = 400, 0.003, 0.5  # as in `rnnlib.learning.lag`


@dataclass(frozen=True)
class GrowingLag:
    """Trainings that a page does, one for each lag; a notebook shows it as the last value."""

    data: dict

    def html(self):
        """A self-contained piece of HTML."""
        title = "How far back can it learn?"
        first_look = (
            f'<strong>{title}</strong><p class="rnn-first-look">Networks are trained here to keep '
            f"the sign of their first input over {', '.join(map(str, LAGS))} steps, where the "
            "scripts of this page may run.</p>"
        )
        return component("growing_lag", self.data, first_look, title)

    def _repr_html_(self):
        return self.html()

    def __repr__(self):
        return f"trainings in the page, at lags from {LAGS[0]} to {LAGS[-1]}"


def train_over_lags(kind="orthogonal V", seed=0):
    """Train networks in the page to keep a sign over longer and longer lags, until one fails.

    The reader chooses V at the start ("random V", "orthogonal V", "identity V"), σ and the seed.
    The dashed lines are the means of `measured("a growing lag")`.
    Raises ValueError for another kind, and for a seed that is no whole number from 0 to 9999.
    """
    if kind not in KINDS:
        raise ValueError(f"kind = {kind!r}, expected one of {', '.join(KINDS)}")
    if seed not in range(10_000):
        raise ValueError(f"seed = {seed}, expected 0 to 9999")
    means = measured("a growing lag").means
    return GrowingLag(
        {
            "lags": LAGS,
            "kinds": KINDS,
            "stored": {who: [means[f"{who}, lag {lag}"] for lag in LAGS] for who in RIVALS},
            "steps": STEPS,
            "rate": RATE,
            "noise": NOISE,
            "settings": {"kind": kind, "sigma": "tanh", "seed": seed},
        }
    )
