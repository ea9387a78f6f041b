"""Reads: the catalogue, values, rows behind them, frozen observations, what is released."""
