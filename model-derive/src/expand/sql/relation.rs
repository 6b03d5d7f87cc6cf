//! The SQL of a relation: the query of one record's related records, and that which loads those of many.

use proc_macro2::Ident;
use syn::Path;

use crate::expand::fields;
use crate::expand::handle::unique_sets;
use crate::expand::sql::writer::Writer;
use crate::expand::sql::{Name, block, names};
use crate::ir::{Field, ForeignKey, Model};
use crate::name;

/// The related records, as they are found.
pub(in crate::expand) struct Related<'m> {
    table: Name<'m>,
    columns: Vec<Name<'m>>,
    /// The columns that equal the key of a record at hand, or of a row in the table of links.
    inner: Vec<Name<'m>>,
    /// Those by which they are sorted, and whether high to low.
    order: Vec<(&'m Field, bool)>,
    through: Option<Through<'m>>,
}

/// The table of links between the record at hand and the related ones.
struct Through<'m> {
    table: Name<'m>,
    near: Vec<Name<'m>>,
    far: Vec<Name<'m>>,
    /// Whether it has each link at most once.
    once: bool,
}

impl<'m> Related<'m> {
    /// The record that a foreign key refers to.
    pub(in crate::expand) fn parent(model: &'m Model, key: &'m ForeignKey) -> Self {
        let own = is_own(model, &key.parent);
        Self {
            table: own.then_some(&model.table),
            columns: if own { names(&model.fields) } else { vec![None] },
            inner: referred(model, key),
            order: Vec::new(),
            through: None,
        }
    }

    /// The records whose foreign key refers to one.
    pub(in crate::expand) fn children(model: &'m Model, key: &'m ForeignKey) -> Self {
        let order = key.backref.iter().flat_map(|backref| &backref.order_by);
        let order = order.filter_map(|part| Some((model.fields.get(part.field)?, part.descending)));
        Self {
            table: Some(&model.table),
            columns: names(&model.fields),
            inner: names(fields(model, &key.fields)),
            order: if key.one_to_one { Vec::new() } else { order.collect() },
            through: None,
        }
    }

    /// The records that the model links to one.
    pub(in crate::expand) fn linked(
        model: &'m Model,
        near: &'m ForeignKey,
        far: &'m ForeignKey,
    ) -> Self {
        let through = Through {
            table: Some(&model.table),
            near: names(fields(model, &near.fields)),
            far: names(fields(model, &far.fields)),
            once: links_once(model, near, far),
        };
        Self { through: Some(through), ..Self::parent(model, far) }
    }

    /// The query of those of one record.
    pub(in crate::expand) fn of_one(&self) -> String {
        block(|w| {
            w.raw("SELECT ").names(&self.columns).raw(" FROM ").name(self.table).raw(" WHERE ");
            match &self.through {
                Some(through) => self.is_linked(w, through),
                None => {
                    w.equal(&self.inner);
                }
            }
            self.order_by(w);
        })
    }

    /// The query that loads those of many records; one key stands for all of them.
    pub(in crate::expand) fn of_many(&self) -> String {
        block(|w| {
            w.raw("SELECT ").names(&self.columns);
            match &self.through {
                Some(through) => self.join_links(w, through),
                None => {
                    w.raw(" FROM ").name(self.table).raw(" WHERE ").among(&self.inner);
                }
            }
            self.order_by(w);
        })
    }

    /// Writes that there is a link to the record at hand.
    fn is_linked(&self, w: &mut Writer, through: &Through<'_>) {
        let alias = Some("t1");
        w.raw("EXISTS (SELECT 1 FROM ").name(through.table).raw(" AS ").name(alias).raw(" WHERE ");
        let pairs: Vec<_> = through.far.iter().zip(&self.inner).collect();
        w.each(&pairs, " AND ", |w, (far, inner)| {
            w.column(alias, **far).raw(" = ").column(self.table, **inner);
        });
        for near in &through.near {
            w.raw(" AND ").column(alias, *near).raw(" = ").placeholder();
        }
        w.raw(")");
    }

    /// Writes the rest of the columns, the table, and the links that are joined to it.
    fn join_links(&self, w: &mut Writer, through: &Through<'_>) {
        let [outer, inner] = [("__outer", &through.near), ("__inner", &through.far)]
            .map(|(kind, columns)| (0..columns.len()).map(move |at| format!("{kind}{at}")));
        let (outer, inner): (Vec<_>, Vec<_>) = (outer.collect(), inner.collect());
        for alias in &outer {
            w.raw(", ").name(Some(alias));
        }
        w.raw(" FROM ").name(self.table).raw(" INNER JOIN (SELECT ");
        w.raw(if through.once { "" } else { "DISTINCT " });
        let columns = through.near.iter().zip(&outer).chain(through.far.iter().zip(&inner));
        w.each(&columns.collect::<Vec<_>>(), ", ", |w, (column, alias)| {
            w.name(**column).raw(" AS ").name(Some(alias));
        });
        w.raw(" FROM ").name(through.table).raw(" WHERE ").among(&through.near);
        w.raw(") AS ").name(Some("__links")).raw(" ON ");
        let pairs: Vec<_> = self.inner.iter().zip(&inner).collect();
        w.each(&pairs, " AND ", |w, (column, alias)| {
            w.name(**column).raw(" = ").name(Some(alias));
        });
    }

    fn order_by(&self, w: &mut Writer) {
        if !self.order.is_empty() {
            w.raw(" ORDER BY ").each(&self.order, ", ", |w, (field, descending)| {
                w.sort_key(&field.column, *descending, field.is_spelt_option());
            });
        }
    }
}

/// Whether a path is the model itself, as far as can be told from a path.
fn is_own(model: &Model, parent: &Path) -> bool {
    parent.is_ident(&model.ident)
}

/// The columns that a foreign key refers to.
fn referred<'m>(model: &'m Model, key: &'m ForeignKey) -> Vec<Name<'m>> {
    if !is_own(model, &key.parent) {
        return vec![None; key.fields.len()];
    }
    let named = |handle: &Ident| {
        model.fields.iter().find(|field| name::const_name(&field.ident) == *handle)
    };
    match key.references.as_slice() {
        [] => names(fields(model, &model.primary_key.fields)),
        handles => handles.iter().map(|handle| Some(named(handle)?.column.as_str())).collect(),
    }
}

/// Whether no two rows of a model link the same two records.
fn links_once(model: &Model, near: &ForeignKey, far: &ForeignKey) -> bool {
    let links =
        |set: &[usize]| set.iter().all(|at| near.fields.contains(at) || far.fields.contains(at));
    links(&model.primary_key.fields) || unique_sets(model).iter().any(|set| links(set))
}
