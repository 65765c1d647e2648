"""The site: the course as pages that need no server, no kernel and no network.

Reading order: stage (what goes in), notebooks (outputs that everyone can read), pages (pages made
from other things than text), cards (lists of lessons and exercises), misconceptions (the register),
reference (of rnnlib), mathml (formulas), conf (Sphinx), build (the command).
"""
