"""What goes through the treasury: PES V2 expense flows and electronic invoices."""
