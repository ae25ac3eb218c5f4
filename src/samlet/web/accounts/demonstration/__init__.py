"""What a demonstration on this machine offers: looking as each role, with invented people."""
