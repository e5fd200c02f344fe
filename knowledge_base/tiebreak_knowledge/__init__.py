"""The knowledge base: catalogue of suppliers and solutions, effort of past migrations, samples. Data with sources."""
