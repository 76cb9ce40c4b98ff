"""What all that writes files shares: looks, patches, seals, and how a file gets its name."""
