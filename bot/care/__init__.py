"""Care of what the bot keeps: backups that are known to restore, and what is wrong with a set-up."""
