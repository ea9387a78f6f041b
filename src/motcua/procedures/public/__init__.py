"""The citizen's face: find a procedure, see what to bring, what it costs, how long it takes, where to go."""
