"""Old name: exercise E05 of the first edition imports `UntiedRNN` from here."""

from rnnlib.networks.untied import UntiedRNN

__all__ = ["UntiedRNN"]
