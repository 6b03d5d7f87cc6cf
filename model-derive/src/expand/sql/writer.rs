//! Texts in a dialect: words, quoted names and placeholders.

use crate::expand::sql::Name;

/// The languages of SQL, as far as these texts differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    Sqlite,
    Postgres,
    MySql,
}

impl Dialect {
    pub(super) const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::MySql];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::MySql => "MySQL",
        }
    }

    fn quote(self) -> char {
        if self == Self::Postgres { '"' } else { '`' }
    }

    /// Whether an INSERT returns the stored row.
    pub(super) fn returns(self) -> bool {
        self != Self::MySql
    }

    /// What stands around the keys of a list, of which one is shown.
    fn list(self) -> [&'static str; 2] {
        if self == Self::Postgres { [" = ANY(", ")"] } else { [" IN (", ")"] }
    }

    /// What stands before the rows of a list of rows.
    fn rows(self) -> &'static str {
        if self == Self::Sqlite { "VALUES " } else { "" }
    }

    /// What puts NULL below all values, where the database would put it above.
    fn nulls(self, descending: bool) -> &'static str {
        match (self, descending) {
            (Self::Postgres, false) => " NULLS FIRST",
            (Self::Postgres, true) => " NULLS LAST",
            _ => "",
        }
    }
}

/// Writes a statement.
pub(super) struct Writer {
    pub(super) dialect: Dialect,
    sql: String,
    placeholders: usize,
}

impl Writer {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self { dialect, sql: String::new(), placeholders: 0 }
    }

    pub(super) fn finish(self) -> String {
        self.sql
    }

    pub(super) fn raw(&mut self, text: &str) -> &mut Self {
        self.sql.push_str(text);
        self
    }

    /// Writes a name in quotes, those inside it doubled.
    pub(super) fn name(&mut self, name: Name<'_>) -> &mut Self {
        let Some(name) = name else { return self.raw("…") };
        let quote = self.dialect.quote();
        self.sql.push(quote);
        if name.contains(quote) {
            self.sql.push_str(&name.replace(quote, &format!("{quote}{quote}")));
        } else {
            self.sql.push_str(name);
        }
        self.sql.push(quote);
        self
    }

    /// Writes names with commas between them.
    pub(super) fn names(&mut self, names: &[Name<'_>]) -> &mut Self {
        self.each(names, ", ", |w, name| {
            w.name(*name);
        })
    }

    /// Writes a column after its table's name; one `…` if neither is known.
    pub(super) fn column(&mut self, table: Name<'_>, column: Name<'_>) -> &mut Self {
        match (table, column) {
            (None, None) => self.raw("…"),
            _ => self.name(table).raw(".").name(column),
        }
    }

    pub(super) fn placeholder(&mut self) -> &mut Self {
        self.placeholders += 1;
        match self.dialect {
            Dialect::Postgres => self.sql.push_str(&format!("${}", self.placeholders)),
            _ => self.sql.push('?'),
        }
        self
    }

    pub(super) fn placeholders(&mut self, count: usize) -> &mut Self {
        self.each(&vec![(); count], ", ", |w, ()| {
            w.placeholder();
        })
    }

    /// Writes `a = ? AND b = ?`.
    pub(super) fn equal(&mut self, columns: &[Name<'_>]) -> &mut Self {
        self.each(columns, " AND ", |w, column| {
            w.name(*column).raw(" = ").placeholder();
        })
    }

    /// Writes that columns hold one of many keys, as for a single one.
    pub(super) fn among(&mut self, columns: &[Name<'_>]) -> &mut Self {
        if let [column] = columns {
            let [before, after] = self.dialect.list();
            return self.name(*column).raw(before).placeholder().raw(after);
        }
        let rows = self.dialect.rows();
        self.raw("(").names(columns).raw(") IN (").raw(rows);
        self.raw("(").placeholders(columns.len()).raw("))")
    }

    /// Writes a sort key.
    pub(super) fn sort_key(&mut self, column: &str, descending: bool, nullable: bool) -> &mut Self {
        self.name(Some(column)).raw(if descending { " DESC" } else { "" });
        let nulls = self.dialect.nulls(descending);
        self.raw(if nullable { nulls } else { "" })
    }

    /// Writes each of some things, with a text between them.
    pub(super) fn each<T>(
        &mut self,
        things: &[T],
        between: &str,
        mut write: impl FnMut(&mut Self, &T),
    ) -> &mut Self {
        for (at, thing) in things.iter().enumerate() {
            self.raw(if at == 0 { "" } else { between });
            write(self, thing);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_in_names_are_doubled() {
        let name = |dialect| {
            let mut w = Writer::new(dialect);
            w.name(Some("a`b\"c"));
            w.finish()
        };
        assert_eq!(Dialect::ALL.map(name), ["`a``b\"c`", "\"a`b\"\"c\"", "`a``b\"c`"]);
    }
}
