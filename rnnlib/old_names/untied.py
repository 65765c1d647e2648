"""The old name of `rnnlib.networks.untied`, for notebooks of edition 0.1."""

from rnnlib.networks.untied import *  # noqa: F403
