"""The only writers of dossiers."""
