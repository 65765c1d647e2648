"""What a trace looks like, as data: nothing here draws.

graph (boxes and arrows), gradient_flow (the share on each arrow), ledger (shares over time).
"""
