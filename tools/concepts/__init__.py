"""A concept test before and after the course: twenty questions, and what a class gained."""
