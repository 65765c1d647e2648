"""The old name of `rnnlib.pictures.word_map`, for notebooks of edition 0.1."""

from rnnlib.pictures.word_map import *  # noqa: F403
