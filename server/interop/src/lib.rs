//! The border to other implementations: DID documents by way of ssi and did-method-key.
