"""Finding the passages that answer a question: exact article numbers, words, meaning, and the honest « non trouvé »."""
