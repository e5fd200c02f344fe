"""The trajectory: which dependency to leave, when, at what cost, under what the collectivité can afford."""
