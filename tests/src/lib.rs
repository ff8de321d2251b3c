//! What the tests share: the cases, the surfaces that answer them, and the law again, slow and obvious.
//!
//! `README.md` beside this crate says which command runs what.

use mimalloc::MiMalloc;

/// What is measured takes its memory as the product does.
#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

pub mod cases;
pub mod pattern;
pub mod native;
pub mod server;
pub mod counts;
pub mod oracle;
pub mod clocks;
pub mod compare;
pub mod random;
pub mod small;
pub mod shrink;
pub mod written;
pub mod rules;
pub mod phrases;
pub mod scale;
pub mod measures;
pub mod interpreter;
