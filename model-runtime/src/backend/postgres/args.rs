//! Values for PostgreSQL, in its binary format.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::postgres::{PgArgumentBuffer, PgArguments, PgTypeInfo, types::Oid};
use sqlx::{Arguments as _, Encode, Postgres, Type};

use crate::backend::ArrayColumn;
use crate::backend::wire::{self, Cells};
use crate::error::{Error, ErrorKind, Result};
use crate::value::{SqlType, Value};

/// The values of a statement.
#[derive(Debug, Clone)]
pub(crate) struct PostgresArgs {
    values: PgArguments,
    /// A hash of the types, in order.
    shape: u64,
}

impl PostgresArgs {
    pub(in crate::backend) fn new(capacity: usize) -> Self {
        let mut values = PgArguments::default();
        values.reserve(capacity, capacity.saturating_mul(12));
        Self { values, shape: 0 }
    }

    pub(in crate::backend) fn len(&self) -> usize {
        self.values.len()
    }

    pub(super) fn shape(&self) -> u64 {
        self.shape
    }

    pub(super) fn into_driver(self) -> PgArguments {
        self.values
    }

    pub(in crate::backend) fn push_array(
        &mut self,
        column: ArrayColumn,
        ty: SqlType,
    ) -> Result<()> {
        let (oid, encoded) = column.finish(ty)?;
        self.cell(oid, Some(&[&encoded]))
    }
}

impl Cells for PostgresArgs {
    fn cell(&mut self, ty: wire::Oid, pieces: Option<&[&[u8]]>) -> Result<()> {
        // Multiplying by an odd number loses nothing, so the order of types counts.
        self.shape = self.shape.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(u64::from(ty));
        self.values.add(Encoded { ty, pieces }).map_err(|error| {
            Error::new(ErrorKind::TooLong, "the value can not be sent")
                .with_detail(error.to_string())
        })
    }

    fn array(&mut self, values: &[Value], ty: SqlType) -> Result<()> {
        self.push_array(ArrayColumn::of(values, ty)?, ty)
    }
}

/// A value that is in the server's form already.
struct Encoded<'v> {
    ty: wire::Oid,
    pieces: Option<&'v [&'v [u8]]>,
}

impl Type<Postgres> for Encoded<'_> {
    /// The driver asks `produces` first, which knows the type.
    fn type_info() -> PgTypeInfo {
        PgTypeInfo::with_oid(Oid(wire::oid(SqlType::Text)))
    }
}

impl Encode<'_, Postgres> for Encoded<'_> {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        let Some(pieces) = self.pieces else { return Ok(IsNull::Yes) };
        for piece in pieces {
            buffer.extend_from_slice(piece);
        }
        Ok(IsNull::No)
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        Some(PgTypeInfo::with_oid(Oid(self.ty)))
    }

    fn size_hint(&self) -> usize {
        self.pieces.map_or(0, |pieces| pieces.iter().map(|piece| piece.len()).sum())
    }
}
