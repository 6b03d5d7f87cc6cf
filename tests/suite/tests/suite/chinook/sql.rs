//! Reads the rows of the INSERT statements in a SQL file.
//!
//! The files of the three databases hold the same rows and differ in spelling: `[Album]`, `` `Album` ``
//! and `album`; `'…'` and `N'…'`; `'2021-01-01 00:00:00'` and `'2021/1/1'`. A backslash means itself in
//! all of them: MySQL would drop it, but what is meant is the name of a track.

use std::collections::HashMap;
use std::iter::Peekable;
use std::str::Chars;

/// A value as it stands in the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Null,
    /// A number, as it is written.
    Number(String),
    Text(String),
}

/// A row: its values by the name of their column in snake case.
pub(super) type Cells = HashMap<String, Cell>;

/// Returns the rows of each table, by the table's name in snake case, in the order of the file.
pub(super) fn rows(sql: &str) -> HashMap<String, Vec<Cells>> {
    let mut tokens = Tokens(sql.chars().peekable());
    let mut tables: HashMap<String, Vec<Cells>> = HashMap::new();
    while let Some(token) = tokens.next() {
        if token.is("INSERT") {
            let (table, rows) = insert(&mut tokens);
            tables.entry(table).or_default().extend(rows);
        }
    }
    tables
}

/// Reads `INTO table (columns) VALUES (…), (…);`.
fn insert(tokens: &mut Tokens<'_>) -> (String, Vec<Cells>) {
    assert!(tokens.next().is_some_and(|token| token.is("INTO")), "INSERT without INTO");
    let table = tokens.name();
    let mut columns = Vec::new();
    assert_eq!(tokens.next(), Some(Token::Sign('(')), "columns of {table}");
    loop {
        columns.push(tokens.name());
        if tokens.next() == Some(Token::Sign(')')) {
            break;
        }
    }
    assert!(tokens.next().is_some_and(|token| token.is("VALUES")), "INSERT without VALUES");
    let mut rows = Vec::new();
    loop {
        let cells = row(tokens);
        assert_eq!(cells.len(), columns.len(), "values of a row of {table}");
        rows.push(columns.iter().cloned().zip(cells).collect());
        match tokens.next() {
            Some(Token::Sign(',')) => {}
            Some(Token::Sign(';')) => return (table, rows),
            other => panic!("{other:?} after a row of {table}"),
        }
    }
}

fn row(tokens: &mut Tokens<'_>) -> Vec<Cell> {
    assert_eq!(tokens.next(), Some(Token::Sign('(')), "a row");
    let mut cells = Vec::new();
    loop {
        cells.push(match tokens.next() {
            Some(Token::Text(text)) => Cell::Text(text),
            Some(token) if token.is("NULL") => Cell::Null,
            Some(Token::Word(word)) if word.parse::<f64>().is_ok() => Cell::Number(word),
            other => panic!("{other:?} is no value"),
        });
        match tokens.next() {
            Some(Token::Sign(',')) => {}
            Some(Token::Sign(')')) => return cells,
            other => panic!("{other:?} after a value"),
        }
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    /// A keyword, a number or a name, quoted or not.
    Word(String),
    Text(String),
    Sign(char),
}

impl Token {
    fn is(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }
}

struct Tokens<'s>(Peekable<Chars<'s>>);

impl Tokens<'_> {
    fn name(&mut self) -> String {
        match self.next() {
            Some(Token::Word(name)) => snake_case(&name),
            other => panic!("{other:?} is no name"),
        }
    }

    /// Reads up to a quote; that quote twice means itself.
    fn quoted(&mut self, end: char) -> String {
        let mut text = String::new();
        loop {
            match self.0.next() {
                Some(quote) if quote == end && self.0.next_if_eq(&end).is_none() => return text,
                Some(character) => text.push(character),
                None => panic!("`{text}` has no end"),
            }
        }
    }

    fn comment(&mut self) {
        let mut before = ' ';
        for character in self.0.by_ref() {
            if (before, character) == ('*', '/') {
                return;
            }
            before = character;
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            let token = match self.0.next()? {
                space if space.is_whitespace() => continue,
                '/' if self.0.next_if_eq(&'*').is_some() => {
                    self.comment();
                    continue;
                }
                '-' if self.0.next_if_eq(&'-').is_some() => {
                    while self.0.next_if(|character| *character != '\n').is_some() {}
                    continue;
                }
                '\'' => Token::Text(self.quoted('\'')),
                'N' if self.0.next_if_eq(&'\'').is_some() => Token::Text(self.quoted('\'')),
                '[' => Token::Word(self.quoted(']')),
                '`' => Token::Word(self.quoted('`')),
                '"' => Token::Word(self.quoted('"')),
                first if is_word(first) => {
                    let mut word = String::from(first);
                    while let Some(character) = self.0.next_if(|character| is_word(*character)) {
                        word.push(character);
                    }
                    Token::Word(word)
                }
                sign => Token::Sign(sign),
            };
            return Some(token);
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.' | '-' | '+')
}

/// `MediaTypeId` and `media_type_id` are one name.
fn snake_case(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

#[test]
fn all_spellings_of_a_row_are_read() {
    let one = r"/* INSERT INTO [No] ([No]) VALUES (1); */ INSERT INTO [MediaType] ([MediaTypeId],
        [Name], [Price]) VALUES (-1, 'Guns N'' \ Roses', 0.99), (2, NULL, 1.50);";
    let other = r"-- it's a comment
        insert into media_type (media_type_id, name, price) values
        (-1, N'Guns N'' \ Roses', 0.99); INSERT INTO `MediaType` (`MediaTypeId`, `Name`, `Price`)
        VALUES (2, null, 1.50);";
    assert_eq!(rows(one), rows(other));
    let name = Cell::Text(r"Guns N' \ Roses".to_owned());
    assert_eq!(rows(one)["media_type"][0]["name"], name);
    assert_eq!(rows(one)["media_type"][1]["name"], Cell::Null);
    assert_eq!(rows(one)["media_type"][1]["price"], Cell::Number("1.50".to_owned()));
    assert_eq!(rows(one)["media_type"].len(), 2);
}
