"""The officer's face: taking plans in, reviewing what was read, plans and tasks."""
