"""Guidance in conversation and drafting: every sentence rests on a passage or a fact, whoever worded it."""
