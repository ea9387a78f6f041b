"""The officers' face: the registry, one procedure with its tabs, imports, editing."""
