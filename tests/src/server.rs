//! The real binary: built once, asked on the command line or started as a server.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;
use std::{fs, net::TcpListener, thread, time::Duration, time::Instant};

/// The binary `yushen`, built with the profile of this test; `YUSHEN_BIN` names another.
pub fn binary() -> &'static Path {
    static BINARY: OnceLock<PathBuf> = OnceLock::new();
    BINARY.get_or_init(|| {
        if let Some(named) = std::env::var_os("YUSHEN_BIN") {
            return named.into();
        }
        let mut build = Command::new(env!("CARGO"));
        // The same selection as the tests', so that nothing is compiled a second time.
        build.args(["build", "--quiet", "--workspace", "--exclude", "yushen-wasm", "--bin", "yushen"]);
        let test = std::env::current_exe().expect("this test has a path");
        let profile = test.ancestors().nth(2).expect("a test lies in target/<profile>/deps");
        if profile.file_name().is_some_and(|name| name == "release") {
            build.arg("--release");
        }
        let built = build.status().expect("cargo runs");
        assert!(built.success(), "the binary did not build: run cargo build --bin yushen");
        profile.join("yushen")
    })
}

/// Runs a command of the binary with `input` on standard input.
pub fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(binary())
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    let input = input.to_owned();
    // A command that refuses early closes its input; what it printed is what counts.
    let writer = thread::spawn(move || stdin.write_all(input.as_bytes()).ok());
    let output = child.wait_with_output().expect("the binary ends");
    writer.join().expect("the writer ends");
    output
}

/// `yushen serve` on a free port with its own empty data folder; killed when dropped.
pub struct Server {
    child: Child,
    pub address: String,
    data: PathBuf,
}

impl Server {
    pub fn start(name: &str) -> Server {
        Server::with(name, &[])
    }

    /// The same, with more options.
    pub fn with(name: &str, more: &[&str]) -> Server {
        let data = std::env::temp_dir().join(format!("yushen-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&data);
        fs::create_dir_all(&data).expect("a data folder can be made");
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let listen = format!("127.0.0.1:{port}");
        let mut child = Command::new(binary())
            .args(["serve", "--listen", &listen, "--data"])
            .arg(&data)
            .args(more)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .expect("the server starts");
        let printed = BufReader::new(child.stdout.take().expect("standard output is a pipe"));
        thread::spawn(move || printed.lines().for_each(drop));
        let server = Server { child, address: format!("http://{listen}"), data };
        server.wait_until_ready();
        server
    }

    fn wait_until_ready(&self) {
        let until = Instant::now() + Duration::from_secs(20);
        while ureq::get(format!("{}/readyz", self.address)).call().is_err() {
            assert!(Instant::now() < until, "the server was not ready within 20 seconds");
            thread::sleep(Duration::from_millis(30));
        }
    }

    /// The ETag and the body of what is there.
    pub fn get(&self, path: &str) -> (String, String) {
        let mut answer = ureq::get(format!("{}{path}", self.address))
            .call()
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let tag =
            answer.headers().get("etag").and_then(|tag| tag.to_str().ok()).unwrap_or_default().to_owned();
        (tag, answer.body_mut().read_to_string().expect("an answer is text"))
    }

    /// Posts a JSON text; gives the status and the body.
    pub fn post(&self, path: &str, body: &str) -> (u16, String) {
        let url = format!("{}{path}", self.address);
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = agent
            .post(url)
            .header("content-type", "application/json")
            .send(body)
            .unwrap_or_else(|error| panic!("{path}: {error}"));
        let text = answer.body_mut().read_to_string().expect("an answer is text");
        (answer.status().as_u16(), text)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.data);
    }
}
