"""Pure rules of figures: periods, forecasts and verdicts, the content of a frozen observation."""
