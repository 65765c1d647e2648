"""What `course.py` and those who maintain the course use; learners never import it."""
