"""Database migrations: each revision is frozen and imports nothing of the shop's own layers."""
