"""Sentences, small real tasks, their targets, and the honest rivals of a network."""
