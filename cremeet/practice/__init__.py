"""What a council may reword without code: typed shapes of TOML files, with their loader."""
