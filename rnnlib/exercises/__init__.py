"""Questions, right answers, wrong variants, and what is said to a learner's answer."""
