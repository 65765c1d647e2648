"""What sheet, slides and site share: formulas, text, outputs, fonts, printing; the sheet."""
