//! The order of changes, on plain data.

use std::any::TypeId;

use crate::error::{Error, ErrorKind};
use crate::model::Draft;
use crate::model::unit::order::{Plan, Stage, order};
use crate::model::unit::{Act, Change, Kind, Link};
use crate::schema::{
    ColumnDef, ForeignKeyDef, Generation, Name, PrimaryKeyDef, ReferentialAction, TableDef,
    UniqueDef,
};
use crate::value::{SqlType, Value};

const ID: usize = 0;
const PARENT: usize = 1;
const NAME: usize = 2;

const fn column(name: &'static str, nullable: bool) -> ColumnDef {
    ColumnDef { field: name, name, ty: SqlType::I64, nullable, length: None, default: None }
}

/// A tree: each row refers to another of the same table, or to none.
static TREE: TableDef = TableDef {
    model: "Tree",
    name: "tree",
    columns: &[column("id", false), column("parent", true), column("name", false)],
    primary_key: PrimaryKeyDef {
        name: Name::literal("pk_tree"),
        columns: &["id"],
        generation: Generation::Database { never_reuse: false },
    },
    uniques: &[UniqueDef { name: Name::literal("uq_tree_name"), columns: &["name"] }],
    indexes: &[],
    foreign_keys: &[ForeignKeyDef {
        name: Name::literal("fk_tree_parent"),
        columns: &["parent"],
        parent: "tree",
        references: &["id"],
        on_delete: ReferentialAction::Restrict,
        on_update: ReferentialAction::Restrict,
    }],
    checks: &[],
};

/// The same with a parent that is required.
static STRICT: TableDef = TableDef {
    model: "Strict",
    columns: &[column("id", false), column("parent", false), column("name", false)],
    ..TREE
};

fn draft(values: impl IntoIterator<Item = Value>) -> Draft {
    let set = values.into_iter().enumerate().filter(|(_, value)| !value.is_null());
    let mut draft = Draft::new(3);
    set.for_each(|(at, value)| draft.set(at, Ok(value)));
    draft
}

fn int(value: i64) -> Value {
    Value::Int(value, SqlType::I64)
}

fn null() -> Value {
    Value::Null(SqlType::I64)
}

fn change<'r>(table: &'static TableDef, act: Act<'r>) -> Change<'r> {
    let decode = |_: &crate::model::Row<'_>| Err(Error::new(ErrorKind::Other, "not read here"));
    let kind = Kind { table, model: TypeId::of::<()>(), decode };
    Change { kind, act, given: Vec::new(), links: Vec::new() }
}

fn insert<'r>(table: &'static TableDef, row: &'r Draft, parent: Option<usize>) -> Change<'r> {
    let link = parent.map(|of| Link { column: PARENT, of, of_column: ID });
    Change { links: link.into_iter().collect(), ..change(table, Act::Insert(row)) }
}

fn rename(id: i64, from: i64, to: i64) -> Change<'static> {
    let old = vec![int(id), null(), int(from)];
    Change { given: vec![(NAME, int(to))], ..change(&TREE, Act::Update(old)) }
}

fn delete(id: i64, parent: Value) -> Change<'static> {
    change(&TREE, Act::Delete(vec![int(id), parent, int(id)]))
}

fn steps(plan: &Plan) -> Vec<(Stage, &[usize])> {
    plan.steps.iter().map(|step| (step.stage, step.changes.as_slice())).collect()
}

#[test]
fn rows_of_one_level_go_together() {
    let row = draft([null(), null(), int(1)]);
    let changes = [None, Some(0), Some(0), Some(1), Some(2), None];
    let changes = changes.map(|parent| insert(&TREE, &row, parent));
    let plan = order(&changes).unwrap();
    let expected: [(_, &[usize]); 3] =
        [(Stage::Insert, &[0, 5]), (Stage::Insert, &[1, 2]), (Stage::Insert, &[3, 4])];
    assert_eq!(steps(&plan), expected);
}

#[test]
fn circle_is_opened_where_the_key_can_be_null() {
    let row = draft([null(), null(), int(1)]);
    let changes = [Some(1), Some(0)].map(|parent| insert(&TREE, &row, parent));
    let plan = order(&changes).unwrap();
    let stages: Vec<_> = plan.steps.iter().map(|step| step.stage).collect();
    assert_eq!(stages, [Stage::Insert, Stage::Insert, Stage::Late]);
    assert_eq!(plan.late.values().next(), Some(&vec![PARENT]));
    let strict = [Some(1), Some(0)].map(|parent| insert(&STRICT, &row, parent));
    let error = order(&strict).unwrap_err();
    assert_eq!((error.kind(), error.model()), (ErrorKind::InvalidReference, Some("Strict")));
}

#[test]
fn many_circles_are_opened_at_once() {
    let row = draft([null(), null(), int(1)]);
    let pairs = (0..100).flat_map(|pair| [2 * pair + 1, 2 * pair]);
    let changes: Vec<_> = pairs.map(|parent| insert(&TREE, &row, Some(parent))).collect();
    let plan = order(&changes).unwrap();
    assert_eq!((plan.steps.len(), plan.late.len()), (3, 100), "{:?}", plan.steps);
}

#[test]
fn names_are_left_before_they_are_taken() {
    let row = draft([null(), null(), int(10)]);
    let changes =
        [insert(&TREE, &row, None), rename(1, 10, 20), rename(2, 20, 30), delete(30, null())];
    let plan = order(&changes).unwrap();
    let expected: [(_, &[usize]); 4] = [
        (Stage::Delete, &[3]),
        (Stage::Update, &[2]),
        (Stage::Update, &[1]),
        (Stage::Insert, &[0]),
    ];
    assert_eq!(steps(&plan), expected);
    let error = order(&[rename(1, 10, 20), rename(2, 20, 10)]).unwrap_err();
    assert_eq!((error.kind(), error.model()), (ErrorKind::Unsupported, Some("Tree")));
}

#[test]
fn children_are_deleted_first_and_circles_are_cut_before() {
    let changes = [delete(1, null()), delete(2, int(1)), delete(3, int(1)), delete(4, int(2))];
    let plan = order(&changes).unwrap();
    let deleted: Vec<usize> = plan.steps.iter().flat_map(|step| step.changes.clone()).collect();
    let place = |change: usize| deleted.iter().position(|at| *at == change);
    assert_eq!(plan.steps.len(), 3);
    assert!(place(3) < place(1) && place(1) < place(0) && place(2) < place(0), "{deleted:?}");
    let circle = [delete(1, int(2)), delete(2, int(1))];
    let plan = order(&circle).unwrap();
    assert_eq!(plan.steps[0].stage, Stage::Early);
    assert_eq!((plan.early.len(), plan.steps.len()), (1, 3));
}
