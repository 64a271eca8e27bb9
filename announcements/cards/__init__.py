"""What staff see: cards and the buttons under them."""
