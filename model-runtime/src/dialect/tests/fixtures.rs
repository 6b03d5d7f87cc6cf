//! Tables as a derive would write them.

use crate::query::{BinaryOp, Expr, Link, Step};
use crate::schema::*;
use crate::value::{SqlType, Value};

pub(in crate::dialect) const fn column(name: &'static str, ty: SqlType) -> ColumnDef {
    ColumnDef { field: name, name, ty, nullable: false, length: None, default: None }
}

pub(in crate::dialect) const fn nullable(column: ColumnDef) -> ColumnDef {
    ColumnDef { nullable: true, ..column }
}

pub(in crate::dialect) const fn text(name: &'static str, length: u32) -> ColumnDef {
    ColumnDef { length: Some(length), ..column(name, SqlType::Text) }
}

pub(in crate::dialect) const fn with_default(column: ColumnDef, default: DefaultDef) -> ColumnDef {
    ColumnDef { default: Some(default), ..column }
}

pub(in crate::dialect) const fn up(column: &'static str) -> IndexPart {
    IndexPart { column, descending: false }
}

pub(in crate::dialect) const fn table(
    name: &'static str,
    columns: &'static [ColumnDef],
) -> TableDef {
    TableDef {
        model: "Model",
        name,
        columns,
        primary_key: PrimaryKeyDef {
            name: Name::primary_key(name),
            columns: &["id"],
            generation: Generation::Database { never_reuse: false },
        },
        uniques: &[],
        indexes: &[],
        foreign_keys: &[],
        checks: &[],
    }
}

pub(in crate::dialect) const fn key(
    child: &'static str,
    columns: &'static [&'static str],
    parent: &'static str,
    on_delete: ReferentialAction,
) -> ForeignKeyDef {
    ForeignKeyDef {
        name: Name::foreign_key(child, columns, parent),
        columns,
        parent,
        references: &["id"],
        on_delete,
        on_update: ReferentialAction::Restrict,
    }
}

pub(in crate::dialect) const ROLES: TableDef = TableDef {
    model: "Role",
    uniques: &[UniqueDef { name: Name::unique("roles", &["name"]), columns: &["name"] }],
    ..table("roles", const { &[column("id", SqlType::I64), text("name", 64)] })
};

pub(in crate::dialect) const USERS: TableDef = TableDef {
    model: "User",
    indexes: &[IndexDef {
        name: Name::index("users", &["username"]),
        parts: &[up("username")],
        unique: true,
        filter: None,
    }],
    foreign_keys: const {
        &[
            key("users", &["role_id"], "roles", ReferentialAction::SetNull),
            key("users", &["boss_id"], "users", ReferentialAction::NoAction),
        ]
    },
    checks: &[CheckDef { name: Name::check("users", "age"), sql: "age >= 0" }],
    ..table(
        "users",
        const {
            &[
                column("id", SqlType::I64),
                text("username", 64),
                column("age", SqlType::U32),
                nullable(column("role_id", SqlType::I64)),
                nullable(column("boss_id", SqlType::I64)),
            ]
        },
    )
};

/// A composite key that nobody generates, and all that an index can have.
pub(in crate::dialect) const MEMBERS: TableDef = TableDef {
    model: "Member",
    primary_key: PrimaryKeyDef {
        name: Name::primary_key("members"),
        columns: &["user_id", "role_id"],
        generation: Generation::Manual,
    },
    indexes: &[IndexDef {
        name: Name::index("members", &["role_id", "since"]),
        parts: &[up("role_id"), IndexPart { column: "since", descending: true }],
        unique: false,
        filter: None,
    }],
    foreign_keys: const {
        &[
            key("members", &["user_id"], "users", ReferentialAction::Cascade),
            key("members", &["role_id"], "roles", ReferentialAction::Restrict),
        ]
    },
    ..table(
        "members",
        const {
            &[
                column("user_id", SqlType::I64),
                column("role_id", SqlType::I64),
                nullable(column("since", SqlType::DateTimeUtc)),
            ]
        },
    )
};

pub(in crate::dialect) const PARTIAL: TableDef = TableDef {
    model: "Mail",
    indexes: &[IndexDef {
        name: Name::index("mails", &["id"]),
        parts: &[up("id")],
        unique: false,
        filter: Some("id > 5"),
    }],
    ..table("mails", const { &[column("id", SqlType::I64)] })
};

pub(in crate::dialect) const ROLE: Link =
    Link { table: "roles", outer: &["role_id"], inner: &["id"] };
pub(in crate::dialect) const BOSS: Link =
    Link { table: "users", outer: &["boss_id"], inner: &["id"] };
pub(in crate::dialect) const STAFF: Link =
    Link { table: "users", outer: &["id"], inner: &["boss_id"] };

pub(in crate::dialect) const TO_ROLE: Step =
    Step { table: &ROLES, outer: &["role_id"], inner: &["id"], optional: true };
pub(in crate::dialect) const TO_BOSS: Step =
    Step { table: &USERS, outer: &["boss_id"], inner: &["id"], optional: true };
pub(in crate::dialect) const OF_MEMBER: Step =
    Step { table: &USERS, outer: &["user_id"], inner: &["id"], optional: false };
pub(in crate::dialect) const TO_USERS: Step =
    Step { table: &USERS, outer: &["id"], inner: &["role_id"], optional: false };
pub(in crate::dialect) const LINK: Step =
    Step { table: &MEMBERS, outer: &["id"], inner: &["role_id"], optional: false };
pub(in crate::dialect) const LINKED: Step =
    Step { table: &USERS, outer: &["user_id"], inner: &["id"], optional: false };

pub(in crate::dialect) fn int(value: i64) -> Expr {
    Expr::Value(Value::Int(value, SqlType::I64))
}

pub(in crate::dialect) fn words(value: &str) -> Expr {
    Expr::Value(Value::Text(value.to_owned()))
}

pub(in crate::dialect) fn compare(column: &'static str, op: BinaryOp, value: Expr) -> Expr {
    Expr::binary(op, Expr::Column(column), value)
}

pub(in crate::dialect) fn equal(column: &'static str, value: Expr) -> Expr {
    compare(column, BinaryOp::Eq, value)
}

pub(in crate::dialect) fn has(link: Link, filter: Expr) -> Expr {
    Expr::Related { link, filter: Some(Box::new(filter)), negated: false }
}
