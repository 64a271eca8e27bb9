"""What the bot is when it runs: its process, its command line, its logs."""
