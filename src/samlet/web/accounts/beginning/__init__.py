"""How real use begins: `samlet init`, and the guide that its first user is met by."""
