"""The old name of `rnnlib.elsewhere.notations`, for notebooks of edition 0.1."""

from rnnlib.elsewhere.notations import *  # noqa: F403
