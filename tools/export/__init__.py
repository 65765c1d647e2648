"""What sheet, slides and site have in common: formulas, text, outputs, fonts, the browser."""
