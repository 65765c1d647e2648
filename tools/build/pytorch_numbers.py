"""Write rnnlib/data/pytorch.json, what lesson 12 shows where PyTorch is missing.

Run `python -m tools.build.pytorch_numbers` in an environment with PyTorch, after a change of
lesson 12. The numbers are those that the lesson itself collects in `numbers`.
"""

import json
from pathlib import Path

import jupytext

LESSON = Path(__file__).resolve().parents[2] / "course" / "lessons" / "12_on_to_pytorch.py"


def computed():
    """Run the code of the lesson and return the numbers that it took from PyTorch."""
    notebook = jupytext.reads(LESSON.read_text(encoding="utf-8"), fmt="py:percent")
    names: dict = {}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            exec(cell.source, names)
    return names["numbers"]


def main():
    """Write the file; fails where PyTorch is missing, because then there is nothing to write."""
    import torch  # noqa: F401 (asked first, so that stored numbers are never stored again)

    from rnnlib.elsewhere.pytorch_numbers import FILE

    text = json.dumps(computed(), indent=1) + "\n"
    FILE.write_text(text, encoding="utf-8")
    print(f"wrote {FILE.name}, {len(text):,} bytes")


if __name__ == "__main__":
    main()
