//! What is true of a credential: reading, canonicalising, signing and verifying, with no network, clock or database.
