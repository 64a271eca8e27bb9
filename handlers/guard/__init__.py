"""What protects the bot and those who use it: from too much of one, from too many at once, by switch."""
