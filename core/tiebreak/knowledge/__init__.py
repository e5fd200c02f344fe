"""The records of knowledge as one whole: its index, and the rules it keeps."""
