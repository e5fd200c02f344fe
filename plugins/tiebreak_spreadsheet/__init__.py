"""Spreadsheets of expenses and contracts: csv, tsv, xlsx, xlsm, xls, ods."""
