"""The officer's face: catalogue, one indicator, its rows, closing periods, release."""
