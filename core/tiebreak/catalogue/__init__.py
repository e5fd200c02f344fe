"""The catalogue as a whole: its index, the check of its rules, what is to be read again, what is proposed to it."""
