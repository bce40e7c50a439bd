"""Tagged PDF from the document tree, by ReportLab."""
