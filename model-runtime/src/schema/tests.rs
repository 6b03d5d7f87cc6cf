use super::*;
use crate::value::SqlType;

const ID: &[ColumnDef] = &[ColumnDef {
    field: "id",
    name: "id",
    ty: SqlType::I64,
    nullable: false,
    length: None,
    default: None,
}];

const fn table(name: &'static str, foreign_keys: &'static [ForeignKeyDef]) -> TableDef {
    TableDef {
        model: "Model",
        name,
        columns: ID,
        primary_key: PrimaryKeyDef {
            name: Name::primary_key(name),
            columns: &["id"],
            generation: Generation::Manual,
        },
        uniques: &[],
        indexes: &[],
        foreign_keys,
        checks: &[],
    }
}

const fn to(child: &'static str, parent: &'static str) -> ForeignKeyDef {
    ForeignKeyDef {
        name: Name::foreign_key(child, &["id"], parent),
        columns: &["id"],
        parent,
        references: &["id"],
        on_delete: ReferentialAction::Restrict,
        on_update: ReferentialAction::Restrict,
    }
}

fn names(schema: &Schema) -> (Vec<&str>, Vec<&str>) {
    let creation = creation_order(schema);
    let late = creation.late.iter().map(|(_, key)| key.name).collect::<Vec<_>>();
    let late = late.iter().map(|name| &*String::leak(name.to_string())).collect();
    (creation.tables.iter().map(|table| table.name).collect(), late)
}

#[test]
fn parents_come_first_and_else_the_order_of_the_schema() {
    const C: TableDef = table("c", const { &[to("c", "b"), to("c", "c")] });
    const B: TableDef = table("b", const { &[to("b", "a")] });
    const A: TableDef = table("a", &[]);
    const Z: TableDef = table("z", &[]);
    const SCHEMA: Schema = Schema::checked(&[&C, &Z, &B, &A]);
    assert_eq!(names(&SCHEMA), (vec!["z", "a", "b", "c"], vec![]));
}

#[test]
fn cycle_is_broken_where_it_begins() {
    // `hangs` is declared first, but only depends on the cycle: its foreign key is not late.
    const HANGS: TableDef = table("hangs", const { &[to("hangs", "b")] });
    const A: TableDef = table("a", const { &[to("a", "b"), to("a", "root")] });
    const B: TableDef = table("b", const { &[to("b", "a"), to("b", "b")] });
    const ROOT: TableDef = table("root", &[]);
    const SCHEMA: Schema = Schema::checked(&[&HANGS, &A, &B, &ROOT]);
    assert_eq!(names(&SCHEMA), (vec!["root", "a", "b", "hangs"], vec!["fk_a_id_b"]));
}

#[test]
fn each_of_several_cycles_is_broken() {
    const A: TableDef = table("a", const { &[to("a", "b")] });
    const B: TableDef = table("b", const { &[to("b", "c")] });
    const C: TableDef = table("c", const { &[to("c", "a"), to("c", "d")] });
    const D: TableDef = table("d", const { &[to("d", "e")] });
    const E: TableDef = table("e", const { &[to("e", "d")] });
    const SCHEMA: Schema = Schema::checked(&[&A, &B, &C, &D, &E]);
    assert_eq!(names(&SCHEMA), (vec!["d", "e", "a", "c", "b"], vec!["fk_d_id_e", "fk_a_id_b"]));
}

#[test]
#[should_panic = "the schema lacks the table `roles`, which a foreign key of `users` refers to; add its model to `schema![…]`"]
fn parent_must_be_listed() {
    const USERS: TableDef = table("users", const { &[to("users", "roles")] });
    let _ = Schema::checked(&[&USERS]);
}

#[test]
#[should_panic = "two models have the table `users`"]
fn table_is_listed_once() {
    const USERS: TableDef = table("users", &[]);
    let _ = Schema::checked(&[&USERS, &USERS]);
}

