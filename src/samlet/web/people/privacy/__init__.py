"""What a person decides herself: corrections, consents, what goes to another register."""
