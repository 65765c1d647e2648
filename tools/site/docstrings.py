"""Docstrings here are prose with formulas set by hand, not reStructuredText: translate them."""

import re

# What is kept as it is: `code`, **bold**. Everything else may hold signs that mean something.
KEPT = re.compile(r"(``.+?``|`[^`]+`|\*\*[^*\s][^*]*\*\*)")
SIGNS = re.compile(r"([*|\\`]|_(?!\w))")
ITEM = re.compile(r"- |\d+\. ")


def to_rst(lines: list[str]) -> list[str]:
    """The lines of a docstring as reStructuredText that shows what the docstring shows."""
    blocks = re.split(r"\n\s*\n", "\n".join(lines).strip("\n"))
    return [line for block in blocks for line in [*_block(block.split("\n")), ""]]


def _block(lines: list[str]) -> list[str]:
    """A block without blank lines: a list, something set by hand (kept as it is), or prose."""
    if any(ITEM.match(line) for line in lines):
        first = next(i for i, line in enumerate(lines) if ITEM.match(line))
        before = [*prose(lines[:first]), ""] if first else []
        return before + prose(lines[first:])
    if any(line.startswith(" ") or re.search(r"\S {3,}\S", line) for line in lines):
        first = next(i for i, line in enumerate(lines) if " " * 3 in line or line.startswith(" "))
        before = lines[:first] if all(line.startswith(" ") for line in lines[first:]) else []
        kept = lines[len(before) :]
        return [*prose(before), "", "::", "", *("    " + line for line in kept)]
    return prose(lines)


def prose(lines: list[str]) -> list[str]:
    """Lines of text, with `code` as code and every other sign as itself."""
    return [_line(line) for line in lines]


def _line(line: str) -> str:
    pieces = KEPT.split(line)
    for i, piece in enumerate(pieces):
        if i % 2 == 0:
            pieces[i] = SIGNS.sub(r"\\\1", piece)
        elif piece.startswith("`"):
            pieces[i] = f"``{piece.strip('`')}``"
            # Code must end in a blank or a sign; "`V`s" gets an invisible one.
            if pieces[i + 1][:1].isalnum():
                pieces[i] += "\\ "
    return "".join(pieces)
