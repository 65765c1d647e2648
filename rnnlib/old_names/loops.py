"""The old name of `rnnlib.fast.loops`, for notebooks of edition 0.1."""

from rnnlib.backprop import plain_backward, plain_forward  # noqa: F401
from rnnlib.fast.loops import *  # noqa: F403
