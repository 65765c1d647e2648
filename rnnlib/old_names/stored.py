"""The old name of `rnnlib.elsewhere.pytorch_numbers`, for notebooks of edition 0.1."""

from rnnlib.elsewhere.pytorch_numbers import *  # noqa: F403