#[test]
#[should_panic = "two constraints or indexes have the name `ix_one`, of the tables `a` and `b`"]
fn names_are_used_once_in_the_whole_schema() {
    const INDEX: IndexDef = IndexDef {
        name: Name::literal("ix_one"),
        parts: &[IndexPart { column: "id", descending: false }],
        unique: false,
        filter: None,
    };
    const A: TableDef = TableDef { indexes: &[INDEX], ..table("a", &[]) };
    const B: TableDef = TableDef { indexes: &[INDEX], ..table("b", &[]) };
    let _ = Schema::checked(&[&A, &B]);
}

const fn to_code(unique: bool, filter: Option<&'static str>) -> TableDef {
    TableDef {
        indexes: match (unique, filter) {
            (true, None) => const { &[by_code(true, None)] },
            (true, Some(_)) => const { &[by_code(true, Some("id > 0"))] },
            (false, _) => const { &[by_code(false, None)] },
        },
        ..table("parents", &[])
    }
}

const fn by_code(unique: bool, filter: Option<&'static str>) -> IndexDef {
    IndexDef {
        name: Name::literal("ix_parents_code"),
        parts: &[IndexPart { column: "code", descending: false }],
        unique,
        filter,
    }
}

const CHILD: TableDef = table(
    "children",
    const { &[ForeignKeyDef { references: &["code"], ..to("children", "parents") }] },
);

#[test]
fn foreign_key_may_refer_to_a_unique_index() {
    const PARENT: TableDef = to_code(true, None);
    let _ = Schema::checked(&[&PARENT, &CHILD]);
}

#[test]
#[should_panic = "the foreign key `fk_children_id_parents` refers to columns of `parents` that are neither its primary key nor unique"]
fn foreign_key_may_not_refer_to_a_plain_index() {
    const PARENT: TableDef = to_code(false, None);
    let _ = Schema::checked(&[&PARENT, &CHILD]);
}

#[test]
#[should_panic = "neither its primary key nor unique"]
fn foreign_key_may_not_refer_to_a_partial_index() {
    const PARENT: TableDef = to_code(true, Some("id > 0"));
    let _ = Schema::checked(&[&PARENT, &CHILD]);
}

/// Two hundred tables with five names each; the compiler's limit on evaluation is its test.
#[test]
fn large_schema_is_cheap_to_check() {
    const N: usize = 200;
    static NAMES: [[u8; 9]; N] = {
        let mut names = [*b"table_000"; N];
        let mut at = 0;
        while at < N {
            names[at][6] += (at / 100) as u8;
            names[at][7] += (at / 10 % 10) as u8;
            names[at][8] += (at % 10) as u8;
            at += 1;
        }
        names
    };
    const fn name(at: usize) -> &'static str {
        match str::from_utf8(&NAMES[at]) {
            Ok(name) => name,
            Err(_) => "",
        }
    }
    static KEYS: [[ForeignKeyDef; 4]; N] = {
        let mut keys = [[to("", ""); 4]; N];
        let mut at = 0;
        while at < N {
            let mut key = 0;
            while key < 4 {
                let mut parent = (at + key * 50) % N;
                if key == 3 {
                    parent = N - 1;
                }
                keys[at][key] = to(name(at), name(parent));
                keys[at][key].name = Name::foreign_key(name(at), &[name(key)], name(parent));
                key += 1;
            }
            at += 1;
        }
        keys
    };
    static TABLES: [TableDef; N] = {
        let mut tables = [table("", &[]); N];
        let mut at = 0;
        while at < N {
            tables[at] = table(name(at), &KEYS[at]);
            at += 1;
        }
        tables
    };
    const LIST: [&TableDef; N] = {
        let mut list = [&TABLES[0]; N];
        let mut at = 0;
        while at < N {
            list[at] = &TABLES[at];
            at += 1;
        }
        list
    };
    const SCHEMA: Schema = Schema::checked(&LIST);
    assert_eq!(creation_order(&SCHEMA).tables.len(), N);
}
