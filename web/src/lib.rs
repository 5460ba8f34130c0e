//! Pages, from data to HTML, and the islands that make them handy.
