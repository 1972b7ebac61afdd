//! Compile-time behaviour.
