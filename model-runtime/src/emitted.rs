//! What emitted code leaves to rustc: what is the same for every model but for names.
//!
//! A derive runs unoptimised, and again after each edit; rustc itself writes these at a fraction of that. What a
//! message can point at is given to them as tokens, such as the path to what a field's type does.
//!
//! They are called where `__rt` stands for the window, as each name in a path costs. A function that is not of a type
//! is found by its path alone; for one that is, and for a field, rustc looks through all traits in scope.

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

/// Writes `impl Model`. Of a column it is given the field, its position, that as a pattern, which for the last column
/// is `_` so that nothing can panic, and the path to what its type does; of a skipped field what makes it.
#[doc(hidden)]
#[macro_export]
macro_rules! __record {
    (
        $model:ident
        { $($name:ident $at:literal $pattern:tt $read:ident $field:ident $field_mut:ident ($($of:tt)*))* }
        { $($skipped:ident ($($default:tt)*))* }
        { $($generate:tt)* }
    ) => {
        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl __rt::Model for $model {
            fn decode(row: &__rt::Row<'_>) -> __rt::Result<Self> {
                let (source, start) = row.parts();
                __rt::Ok(Self {
                    $($name: $($of)*::$read(source, start + $at)?,)*
                    $($skipped: $($default)*,)*
                })
            }

            fn column(&self, ordinal: usize) -> &dyn __rt::Field {
                match ordinal {
                    $($pattern => $($of)*::$field(&self.$name),)*
                }
            }

            fn column_mut(&mut self, ordinal: usize) -> &mut dyn __rt::Field {
                match ordinal {
                    $($pattern => $($of)*::$field_mut(&mut self.$name),)*
                }
            }

            $($generate)*
        }
    };
}

/// Writes setters of columns: what each takes and answers, the column's position, and the path to what its type does.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($(
        #[doc = $doc:literal]
        $vis:vis fn $name:ident($($value:tt)*) -> ($($set:tt)*) = $at:literal ($($of:tt)*);
    )*) => {$(
        #[doc = $doc]
        $vis fn $name<__V: $($value)*>(self, value: __V) -> $($set)* {
            __rt::Builder::of(
                __rt::set(self.0, $at, $($of)*::given(value)),
            )
        }
    )*};
}

/// Writes what builders can do but be built and stored.
#[doc(hidden)]
#[macro_export]
macro_rules! __statements {
    ($vis:vis $model:ident) => {
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
    };
}

/// Makes a struct around a draft a builder.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($name:literal $($builder:tt)*) => {
        #[automatically_derived]
        impl<__S> __rt::Builder for $($builder)* {
            fn of(draft: __rt::Draft) -> Self {
                // Not a call: where another struct has the builder's name that is an error more.
                Self { 0: draft, 1: __rt::PhantomData }
            }

            fn into_draft(self) -> __rt::Draft {
                self.0
            }
        }

        #[automatically_derived]
        impl<__S> __rt::fmt::Debug for $($builder)* {
            fn fmt(&self, f: &mut __rt::fmt::Formatter<'_>) -> __rt::fmt::Result {
                f.write_str($name)
            }
        }
    };
}
