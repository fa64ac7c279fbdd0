"""The commands a person types; each says what it does, prints, and exits with a code."""
