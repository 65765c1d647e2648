"""From `python course.py` to JupyterLab: commands, set-up, the learner's own work, tests."""
