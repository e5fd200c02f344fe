"""A stranger's plugin: one supplier, and a source that reads `.montants` files."""
