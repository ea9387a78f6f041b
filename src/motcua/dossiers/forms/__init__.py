"""HTML input of dossiers: acts by what they need, taking in at the counter."""
