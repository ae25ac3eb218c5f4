"""Import of organisations: branches, clubs, workplaces, employers, local organisations."""
