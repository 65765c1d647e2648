"""What training uses: optimisers, scores, and the history of a training.

optimisers (how a gradient moves the parameters), scores (what a network says to many sequences, and
how good it is), history (loss and accuracy, epoch by epoch).
"""
