//! The law as it is written: TOML with conditions in a subset of CEL, compiled to a [`Law`](crate::rulebook::Law).
