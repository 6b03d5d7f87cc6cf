//! Links under a record that is about to be stored: to records that are new as well, and to such as are
//! known already.

use std::collections::HashSet;

use crate::model::key::ordinal;
use crate::model::link_row::link;
use crate::model::nest::{Node, Tie};
use crate::model::parent::{Known, Parent};
use crate::model::{
    AsParent, Builder as _, Create, ManyToMany, Model, Nest, Nested, Of, PlainLink,
};
use crate::schema::ForeignKeyDef;
use crate::value::{Reference, Required, Value};

/// The records that are linked are stored along; `D` is the link's builder. Never made.
#[doc(hidden)]
#[derive(Debug)]
pub struct ToNew<D>(Of<D>);

/// The records that are linked are stored, or are references of the session. Never made.
#[doc(hidden)]
#[derive(Debug)]
pub struct ToKnown<D>(Of<D>);

#[diagnostic::do_not_recommend]
impl<P, T, L, D, Rows> Nest<P, Rows, ToNew<D>> for ManyToMany<P, T, L>
where
    P: Model,
    T: Model,
    L: PlainLink<D>,
    Rows: IntoIterator<Item: Create<Model = T>>,
{
    fn nest(self, rows: Rows, nested: &mut Nested) {
        let (near, far) = self.keys();
        for row in rows {
            let mut link = L::plain();
            link.nested().above(Tie::to(far), Node::new::<T>(row.into_draft()));
            nested.below(Tie::to(near), Node::new::<L>(link));
        }
    }
}

#[diagnostic::do_not_recommend]
impl<P, T, L, D, Rows> Nest<P, Rows, ToKnown<D>> for ManyToMany<P, T, L>
where
    P: Model,
    T: Model,
    L: PlainLink<D>,
    Rows: IntoIterator<Item: AsParent<T, Required>>,
{
    fn nest(self, rows: Rows, nested: &mut Nested) {
        let (near, far) = self.keys();
        let mut linked = HashSet::new();
        for row in rows {
            let keys = keys::<T, L>(&row.as_parent(), far);
            // What is named twice is linked once, as by `add_all`.
            if !same(&keys).is_none_or(|same| linked.insert(same)) {
                continue;
            }
            let link = Node::new::<L>(link(L::plain, keys));
            nested.below(Tie::to(near), link);
        }
    }
}

/// What a link leads to: by values that are known, or by a record of a session.
#[derive(PartialEq, Eq, Hash)]
enum Same {
    Value(Value),
    Reference(Reference),
}

/// By what links to the same record are alike; `None` for what is refused later.
fn same(keys: &[(usize, Known)]) -> Option<Vec<Same>> {
    let same = keys.iter().map(|(_, known)| match known {
        Known::Value(value) => Some(Same::Value(value.clone())),
        Known::Reference(reference) => Some(Same::Reference(*reference)),
        Known::Refused(_) => None,
    });
    same.collect()
}

/// The columns of a link that refer to a known record, with their values.
fn keys<T: Model, L: Model>(of: &Parent<'_>, far: &ForeignKeyDef) -> Vec<(usize, Known)> {
    let pairs = far.columns.iter().zip(far.references);
    let known = pairs.filter_map(|(column, reference)| {
        let at = ordinal(L::TABLE, column);
        Some((at, of.known(ordinal(T::TABLE, reference), L::TABLE.columns[at].ty)?))
    });
    known.collect()
}
