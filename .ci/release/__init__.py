"""What `make build` says of a frozen program: what is in it, under which terms, and what it does when it runs."""
