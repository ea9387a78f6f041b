"""The catalogue over all packages' indicators: live values with their rows, frozen observations, forecasts, release to the public."""
