"""The data model: frozen values, each field with its unit and what its absence means."""
