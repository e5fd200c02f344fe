"""What people declare: the answers to guided questions."""
