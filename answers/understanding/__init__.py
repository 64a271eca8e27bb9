"""How a message is read: its letters, language, cities, points and topics."""
