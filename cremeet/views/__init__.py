"""What is seen: one folder a screen, thin widgets over services' records and verbs."""
