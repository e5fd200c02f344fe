"""What people, machines and attackers may give in place of a good file: it is refused in French, or read as plain data."""
