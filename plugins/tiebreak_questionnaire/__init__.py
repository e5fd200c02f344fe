"""What people declare: guided questions, their answers in a file that can be kept and changed by hand, and its reading."""
