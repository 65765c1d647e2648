"""The old name of `rnnlib.data.small_sets`, for notebooks of edition 0.1."""

from rnnlib.data.small_sets import *  # noqa: F403
