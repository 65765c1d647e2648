"""The course in a browser, with nothing installed."""
