//! What is public is documented.
