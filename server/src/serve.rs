//! `yushen serve`: the listener.

use std::error::Error;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use hyper_util::rt::TokioTimer;

use crate::house::House;
use crate::router::router;
use crate::shelf::Shelf;
use crate::store::Store;
use crate::today::Clock;

/// Whoever dribbles a header holds a connection no longer than this.
const HEADER: Duration = Duration::from_secs(5);
/// Answers under way may end; then the process does.
const GRACE: Duration = Duration::from_secs(20);

/// Serves until it is told to stop (Ctrl-C, SIGTERM). Prints its one address.
pub fn serve(listen: &str, data: &Path, clock: Clock) -> Result<(), Box<dyn Error>> {
    let shelf = Shelf::load()?;
    let listener = TcpListener::bind(listen).map_err(|error| format!("{listen}: {error}"))?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(data).await?;
        let house = Arc::new(House { shelf, store, clock });
        let handle = Handle::new();
        tokio::spawn(stop(handle.clone()));
        println!("http://{}", listener.local_addr()?);
        let mut server = axum_server::from_tcp(listener)?.handle(handle);
        server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(HEADER);
        server.serve(router(house.clone()).into_make_service()).await?;
        house.store.close().await;
        Ok(())
    })
}

async fn stop(handle: Handle<SocketAddr>) {
    told().await;
    handle.graceful_shutdown(Some(GRACE));
}

#[cfg(unix)]
async fn told() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else { return };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn told() {
    let _ = tokio::signal::ctrl_c().await;
}
