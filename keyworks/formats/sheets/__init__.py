"""Sheets: workbooks and separated text, read into plain rows of cells, written as xlsx."""
