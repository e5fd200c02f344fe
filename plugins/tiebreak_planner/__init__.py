"""A first planner: by priority, under contract dates and a yearly budget. No optimisation yet, and it says so."""
