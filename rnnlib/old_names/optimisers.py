"""The old name of `rnnlib.learning.optimisers`, for notebooks of edition 0.1."""

from rnnlib.learning.optimisers import *  # noqa: F403
