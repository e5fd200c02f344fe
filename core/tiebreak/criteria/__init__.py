"""Criteria sets at work: answers gathered once for all of them, exact scores between bounds, and the next best question."""
