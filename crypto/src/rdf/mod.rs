//! JSON-LD to RDF, and RDF's canonical form.
