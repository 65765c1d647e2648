"""Old name: notebooks of the first edition import `check`, `hint` and `predict` from here.

Today all three are in `rnnlib` itself, and `predict` is called `guess` there: `rnnlib.predict` is
what a trained network predicts.
"""

from rnnlib.exercises.checks import check, hint
from rnnlib.exercises.guesses import guess

predict = guess

__all__ = ["check", "hint", "predict"]
