//! What emitted code leaves to rustc: what is the same for every model but for names.
//!
//! A derive runs unoptimised, and again after each edit; rustc itself writes these at a fraction of that. What a
//! message can point at is given to them as tokens, such as the path to what a field's type does.
//!
//! They are called where `__rt` stands for the window, as each name in a path costs. A function that is not of a type
//! is found by its path alone; for one that is, and for a field, rustc looks through all traits in scope.

/// Writes `impl Table` and `impl Model`.
///
/// Of a column it is given the field, its position, that as a pattern, which for the last column is `_` so that
/// nothing can panic, what describes it, and the paths to what its type says of itself and does; of a skipped field
/// what makes it.
#[doc(hidden)]
#[macro_export]
macro_rules! __model {
    (
        $model:ident $model_name:literal $table:literal
        { $(
            $field:ident $name:literal $at:literal $pattern:tt $column:ident ($($kind:tt)*) { $($more:tt)* }
            $read:ident $get:ident $get_mut:ident ($($of:tt)*)
        )* }
        { $($skipped:ident ($($default:tt)*))* }
        [$($key:literal)*] ($($generation:tt)*)
        { $($lists:tt)* }
        { $($generate:tt)* }
    ) => {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl __rt::Table for $model {
            const OUTLINE: __rt::Outline = __rt::outline(
                $model_name,
                $table,
                &[$(__rt::$column($name, $($kind)*)$($more)*),*],
                &[$($key),*],
                $($generation)*,
            );
            $($lists)*
            // A const is written into each unit of code that reads it. What is wrong in the description is found here,
            // even if nobody uses the model.
            const TABLE: &'static __rt::TableDef = {
                static TABLE: __rt::TableDef = __rt::described::<$model>();
                &TABLE
            };
        }

        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl __rt::Model for $model {
            fn decode(row: &__rt::Row<'_>) -> __rt::Result<Self> {
                let (source, start) = row.parts();
                __rt::Ok(Self {
                    $($field: $($of)*::$read(source, start + $at)?,)*
                    $($skipped: $($default)*,)*
                })
            }

            fn column(&self, ordinal: usize) -> &dyn __rt::Field {
                match ordinal {
                    $($pattern => $($of)*::$get(&self.$field),)*
                }
            }

            fn column_mut(&mut self, ordinal: usize) -> &mut dyn __rt::Field {
                match ordinal {
                    $($pattern => $($of)*::$get_mut(&mut self.$field),)*
                }
            }

            $($generate)*
        }
    };
}

/// Writes the traits of the states in which columns are set; they say what is missing where it is not.
#[doc(hidden)]
#[macro_export]
macro_rules! __required {
    ($($name:ident $message:literal $label:literal)*) => {$(
        #[diagnostic::on_unimplemented(message = $message, label = $label)]
        trait $name {}

        #[diagnostic::do_not_recommend]
        impl $name for __rt::Set {}
    )*};
}

/// Writes what begins a query or a record.
#[doc(hidden)]
#[macro_export]
macro_rules! __begin {
    (
        $vis:vis $builder:ident ($($begun:tt)*) $columns:literal
        #[doc = $query_doc:literal]
        fn $query:ident();
        #[doc = $filter_doc:literal]
        fn $filter:ident($($predicate:tt)*);
        #[doc = $create_doc:literal]
        fn $create:ident();
        $(
            #[doc = $find_doc:literal]
            fn $find:ident($(
                $argument:ident: $generic:ident ($($value:tt)*) = $column:literal ($($of:tt)*)
            ),*);
        )*
    ) => {
        #[doc = $query_doc]
        $vis fn $query() -> __rt::Query<Self> {
            __rt::query()
        }

        #[doc = $filter_doc]
        $vis fn $filter<__P: $($predicate)*>(predicate: __P) -> __rt::Query<Self> {
            __rt::filter(predicate)
        }

        $(
            #[doc = $find_doc]
            $vis fn $find<$($generic: $($value)*),*>($($argument: $generic),*) -> __rt::Query<Self> {
                __rt::query()$(.by($column, $($of)*::given($argument)))*
            }
        )*

        #[doc = $create_doc]
        $vis fn $create() -> $($begun)* {
            $builder(__rt::draft($columns), __rt::PhantomData)
        }
    };
}

