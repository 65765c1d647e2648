"""Grading: read submissions, run them behind walls, judge their numbers outside."""
