"""What the guide knows, given away: files that need nothing of ours to be read (docs/open-data.md)."""
