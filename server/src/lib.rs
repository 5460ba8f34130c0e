//! The Laurel service and its command line.
