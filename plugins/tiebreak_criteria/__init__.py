"""Criteria sets as data: the eight criteria of the autonomous public purchase, on scales of our own."""
