"""What a value of a run is called: its letter, its time step, its unit."""

import re
from typing import NamedTuple


class Name(NamedTuple):
    """What a value of a run is called: Name("z", 2) is "z[2]", and Name("z", 2, 0) its unit 0.

    Step −1 is the one before the first word: Name("z", -1) is "z_init". Without a time there is
    only the letter: "W", or "z" in a dense net.
    """

    letter: str
    t: int | None = None
    unit: int | None = None

    @classmethod
    def of(cls, text):
        """Read a name as people write it, "z[2]", "z_init" or "z[2].0"; a Name stays as it is."""
        found = re.fullmatch(r"(\w+?)(?:(_init)|\[(\d+)\])?(?:\.(\d+))?", str(text))
        if found is None:
            raise ValueError(f'{text!r} is no name of a value, expected one such as "z[2]"')
        letter, before, t, unit = found.groups()
        t = -1 if before else None if t is None else int(t)
        return cls(letter, t, None if unit is None else int(unit))

    def __str__(self):
        at = "" if self.t is None else "_init" if self.t < 0 else f"[{self.t}]"
        return self.letter + at + ("" if self.unit is None else f".{self.unit}")

    def __repr__(self):
        return str(self)
