"""Proofs that are too heavy for tests: oracles, accounts, determinism, speed. They write `RESULTS.md`."""
