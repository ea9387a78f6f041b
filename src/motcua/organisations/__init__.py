"""Agencies and units over time, territories, people, officers, grants, sign-in, working calendars. Everything above asks here who may."""
