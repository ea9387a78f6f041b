"""The forms of the one-stop rules as official documents. Pure."""
