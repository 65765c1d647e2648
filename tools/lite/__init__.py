"""The course in a browser, with nothing installed: a JupyterLite with a Pyodide of its own.

Reading order: pyodide (Python for browsers, held to its checksums), wheels (rnnlib and what it
needs, and the lock that names them), in_browser (what is set up there), contents (the learner's
notebooks), build (the command).
"""
