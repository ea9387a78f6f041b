"""The registry of administrative procedures (thủ tục hành chính): what each one is, over time, at every unit that performs it."""
