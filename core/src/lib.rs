//! Yushen 预审: may I have this, what is missing, by when — and which article says so.
//!
//! The law is data ([`rulebook`]). Three pure functions read it: [`review`] looks forward, [`plan`] ahead,
//! [`progress`] back; [`session`] follows an application while it is filled in; [`remedies`] says what would turn a
//! verdict. No clock, no file, no socket, no randomness: the day is an argument, and the same bytes in
//! give the same bytes out, natively and in WebAssembly.

mod sort;
pub mod text;
pub mod decimal;
pub mod json;
pub mod rulebook;
pub mod application;
pub mod condition;
pub mod diagram;
pub mod calendar;
pub mod review;
pub mod session;
pub mod remedies;
pub mod plan;
pub mod progress;
pub mod agenda;
pub mod sheet;
#[cfg(feature = "authoring")]
pub mod authoring;
