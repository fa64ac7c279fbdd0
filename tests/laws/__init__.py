"""Property-based laws: what must hold whatever the input."""
