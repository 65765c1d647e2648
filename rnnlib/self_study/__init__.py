"""For whoever learns alone: questions to review, and a report on the set-up."""
