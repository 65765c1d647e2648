"""Other people's letters, conventions and weights: textbooks, PyTorch, Keras."""
