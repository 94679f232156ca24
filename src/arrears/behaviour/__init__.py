"""What borrowers do: budget, paying, answering, promising, distress; no clock."""
