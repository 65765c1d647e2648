"""What comes in: checked, and brought into one form.

shapes (every error names the axis, what came, and a remedy), words (numbers for one-hot vectors),
packed (sequences of different length side by side).
"""
