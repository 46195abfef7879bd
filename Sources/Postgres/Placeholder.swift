/// PostgreSQL client.
