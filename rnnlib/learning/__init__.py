"""What `rnnlib.training` uses: optimisers."""
