//! `yushen serve`: the listener.

use std::error::Error;
use std::future::pending;
use std::io::{self, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use axum_server::Handle;
use hyper_util::rt::TokioTimer;

use crate::drawer::Drawer;
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
pub fn serve(
    listen: &str,
    data: &Path,
    shelf: Shelf,
    clock: Clock,
    public_url: Option<String>,
    office_key_hash: Option<String>,
) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(listen)
        .map_err(|error| format!("{listen}: {error}; choose another address with --listen"))?;
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(data).await?;
        let drawer = Drawer::open(data)
            .await
            .map_err(|error| format!("the folder of the files cannot be used: {error}"))?;
        let house = Arc::new(House { shelf, store, drawer, clock, public_url, office_key_hash });
        let handle = Handle::new();
        tokio::spawn(stop(handle.clone()));
        // Whoever started us may have closed the pipe already; we serve all the same.
        let _ = writeln!(io::stdout(), "http://{}", listener.local_addr()?);
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

/// Returns when the process is told to end.
async fn told() {
    tokio::select! {
        () = interrupted() => {}
        () = terminated() => {}
    }
}

async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        pending::<()>().await;
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            terminate.recv().await;
        }
        Err(_) => pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    pending().await
}
