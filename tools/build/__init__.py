"""From `course/` to notebooks, and the editions made of them."""
