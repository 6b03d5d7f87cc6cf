//! Models inside functions, blocks and nested modules.

use orm::prelude::*;

/// Returns the number of columns of models that nobody else can see.
///
/// # Panics
///
/// Never: their statements are refused by no dialect.
#[must_use]
pub fn inside_a_function() -> usize {
    #[derive(Model)]
    #[model(crate = ::orm)]
    struct Parent {
        #[primary_key]
        id: i64,
    }

    #[derive(Model)]
    #[model(crate = ::orm)]
    struct Child {
        #[primary_key]
        id: i64,
        #[foreign_key(Parent)]
        #[backref(children)]
        parent_id: i64,
    }

    const SCHEMA: Schema = schema![Parent, Child];
    let parent = Parent { id: 1 };
    let child = Child { id: 2, parent_id: parent.id };
    let statements = [
        parent.children().filter(Child::ID.eq(child.id)).to_sql(Dialect::Sqlite),
        child.parent().to_sql(Dialect::Sqlite),
        Child::create().parent(&parent).to_sql(Dialect::Sqlite),
    ];
    assert!(statements.iter().all(|statement| statement.refusal().is_none()));
    SCHEMA.tables().iter().map(|table| table.columns.len()).sum()
}

/// A model inside the value of a const.
pub const TABLES: usize = {
    #[derive(Model)]
    #[model(crate = ::orm)]
    struct Hidden {
        #[primary_key]
        id: i64,
    }

    schema![Hidden].tables().len()
};

/// A module within this one.
pub mod outer {
    /// A module within that one.
    pub mod inner {
        use orm::prelude::*;

        /// A parent.
        #[derive(Model, Debug)]
        #[model(crate = ::orm, table = "inner_parent")]
        pub struct Parent {
            /// Its key.
            #[primary_key]
            pub id: i64,
        }

        /// A child of a parent further out.
        #[derive(Model, Debug)]
        #[model(crate = ::orm)]
        pub struct Grandchild {
            /// Its key.
            #[primary_key]
            pub id: i64,
            /// Its parent.
            #[foreign_key(super::Child)]
            #[backref(grandchildren)]
            pub child_id: i64,
        }
    }

    /// A child of a parent further in.
    #[derive(orm::Model, Debug)]
    #[model(crate = ::orm)]
    pub struct Child {
        /// Its key.
        #[primary_key]
        pub id: i64,
        /// Its parent.
        #[foreign_key(inner::Parent)]
        #[backref(children)]
        pub parent_id: i64,
        /// A parent elsewhere.
        #[foreign_key(crate::macros::Parent)]
        #[backref(outer_children)]
        pub other_id: Option<i64>,
    }
}

/// The models of both modules.
pub const SCHEMA: Schema =
    schema![outer::inner::Parent, crate::macros::Parent, outer::Child, outer::inner::Grandchild];

#[cfg(test)]
mod tests {
    #[test]
    fn models_inside_functions_work() {
        assert_eq!(super::inside_a_function(), 3);
        assert_eq!(super::TABLES, 1);
    }
}
