//! crypto as a Web Worker.
