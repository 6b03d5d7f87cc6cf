//! Names of constraints and indexes, made at compile time.

use std::fmt;

/// The most bytes of a name: PostgreSQL cuts longer ones without a word, MySQL takes one more.
const LIMIT: usize = 63;
/// `_` and eight hexadecimal digits.
const TAIL: usize = 9;

/// The name of a constraint or an index, such as `fk_users_role_id_roles`.
///
/// A name of more than 63 bytes is cut to 54, at a character's boundary, and ends in `_` and eight
/// hexadecimal digits: the 64-bit FNV-1a hash of the full name, its halves joined by exclusive or.
/// This never changes, since databases keep the names.
#[derive(Clone, Copy)]
pub struct Name {
    bytes: [u8; LIMIT],
    len: u8,
    hash: u64,
}

impl Name {
    /// Takes a name as it is written, cut if it is too long.
    #[must_use]
    pub const fn literal(name: &str) -> Self {
        Builder::new().text(name).finish()
    }

    /// Makes the name of a table's primary key, as in `pk_users`.
    #[must_use]
    pub const fn primary_key(table: &str) -> Self {
        Builder::new().text("pk_").text(table).finish()
    }

    /// Makes the name of a UNIQUE constraint, as in `uq_users_email`.
    #[must_use]
    pub const fn unique(table: &str, columns: &[&str]) -> Self {
        Builder::new().text("uq_").text(table).texts(columns).finish()
    }

    /// Makes the name of an index, as in `ix_users_email`.
    #[must_use]
    pub const fn index(table: &str, columns: &[&str]) -> Self {
        Builder::new().text("ix_").text(table).texts(columns).finish()
    }

    /// Makes the name of a foreign key, as in `fk_users_role_id_roles`.
    #[must_use]
    pub const fn foreign_key(table: &str, columns: &[&str], parent: &str) -> Self {
        Builder::new().text("fk_").text(table).texts(columns).text("_").text(parent).finish()
    }

    /// Makes the name of a CHECK constraint, as in `ck_users_age`.
    #[must_use]
    pub const fn check(table: &str, name: &str) -> Self {
        Builder::new().text("ck_").text(table).text("_").text(name).finish()
    }

    /// Makes the name of the CHECK that a column's type needs, as in `ck_users_email_length`.
    pub(crate) const fn column_check(table: &str, column: &str, rule: &str) -> Self {
        Builder::new().text("ck_").text(table).texts(&[column, rule]).finish()
    }

    /// Returns the name as text.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len as usize);
        match str::from_utf8(text) {
            Ok(text) => text,
            // Names are made of whole characters.
            Err(_) => "",
        }
    }

    /// Tells whether two names are the same, in a const as well.
    #[must_use]
    pub const fn same(&self, other: &Self) -> bool {
        if self.hash != other.hash || self.len != other.len {
            return false;
        }
        let mut at = 0;
        while at < self.len as usize {
            if self.bytes[at] != other.bytes[at] {
                return false;
            }
            at += 1;
        }
        true
    }

    /// Returns the hash of the text.
    pub(super) const fn hash(&self) -> u64 {
        self.hash
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.same(other)
    }
}

impl Eq for Name {}

impl PartialEq<str> for Name {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

/// FNV-1a of 64 bits.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    const fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ byte as u64).wrapping_mul(0x0000_0100_0000_01b3))
    }
}

/// Returns the 64-bit FNV-1a hash of a text.
pub(super) const fn hash(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let mut hash = Hash::new();
    let mut at = 0;
    while at < bytes.len() {
        hash = hash.byte(bytes[at]);
        at += 1;
    }
    hash.0
}

/// A name under construction: keeps what fits, hashes everything.
struct Builder {
    bytes: [u8; LIMIT],
    len: usize,
    hash: Hash,
}

impl Builder {
    const fn new() -> Self {
        Self { bytes: [0; LIMIT], len: 0, hash: Hash::new() }
    }

    /// Adds a byte, in place: the compiler copies what is passed on, for every byte.
    const fn push(&mut self, byte: u8) {
        if self.len < LIMIT {
            self.bytes[self.len] = byte;
        }
        self.len += 1;
        self.hash = self.hash.byte(byte);
    }

    const fn text(mut self, text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            self.push(bytes[at]);
            at += 1;
        }
        self
    }

    const fn texts(mut self, texts: &[&str]) -> Self {
        let mut at = 0;
        while at < texts.len() {
            self = self.text("_").text(texts[at]);
            at += 1;
        }
        self
    }

    const fn finish(self) -> Name {
        if self.len <= LIMIT {
            return Name { bytes: self.bytes, len: self.len as u8, hash: self.hash.0 };
        }
        // A continuation byte of UTF-8 begins no character.
        let mut keep = LIMIT - TAIL;
        while self.bytes[keep] & 0xc0 == 0x80 {
            keep -= 1;
        }
        let mut cut = Self::new();
        let mut at = 0;
        while at < keep {
            cut.push(self.bytes[at]);
            at += 1;
        }
        let tail = (self.hash.0 >> 32) as u32 ^ self.hash.0 as u32;
        cut.push(b'_');
        let mut shift = 32;
        while shift > 0 {
            shift -= 4;
            cut.push(b"0123456789abcdef"[(tail >> shift & 0xf) as usize]);
        }
        cut.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLE: Name = Name::foreign_key("users", &["role_id"], "roles");
    const LONG: &str = "a_table_whose_name_is_about_as_long_as_a_name_can_be_here";

    #[test]
    fn names_say_kind_table_and_columns() {
        assert_eq!(ROLE.as_str(), "fk_users_role_id_roles");
        assert_eq!(Name::primary_key("users").as_str(), "pk_users");
        assert_eq!(Name::unique("users", &["a", "b"]).as_str(), "uq_users_a_b");
        assert_eq!(Name::index("users", &["email"]).to_string(), "ix_users_email");
        assert_eq!(Name::check("users", "age").as_str(), "ck_users_age");
        assert_eq!(
            Name::column_check("users", "age", "length").as_str(),
            Name::check("users", "age_length").as_str()
        );
        assert_eq!(format!("{ROLE:?}"), "\"fk_users_role_id_roles\"");
    }

    #[test]
    fn long_names_are_cut_and_hashed() {
        let first = Name::index(LONG, &["first"]);
        let second = Name::index(LONG, &["second"]);
        assert_eq!(
            first.as_str(),
            "ix_a_table_whose_name_is_about_as_long_as_a_name_can_b_aafd40bd"
        );
        assert_eq!(first.as_str().len(), 63);
        assert!(!first.same(&second));
        assert!(first.same(&Name::literal(first.as_str())), "the hash is that of the text");
    }

    #[test]
    fn name_of_63_bytes_stays_whole() {
        let name = "n".repeat(63);
        assert_eq!(Name::literal(&name).as_str(), name);
        assert_eq!(Name::literal(&"n".repeat(64)).as_str().len(), 63);
    }

    #[test]
    fn cut_falls_between_characters() {
        let name = format!("{}éééééé", "n".repeat(53));
        let cut = Name::literal(&name);
        assert_eq!(cut.as_str().len(), 62);
        assert!(cut.as_str().starts_with(&"n".repeat(53)));
    }
}
