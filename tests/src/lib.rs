//! Tests that run on every surface.
