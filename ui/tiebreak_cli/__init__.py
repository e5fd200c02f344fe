"""The command line: `tiebreak`. Nothing heavy is imported before a command needs it."""
