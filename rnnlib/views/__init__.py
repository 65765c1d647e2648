"""What a trace looks like, as data: nothing here draws.

graph (boxes and arrows), one_step (the operations and terms of one step), gradient_flow (the share
on each arrow), ledger (shares over time); say (numbers in text), table (a few numbers to read).
"""
