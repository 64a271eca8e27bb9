"""What was asked, and the best answer to it: no Telegram, no SQL."""
