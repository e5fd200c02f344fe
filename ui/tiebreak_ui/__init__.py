"""The page: files in, diagnosis, trajectory and documents out. Served on this machine only."""
