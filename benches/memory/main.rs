//! What a program holds at most that reads a long list, beside the same one on sqlx.
//!
//! Each side is a program of its own that does nothing else and links nothing else: of a program that holds all
//! competitors, as `compare` does, every side maps parts of the others. Both connect with the options that their library
//! has of itself. The table is dropped in the end.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use benches::{Failure, Package, median, run};

/// Where all that is made goes, beneath the target folder.
const FOLDER: &str = "memory";
/// How often each program is run; the medians count.
const RUNS: usize = 9;
/// The most of sqlx's that is wanted.
const GOAL: f64 = 1.1;

const FILL: &str = include_str!("programs/fill.rs");
const OURS: &str = include_str!("programs/ours.rs");
const BY_HAND: &str = include_str!("programs/by_hand.rs");
/// What several of them have.
const SHARED: [(&str, &str); 2] =
    [("post.rs", include_str!("programs/post.rs")), ("peak.rs", include_str!("programs/peak.rs"))];
/// How the list is read by hand.
const FORMS: [&str; 2] = ["query_as, fetch_all", "ordinals, loop over fetch"];

/// A database, and what the programs say differently for it.
struct Database {
    name: &'static str,
    url: String,
    ours: &'static str,
    sqlx: &'static str,
    connection: &'static str,
    row: &'static str,
    placeholder: &'static str,
}

fn main() -> Result<(), Failure> {
    println!("| database | this library, MB | {}, MB | ratio | goal | |", FORMS.join(", MB | "));
    println!("|---|---:|---:|---:|---:|---:|---|");
    for database in databases()? {
        let fill = program(&database, "fill", FILL, &library(&database))?;
        let ours = program(&database, "ours", OURS, &library(&database))?;
        let by_hand = database.of(BY_HAND);
        let by_hand = program(&database, "by_hand", &by_hand, &sqlx(&database))?;
        run(Command::new(&fill).args([&database.url, "fill"]))?;
        let (mut held, mut by_form) = (Vec::new(), FORMS.map(|_| Vec::new()));
        for _ in 0..RUNS {
            held.push(peak(&ours, &database.url, "read")?);
            for (form, peaks) in FORMS.iter().zip(&mut by_form) {
                peaks.push(peak(&by_hand, &database.url, form)?);
            }
        }
        run(Command::new(&fill).args([&database.url, "drop"]))?;
        print!("{}", row(database.name, median(held), &by_form.map(median)));
    }
    Ok(())
}

/// A file, and what the servers have that are named.
fn databases() -> Result<Vec<Database>, Failure> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target").join(FOLDER);
    fs::create_dir_all(&root)?;
    let file = root.join("list.db");
    let mut databases = vec![Database {
        name: "SQLite",
        url: format!("sqlite:{}?mode=rwc", file.display()),
        ours: "sqlite",
        sqlx: "sqlite-bundled",
        connection: "sqlx::SqliteConnection",
        row: "sqlx::sqlite::SqliteRow",
        placeholder: "?",
    }];
    if let Ok(url) = env::var("TEST_POSTGRES_URL") {
        databases.push(Database {
            name: "PostgreSQL",
            url,
            ours: "postgres",
            sqlx: "postgres",
            connection: "sqlx::PgConnection",
            row: "sqlx::postgres::PgRow",
            placeholder: "$1",
        });
    }
    if let Ok(url) = env::var("TEST_MYSQL_URL") {
        databases.push(Database {
            name: "MariaDB",
            url,
            ours: "mysql",
            sqlx: "mysql",
            connection: "sqlx::MySqlConnection",
            row: "sqlx::mysql::MySqlRow",
            placeholder: "?",
        });
    }
    Ok(databases)
}

impl Database {
    /// The program by hand for this database.
    fn of(&self, program: &str) -> String {
        let program = program.replace("Connection!()", self.connection);
        program
            .replace("Row!()", self.row)
            .replace("LIMIT ?", &format!("LIMIT {}", self.placeholder))
    }
}

fn library(database: &Database) -> String {
    let features = database.ours;
    format!("model-runtime = {{ path = \"$ROOT/model-runtime\", features = [\"{features}\"] }}\n")
}

fn sqlx(database: &Database) -> String {
    let features = format!("\"runtime-tokio\", \"derive\", \"macros\", \"{}\"", database.sqlx);
    format!(
        "futures-util = {{ version = \"0.3\", default-features = false }}\n\
         sqlx = {{ version = \"0.9\", default-features = false, features = [{features}] }}\n"
    )
}

/// Writes a program and builds it.
fn program(
    database: &Database,
    name: &str,
    source: &str,
    library: &str,
) -> Result<PathBuf, Failure> {
    let name = format!("{name}_{}", database.ours);
    eprintln!("{}: building {name}", database.name);
    let manifest = format!(
        "[dependencies]\n\
         tokio = {{ version = \"1\", default-features = false, features = [\"rt\"] }}\n{library}"
    );
    let package = Package::write(FOLDER, name, &manifest)?;
    package.put("main.rs", source)?;
    for (name, text) in SHARED {
        package.put(name, text)?;
    }
    package.cargo(&["build", "--release"])?;
    Ok(package.program())
}

/// The most that a program held, in megabytes.
fn peak(program: &Path, url: &str, form: &str) -> Result<f64, Failure> {
    let output = run(Command::new(program).args([url, form]))?;
    let kilobytes: f64 = String::from_utf8_lossy(&output.stdout).trim().parse()?;
    Ok(kilobytes / 1024.0)
}

fn row(database: &str, ours: f64, by_hand: &[f64]) -> String {
    let best = by_hand.iter().copied().fold(f64::INFINITY, f64::min);
    let ratio = ours / best;
    let reached = if ratio <= GOAL { "reached" } else { "**missed**" };
    let mut row = format!("| {database} | {ours:.2} |");
    for peak in by_hand {
        // Writing to a text can not fail.
        let _ = write!(row, " {peak:.2} |");
    }
    row + &format!(" {ratio:.2} | {GOAL} | {reached} |\n")
}
