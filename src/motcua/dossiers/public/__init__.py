"""The citizen's face: where is my dossier."""
