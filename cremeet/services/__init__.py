"""What a person can do: verbs are the chair's, queries return frozen records; each takes the session first."""
