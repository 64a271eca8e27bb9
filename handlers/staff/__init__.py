"""What staff do by thumb. Nothing is held in memory: drafts, what is awaited and cards are rows."""
