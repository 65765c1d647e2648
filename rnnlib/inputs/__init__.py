"""What comes in: checked, and brought into one form.

shapes (every error names the axis, what came, and a remedy), one_hot and words (numbers for one-hot
vectors), packed (sequences of different length side by side), values (parameters by name), names
(what a value of a run is called), nodes (values that note what is done to them).
"""
