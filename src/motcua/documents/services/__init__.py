"""The only writers of the package's tables, by noun. What is possible is decided here; who may, by the loaders of `queries`."""
