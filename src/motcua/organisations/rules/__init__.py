"""Rules of the package that need no database: roles, names, identifiers, the dated closure of the tree. Pure."""
