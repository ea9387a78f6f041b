"""From a file to blocks: paragraphs and tables, each knowing where in the document it stands. Pure."""
