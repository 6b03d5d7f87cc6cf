//! UUIDs, stored as their 16 bytes.

use ::uuid::Uuid;

use crate::error::Result;
use crate::value::{Binder, ColumnType, Source, SqlType};

#[diagnostic::do_not_recommend]
impl ColumnType for Uuid {
    const SQL_TYPE: SqlType = SqlType::Uuid;

    fn bind(&self, binder: &mut dyn Binder) -> Result<()> {
        binder.uuid(self.into_bytes())
    }

    fn read(source: &dyn Source, at: usize) -> Result<Option<Self>> {
        Ok(source.uuid(at)?.map(Self::from_bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Value, fake::round_trip};

    #[test]
    fn uuid_is_stored_in_the_order_of_its_text() {
        let uuid = Uuid::from_u128(0x0192_3456_789a_7bcd_8ef0_1234_5678_9abc);
        let Ok(Value::Uuid(bytes)) = Value::of(&uuid) else { panic!("no UUID") };
        assert_eq!(bytes[..3], [0x01, 0x92, 0x34]);
        for uuid in [uuid, Uuid::nil(), Uuid::max(), Uuid::now_v7()] {
            assert_eq!(round_trip(&uuid).unwrap(), uuid);
            assert_eq!(round_trip(&Some(uuid)).unwrap(), Some(uuid));
        }
        assert_eq!(round_trip(&None::<Uuid>).unwrap(), None);
    }
}
