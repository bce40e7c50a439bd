"""What leaves: one document tree, builders that fill it, renderers for Word and PDF."""
