//! Request and response types of /api/v1, shared by the server and the islands.
