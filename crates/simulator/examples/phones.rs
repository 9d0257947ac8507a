//! The stand-in alone, on one port: `cargo run -p wecom-share-simulator --example phones -- --app DIR --port N`
//!
//! `--world FILE` takes another world, `--map FROM=TO` tells the phones where a server really is. For work on the page and
//! the phones; the command for everyone is `wecom-share simulate`.

use std::path::PathBuf;
use std::sync::Arc;

use rand::SeedableRng as _;
use rand::rngs::StdRng;
use wecom_share_simulator::world::World;
use wecom_share_simulator::{AppSource, MovableClock, Options, Simulator};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut app = PathBuf::from("examples/miniprogram");
    let mut port = 0;
    let mut world = None;
    let mut hosts = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(key) = args.next() {
        let value = args.next().ok_or("every option takes a value")?;
        match key.as_str() {
            "--app" => app = value.into(),
            "--port" => port = value.parse()?,
            "--world" => world = Some(value),
            "--map" => {
                let (from, to) = value.split_once('=').ok_or("--map FROM=TO")?;
                hosts.push((from.to_owned(), to.to_owned()));
            }
            other => return Err(format!("unknown option {other}").into()),
        }
    }
    let world = match world {
        Some(path) => World::load(path)?,
        None => World::demo(),
    };
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let address = format!("http://{}", listener.local_addr()?);
    let simulator = Simulator::new(
        world,
        Options {
            app: AppSource::Dir(app),
            hosts,
            public_base: address.clone(),
        },
        Arc::new(MovableClock::system()),
        Box::new(StdRng::from_os_rng()),
    )?;
    println!("{address}");
    let router = simulator.phone_router().merge(simulator.wecom_router());
    axum::serve(listener, router).await?;
    Ok(())
}
