"""Numbers that PyTorch gave, for readers who do not have it.

`python -m tools.build.pytorch_numbers` writes the file, by running the code of lesson 12. The tests
do the same wherever PyTorch is installed, and compare.
"""

import json
from pathlib import Path

FILE = Path(__file__).with_name("pytorch.json")


def pytorch():
    """(torch, {}) where PyTorch is installed; else (None, the stored numbers), and a note."""
    try:
        import torch
    except ImportError:
        numbers = json.loads(FILE.read_text(encoding="utf-8"))
        print(
            f"PyTorch is not installed. The lesson shows stored numbers of PyTorch "
            f"{numbers['version']} in its place. To compute them yourself: %pip install torch"
        )
        return None, numbers
    print(f"PyTorch {torch.__version__} is installed: all numbers are computed here.")
    return torch, {"version": torch.__version__.split("+")[0]}
