"""Values that every room shares: frozen, validated, free of Telegram and SQL."""
