"""The officer's face: units over time, places, officers and grants, wordings, calendars."""
