//! Which children kept a row from being deleted, where the database does not say so.
//!
//! SQLite answers "FOREIGN KEY constraint failed" and no more. Its foreign keys are read then: the one
//! that restricts is named; of several, the first that has rows which refer to those of the delete.
//! Nothing of this is done unless a delete failed, and nothing that fails here hides that it did.

use crate::backend::{Args, Conn};
use crate::dialect::{self, Statement};
use crate::error::{Error, ErrorKind, Origin, Result};
use crate::model::Row;
use crate::query::{Delete, Reference};
use crate::schema::Name;

/// A foreign key of the database.
struct Key {
    reference: Reference,
    number: i64,
    action: String,
    /// The text of the child's CREATE TABLE.
    table: String,
}

/// The keys from a delete's table to that of its children's children …, the last of which restricts.
type Path<'k> = Vec<&'k Key>;

/// Adds to the error of a refused delete which foreign key it was.
pub(crate) async fn named(conn: &mut Conn, delete: &Delete, error: Error) -> Error {
    if error.kind() != ErrorKind::ForeignKey || error.constraint().is_some() {
        return error;
    }
    match find(conn, delete).await {
        Ok(Some(origin)) => error.with_origin(origin),
        _ => error,
    }
}

async fn find(conn: &mut Conn, delete: &Delete) -> Result<Option<Origin>> {
    let Some(statement) = dialect::foreign_keys(conn.dialect()) else { return Ok(None) };
    let keys = read(conn, statement).await?;
    let paths = paths(&keys, delete.table.name);
    if let [first, others @ ..] = paths.as_slice()
        && others.iter().all(|path| same(path, first))
    {
        return Ok(origin(first));
    }
    for path in &paths {
        let references: Vec<_> = path.iter().map(|key| &key.reference).collect();
        let statement = dialect::refers(conn.dialect(), &references, delete);
        let mut found = false;
        look(conn, statement, &mut |row| {
            found = row.get(0)?;
            Ok(())
        })
        .await?;
        if found {
            return Ok(origin(path));
        }
    }
    Ok(None)
}

/// Reads all foreign keys; each comes as a row per column.
async fn read(conn: &mut Conn, statement: Statement) -> Result<Vec<Key>> {
    let mut keys: Vec<Key> = Vec::new();
    look(conn, statement, &mut |row| {
        let (child, number) = (row.get::<String>(0)?, row.get::<i64>(1)?);
        let (column, references) = (row.get(3)?, row.get(4)?);
        match keys.last_mut() {
            Some(key) if key.reference.child == child && key.number == number => {
                key.reference.columns.push(column);
                key.reference.references.push(references);
            }
            _ => {
                let (columns, references) = (vec![column], vec![references]);
                let reference = Reference { child, columns, parent: row.get(2)?, references };
                keys.push(Key { reference, number, action: row.get(5)?, table: row.get(6)? });
            }
        }
        Ok(())
    })
    .await?;
    Ok(keys)
}

async fn look(
    conn: &mut Conn,
    statement: Statement,
    take: &mut (dyn FnMut(&Row<'_>) -> Result<()> + Send),
) -> Result<()> {
    let (sql, binds) = statement.into_parts()?;
    let args = Args::of(conn.dialect(), &binds)?;
    conn.look_into(sql, args, &mut |source| take(&Row::new(source))).await
}

/// Finds what may restrict a delete: first the children's keys, then those of rows that are deleted along
/// with it. Keys within the table itself are the last, since rows that go together do not restrict.
fn paths<'k>(keys: &'k [Key], table: &str) -> Vec<Path<'k>> {
    let mut found = Vec::new();
    let mut within = Vec::new();
    let mut deleted = vec![(table, Path::new())];
    let mut next = 0;
    while let Some((parent, path)) = deleted.get(next).cloned() {
        next += 1;
        for key in keys.iter().filter(|key| key.reference.parent.eq_ignore_ascii_case(parent)) {
            let child = key.reference.child.as_str();
            let longer: Path<'k> = path.iter().copied().chain([key]).collect();
            let known = deleted.iter().any(|(name, _)| name.eq_ignore_ascii_case(child));
            match key.action.as_str() {
                "CASCADE" if !known => deleted.push((child, longer)),
                "RESTRICT" | "NO ACTION" if known => within.push(longer),
                "RESTRICT" | "NO ACTION" => found.push(longer),
                _ => {}
            }
        }
    }
    found.append(&mut within);
    found
}

/// Tells whether two paths end in one key.
fn same(one: &[&Key], other: &[&Key]) -> bool {
    match (one.last(), other.last()) {
        (Some(one), Some(other)) => std::ptr::eq(*one, *other),
        _ => false,
    }
}

/// What the other databases say: the constraint, if it is called as this library calls it, and of which
/// table and columns it is.
fn origin(path: &[&Key]) -> Option<Origin> {
    let Key { reference, table, .. } = path.last()?;
    let columns: Vec<_> = reference.columns.iter().map(String::as_str).collect();
    let name = Name::foreign_key(&reference.child, &columns, &reference.parent);
    Some(Origin {
        constraint: table.contains(name.as_str()).then(|| name.to_string()),
        table: Some(reference.child.clone()),
        columns: reference.columns.clone(),
        ordinal: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(child: &str, column: &str, parent: &str, action: &str) -> Key {
        let reference = Reference {
            child: child.to_owned(),
            columns: vec![column.to_owned()],
            parent: parent.to_owned(),
            references: vec!["id".to_owned()],
        };
        Key { reference, number: 0, action: action.to_owned(), table: String::new() }
    }

    fn ends(paths: &[Path<'_>]) -> Vec<String> {
        let words = |path: &Path<'_>| {
            path.iter().map(|key| key.reference.columns[0].as_str()).collect::<Vec<_>>().join(".")
        };
        paths.iter().map(words).collect()
    }

    #[test]
    fn children_come_before_what_is_deleted_along_and_the_table_itself_last() {
        let keys = [
            key("a", "within", "A", "RESTRICT"),
            key("b", "cascading", "a", "CASCADE"),
            key("c", "nulled", "a", "SET NULL"),
            key("d", "child", "a", "NO ACTION"),
            key("e", "grandchild", "b", "RESTRICT"),
            key("e", "stranger", "c", "RESTRICT"),
        ];
        assert_eq!(ends(&paths(&keys, "a")), ["child", "cascading.grandchild", "within"]);
    }

    #[test]
    fn cascades_in_a_circle_come_to_an_end() {
        let keys = [
            key("a", "up", "a", "CASCADE"),
            key("b", "there", "a", "CASCADE"),
            key("a", "back", "b", "CASCADE"),
            key("c", "held", "b", "RESTRICT"),
        ];
        assert_eq!(ends(&paths(&keys, "a")), ["there.held"]);
    }
}
