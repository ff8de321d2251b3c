//! How much a run does, and from which seed.

use std::str::FromStr;

/// Always the same, so that what passed on one machine passes on another; `make soak` takes others.
const SEED: u64 = 20_261_123;

/// Where the numbers of a run start: `YUSHEN_SEED`, or [`SEED`]. Printed, so that it can be had again.
pub fn seed() -> u64 {
    let seed = named("YUSHEN_SEED", SEED);
    println!("YUSHEN_SEED={seed}");
    seed
}

/// How many: what the environment names, or so many.
pub fn count(name: &str, usual: usize) -> usize {
    named(name, usual)
}

fn named<T: FromStr>(name: &str, usual: T) -> T {
    std::env::var(name)
        .map_or(usual, |text| text.parse().unwrap_or_else(|_| panic!("{name} is a whole number")))
}

/// Does `work` for each of `seed`, `seed` + 1, … on every core; the first failure by number is given.
pub fn each<T: Send>(
    seed: u64,
    count: usize,
    work: impl Fn(u64) -> Result<T, String> + Sync,
    mut take: impl FnMut(T),
) -> Result<(), String> {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..cores {
            let (send, next, work) = (send.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= count || send.send((n, work(seed.wrapping_add(n as u64)))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut failure: Option<(usize, String)> = None;
        for (n, done) in receive {
            match done {
                Ok(value) => take(value),
                Err(error) => {
                    // No more are begun; those under way may still have a smaller number.
                    next.store(count, Ordering::Relaxed);
                    failure = Some(failure.map_or((n, error.clone()), |known| known.min((n, error))));
                }
            }
        }
        failure.map_or(Ok(()), |(n, error)| {
            Err(format!("again: YUSHEN_SEED={} and a count of 1\n{error}", seed.wrapping_add(n as u64)))
        })
    })
}