/// Makes a struct around a draft a builder: what it sets, with the states that follow, and how it is stored.
///
/// Of a column it is given what it takes, its position and the path to what its type does. The builder's type is
/// given in one piece: what is wrong with it is one error then, wherever it stands.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    (
        $vis:vis $name:ident $model:ident
        [$($group:ident)*] ($($builder:tt)*) ($($complete:tt)*) ($($any_builder:tt)*)
        { $(
            #[doc = $doc:literal]
            fn $column:ident($($value:tt)*) = $at:literal ($($of:tt)*) -> ($($set:tt)*);
        )* }
        { $($stateful:tt)* }
        { $(
            #[doc = $free_doc:literal]
            fn $free_column:ident($($free_value:tt)*) = $free_at:literal ($($free_of:tt)*);
        )* }
        { $($free:tt)* }
        #[doc = $insert_doc:literal]
        fn $insert:ident();
        #[doc = $with_doc:literal]
        fn $with:ident($($nest:tt)*);
    ) => {
        impl<$($group: __rt::States),*> $($builder)* {
            $(
                #[doc = $doc]
                $vis fn $column<__V: $($value)*>(self, value: __V) -> $($set)* {
                    __rt::Builder::of(__rt::set(self.0, $at, $($of)*::given(value)))
                }
            )*
            $($stateful)*

            #[doc = $insert_doc]
            $vis fn $insert<'e, __E: __rt::Executor<'e>>(
                self,
                executor: __E,
            ) -> __rt::BoxFuture<'e, __rt::Result<$model>>
            where
                $($complete)*
            {
                __rt::insert(executor, self.0)
            }
        }

        // A builder in whatever state, so that a function can be generic in it.
        impl<__S> $($any_builder)* {
            $(
                #[doc = $free_doc]
                $vis fn $free_column<__V: $($free_value)*>(self, value: __V) -> Self {
                    __rt::Builder::of(__rt::set(self.0, $free_at, $($free_of)*::given(value)))
                }
            )*
            $($free)*

            #[doc = $with_doc]
            $vis fn $with<__R: $($nest)*, __C, __B>(self, relation: __R, rows: __C) -> Self {
                __rt::Builder::of(__rt::nest(self.0, relation, rows))
            }

            /// Renders the INSERT in a dialect; needs no database.
            $vis fn to_sql(&self, dialect: __rt::Dialect) -> __rt::Statement
            where
                Self: __rt::Create<Model = $model>,
            {
                __rt::insert_to_sql::<$model>(&self.0, dialect)
            }

            /// Returns how the database would run the INSERT, in its own words; nothing is stored.
            $vis fn explain<'e, __E: __rt::Executor<'e>>(
                self,
                executor: __E,
            ) -> __rt::BoxFuture<'e, __rt::Result<__rt::String>>
            where
                Self: __rt::Create<Model = $model>,
            {
                __rt::explain_insert::<$model>(executor, &self.0)
            }
        }

        #[automatically_derived]
        impl<__S> __rt::Builder for $($any_builder)* {
            fn of(draft: __rt::Draft) -> Self {
                // Not a call: where another struct has the builder's name that is an error more.
                Self { 0: draft, 1: __rt::PhantomData }
            }

            fn into_draft(self) -> __rt::Draft {
                self.0
            }
        }

        #[automatically_derived]
        impl<__S> __rt::fmt::Debug for $($any_builder)* {
            fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                f.write_str(__rt::stringify!($name))
            }
        }
    };
}
