"""The knowledge base: catalogue of suppliers and solutions, documented migrations, samples. Data with sources."""
