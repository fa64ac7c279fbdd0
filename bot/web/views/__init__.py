"""What the pages show: one module for each part of the menu. Each view takes a visit and returns an answer."""
