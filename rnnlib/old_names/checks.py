"""The old name of the exercises' checks, for notebooks of edition 0.1."""

from rnnlib.exercises.checks import check, hint, predict  # noqa: F401
