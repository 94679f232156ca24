"""Who is on book: segments, products, shocks, the economy, and loan tapes."""
