"""The code cells of a notebook that was exported as a script by nbconvert, Jupytext or VS Code."""

import re

# "# In[3]:" of nbconvert, "# %%" and "# %% [markdown]" of Jupytext, VS Code and Spyder
CELL = re.compile(r"^# ?(?:In ?\[[ \d]*\]:|%%.*|<codecell>)\s*$", re.MULTILINE)
PROSE = re.compile(r"# ?%% *\[?(?:markdown|md|raw)\]?", re.IGNORECASE)


def cells(content: bytes) -> list[str]:
    """The cells of a script, in order; one that has no marks is one cell.

    Raises ValueError with the reason for what is no text.
    """
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise ValueError("is not UTF-8 text: save it again as UTF-8") from None
    marks = list(CELL.finditer(text))
    if not marks:
        return [text]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    pieces = [text[: marks[0].start()]] if _has_code(text[: marks[0].start()]) else []
    for mark, end in zip(marks, ends, strict=True):
        if not PROSE.match(mark[0]):
            pieces.append(_without_prose(text[mark.end() : end]))
    return [piece for piece in pieces if piece.strip()]


def _has_code(text: str) -> bool:
    return any(line.strip() and not line.startswith("#") for line in text.splitlines())


def _without_prose(text: str) -> str:
    """A cell without the comments that follow it: nbconvert writes the next text there."""
    lines = text.strip("\n").splitlines()
    while lines and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return "\n".join(lines)
