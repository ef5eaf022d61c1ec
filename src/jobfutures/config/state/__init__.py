"""What an instance keeps: its tables and files, in a backup, in a restore, in a move to another database."""
