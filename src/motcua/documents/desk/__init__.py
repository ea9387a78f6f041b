"""The officer's face: the library, the queue of reviews, the registers, files."""
