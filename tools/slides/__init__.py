"""Slides from the built notebooks: one reveal.js deck per lesson, one for the whole lecture."""
