"""What one cell of anybody's sheet says: a day, an amount, a number, a share. Pure; nothing is guessed."""
