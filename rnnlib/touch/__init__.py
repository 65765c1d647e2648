"""What one can step through in a notebook: pictures in a row, with a sentence for each."""
