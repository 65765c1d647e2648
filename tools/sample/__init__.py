"""A class to try the grader with: odd hand-ins of every kind, in the layout of any platform."""
