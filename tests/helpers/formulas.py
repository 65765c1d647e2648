"""The mathematics that a text may use: what KaTeX and MathJax both render."""

import re

ALLOWED_COMMANDS = set(
    "mathbf top sigma tau qquad cdot sum partial text in le ge ldots mathbb hat tanh log frac"
    " exp approx dots quad ,".split()
)


def commands_in(path):
    math = re.findall(r"\$\$?(.+?)\$\$?", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return {c for m in math for c in re.findall(r"\\([a-zA-Z]+|,)", m)}
