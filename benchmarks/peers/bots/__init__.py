"""The small bot, once for each library. Each module is a process that is told its Setup."""
