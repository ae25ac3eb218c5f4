"""The pages of elections, one module a subject."""
