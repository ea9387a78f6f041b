"""The officers' face: dossiers by their date, one dossier with its story, taking in at the counter."""
