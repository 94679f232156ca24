"""What platforms do: stages, contacts, teams, desks, relief and pauses, as data and pure rules."""
