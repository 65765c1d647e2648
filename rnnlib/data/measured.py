"""What was measured for a claim of the course, over several seeds: stored, with date and versions.

`python -m benchmarks.claims --keep` measures and writes the file; `python course.py test --scale`
measures again and compares. A lesson shows these numbers beside the single run of its reader.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

FILE = Path(__file__).with_name("measured.json")


@dataclass(frozen=True)
class Measured:
    """One claim: for each rival (row) one number for each seed."""

    name: str
    lesson: str
    says: str
    date: str
    versions: dict = field(repr=False)
    values: dict  # rival -> list of numbers, one for each seed

    @property
    def means(self):
        """Rival -> mean over the seeds."""
        return {who: float(np.mean(numbers)) for who, numbers in self.values.items()}

    def __repr__(self):
        wide = max(map(len, self.values))
        seeds = len(next(iter(self.values.values())))
        lines = [f"{'':{wide}}  mean   spread   least … most   ({seeds} seeds, {self.date})"]
        for who, numbers in self.values.items():
            spread = np.std(numbers, ddof=1)
            lines.append(
                f"{who:{wide}}  {np.mean(numbers):.3f}  {spread:.3f}    "
                f"{min(numbers):.3f} … {max(numbers):.3f}"
            )
        return "\n".join(lines)


def measured(name: str) -> Measured:
    """What is stored for the claim of this name. Raises ValueError for an unknown name."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    if name not in stored:
        raise ValueError(f"no claim is called {name!r}; there are: {', '.join(sorted(stored))}")
    return Measured(name, **stored[name])
