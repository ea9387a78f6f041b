"""The only writers of the tables: `readings` (file to review), `acceptance` (review to plan), `plans` (its later life)."""
