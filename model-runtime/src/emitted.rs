//! What emitted code leaves to rustc: what is the same for every model but for names.
//!
//! A derive runs unoptimised, and again after each edit; rustc itself writes these at a fraction of that. What a
//! message can point at is given to them as tokens, such as the path to what a field's type does.

/// Writes the traits of the states in which columns are set; they say what is missing where it is not.
#[doc(hidden)]
#[macro_export]
macro_rules! __required {
    ($($name:ident $message:literal $label:literal)*) => {$(
        #[diagnostic::on_unimplemented(message = $message, label = $label)]
        #[allow(unreachable_pub)]
        pub trait $name {}

        #[automatically_derived]
        #[diagnostic::do_not_recommend]
        impl $name for $crate::__private::Set {}
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
        impl $crate::__private::Model for $model {
            fn decode(row: &$crate::__private::Row<'_>) -> $crate::__private::Result<Self> {
                let (source, start) = row.parts();
                $crate::__private::Ok(Self {
                    $($name: $($of)*::$read(source, start + $at)?,)*
                    $($skipped: $($default)*,)*
                })
            }

            fn column(&self, ordinal: usize) -> &dyn $crate::__private::Field {
                match ordinal {
                    $($pattern => $($of)*::$field(&self.$name),)*
                }
            }

            fn column_mut(&mut self, ordinal: usize) -> &mut dyn $crate::__private::Field {
                match ordinal {
                    $($pattern => $($of)*::$field_mut(&mut self.$name),)*
                }
            }

            $($generate)*
        }
    };
}

/// Writes setters of columns: what each takes and answers, the column's position, and what its type does with a value.
#[doc(hidden)]
#[macro_export]
macro_rules! __setters {
    ($builder:ident $(
        #[doc = $doc:literal]
        $vis:vis fn $name:ident($($value:tt)*) -> ($($set:tt)*) = $at:literal ($($stored:tt)*);
    )*) => {$(
        #[doc = $doc]
        $vis fn $name<__V: $($value)*>(mut self, value: __V) -> $($set)* {
            $crate::__private::Draft::set(&mut self.0, $at, $($stored)*(value.into_value()));
            $builder(self.0, $crate::__private::PhantomData)
        }
    )*};
}

/// Writes what builders can do but be built and stored.
#[doc(hidden)]
#[macro_export]
macro_rules! __builder {
    ($vis:vis $model:ident $name:literal ($($builder:tt)*)) => {
        impl<__S> $($builder)* {
            /// Renders the INSERT in a dialect; needs no database.
            $vis fn to_sql(&self, dialect: $crate::__private::Dialect) -> $crate::__private::Statement
            where
                Self: $crate::__private::Create<Model = $model>,
            {
                $crate::__private::insert_to_sql::<$model>(&self.0, dialect)
            }

            /// Returns how the database would run the INSERT, in its own words; nothing is stored.
            $vis fn explain<'e, __E: $crate::__private::Executor<'e>>(
                self,
                executor: __E,
            ) -> $crate::__private::BoxFuture<'e, $crate::__private::Result<$crate::__private::String>>
            where
                Self: $crate::__private::Create<Model = $model>,
            {
                $crate::__private::explain_insert::<$model>(executor, &self.0)
            }
        }

        #[automatically_derived]
        impl<__S> $crate::__private::fmt::Debug for $($builder)* {
            fn fmt(
                &self,
                f: &mut $crate::__private::fmt::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                f.write_str($name)
            }
        }
    };
}
