"""Doors of edition 0.1: what its notebooks import by name leads to where it is now."""
