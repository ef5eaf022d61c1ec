"""Companies and their members: who may act for whom. Knows no candidate."""
