"""What inventory software reports of machines: GLPI, FusionInventory, OCS, osquery, tables of programs."""
