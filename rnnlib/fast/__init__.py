"""The same numbers without waste: loops over time (both ways), long sequences in less memory."""
