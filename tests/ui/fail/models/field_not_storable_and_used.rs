// A type that no column can hold is told once, however its field is declared and its model used.
use model_runtime::prelude::*;

#[derive(Model)]
struct Host {
    #[primary_key]
    id: i64,
    #[unique]
    #[column(length = 8)]
    address: std::net::IpAddr,
    #[default(1)]
    weight: (i32, i32),
}

async fn run(db: &Db, address: std::net::IpAddr) -> Result<()> {
    let mut host = Host::create().address(address).insert(db).await?;
    host.save(db).await?;
    Host::find_by_address(address).one(db).await?;
    Host::query().all(db).await?;
    Ok(())
}

fn main() {}
