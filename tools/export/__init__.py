"""From a built notebook's cells to HTML: what the slides and the site have in common."""
