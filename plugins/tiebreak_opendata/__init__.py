"""Public data about a collectivité: its contracts, its mail, its accounts; and the list of free software of the State."""
