"""What the law lets a lender do: rule types, regimes, and "may this be done?"."""
