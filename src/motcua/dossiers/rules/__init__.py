"""Rules of dossiers as plain functions over plain values."""
