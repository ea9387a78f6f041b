"""Forms of the desk, by noun."""
