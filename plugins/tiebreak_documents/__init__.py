"""Documents for élus and an internal annex, in DOCX and one-file HTML, from computed facts only."""
