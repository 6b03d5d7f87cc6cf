//! Many values as one bind: PostgreSQL's arrays, in its binary format.

use crate::backend::wire::{Cells, Oid, array_oid, oid};
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Binder as _, SqlType, Value};

/// Dimensions, a flag for NULLs, the element's type; then length and lower bound of the dimension.
const HEADER: usize = 20;

/// Collects the values of one column of many rows, to be bound as one array.
///
/// Values are written straight into the form in which the server reads them. It is a
/// [`Binder`](crate::value::Binder): each value that is bound to it is one element.
#[derive(Debug, Clone)]
pub(crate) struct ArrayColumn {
    encoded: Vec<u8>,
    elements: i32,
    nulls: bool,
    element: Option<Oid>,
    mixed: bool,
}

impl ArrayColumn {
    /// Begins an array for about so many values.
    pub(crate) fn new(capacity: usize) -> Self {
        let mut encoded = Vec::with_capacity(HEADER + capacity.saturating_mul(12));
        encoded.resize(HEADER, 0);
        Self { encoded, elements: 0, nulls: false, element: None, mixed: false }
    }

    /// Encodes values that are there already.
    pub(super) fn of(values: &[Value], ty: SqlType) -> Result<Self> {
        let mut column = Self::new(values.len());
        for value in values {
            match value {
                // An integer is as wide as the array says, whatever it was made as.
                Value::Int(number, _) => column.int(*number, ty)?,
                Value::Null(_) => column.null(ty)?,
                value => value.bind(&mut column)?,
            }
        }
        Ok(column)
    }

    /// Ends the array: returns its type and its encoded form.
    pub(super) fn finish(mut self, ty: SqlType) -> Result<(Oid, Vec<u8>)> {
        if self.mixed || self.element.is_some_and(|element| element != oid(ty)) {
            return Err(Error::new(
                ErrorKind::InvalidValue,
                "the values of an array are not of its type",
            ));
        }
        let dimensions = i32::from(self.elements > 0);
        for (field, value) in self.encoded.chunks_exact_mut(4).zip([
            dimensions,
            i32::from(self.nulls),
            oid(ty).cast_signed(),
            self.elements,
            1,
        ]) {
            field.copy_from_slice(&value.to_be_bytes());
        }
        if dimensions == 0 {
            self.encoded.truncate(12);
        }
        Ok((array_oid(ty), self.encoded))
    }
}

impl Cells for ArrayColumn {
    fn cell(&mut self, ty: Oid, pieces: Option<&[&[u8]]>) -> Result<()> {
        self.mixed |= *self.element.get_or_insert(ty) != ty;
        self.elements = self.elements.checked_add(1).ok_or_else(too_long)?;
        let Some(pieces) = pieces else {
            self.nulls = true;
            self.encoded.extend_from_slice(&(-1_i32).to_be_bytes());
            return Ok(());
        };
        let length: usize = pieces.iter().map(|piece| piece.len()).sum();
        let length = i32::try_from(length).map_err(|_| too_long())?;
        self.encoded.extend_from_slice(&length.to_be_bytes());
        for piece in pieces {
            self.encoded.extend_from_slice(piece);
        }
        Ok(())
    }

    fn array(&mut self, _: &[Value], _: SqlType) -> Result<()> {
        Err(Error::new(ErrorKind::Unsupported, "an array within an array can not be bound"))
    }
}

fn too_long() -> Error {
    Error::new(ErrorKind::TooLong, "a value of more than 2 GiB can not be sent")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn array_is_written_in_the_servers_form() {
        let mut column = ArrayColumn::new(2);
        column.int(7, SqlType::I16).unwrap();
        column.null(SqlType::I16).unwrap();
        let (ty, encoded) = column.finish(SqlType::I16).unwrap();
        assert_eq!(ty, 1005);
        let expected = [0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 21, 0, 0, 0, 2, 0, 0, 0, 1];
        assert_eq!(encoded[..20], expected);
        assert_eq!(encoded[20..], [0, 0, 0, 2, 0, 7, 255, 255, 255, 255]);
    }

    #[test]
    fn empty_array_has_no_dimension() {
        let (_, encoded) = ArrayColumn::new(0).finish(SqlType::Text).unwrap();
        assert_eq!(encoded, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 25]);
    }

    #[test]
    fn values_of_another_type_are_refused() {
        let mut column = ArrayColumn::new(1);
        column.f64(1.0).unwrap();
        assert_eq!(column.finish(SqlType::I64).unwrap_err().kind(), ErrorKind::InvalidValue);
        let mut column = ArrayColumn::new(2);
        column.text("a").unwrap();
        column.bool(true).unwrap();
        assert_eq!(column.finish(SqlType::Text).unwrap_err().kind(), ErrorKind::InvalidValue);
    }
}
